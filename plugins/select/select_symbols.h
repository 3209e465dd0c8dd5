/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plugin's exported symbols.  Each is declared with the type that Slurm
 * calls it with, so that a definition of another type does not compile.
 */
#ifndef SELECT_SYMBOLS_H
#define SELECT_SYMBOLS_H

#include "fh_slurm_select.h"

#include "src/common/select.h"

#define OPERATION(operation, symbol) \
	extern __typeof__(*((slurm_select_ops_t *) NULL)->operation) symbol

OPERATION(state_save, select_p_state_save);
OPERATION(state_restore, select_p_state_restore);
OPERATION(job_init, select_p_job_init);
OPERATION(node_init, select_p_node_init);
OPERATION(job_test, select_p_job_test);
OPERATION(job_begin, select_p_job_begin);
OPERATION(job_ready, select_p_job_ready);
OPERATION(job_expand, select_p_job_expand);
OPERATION(job_resized, select_p_job_resized);
OPERATION(job_signal, select_p_job_signal);
OPERATION(job_fini, select_p_job_fini);
OPERATION(job_suspend, select_p_job_suspend);
OPERATION(job_resume, select_p_job_resume);
OPERATION(step_pick_nodes, select_p_step_pick_nodes);
OPERATION(step_start, select_p_step_start);
OPERATION(step_finish, select_p_step_finish);
OPERATION(nodeinfo_pack, select_p_select_nodeinfo_pack);
OPERATION(nodeinfo_unpack, select_p_select_nodeinfo_unpack);
OPERATION(nodeinfo_alloc, select_p_select_nodeinfo_alloc);
OPERATION(nodeinfo_free, select_p_select_nodeinfo_free);
OPERATION(nodeinfo_set_all, select_p_select_nodeinfo_set_all);
OPERATION(nodeinfo_set, select_p_select_nodeinfo_set);
OPERATION(nodeinfo_get, select_p_select_nodeinfo_get);
OPERATION(jobinfo_alloc, select_p_select_jobinfo_alloc);
OPERATION(jobinfo_free, select_p_select_jobinfo_free);
OPERATION(jobinfo_set, select_p_select_jobinfo_set);
OPERATION(jobinfo_get, select_p_select_jobinfo_get);
OPERATION(jobinfo_copy, select_p_select_jobinfo_copy);
OPERATION(jobinfo_pack, select_p_select_jobinfo_pack);
OPERATION(jobinfo_unpack, select_p_select_jobinfo_unpack);
OPERATION(jobinfo_sprint, select_p_select_jobinfo_sprint);
OPERATION(jobinfo_xstrdup, select_p_select_jobinfo_xstrdup);
OPERATION(get_info_from_plugin, select_p_get_info_from_plugin);
OPERATION(update_node_config, select_p_update_node_config);
OPERATION(reconfigure, select_p_reconfigure);
OPERATION(resv_test, select_p_resv_test);

#undef OPERATION

extern int init(void);
extern int fini(void);

extern const char plugin_name[];
extern const char plugin_type[];
extern const uint32_t plugin_id;
extern const uint32_t plugin_version;

#endif

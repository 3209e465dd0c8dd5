/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Loading select/cons_tres, and the operations that it does alone.  The
 * others are in select_cons_tres_freehold.c.
 */
#include "select_delegate.h"
#include "select_symbols.h"

#include "src/common/plugin.h"

/* In the order of slurm_select_ops_t. */
static const char *symbols[] = {
	"plugin_id",
	"select_p_state_save",
	"select_p_state_restore",
	"select_p_job_init",
	"select_p_node_init",
	"select_p_job_test",
	"select_p_job_begin",
	"select_p_job_ready",
	"select_p_job_expand",
	"select_p_job_resized",
	"select_p_job_signal",
	"select_p_job_fini",
	"select_p_job_suspend",
	"select_p_job_resume",
	"select_p_step_pick_nodes",
	"select_p_step_start",
	"select_p_step_finish",
	"select_p_select_nodeinfo_pack",
	"select_p_select_nodeinfo_unpack",
	"select_p_select_nodeinfo_alloc",
	"select_p_select_nodeinfo_free",
	"select_p_select_nodeinfo_set_all",
	"select_p_select_nodeinfo_set",
	"select_p_select_nodeinfo_get",
	"select_p_select_jobinfo_alloc",
	"select_p_select_jobinfo_free",
	"select_p_select_jobinfo_set",
	"select_p_select_jobinfo_get",
	"select_p_select_jobinfo_copy",
	"select_p_select_jobinfo_pack",
	"select_p_select_jobinfo_unpack",
	"select_p_select_jobinfo_sprint",
	"select_p_select_jobinfo_xstrdup",
	"select_p_get_info_from_plugin",
	"select_p_update_node_config",
	"select_p_reconfigure",
	"select_p_resv_test",
};

_Static_assert(sizeof(symbols) == sizeof(slurm_select_ops_t),
	       "one symbol for every operation");

slurm_select_ops_t fh_inner;

static plugin_context_t *context;

int fh_inner_load(void)
{
	if (!context)
		context = plugin_context_create("select", "select/cons_tres",
						(void **) &fh_inner, symbols,
						sizeof(symbols));
	return context ? SLURM_SUCCESS : SLURM_ERROR;
}

int fh_inner_unload(void)
{
	int rc = context ? plugin_context_destroy(context) : SLURM_SUCCESS;

	context = NULL;
	return rc;
}

extern int select_p_state_save(char *dir_name)
{
	return fh_inner.state_save(dir_name);
}

extern int select_p_state_restore(char *dir_name)
{
	return fh_inner.state_restore(dir_name);
}

extern int select_p_job_ready(job_record_t *job)
{
	return fh_inner.job_ready(job);
}

extern int select_p_job_resized(job_record_t *job, node_record_t *node)
{
	return fh_inner.job_resized(job, node);
}

extern int select_p_job_signal(job_record_t *job, int signal)
{
	return fh_inner.job_signal(job, signal);
}

extern int select_p_job_suspend(job_record_t *job, bool indefinitely)
{
	return fh_inner.job_suspend(job, indefinitely);
}

extern int select_p_job_resume(job_record_t *job, bool indefinitely)
{
	return fh_inner.job_resume(job, indefinitely);
}

extern bitstr_t *select_p_step_pick_nodes(job_record_t *job,
					  select_jobinfo_t *step_jobinfo,
					  uint32_t node_count,
					  bitstr_t **avail_nodes)
{
	return fh_inner.step_pick_nodes(job, step_jobinfo, node_count,
					avail_nodes);
}

extern int select_p_step_start(step_record_t *step)
{
	return fh_inner.step_start(step);
}

extern int select_p_step_finish(step_record_t *step, bool killing)
{
	return fh_inner.step_finish(step, killing);
}

extern int select_p_select_nodeinfo_pack(select_nodeinfo_t *info,
					 buf_t *buffer, uint16_t version)
{
	return fh_inner.nodeinfo_pack(info, buffer, version);
}

extern int select_p_select_nodeinfo_unpack(select_nodeinfo_t **info,
					   buf_t *buffer, uint16_t version)
{
	return fh_inner.nodeinfo_unpack(info, buffer, version);
}

extern select_nodeinfo_t *select_p_select_nodeinfo_alloc(void)
{
	return fh_inner.nodeinfo_alloc();
}

extern int select_p_select_nodeinfo_free(select_nodeinfo_t *info)
{
	return fh_inner.nodeinfo_free(info);
}

extern int select_p_select_nodeinfo_set_all(void)
{
	return fh_inner.nodeinfo_set_all();
}

extern int select_p_select_nodeinfo_set(job_record_t *job)
{
	return fh_inner.nodeinfo_set(job);
}

extern int select_p_select_nodeinfo_get(select_nodeinfo_t *info,
					enum select_nodedata_type what,
					enum node_states state, void *data)
{
	return fh_inner.nodeinfo_get(info, what, state, data);
}

extern select_jobinfo_t *select_p_select_jobinfo_alloc(void)
{
	return fh_inner.jobinfo_alloc();
}

extern int select_p_select_jobinfo_free(select_jobinfo_t *info)
{
	return fh_inner.jobinfo_free(info);
}

extern int select_p_select_jobinfo_set(select_jobinfo_t *info,
				       enum select_jobdata_type what,
				       void *data)
{
	return fh_inner.jobinfo_set(info, what, data);
}

extern int select_p_select_jobinfo_get(select_jobinfo_t *info,
				       enum select_jobdata_type what,
				       void *data)
{
	return fh_inner.jobinfo_get(info, what, data);
}

extern select_jobinfo_t *select_p_select_jobinfo_copy(select_jobinfo_t *info)
{
	return fh_inner.jobinfo_copy(info);
}

extern int select_p_select_jobinfo_pack(select_jobinfo_t *info, buf_t *buffer,
					uint16_t version)
{
	return fh_inner.jobinfo_pack(info, buffer, version);
}

extern int select_p_select_jobinfo_unpack(select_jobinfo_t **info,
					  buf_t *buffer, uint16_t version)
{
	return fh_inner.jobinfo_unpack(info, buffer, version);
}

extern char *select_p_select_jobinfo_sprint(select_jobinfo_t *info, char *buf,
					    size_t size, int mode)
{
	return fh_inner.jobinfo_sprint(info, buf, size, mode);
}

extern char *select_p_select_jobinfo_xstrdup(select_jobinfo_t *info, int mode)
{
	return fh_inner.jobinfo_xstrdup(info, mode);
}

extern int select_p_get_info_from_plugin(enum select_plugindata_info what,
					 job_record_t *job, void *data)
{
	return fh_inner.get_info_from_plugin(what, job, data);
}

extern int select_p_update_node_config(int index)
{
	return fh_inner.update_node_config(index);
}

extern bitstr_t *select_p_resv_test(resv_desc_msg_t *reservation,
				    uint32_t node_count, bitstr_t *available,
				    bitstr_t **cores)
{
	return fh_inner.resv_test(reservation, node_count, available, cores);
}

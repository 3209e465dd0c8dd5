/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One job, several --gres lists: see fh_slurm_swap.h. */
#include "fh_slurm_swap.h"

#include <string.h>

#include "src/common/assoc_mgr.h"
#include "src/common/gres.h"
#include "src/common/job_resources.h"
#include "src/common/read_config.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"
#include "src/slurmctld/acct_policy.h"
#include "src/slurmctld/gres_ctld.h"

#include "fh_slurm.h"

/* Not every program that loads the plugin has it; there it is NULL. */
#pragma weak assoc_mgr_tres_array

void fh_slurm_swap_save(job_record_t *job, struct fh_slurm_before *before)
{
	struct job_details *details = job->details;

	*before = (struct fh_slurm_before) {
		.gres_list = job->gres_list_req,
		.gres = job->tres_per_node,
		.cpus_per_tres = xstrdup(job->cpus_per_tres),
		.mem_per_tres = xstrdup(job->mem_per_tres),
		.state_desc = xstrdup(job->state_desc),
		.pn_min_memory = details->pn_min_memory,
		.start_time = job->start_time,
		.total_cpus = job->total_cpus,
		.priority = job->priority,
		.state_reason = job->state_reason,
		.req_switch = job->req_switch,
		.min_gres_cpu = details->min_gres_cpu,
		.min_job_gres_cpu = details->min_job_gres_cpu,
		.cpus_per_task = details->cpus_per_task,
		.core_spec = details->core_spec,
		.whole_node = details->whole_node,
		.best_switch = job->best_switch,
	};
}

/* The list of gres; the job record is only read. */
static int build_list(job_record_t *job, const char *gres, List *ret)
{
	struct job_details *details = job->details;
	multi_core_data_t *cores = details->mc_ptr;
	/* Copies, since they are written to. */
	uint32_t tasks = details->num_tasks;
	uint32_t min_nodes = details->min_nodes;
	uint32_t max_nodes = details->max_nodes;
	uint16_t per_node = details->ntasks_per_node;
	uint16_t per_socket = cores ? cores->ntasks_per_socket : NO_VAL16;
	uint16_t sockets = cores ? cores->sockets_per_node : NO_VAL16;
	uint16_t cpus_per_task = details->orig_cpus_per_task;
	uint16_t per_tres = details->ntasks_per_tres;
	int rc;

	*ret = NULL;
	rc = gres_job_state_validate(job->cpus_per_tres, job->tres_freq,
				     job->tres_per_job, (char *) gres,
				     job->tres_per_socket, job->tres_per_task,
				     job->mem_per_tres, &tasks, &min_nodes,
				     &max_nodes, &per_node, &per_socket,
				     &sockets, &cpus_per_task, &per_tres, ret);
	if (rc == SLURM_SUCCESS)
		return 0;
	fh_slurm_debug("JobId=%u: %s: %s", job->job_id, gres ? gres : "",
		       slurm_strerror(rc));
	FREE_NULL_LIST(*ret);
	return -1;
}

int fh_slurm_swap_put(job_record_t *job, struct fh_slurm_before *before,
		      const char *gres)
{
	List list;

	if (build_list(job, gres, &list))
		return -1;
	FREE_NULL_LIST(job->gres_list_req_accum);
	job->gres_list_req = list;
	job->tres_per_node = xstrdup(gres);
	before->swapped = true;
	return 0;
}

static void free_copies(struct fh_slurm_before *before)
{
	xfree(before->cpus_per_tres);
	xfree(before->mem_per_tres);
	xfree(before->state_desc);
}

static void restore_gres(job_record_t *job, struct fh_slurm_before *before)
{
	if (!before->swapped)
		return;
	FREE_NULL_LIST(job->gres_list_req_accum);
	FREE_NULL_LIST(job->gres_list_req);
	xfree(job->tres_per_node);
	job->gres_list_req = before->gres_list;
	job->tres_per_node = before->gres;
	before->swapped = false;
}

/* Put back a string that cons_tres may have replaced. */
static void restore_text(char **text, char **copy)
{
	char *written = *text;

	*text = *copy;
	*copy = written;
}

void fh_slurm_swap_restore(job_record_t *job, struct fh_slurm_before *before)
{
	struct job_details *details = job->details;

	free_job_resources(&job->job_resrcs);
	restore_gres(job, before);
	restore_text(&job->cpus_per_tres, &before->cpus_per_tres);
	restore_text(&job->mem_per_tres, &before->mem_per_tres);
	restore_text(&job->state_desc, &before->state_desc);
	details->pn_min_memory = before->pn_min_memory;
	job->start_time = before->start_time;
	job->total_cpus = before->total_cpus;
	job->priority = before->priority;
	job->state_reason = before->state_reason;
	job->req_switch = before->req_switch;
	details->min_gres_cpu = before->min_gres_cpu;
	details->min_job_gres_cpu = before->min_job_gres_cpu;
	details->cpus_per_task = before->cpus_per_task;
	details->core_spec = before->core_spec;
	details->whole_node = before->whole_node;
	job->best_switch = before->best_switch;
	free_copies(before);
}

void fh_slurm_swap_commit(struct fh_slurm_before *before)
{
	if (before->swapped) {
		FREE_NULL_LIST(before->gres_list);
		xfree(before->gres);
	}
	free_copies(before);
}

/*
 * What the job would count for, as select_nodes() of slurmctld reckons it.
 * Under the association manager's locks.
 */
static void count_tres(job_record_t *job, int nodes, uint64_t *count)
{
	memcpy(count, job->tres_req_cnt, slurmctld_tres_cnt * sizeof(*count));
	/* The counts of the list the job had before. */
	for (int i = TRES_ARRAY_TOTAL_CNT; i < slurmctld_tres_cnt; i++)
		if (!xstrcmp(assoc_mgr_tres_array[i]->type, "gres"))
			count[i] = 0;
	count[TRES_ARRAY_CPU] = job->total_cpus ? job->total_cpus :
						  job->details->min_cpus;
	count[TRES_ARRAY_MEM] = job_get_tres_mem(
		job->job_resrcs, job->details->pn_min_memory,
		count[TRES_ARRAY_CPU], nodes, job->part_ptr, job->gres_list_req,
		job->bit_flags & JOB_MEM_SET, job_get_sockets_per_node(job),
		job->details->num_tasks);
	count[TRES_ARRAY_NODE] = nodes;
	gres_ctld_set_job_tres_cnt(job->gres_list_req, nodes, count, true);
	count[TRES_ARRAY_BILLING] =
		assoc_mgr_tres_weighted(count, job->part_ptr->billing_weights,
					slurm_conf.priority_flags, true);
}

bool fh_slurm_limits_admit(job_record_t *job, bitstr_t *nodes)
{
	assoc_mgr_lock_t locks = {
		.assoc = READ_LOCK, .qos = READ_LOCK, .tres = READ_LOCK
	};
	uint64_t *count;
	bool admit;

	if (!job->tres_req_cnt || !job->part_ptr)
		return true;
	count = xcalloc(slurmctld_tres_cnt, sizeof(*count));
	assoc_mgr_lock(&locks);
	count_tres(job, bit_set_count(nodes), count);
	admit = acct_policy_job_runnable_post_select(job, count, true);
	assoc_mgr_unlock(&locks);
	xfree(count);
	return admit;
}

void fh_slurm_swap_reset(job_record_t *job, const char *gres)
{
	List list = NULL;

	/* Also without any: --cpus-per-gpu and its like make entries too. */
	if (build_list(job, gres, &list))
		return;
	FREE_NULL_LIST(job->gres_list_req_accum);
	FREE_NULL_LIST(job->gres_list_req);
	xfree(job->tres_per_node);
	job->gres_list_req = list;
	job->tres_per_node = xstrdup(gres);
	job_set_req_tres(job, false);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Job records as plans: see fh_slurm_plan.h. */
#include "fh_slurm_plan.h"

#include "plugins/common/fh_units.h"

static int64_t seconds(uint32_t limit_min)
{
	return limit_min == INFINITE ? FH_FOREVER : (int64_t) limit_min * 60;
}

/* Slurm puts the partition's limit in when the job starts. */
static int64_t limit_s(const job_record_t *job)
{
	const part_record_t *part = job->part_ptr;

	if (job->time_limit && job->time_limit != NO_VAL)
		return seconds(job->time_limit);
	if (!part)
		return FH_FOREVER;
	return seconds(part->default_time != NO_VAL ? part->default_time :
						      part->max_time);
}

static int64_t cores(const job_record_t *job)
{
	const struct job_details *details = job->details;

	if (details->whole_node == WHOLE_NODE_REQUIRED || job->cpus_per_tres)
		return FH_UNKNOWN;
	return details->min_cpus;
}

static int64_t memory_mib(const job_record_t *job, int64_t nodes,
			  int64_t cores)
{
	uint64_t each = job->details->pn_min_memory;
	int64_t count = each & MEM_PER_CPU ? cores : nodes;
	int64_t ret;

	each &= ~MEM_PER_CPU;
	if (job->mem_per_tres || !each || count < 0 ||
	    __builtin_mul_overflow((int64_t) each, count, &ret))
		return FH_UNKNOWN;
	return ret;
}

void fh_slurm_job_plan(const job_record_t *job, struct fh_plan *ret)
{
	int64_t nodes = job->details->min_nodes ? job->details->min_nodes : 1;

	*ret = (struct fh_plan) {
		.limit_s = limit_s(job),
		.nodes = nodes,
		.cores = cores(job),
		.records = 1,
	};
	ret->memory_mib = memory_mib(job, nodes, ret->cores);
}

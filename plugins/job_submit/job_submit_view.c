/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Job descriptions as submissions: see job_submit_view.h. */
#include "src/common/slurm_xlator.h"

#include <string.h>

#include "src/common/read_config.h"
#include "src/slurmctld/slurmctld.h"

#include "fh_array.h"
#include "fh_units.h"
#include "job_submit_view.h"

#define PARTITION_NAME_MAX 255

/* Fields that say nothing are NO_VAL, or 0 in requests made by hand. */
static int64_t given16(uint16_t n, int64_t otherwise)
{
	return n && n != NO_VAL16 && n != INFINITE16 ? n : otherwise;
}

static int64_t given32(uint32_t n, int64_t otherwise)
{
	return n && n != NO_VAL && n != INFINITE ? n : otherwise;
}

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t minutes(uint32_t limit_min)
{
	return limit_min == INFINITE ? FH_FOREVER : (int64_t) limit_min * 60;
}

static uint64_t partition_limit_s(const part_record_t *part)
{
	return minutes(part->default_time != NO_VAL ? part->default_time :
		       part->max_time);
}

/* MiB, with Slurm's flag on top when it is per CPU. */
static uint64_t default_memory(const part_record_t *part)
{
	return part->def_mem_per_cpu ? part->def_mem_per_cpu :
		slurm_conf.def_mem_per_cpu;
}

/*
 * The largest value among the partitions named, since an estimate is a bound;
 * 0 when there is none.
 */
static uint64_t largest_of(const char *names,
			   uint64_t (*value)(const part_record_t *part))
{
	char name[PARTITION_NAME_MAX + 1];
	uint64_t most = 0, one;
	part_record_t *part;
	size_t len;

	if (!names)
		return default_part_loc ? value(default_part_loc) : 0;
	for (; *names; names += len) {
		names += strspn(names, ",");
		len = strcspn(names, ",");
		if (!len || len >= sizeof(name))
			continue;
		memcpy(name, names, len);
		name[len] = '\0';
		one = (part = find_part_record(name)) ? value(part) : 0;
		most = one > most ? one : most;
	}
	return most;
}

static int64_t limit_s(const job_desc_msg_t *desc)
{
	uint64_t most_s;

	if (desc->time_limit && desc->time_limit != NO_VAL)
		return minutes(desc->time_limit);
	most_s = largest_of(desc->partition, partition_limit_s);
	return most_s ? (int64_t) most_s : FH_FOREVER;
}

/* CPUs in all; unknown when nodes are taken whole or CPUs follow the GPUs. */
static int64_t cores(const job_desc_msg_t *desc, int64_t nodes)
{
	int64_t per_task = given16(desc->cpus_per_task, 1);
	int64_t tasks = larger(given32(desc->num_tasks, 1),
			       nodes * given16(desc->ntasks_per_node, 1));

	if (desc->shared == JOB_SHARED_NONE || desc->cpus_per_tres)
		return FH_UNKNOWN;
	return larger(larger(tasks * per_task, given32(desc->min_cpus, 1)),
		      nodes * given16(desc->pn_min_cpus, 1));
}

/* MiB in all; unknown when nothing says how much. */
static int64_t memory_mib(const job_desc_msg_t *desc, int64_t nodes,
			  int64_t cores)
{
	uint64_t each = desc->pn_min_memory;
	int64_t count, memory_mib;

	if (desc->mem_per_tres)
		return FH_UNKNOWN;
	if (each == NO_VAL64)
		each = largest_of(desc->partition, default_memory);
	count = each & MEM_PER_CPU ? cores : nodes;
	each &= ~MEM_PER_CPU;
	if (!each || count == FH_UNKNOWN ||
	    __builtin_mul_overflow((int64_t) each, count, &memory_mib))
		return FH_UNKNOWN;
	return memory_mib;
}

/*
 * May the job get a second node?  When in doubt it may: it is then kept
 * together.
 */
static bool may_spread(const job_desc_msg_t *desc)
{
	if (given32(desc->min_nodes, 1) > 1)
		return true;
	if (given32(desc->max_nodes, 0) == 1)
		return false;
	return given32(desc->num_tasks, 1) > 1 ||
		given32(desc->min_cpus, 1) > given16(desc->cpus_per_task, 1) ||
		(desc->tres_per_job && *desc->tres_per_job) ||
		(desc->req_nodes && strpbrk(desc->req_nodes, ",["));
}

/* Slurm puts a job without a partition into the default one, afterwards. */
static const char *partitions_of(const job_desc_msg_t *desc)
{
	if (desc->partition)
		return desc->partition;
	return default_part_loc ? default_part_loc->name : NULL;
}

void job_view_fill(const job_desc_msg_t *desc, int64_t now_s,
		   struct fh_submission *ret)
{
	int64_t nodes = given32(desc->min_nodes, 1);

	ret->subject.partitions = partitions_of(desc);
	ret->tres[0] = desc->tres_per_job;
	ret->tres[1] = desc->tres_per_node;
	ret->tres[2] = desc->tres_per_socket;
	ret->tres[3] = desc->tres_per_task;
	ret->tasks_per_gpu = given16(desc->ntasks_per_tres, 0) > 0;
	ret->dependency = desc->dependency;
	ret->may_spread = may_spread(desc);
	ret->plan.start_s = larger(desc->begin_time, now_s);
	ret->plan.limit_s = limit_s(desc);
	ret->plan.nodes = nodes;
	ret->plan.cores = cores(desc, nodes);
	ret->plan.memory_mib = memory_mib(desc, nodes, ret->plan.cores);
	ret->plan.records = fh_array_records(desc->array_inx);
}

static char *or_text(char *update, char *job)
{
	return update ? update : job;
}

static uint16_t or_16(uint16_t update, uint16_t job)
{
	return update != NO_VAL16 ? update : job;
}

static uint32_t or_32(uint32_t update, uint32_t job)
{
	return update != NO_VAL ? update : job;
}

static void merge_gres(const job_record_t *job, job_desc_msg_t *ret)
{
	ret->tres_per_job = or_text(ret->tres_per_job, job->tres_per_job);
	ret->tres_per_node = or_text(ret->tres_per_node, job->tres_per_node);
	ret->tres_per_socket = or_text(ret->tres_per_socket,
				       job->tres_per_socket);
	ret->tres_per_task = or_text(ret->tres_per_task, job->tres_per_task);
}

static void merge_details(const struct job_details *details,
			  job_desc_msg_t *ret)
{
	ret->num_tasks = or_32(ret->num_tasks, details->num_tasks);
	ret->min_nodes = or_32(ret->min_nodes, details->min_nodes);
	ret->max_nodes = or_32(ret->max_nodes, details->max_nodes);
	ret->min_cpus = or_32(ret->min_cpus, details->min_cpus);
	ret->cpus_per_task = or_16(ret->cpus_per_task, details->cpus_per_task);
	ret->ntasks_per_node = or_16(ret->ntasks_per_node,
				     details->ntasks_per_node);
	ret->ntasks_per_tres = or_16(ret->ntasks_per_tres,
				     details->ntasks_per_tres);
	ret->req_nodes = or_text(ret->req_nodes, details->req_nodes);
	if (details->whole_node == WHOLE_NODE_REQUIRED)
		ret->shared = JOB_SHARED_NONE;
	if (ret->pn_min_memory == NO_VAL64)
		ret->pn_min_memory = details->pn_min_memory;
	if (!ret->begin_time)
		ret->begin_time = details->begin_time;
}

void job_view_merge(const job_desc_msg_t *update, const job_record_t *job,
		    bool own_gres, job_desc_msg_t *ret)
{
	*ret = *update;
	ret->user_id = job->user_id;
	ret->account = or_text(ret->account, job->account);
	ret->partition = or_text(ret->partition, job->partition);
	ret->cpus_per_tres = or_text(ret->cpus_per_tres, job->cpus_per_tres);
	ret->mem_per_tres = or_text(ret->mem_per_tres, job->mem_per_tres);
	ret->time_limit = or_32(ret->time_limit, job->time_limit);
	if (!own_gres)
		merge_gres(job, ret);
	if (job->details)
		merge_details(job->details, ret);
	/* An update's array text is the throttle; the size stays. */
	ret->array_inx = NULL;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Job descriptions as submissions and plans: see fh_slurm_plan.h. */
#include "src/common/slurm_xlator.h"

#include <string.h>

#include "src/common/read_config.h"
#include "src/slurmctld/slurmctld.h"

#include "fh_slurm_plan.h"

#include "plugins/common/fh_units.h"
#include "plugins/ctld/fh_array.h"
#include "plugins/ctld/fh_conflict.h"
#include "plugins/ctld/fh_gres.h"

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

/* CPUs in all, but for those that follow from whole nodes or from GPUs. */
static int64_t cores(const job_desc_msg_t *desc, int64_t nodes)
{
	int64_t per_task = given16(desc->cpus_per_task, 1);
	int64_t tasks = larger(given32(desc->num_tasks, 1),
			       nodes * given16(desc->ntasks_per_node, 1));

	return larger(larger(tasks * per_task, given32(desc->min_cpus, 1)),
		      nodes * given16(desc->pn_min_cpus, 1));
}

/* MiB in all; unknown when nothing says how much: it may be all there is. */
static int64_t memory_mib(const job_desc_msg_t *desc, int64_t nodes,
			  int64_t cores)
{
	uint64_t each = desc->pn_min_memory;
	int64_t count, memory_mib;

	if (each == NO_VAL64)
		each = largest_of(desc->partition, default_memory);
	count = each & MEM_PER_CPU ? cores : nodes;
	each &= ~MEM_PER_CPU;
	if (!each || __builtin_mul_overflow((int64_t) each, count,
					    &memory_mib))
		return FH_UNKNOWN;
	return memory_mib;
}

/* "gres:gpu:2": the number at the end; 0 without a text. */
static int64_t per_accel(const char *text)
{
	const char *colon = text ? strrchr(text, ':') : NULL;
	int64_t number;

	if (!colon || fh_units_parse_count(colon + 1, 1, INT32_MAX, &number,
					   NULL))
		return 0;
	return number;
}

static uint64_t takes_whole(const part_record_t *part)
{
	return part->max_share == 0;
}

/*
 * The accelerators that Slurm's own options ask for.  Without a type they
 * have no price; the name stands in for one that no catalogue has.
 */
static struct fh_alternative own_accel(const job_desc_msg_t *desc,
				       int64_t nodes)
{
	int64_t tasks = larger(given32(desc->num_tasks, 1), nodes);
	const struct {
		const char *gres;
		int64_t times;
	} asked[] = {
		{ desc->tres_per_job, 1 },
		{ desc->tres_per_node, nodes },
		{ desc->tres_per_task, tasks },
		{ desc->tres_per_socket, nodes },
	};
	struct fh_alternative none = { 0 }, found;

	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		uint32_t count;

		if (!fh_conflict_names_gpu(asked[i].gres))
			continue;
		if (fh_gres_accel(asked[i].gres, &found) ||
		    asked[i].times > UINT32_MAX ||
		    __builtin_mul_overflow(found.count,
					   (uint32_t) asked[i].times, &count))
			return (struct fh_alternative) { "gpu", 1 };
		found.count = count;
		return found;
	}
	return none;
}

void fh_slurm_plan_of(const job_desc_msg_t *desc, bool own_gres,
		      int64_t now_s, struct fh_plan *ret)
{
	int64_t nodes = given32(desc->min_nodes, 1);

	*ret = (struct fh_plan) {
		.start_s = larger(desc->begin_time, now_s),
		.limit_s = limit_s(desc),
		.nodes = nodes,
		.cores = cores(desc, nodes),
		.cores_per_accel = per_accel(desc->cpus_per_tres),
		.memory_per_accel_mib = per_accel(desc->mem_per_tres),
		.whole_nodes = desc->shared == JOB_SHARED_NONE ||
			       largest_of(desc->partition, takes_whole),
		.records = fh_array_records(desc->array_inx),
	};
	ret->memory_mib = memory_mib(desc, nodes, ret->cores);
	ret->whole_memory = ret->memory_mib == FH_UNKNOWN;
	if (!own_gres)
		ret->own = own_accel(desc, nodes);
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

void fh_slurm_plan_submission(const job_desc_msg_t *desc,
			      struct fh_submission *ret)
{
	ret->subject.partitions = partitions_of(desc);
	ret->tres[0] = desc->tres_per_job;
	ret->tres[1] = desc->tres_per_node;
	ret->tres[2] = desc->tres_per_socket;
	ret->tres[3] = desc->tres_per_task;
	ret->tasks_per_gpu = given16(desc->ntasks_per_tres, 0) > 0;
	ret->dependency = desc->dependency;
	ret->may_spread = may_spread(desc);
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

void fh_slurm_plan_merge(const job_desc_msg_t *update,
			 const job_record_t *job, bool own_gres,
			 job_desc_msg_t *ret)
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

void fh_slurm_plan_job(const job_record_t *job, bool own_gres, int64_t now_s,
		       struct fh_plan *ret)
{
	job_desc_msg_t nothing, desc;

	slurm_init_job_desc_msg(&nothing);
	fh_slurm_plan_merge(&nothing, job, own_gres, &desc);
	desc.begin_time = 0;	/* asked when it could start now */
	fh_slurm_plan_of(&desc, own_gres, now_s, ret);
}

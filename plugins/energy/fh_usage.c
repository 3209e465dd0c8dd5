/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CPU time in one interval: see fh_usage.h. */
#include <string.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_proc.h"
#include "plugins/energy/fh_roster.h"
#include "plugins/energy/fh_usage.h"

/* A group is looked for in every sample at first, then now and then. */
#define TRIES_OFTEN 20
#define TRIES_ROUNDS 16

static void look_for(struct fh_node *node, struct fh_node_group *group,
		     const struct fh_slot *slot, bool whole_job)
{
	pid_t stepd = fh_slot_pid(atomic_load(&slot->word));

	if (group->cgroup.found ||
	    (group->tries > TRIES_OFTEN && node->round % TRIES_ROUNDS))
		return;
	group->tries++;
	(void) fh_cgroup_find(&group->cgroup, node->cgroup_root, stepd,
			      slot->step.job_id, whole_job);
}

/* What was used since *last_ns, brought up to date; never negative. */
static int64_t used_since(int64_t now_ns, int64_t *last_ns)
{
	int64_t used = now_ns == FH_UNKNOWN ? 0 : now_ns - *last_ns;

	if (used <= 0)
		return 0;
	*last_ns = now_ns;
	return used;
}

/* CPU time of the step up to now, or FH_UNKNOWN. */
static int64_t step_cpu_ns(struct fh_node *node, const struct fh_slot *slot,
			   uint32_t index)
{
	struct fh_node_group *group = &node->step_group[index];
	int64_t cpu_ns;

	look_for(node, group, slot, false);
	cpu_ns = fh_cgroup_cpu_ns(&group->cgroup);
	if (cpu_ns != FH_UNKNOWN)
		return cpu_ns;
	return fh_proc_tree_cpu_ns(fh_slot_pid(atomic_load(&slot->word)));
}

static void read_step(struct fh_node *node, struct fh_usage *usage,
		      uint32_t index)
{
	struct fh_slot *slot = &node->shm->registry.slot[index];
	struct fh_state_step *step = &node->state->step[index];
	struct fh_node_group *of_job = &node->job_group[step->job];
	struct fh_energy_use *use = &usage->step[index];
	int64_t end_ns = atomic_load(&slot->end_ns);

	look_for(node, of_job, slot, true);
	if (slot->step.whole_job)
		usage->job_end_ns[step->job] = end_ns;
	if (slot->step.whole_job && of_job->cgroup.found)
		return;		/* the job's time is all that counts */
	use->cpu_ns = used_since(step_cpu_ns(node, slot, index),
				 &step->cpu_ns);
	use->core_ns = slot->step.cores *
		       fh_roster_time(slot->step.start_ns, end_ns,
				      usage->from_ns, usage->now_ns);
	usage->job_steps_ns[step->job] += use->cpu_ns;
}

/* A job without a group of its own used what its steps did. */
static void read_job(struct fh_node *node, struct fh_usage *usage,
		     uint32_t index)
{
	struct fh_state_job *job = &node->state->job[index];
	struct fh_energy_use *use = &usage->job[index];
	int64_t cpu_ns = fh_cgroup_cpu_ns(&node->job_group[index].cgroup);

	if (cpu_ns == FH_UNKNOWN)
		cpu_ns = job->cpu_ns + usage->job_steps_ns[index];
	use->cpu_ns = used_since(cpu_ns, &job->cpu_ns);
	use->core_ns = job->cores *
		       fh_roster_time(job->start_ns, usage->job_end_ns[index],
				      usage->from_ns, usage->now_ns);
}

static void read_busy(struct fh_node *node, struct fh_usage *usage)
{
	int64_t last_ns = node->state->busy_ns;
	int64_t now_ns = fh_proc_busy_ns();

	usage->busy_ns = FH_UNKNOWN;
	if (now_ns == FH_UNKNOWN)
		return;
	if (last_ns != FH_UNKNOWN)
		usage->busy_ns = now_ns > last_ns ? now_ns - last_ns : 0;
	node->state->busy_ns = now_ns;
}

static bool has_lost_time(const struct fh_usage *usage, uint32_t job)
{
	return usage->job_end_ns[job] != FH_UNKNOWN &&
	       !usage->job[job].cpu_ns && usage->job[job].core_ns;
}

/* See fh_usage.h: of jobs that ended while the sampler was away. */
static void guess_lost_time(const struct fh_node *node,
			    struct fh_usage *usage)
{
	int64_t left_ns = usage->busy_ns, all_ns = 0;
	uint32_t count = node->state->job_count;

	for (uint32_t i = 0; i < count; i++) {
		left_ns -= usage->job[i].cpu_ns;
		if (has_lost_time(usage, i))
			all_ns += usage->job[i].core_ns;
	}
	if (left_ns > all_ns)
		left_ns = all_ns;
	for (uint32_t i = 0; i < count && left_ns > 0; i++)
		if (has_lost_time(usage, i))
			(void) fh_units_muldiv(left_ns,
					       usage->job[i].core_ns, all_ns,
					       &usage->job[i].cpu_ns);
}

void fh_usage_read(struct fh_node *node, struct fh_usage *usage)
{
	const struct fh_state *state = node->state;

	read_busy(node, usage);
	for (uint32_t i = 0; i < state->job_count; i++) {
		usage->job[i] = (struct fh_energy_use) { 0 };
		usage->job_end_ns[i] = FH_UNKNOWN;
		usage->job_steps_ns[i] = 0;
	}
	for (uint32_t i = 0; i < state->step_count; i++) {
		usage->step[i] = (struct fh_energy_use) { 0 };
		if (fh_roster_is_open(node, i))
			read_step(node, usage, i);
	}
	for (uint32_t i = 0; i < state->job_count; i++)
		if (state->job[i].job_id &&
		    state->job[i].end_ns == FH_UNKNOWN)
			read_job(node, usage, i);
	if (usage->gap && usage->busy_ns != FH_UNKNOWN)
		guess_lost_time(node, usage);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs and steps on the node: see fh_roster.h. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_proc.h"
#include "plugins/energy/fh_roster.h"

/* A pid may be taken again by another process: looked at so rarely. */
#define PID_ROUNDS 16
/* What a slurmstepd has to tell Slurm comes within this of its end. */
#define TELL_NS 2000000000

bool fh_roster_is_open(const struct fh_node *node, uint32_t slot)
{
	const struct fh_state_step *step = &node->state->step[slot];

	return step->ticket && !step->closed &&
	       node->state->job[step->job].end_ns == FH_UNKNOWN;
}

int64_t fh_roster_time(int64_t start_ns, int64_t end_ns, int64_t from_ns,
		       int64_t to_ns)
{
	int64_t from = start_ns > from_ns ? start_ns : from_ns;
	int64_t to = end_ns != FH_UNKNOWN && end_ns < to_ns ? end_ns : to_ns;

	return to > from ? to - from : 0;
}

/* Is the process that claimed the slot gone? */
static bool is_dead(const struct fh_node *node, const struct fh_slot *slot,
		    uint64_t word, uint32_t index)
{
	pid_t pid = fh_slot_pid(word);

	if (kill(pid, 0) && errno == ESRCH)
		return true;
	if ((node->round + index) % PID_ROUNDS ||
	    fh_slot_state(word) == FH_SLOT_CLAIMED)
		return false;
	return fh_proc_start(pid) != slot->pid_start;
}

/* The job's entry while it runs, or a free one. */
static struct fh_state_job *find_job(struct fh_node *node, uint32_t job_id)
{
	struct fh_state *state = node->state;
	struct fh_state_job *unused = NULL;

	for (uint32_t i = 0; i < state->job_count; i++) {
		struct fh_state_job *job = &state->job[i];

		if (job->job_id == job_id && job->end_ns == FH_UNKNOWN)
			return job;
		if (!job->job_id && !unused)
			unused = job;
	}
	if (!unused && state->job_count < FH_JOURNAL_JOB_MAX)
		unused = &state->job[state->job_count++];
	return unused;
}

static void begin_job(struct fh_state_job *job, const struct fh_slot_step *step)
{
	memset(job, 0, sizeof(*job));
	job->job_id = step->job_id;
	job->uid = step->uid;
	job->start_ns = step->start_ns;
	job->start_ms = step->start_ms;
	job->end_ns = job->end_ms = FH_UNKNOWN;
	job->account.power_uw = FH_UNKNOWN;
}

/* A step that has registered: it and its job are in the state from now. */
static void take_in(struct fh_node *node, const struct fh_slot *slot,
		    uint32_t index)
{
	const struct fh_slot_step *step = &slot->step;
	struct fh_state *state = node->state;
	struct fh_state_job *job = find_job(node, step->job_id);

	if (!job || !step->job_id) {
		if (!node->full)
			fh_node_error(node, "job %u is one too many: its "
				      "energy has no figure", step->job_id);
		node->full = true;
		return;
	}
	if (!job->job_id)
		begin_job(job, step);
	job->whole |= step->whole_job;
	if (job->cores < step->job_cores)
		job->cores = step->job_cores;
	fh_device_set_union(&job->devices, &step->devices);
	state->step[index] = (struct fh_state_step) {
		.ticket = atomic_load(&slot->ticket),
		.job = (uint32_t) (job - state->job),
	};
	if (state->step_count <= index)
		state->step_count = index + 1;
}

void fh_roster_update(struct fh_node *node, int64_t now_ns)
{
	struct fh_registry *registry = &node->shm->registry;
	uint32_t used = atomic_load(&registry->used);

	node->round++;
	for (uint32_t i = 0; i < used && i < FH_SLOT_COUNT; i++) {
		struct fh_slot *slot = &registry->slot[i];
		uint64_t word = atomic_load(&slot->word);
		enum fh_slot_state at = fh_slot_state(word);

		if (at == FH_SLOT_CLAIMED && is_dead(node, slot, word, i))
			fh_slot_move(slot, word, FH_SLOT_FREE);
		if (at != FH_SLOT_LIVE && at != FH_SLOT_ENDING)
			continue;
		if (i >= node->state->step_count ||
		    node->state->step[i].ticket != atomic_load(&slot->ticket))
			take_in(node, slot, i);
		if (at == FH_SLOT_LIVE && is_dead(node, slot, word, i)) {
			atomic_store(&slot->end_ns, now_ns);
			fh_slot_move(slot, word, FH_SLOT_LOST);
		}
	}
}

static void end_job(struct fh_state_job *job, int64_t end_ns, int64_t now_ns,
		    int64_t now_ms)
{
	job->end_ns = end_ns;
	job->end_ms = now_ms - (now_ns - end_ns) / 1000000;
	if (job->end_ms < job->start_ms)
		job->end_ms = job->start_ms;
}

static bool has_open_step(const struct fh_node *node, uint32_t job)
{
	for (uint32_t i = 0; i < node->state->step_count; i++)
		if (node->state->step[i].job == job &&
		    fh_roster_is_open(node, i))
			return true;
	return false;
}

/*
 * The extern step's end is the job's.  Where there is none, or it died, the
 * job goes on as long as any step of it does.
 */
static void close_step(struct fh_node *node, uint32_t index, int64_t now_ns,
		       int64_t now_ms)
{
	struct fh_slot *slot = &node->shm->registry.slot[index];
	struct fh_state_step *step = &node->state->step[index];
	struct fh_state_job *job = &node->state->job[step->job];
	enum fh_slot_state at = fh_slot_state(atomic_load(&slot->word));

	if (at != FH_SLOT_ENDING && at != FH_SLOT_LOST)
		return;
	step->closed = true;
	if (at == FH_SLOT_LOST && (slot->step.whole_job || !job->whole))
		job->broken = true;
	if (job->end_ns != FH_UNKNOWN)
		return;
	if ((slot->step.whole_job && at == FH_SLOT_ENDING) ||
	    !has_open_step(node, step->job))
		end_job(job, atomic_load(&slot->end_ns), now_ns, now_ms);
}

void fh_roster_close(struct fh_node *node, int64_t now_ns, int64_t now_ms)
{
	for (uint32_t i = 0; i < node->state->step_count; i++)
		if (node->state->step[i].ticket &&
		    !node->state->step[i].closed)
			close_step(node, i, now_ns, now_ms);
}

/* Was Slurm told just what the journal will say? */
static bool was_told(const struct fh_state_job *job, int64_t told_j)
{
	int64_t uj = fh_energy_total(&job->account.total);

	return told_j == (uj + FH_UJ_PER_J / 2) / FH_UJ_PER_J;
}

/* A step that is closed: tell its slurmstepd, free it when that is gone. */
static void settle_step(struct fh_node *node, uint32_t index)
{
	struct fh_slot *slot = &node->shm->registry.slot[index];
	struct fh_state_step *step = &node->state->step[index];
	struct fh_state_job *job = &node->state->job[step->job];
	uint64_t word = atomic_load(&slot->word);
	bool same = atomic_load(&slot->ticket) == step->ticket &&
		    fh_slot_state(word) != FH_SLOT_FREE;

	if (same && slot->step.whole_job)
		job->told |= was_told(job, atomic_load(&slot->told_j));
	if (same && fh_slot_state(word) != FH_SLOT_CLOSED)
		fh_slot_move(slot, word, FH_SLOT_CLOSED);
	else if (same && is_dead(node, slot, word, index))
		fh_slot_move(slot, word, FH_SLOT_FREE);
	else if (same)
		return;
	else {
		fh_cgroup_close(&node->step_group[index].cgroup);
		memset(&node->step_group[index], 0,
		       sizeof(node->step_group[index]));
		memset(step, 0, sizeof(*step));
	}
}

static bool has_step(const struct fh_state *state, uint32_t job)
{
	for (uint32_t i = 0; i < state->step_count; i++)
		if (state->step[i].ticket && state->step[i].job == job)
			return true;
	return false;
}

/* Returns whether the job's line is due. */
static bool settle_job(struct fh_node *node, uint32_t index, int64_t now_ns)
{
	struct fh_state_job *job = &node->state->job[index];

	if (!job->job_id || job->end_ns == FH_UNKNOWN)
		return false;
	if (job->written && !has_step(node->state, index)) {
		memset(job, 0, sizeof(*job));
		fh_cgroup_close(&node->job_group[index].cgroup);
		memset(&node->job_group[index], 0,
		       sizeof(node->job_group[index]));
	} else if (job->told || now_ns - job->end_ns >= TELL_NS) {
		job->due = !job->written;
	}
	return job->due;
}

static void trim(struct fh_state *state)
{
	while (state->step_count && !state->step[state->step_count - 1].ticket)
		state->step_count--;
	while (state->job_count && !state->job[state->job_count - 1].job_id)
		state->job_count--;
}

bool fh_roster_settle(struct fh_node *node, int64_t now_ns)
{
	bool due = false;

	for (uint32_t i = 0; i < node->state->step_count; i++)
		if (node->state->step[i].ticket &&
		    node->state->step[i].closed)
			settle_step(node, i);
	for (uint32_t i = 0; i < node->state->job_count; i++)
		due |= settle_job(node, i, now_ns);
	trim(node->state);
	return due;
}

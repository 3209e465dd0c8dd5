/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The registry in the node's shared memory: one slot per slurmstepd, claimed
 * by it and read by the sampler.
 *
 *   FREE -> CLAIMED -> LIVE -> ENDING -> CLOSED -> FREE
 *
 * The slurmstepd goes as far as ENDING; the sampler gives the step its last
 * share and closes it, and frees the slot once its process is gone.  A LIVE
 * slot whose process dies is LOST, and closed the same way.
 */
#ifndef FH_SLOT_H
#define FH_SLOT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define FH_SLOT_COUNT 4096	/* steps on one node at a time */
#define FH_DEVICE_MAX 128	/* accelerators of one node */

enum fh_slot_state {
	FH_SLOT_FREE,
	FH_SLOT_CLAIMED,
	FH_SLOT_LIVE,
	FH_SLOT_ENDING,
	FH_SLOT_LOST,
	FH_SLOT_CLOSED
};

/* Accelerators by their index in Slurm's gres/gpu. */
struct fh_device_set {
	uint64_t bits[FH_DEVICE_MAX / 64];
};

/* What a slurmstepd says of its step. */
struct fh_slot_step {
	uint32_t job_id;
	uint32_t step_id;
	uint32_t uid;
	bool whole_job;		/* the extern step: it stands for the job */
	int64_t cores;		/* allocated to it on this node */
	int64_t job_cores;	/* and to its job */
	struct fh_device_set devices;
	int64_t start_ns;	/* CLOCK_BOOTTIME */
	int64_t start_ms;	/* UTC */
};

struct fh_slot {
	_Atomic uint64_t word;		/* owner's pid and state */
	_Atomic uint64_t ticket;	/* another one for every claim */
	int64_t pid_start;		/* of the owner; see fh_proc_start() */
	struct fh_slot_step step;
	_Atomic int64_t end_ns;		/* when it was ENDING */
	_Atomic int64_t told_j;		/* joules Slurm was told last, or
					 * FH_UNKNOWN */
};

struct fh_registry {
	_Atomic uint64_t tickets;	/* claims so far */
	_Atomic uint32_t used;		/* slots behind were never claimed */
	struct fh_slot slot[FH_SLOT_COUNT];
};

void fh_device_set_add(struct fh_device_set *set, unsigned device);
bool fh_device_set_has(const struct fh_device_set *set, unsigned device);
void fh_device_set_union(struct fh_device_set *to,
			 const struct fh_device_set *set);
int64_t fh_device_set_count(const struct fh_device_set *set);

/* What the slot's word says. */
enum fh_slot_state fh_slot_state(uint64_t word);
pid_t fh_slot_pid(uint64_t word);

/*
 * Claim a free slot for the calling process and make it LIVE.
 * pid_start:  of the calling process.
 * Returns the slot, or NULL when all are taken.
 */
struct fh_slot *fh_slot_claim(struct fh_registry *registry,
			      const struct fh_slot_step *step,
			      int64_t pid_start);

/* LIVE -> ENDING.  Again is no change. */
void fh_slot_end(struct fh_slot *slot, int64_t now_ns);

/* For the sampler: any state to CLOSED or FREE, if word is still so. */
void fh_slot_move(struct fh_slot *slot, uint64_t word,
		  enum fh_slot_state state);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All the sampler knows, in the node's shared memory: two copies, written in
 * turn, so that a sampler killed at any instant leaves one whole.  A sample
 * counts from the moment its copy is complete; what a slurmstepd reads is
 * the same copy, so Slurm is never told what a crash could take back.
 */
#ifndef FH_STATE_H
#define FH_STATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugins/common/fh_counter.h"
#include "plugins/common/fh_energy.h"
#include "plugins/common/fh_journal.h"
#include "plugins/energy/fh_slot.h"

/* Energy since ever, since the last journal line, and power of late. */
struct fh_account {
	struct fh_energy total;
	struct fh_energy pending;
	int64_t window_uj;	/* since the power was last worked out */
	int64_t power_uw;	/* FH_UNKNOWN at first */
};

struct fh_state_meter {
	char name[FH_JOURNAL_NAME_MAX + 1];
	char sensor[FH_JOURNAL_NAME_MAX + 1];
	bool is_node;
	bool is_power;
	enum fh_energy_part part;	/* unless is_node */
	unsigned source;		/* enum fh_energy_source bits */
	int device;			/* -1: no accelerator's */
	int slices;			/* from that one on */
	int64_t range_uj;
	struct fh_counter_reading last;	/* that was ok */
	int64_t from_value;		/* at the last journal line, or
					 * FH_UNKNOWN */
	int64_t wraps, resets;		/* since then, and so are these */
	int64_t uj;
	int64_t rejected_uj;
	int64_t window_uj;
	int64_t power_uw;
};

struct fh_state_job {
	uint32_t job_id;	/* 0: the entry is free */
	uint32_t uid;
	int64_t start_ns, start_ms;
	int64_t end_ns, end_ms;	/* FH_UNKNOWN while it runs */
	int64_t cores;
	struct fh_device_set devices;
	bool whole;		/* its extern step is or was there */
	bool broken;		/* the slurmstepd that stands for it died */
	bool told;		/* Slurm was, just what the line will say */
	bool due;		/* its journal line is to be written */
	bool written;
	unsigned source;	/* enum fh_energy_source bits */
	int64_t gap_ms;
	int64_t cpu_ns;		/* CPU time up to the last sample */
	struct fh_account account;
};

struct fh_state_step {
	uint64_t ticket;	/* of the slot of the same index; 0: none */
	uint32_t job;		/* index */
	bool closed;
	int64_t cpu_ns;
	struct fh_energy total;
};

/* The power that flows anyway: the lowest there was over some seconds. */
struct fh_idle {
	int64_t lowest_uw;	/* FH_UNKNOWN: not known yet */
	int64_t uj, ns;		/* of the stretch that is looked at */
};

struct fh_state {
	int64_t at_ns, at_ms;	/* the last sample; 0: none yet */
	int64_t window_ns;	/* the powers were worked out then */
	int64_t period_ns;
	int64_t busy_ns;	/* of the node's CPUs; FH_UNKNOWN */
	int64_t debt_uj;	/* see fh_energy_beyond() */
	bool simulated;
	bool has_node;		/* a meter of the node */
	/* The journal. */
	int64_t line;		/* number of its last line */
	int64_t line_ms;	/* end of its last interval */
	bool batch;		/* lines are being written from there on */
	int64_t batch_offset;
	bool start_due;		/* the next line says what the meters are */
	bool gap;		/* the interval is one; it stands alone */
	int64_t node_uj;	/* of the node's meter since the last line */
	struct fh_account metered;	/* is all of these and the jobs' */
	struct fh_account idle, system, unattributed;
	struct fh_idle cpu_idle, memory_idle;
	uint32_t meter_count;
	uint32_t job_count;	/* entries behind are free; so below */
	uint32_t step_count;
	struct fh_state_meter meter[FH_JOURNAL_METER_MAX];
	struct fh_state_job job[FH_JOURNAL_JOB_MAX];
	struct fh_state_step step[FH_SLOT_COUNT];
};

struct fh_state_copy {
	_Atomic uint64_t sequence;	/* 0: none, or being written */
	uint64_t checksum;
	struct fh_state state;
};

/* Make state the newest of the two copies. */
void fh_state_commit(struct fh_state_copy copy[2],
		     const struct fh_state *state);

/*
 * Read the newest whole copy; any process, at any time.
 * ret:  filled in on success, scratch on failure.
 * Returns 0, or -1: there is none.
 */
int fh_state_load(const struct fh_state_copy copy[2], struct fh_state *ret);

/* A state that knows nothing. */
void fh_state_reset(struct fh_state *state);

void fh_account_add(struct fh_account *account,
		    const struct fh_energy *energy);

#endif

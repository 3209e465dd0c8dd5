/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A simulated node whose jobs draw a known energy and change their power all
 * the time.  A job's own power is idle W for each of its cores, more for its
 * CPU time, that of its accelerators, and in proportion what the node loses
 * in fans and power supply, where that is metered.
 *
 * One tick is 1 ms, so that mW x ticks are uJ.
 */
#ifndef SIM_LOAD_H
#define SIM_LOAD_H

#include <stddef.h>

#include "sim_random.h"

#define SIM_LOAD_JOBS 64	/* at once */
#define SIM_LOAD_CORES 64
#define SIM_LOAD_DEVICES 8

#define SIM_LOAD_CPU_IDLE_MW (SIM_LOAD_CORES * 1500LL)
#define SIM_LOAD_MEMORY_IDLE_MW (SIM_LOAD_CORES * 500LL)

enum sim_load_meter {
	SIM_LOAD_CPU,
	SIM_LOAD_MEMORY,
	SIM_LOAD_NODE,
	SIM_LOAD_DEVICE,	/* the first of them */
	SIM_LOAD_METERS = SIM_LOAD_DEVICE + SIM_LOAD_DEVICES
};

/* How often the meters of a node move. */
struct sim_load_kind {
	const char *name;
	int64_t cpu_ms;		/* and memory */
	int64_t device_min_ms, device_max_ms;	/* each has its own */
	int64_t node_ms;	/* 0: there is none */
};

struct sim_load_job {
	int64_t start_ms, end_ms;
	int64_t cores;
	unsigned devices;	/* bits */
	int64_t change_ms;	/* when its power changes next */
	int64_t busy_permille;	/* of one core, now */
	int64_t device_mw;	/* of each, now */
	int64_t cpu_ns;		/* used so far */
	int64_t drawn_uj;	/* so far */
	/* Notes of who samples it, 0 at first. */
	int64_t read_ms;	/* when its CPU time is read */
	int64_t read_ns;	/* what that was */
	int64_t last_ns;	/* and in the sample before */
	int64_t got_uj;		/* given to it so far */
};

struct sim_load {
	const struct sim_load_kind *kind;
	struct sim_random random;
	int64_t now_ms;
	struct sim_load_job job[SIM_LOAD_JOBS];
	size_t job_count;	/* also those that have ended */
	int64_t rested_ms[SIM_LOAD_DEVICES];	/* can be taken from then on */
	int64_t free_cores;
	int64_t busy_ns;	/* CPU time of all */
	int64_t drawn_uj[SIM_LOAD_METERS];
	int64_t shown_uj[SIM_LOAD_METERS];	/* what can be read */
	int64_t step_ms[SIM_LOAD_METERS];
	bool changed;		/* a job came or went in this tick */
};

void sim_load_make(struct sim_load *load, const struct sim_load_kind *kind,
		   uint64_t seed);

/* The nameplate of a meter's hardware. */
int64_t sim_load_max_w(enum sim_load_meter meter);

/* One tick.  Jobs of 10 to 40 s come while there is room. */
void sim_load_tick(struct sim_load *load);

/* Forget a job that has ended; the last one takes its place. */
void sim_load_remove(struct sim_load *load, size_t job);

#endif

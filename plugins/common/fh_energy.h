/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who used a node's energy.  Over one interval, what every meter counted is
 * divided among the jobs on the node and three accounts of the node's own;
 * the parts add up to the meter, exactly, in microjoules.
 *
 *   accelerator   to the job that holds it, several by weight; held by none:
 *                 idle
 *   CPU, memory   the part that flows anyway (idle_uj) by allocated cores,
 *                 the rest of the cores to idle; the part above by CPU time,
 *                 what no job used to system
 *   other         what a node's meter sees beyond its parts (fans, power
 *                 supply, network): as all parts together were divided
 *
 * What these rules leave over (CPU energy above idle while no CPU time was
 * counted, other without any part) is unattributed, with what other adds
 * to it.
 */
#ifndef FH_ENERGY_H
#define FH_ENERGY_H

#include <stddef.h>
#include <stdint.h>

#include "fh_error.h"

enum fh_energy_part {
	FH_ENERGY_CPU,
	FH_ENERGY_MEMORY,
	FH_ENERGY_ACCEL,
	FH_ENERGY_OTHER,
	FH_ENERGY_PARTS
};

/* Where a figure comes from; bits, since a job's may come from several. */
enum fh_energy_source {
	FH_ENERGY_MEASURED = 1 << 0,	/* a meter of this device */
	FH_ENERGY_MODELLED = 1 << 1,	/* idle W + (max - idle) x use, or a
					 * share of a device by its slices */
	FH_ENERGY_NAMEPLATE = 1 << 2,	/* nameplate W while held */
	FH_ENERGY_MISSING = 1 << 3,	/* part of it has no figure at all */
};

struct fh_energy {
	int64_t uj[FH_ENERGY_PARTS];
};

/* A job's use of the node during the interval, and what it comes to. */
struct fh_energy_use {
	int64_t core_ns;	/* allocated cores x time */
	int64_t cpu_ns;		/* CPU time used */
	struct fh_energy got;	/* out */
	struct fh_energy base;	/* out: of that, the idle part of its cores
				 * (CPU and memory) */
};

struct fh_energy_hold {
	size_t job;		/* index into the interval's jobs */
	int64_t weight;		/* of its share, above 0 */
};

struct fh_energy_device {
	int64_t uj;
	const struct fh_energy_hold *hold;
	size_t hold_count;	/* 0: idle */
};

struct fh_energy_interval {
	int64_t core_ns;	/* all cores of the node x time */
	int64_t busy_ns;	/* CPU time used by anybody; FH_UNKNOWN: the
				 * jobs' */
	int64_t cpu_uj;		/* metered */
	int64_t cpu_idle_uj;	/* of that flows anyway; more than cpu_uj
				 * counts as cpu_uj */
	int64_t memory_uj;
	int64_t memory_idle_uj;
	int64_t other_uj;	/* see fh_energy_beyond() */
	const struct fh_energy_device *device;
	size_t device_count;
	struct fh_energy_use *job;
	size_t job_count;
	struct fh_energy idle;		/* out, and those below */
	struct fh_energy system;
	struct fh_energy unattributed;
};

/*
 * Divide the interval.  Jobs that together claim more cores or CPU time than
 * the node has are scaled by it (their sum takes the node's place).
 * The outputs are overwritten, not added to.
 * Returns 0, or -1 with err set (a negative input, a sum above INT64_MAX, a
 * hold of a job that is not there or of weight 0, no memory); the outputs are
 * then untouched.
 */
int fh_energy_split(struct fh_energy_interval *interval,
		    struct fh_error *err);

/*
 * What a step had of its job's part during the interval: the idle part by
 * cores, the part above by CPU time, its devices', and other as those
 * together.  Steps of one job overlap; only jobs add up.  No part of a step
 * is above its job's, even where its times, read a moment later, are.
 * job:         after fh_energy_split().
 * step:        core_ns and cpu_ns in, 0 or more; got and base out.
 * device_uj:   the job's energy of the accelerators that the step holds.
 */
void fh_energy_step(const struct fh_energy_use *job,
		    struct fh_energy_use *step, int64_t device_uj);

/*
 * What a node's meter counted beyond its parts.  The meters do not tick
 * together: where the parts are ahead, the node's meter owes them the
 * difference and pays it first.  Over any time,
 * node_uj = parts_uj + (what was returned) - (growth of the debt).
 * node_uj, parts_uj:  0 or more; parts_uj and the debt together at most
 *                     INT64_MAX.
 * debt_uj:            in and out; 0 at first.
 * Returns 0 or more.
 */
int64_t fh_energy_beyond(int64_t node_uj, int64_t parts_uj, int64_t *debt_uj);

/* Sum over the parts. */
int64_t fh_energy_total(const struct fh_energy *energy);

/* to += energy */
void fh_energy_add(struct fh_energy *to, const struct fh_energy *energy);

/* "cpu", "memory", "accel", "other". */
const char *fh_energy_part_name(enum fh_energy_part part);

/*
 * Bits as text, "measured", "measured+modelled"; 0 is "missing".
 * Fills buf (64 bytes hold every result) and returns it.
 */
char *fh_energy_source_format(unsigned sources, char *buf, size_t size);
/* Returns the bits, or -1 with err set. */
int fh_energy_source_parse(const char *text, struct fh_error *err);

#endif

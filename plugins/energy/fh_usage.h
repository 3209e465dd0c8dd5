/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What jobs and steps used of the node's CPUs in one interval. */
#ifndef FH_USAGE_H
#define FH_USAGE_H

#include "plugins/energy/fh_node.h"

/* One sample's scratch memory; the tables go by the state's indices. */
struct fh_usage {
	int64_t from_ns, now_ns;
	bool gap;		/* the sampler was away */
	int64_t busy_ns;	/* of the node's CPUs; FH_UNKNOWN */
	struct fh_energy_use job[FH_JOURNAL_JOB_MAX];
	int64_t job_end_ns[FH_JOURNAL_JOB_MAX];	/* or FH_UNKNOWN */
	int64_t job_steps_ns[FH_JOURNAL_JOB_MAX];	/* CPU time of its
							 * steps together */
	struct fh_energy_use step[FH_SLOT_COUNT];
};

/*
 * Fill in core_ns and cpu_ns of all that is open; from_ns, now_ns and gap
 * are set.
 * Where a job's time can't be read any more, since it ended while the
 * sampler was away, it is what nobody else used, by cores.
 */
void fh_usage_read(struct fh_node *node, struct fh_usage *usage);

#endif

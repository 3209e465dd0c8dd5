/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One sample: from the meters to the shares of all jobs. */
#ifndef FH_TICK_H
#define FH_TICK_H

#include "plugins/energy/fh_divide.h"

/* Scratch memory of a sample, too large for a stack. */
struct fh_tick {
	struct fh_metering metering;
	struct fh_usage usage;
};

/* Would a sample now be one over a gap: long after the last one? */
bool fh_tick_is_gap(const struct fh_node *node, int64_t now_ns);

/*
 * Take a sample and commit it.  All the energy since the last one is
 * divided; a step that registered since then gets its part.
 * Returns whether a job's line is due for the journal.
 */
bool fh_tick(struct fh_node *node, struct fh_tick *tick, int64_t now_ns,
	     int64_t now_ms);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who is on the node: from the registry of steps to the jobs and steps of the
 * sampler's state.
 */
#ifndef FH_ROSTER_H
#define FH_ROSTER_H

#include "plugins/energy/fh_node.h"

/* Before a sample: take in steps that have registered or died since. */
void fh_roster_update(struct fh_node *node, int64_t now_ns);

/*
 * In a sample, after the energy was divided: close the steps that are ending
 * and the jobs that have none left.
 */
void fh_roster_close(struct fh_node *node, int64_t now_ns, int64_t now_ms);

/*
 * After the state was committed: tell the slurmstepds, free what nobody
 * needs any more, find the jobs whose line is due for the journal.
 * Returns whether there is one.
 */
bool fh_roster_settle(struct fh_node *node, int64_t now_ns);

/* Is the step in this slot one that still gets energy? */
bool fh_roster_is_open(const struct fh_node *node, uint32_t slot);

/*
 * How long the job or the step was there between two instants.
 * end_ns:  FH_UNKNOWN: it still is.
 */
int64_t fh_roster_time(int64_t start_ns, int64_t end_ns, int64_t from_ns,
		       int64_t to_ns);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one call sees: one configuration from start to end, the decision on
 * the job's terms, and the nodes of every zone.  Views do not nest; only
 * under slurmctld's job write lock.
 */
#ifndef SELECT_VIEW_H
#define SELECT_VIEW_H

#include "fh_slurm_select.h"
#include "fh_slurm_zones.h"

#include "plugins/ctld/fh_decide.h"

struct fh_view {
	const struct fh_conf *conf;
	uint64_t generation;	/* of it, or of the one before */
	const struct fh_decision *decision;	/* NULL: no terms */
	const struct fh_slurm_zones *zones;
	const struct fh_fleet *fleet;	/* with a decision; may be NULL */
	int64_t now_s;
};

/*
 * text:  the job's terms, or NULL.
 * Returns 0, or -1 without memory; only a view that was opened is closed.
 */
int fh_view_open(const job_record_t *job, const char *text,
		 struct fh_view *ret);
void fh_view_close(struct fh_view *view);

/* The node table may have changed. */
void fh_view_expire_nodes(void);

#endif

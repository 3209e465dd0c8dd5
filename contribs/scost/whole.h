/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a cluster cost in whole, beside the lines of its jobs: lines for time
 * in which nobody had its machines, so that all lines of a zone add up to
 * what it cost, exactly (fh_whole.h).  A line's use says which is which.
 */
#ifndef SCOST_WHOLE_H
#define SCOST_WHOLE_H

#include "contribs/scost/line.h"
#include "contribs/scost/nodes.h"
#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_whole.h"

/*
 * Beside fh_use_name(): idle time that prices of jobs have in them; what was
 * paid before anything is known of the nodes.
 */
#define SCOST_USE_PRICED_IN "priced-in"
#define SCOST_USE_UNKNOWN "not-known"

struct scost_whole_cell {
	struct fh_presence there;
	int64_t jobs_micro[FH_PART_COUNT];	/* cost of jobs' lines */
};

struct scost_whole {
	const struct fh_conf *conf;	/* with what is paid */
	const struct scost_nodes *nodes;
	struct fh_cut_piece *piece;	/* in which no price changes */
	int64_t *day_s;			/* of each: its billing day */
	size_t pieces;
	size_t things;			/* types, cores, memory, other types */
	struct scost_whole_cell *cell;	/* by piece, zone (the last: none) and
					 * thing */
	struct fh_presence *booked;	/* likewise, by reservation in front */
};

/*
 * Begin.
 * conf, nodes:  outlive it.
 * period:  whole days of the billing time zone.
 * ret:     to scost_whole_clear, also after a failure.
 * Returns 0, or -1 with err set (no memory, a period too long).
 */
int scost_whole_begin(struct scost_whole *ret, const struct fh_conf *conf,
		      const struct scost_nodes *nodes,
		      const struct fh_cut_piece *period, struct fh_error *err);

/* scost_line_fn for every line of a job: ctx is the struct scost_whole. */
scost_line_fn scost_whole_add;

/*
 * After the last job: hand the lines that jobs don't have to fn.
 * now_s:  not before the jobs were read; what is to come costs nothing yet.
 * Returns 0, or -1 with err set (by fn, no memory).
 */
int scost_whole_write(struct scost_whole *whole, int64_t now_s,
		      scost_line_fn *fn, void *ctx, struct fh_error *err);

void scost_whole_clear(struct scost_whole *whole);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What nobody had, for a report: nodes read, cells filled, lines written. */
#ifndef SCOST_IDLE_H
#define SCOST_IDLE_H

#include "contribs/scost/spread.h"
#include "contribs/scost/whole.h"

struct scost_idle {
	struct scost_nodes nodes;
	struct scost_whole whole;
	struct scost_spread spread;
};

/*
 * Read the nodes of this cluster.
 * conf:  of scost_cards_load().
 * ret:   to scost_idle_clear, also after a failure.
 * Returns 0, or -1 with err set.
 */
int scost_idle_begin(struct scost_idle *ret, const struct fh_conf *conf,
		     const struct fh_cut_piece *period, struct fh_error *err);

/* scost_line_fn for every line of a job: ctx is the struct scost_idle. */
scost_line_fn scost_idle_add;

/*
 * Hand the other lines to fn.
 * spread:  over the accounts.
 * Returns 0, or -1 with err set.
 */
int scost_idle_write(struct scost_idle *idle, bool spread, scost_line_fn *fn,
		     void *ctx, struct fh_error *err);

void scost_idle_clear(struct scost_idle *idle);

#endif

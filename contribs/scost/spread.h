/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Idle time spread over accounts: what nobody had in a zone is borne by the
 * accounts that had something there, by the cost of their jobs; where there
 * were none, by those of the whole cluster.
 */
#ifndef SCOST_SPREAD_H
#define SCOST_SPREAD_H

#include <stddef.h>

#include "contribs/scost/line.h"

struct scost_share {
	char *zone;
	char *account;
	int64_t cost_micro;	/* of its jobs there, below 0 counts as 0 */
};

struct scost_spread {
	struct scost_share *share;	/* sorted by zone and account */
	size_t count;
	scost_line_fn *fn;		/* where spread lines go */
	void *ctx;
};

/* scost_line_fn for every line of a job: ctx is the struct scost_spread. */
scost_line_fn scost_spread_add;

/*
 * scost_line_fn for every other line, after the last of jobs: hands fn a
 * line for each account, which add up to this one, to the last micro-unit
 * and second.  One that has an account, or that nobody can bear, stays.
 */
scost_line_fn scost_spread_line;

void scost_spread_clear(struct scost_spread *spread);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The report for people: one HTML file with everything in it, which works
 * without network and script and prints on A4.
 */
#ifndef SCOST_PAGE_H
#define SCOST_PAGE_H

#include <stdio.h>

#include "contribs/scost/report.h"

/* What is plotted over time, and compared. */
enum scost_page_split {
	SCOST_PAGE_ACCOUNT,
	SCOST_PAGE_ACCEL,
	SCOST_PAGE_TENANCY,
	SCOST_PAGE_USE,		/* jobs, and what nobody had */
	SCOST_PAGE_SPLITS
};

struct scost_page {
	const struct scost_about *about;
	enum scost_key period;		/* day, week or month by the length */
	struct scost_report by;		/* the keys that were asked for */
	struct scost_report over[SCOST_PAGE_SPLITS];	/* period, split */
	struct scost_report owned;	/* tenancy, accelerator */
	struct scost_report zones;
	struct scost_report uses;	/* zone, use */
};

/*
 * Begin an empty page.
 * ret:  to scost_page_clear, also after a failure.
 * Returns 0, or -1 with err set (no memory).
 */
int scost_page_begin(struct scost_page *ret, const struct scost_about *about,
		     const struct scost_keys *keys, struct fh_error *err);

/* scost_line_fn: ctx is the page. */
scost_line_fn scost_page_add;

/*
 * Write it; made_s is the moment it is made.
 * Returns 0, or -1 with err set (no memory).
 */
int scost_page_write(FILE *out, struct scost_page *page, int64_t made_s,
		     struct fh_error *err);

void scost_page_clear(struct scost_page *page);

#endif

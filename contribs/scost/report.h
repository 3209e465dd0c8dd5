/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A report: lines summed by keys, and all of them together.  What a sum
 * leaves out stands beside it (measure.h).
 */
#ifndef SCOST_REPORT_H
#define SCOST_REPORT_H

#include <stdbool.h>

#include <json-c/linkhash.h>

#include "contribs/scost/key.h"
#include "contribs/scost/measure.h"
#include "contribs/scost/runs.h"
#include "plugins/common/fh_strlist.h"

/* What a report is about; texts are borrowed. */
struct scost_about {
	const char *currency;		/* ISO 4217; "" = nothing is priced */
	const char *timezone;		/* of its days and months: "UTC" */
	const struct fh_tz *tz;		/* that zone */
	int64_t from_s;			/* the lines asked for */
	int64_t until_s;		/* exclusive */
	const struct fh_strlist *notes;	/* on what nobody had; NULL: only jobs
					 * are in it */
};

struct scost_group {
	char *value[SCOST_KEY_COUNT];	/* as many as keys; "" = none */
	struct scost_sum sum;
};

struct scost_report {
	const struct scost_about *about;
	struct scost_keys keys;
	struct scost_group *group;	/* after scost_report_sort() in order */
	size_t group_count;
	struct scost_sum total;
	bool incomplete;		/* some job has no cost or no energy */
	/* Only while lines are added: */
	size_t room;
	struct lh_table *index;		/* of groups, by their values */
	struct lh_table *clusters;	/* numbers of their names */
	struct scost_runs runs;
};

/*
 * Begin an empty report.
 * ret:  to scost_report_clear, also after a failure.
 * Returns 0, or -1 with err set (no memory).
 */
int scost_report_begin(struct scost_report *ret,
		       const struct scost_about *about,
		       const struct scost_keys *keys, struct fh_error *err);

/*
 * scost_line_fn: ctx is the report.  A run is counted once in every group it
 * has a line in; lines of many runs (db_index 0) count those that begin.
 */
scost_line_fn scost_report_add;

/* Groups in the order of their values, first key first. */
void scost_report_sort(struct scost_report *report);

/* Dearest first; groups without a cost last, equals by their values. */
void scost_report_sort_by_cost(struct scost_report *report);

void scost_report_clear(struct scost_report *report);

#endif

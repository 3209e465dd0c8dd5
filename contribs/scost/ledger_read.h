/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading a ledger for reports: lines one by one, or summed per day, which
 * is as exact and a hundred times shorter.
 */
#ifndef SCOST_LEDGER_READ_H
#define SCOST_LEDGER_READ_H

#include <stdio.h>

#include "contribs/scost/ledger.h"
#include "contribs/scost/line.h"

/* Texts that lines are chosen by. */
enum scost_choice {
	SCOST_CHOICE_CLUSTER,
	SCOST_CHOICE_ACCOUNT,
	SCOST_CHOICE_USER,
	SCOST_CHOICE_QOS,
	SCOST_CHOICE_PARTITION,
	SCOST_CHOICE_WCKEY,
	SCOST_CHOICE_DATA_CLASS,
	SCOST_CHOICE_ACCEL,
	SCOST_CHOICE_ZONE,
	SCOST_CHOICE_SITE,
	SCOST_CHOICE_TENANCY,
	SCOST_CHOICE_STATE,
	SCOST_CHOICE_COUNT
};

struct scost_reading {
	int64_t from_s;		/* days that begin within */
	int64_t until_s;	/* exclusive */
	const char *choice[SCOST_CHOICE_COUNT];	/* NULL: all */
};

/*
 * Hand every line to fn, reversals and corrections among them: by posting a
 * line adds its numbers or takes them away.
 * Returns 0, or -1 with err set (by fn as well).
 */
int scost_ledger_lines(struct scost_ledger *ledger,
		       const struct scost_reading *reading, scost_line_fn *fn,
		       void *ctx, struct fh_error *err);

/*
 * As above, with the lines of a day that agree in all texts, posting, gaps
 * and known numbers summed to one: db_index is 0, job_id and job_name are
 * "", from_s and until_s the day's begin, runs how many began.  Numbers that
 * are not known are so for all lines of a sum.
 */
int scost_ledger_days(struct scost_ledger *ledger,
		      const struct scost_reading *reading, scost_line_fn *fn,
		      void *ctx, struct fh_error *err);

/* Every line and closed period as text, equal for equal ledgers. */
int scost_ledger_dump(struct scost_ledger *ledger, FILE *out,
		      struct fh_error *err);

#endif

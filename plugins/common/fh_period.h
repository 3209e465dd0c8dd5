/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Days, weeks and months of a time zone as stretches of instants, for bills.
 * A period lasts from the first instant at which the clock shows its first
 * midnight, or later, to the first of the next: periods of a kind follow each
 * other without a hole, also where a clock is put back over midnight.
 */
#ifndef FH_PERIOD_H
#define FH_PERIOD_H

#include "fh_error.h"
#include "fh_tz.h"

enum fh_period_kind {
	FH_PERIOD_DAY,
	FH_PERIOD_WEEK,		/* from Monday, ISO 8601 */
	FH_PERIOD_MONTH
};

struct fh_period {
	struct fh_civil first;	/* its first day by the calendar */
	int64_t from_s;
	int64_t until_s;	/* exclusive: the next one's from_s */
};

/* The period that at_s lies in; at_s within 0 .. FH_CIVIL_LAST_S. */
void fh_period_at(const struct fh_tz *tz, enum fh_period_kind kind,
		  int64_t at_s, struct fh_period *ret);

/*
 * The month that "2026-10" names.
 * Returns 0, or -1 with err set (not that form, before 1970-01).
 */
int fh_period_parse_month(const struct fh_tz *tz, const char *text,
			  struct fh_period *ret, struct fh_error *err);

#endif

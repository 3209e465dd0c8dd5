/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Billing periods: see fh_period.h. */
#include <stdio.h>

#include "fh_period.h"
#include "fh_quote.h"
#include "fh_units.h"

#define MONTH_TEXT 7		/* "2026-10" */
#define WEEK_DAYS 7

/* First days, as days since 1970-01-01, of a period and of the next. */
struct bounds {
	int64_t first, next;
};

static struct bounds month_of(int year, int month)
{
	struct bounds ret = { fh_civil_days(year, month, 1), 0 };

	ret.next = ret.first + fh_civil_month_days(year, month);
	return ret;
}

static struct bounds bounds_of(enum fh_period_kind kind, int64_t day)
{
	struct fh_civil date;
	int64_t monday;

	switch (kind) {
	case FH_PERIOD_DAY:
		return (struct bounds) { day, day + 1 };
	case FH_PERIOD_WEEK:
		monday = day - fh_civil_weekday(day);
		return (struct bounds) { monday, monday + WEEK_DAYS };
	default:
		fh_civil_of(day, &date);
		return month_of(date.year, date.month);
	}
}

static void set(const struct fh_tz *tz, const struct bounds *bounds,
		struct fh_period *ret)
{
	fh_civil_of(bounds->first, &ret->first);
	ret->from_s = fh_tz_reach(tz, bounds->first * FH_CIVIL_DAY_S);
	ret->until_s = fh_tz_reach(tz, bounds->next * FH_CIVIL_DAY_S);
}

void fh_period_at(const struct fh_tz *tz, enum fh_period_kind kind,
		  int64_t at_s, struct fh_period *ret)
{
	struct fh_tz_clock clock;
	struct bounds bounds;

	fh_tz_clock(tz, at_s, &clock);
	bounds = bounds_of(kind, fh_civil_days(clock.date.year,
					       clock.date.month,
					       clock.date.day));
	set(tz, &bounds, ret);
	/* The clock was put back over midnight: the next has begun. */
	if (ret->until_s <= at_s) {
		bounds = bounds_of(kind, bounds.next);
		set(tz, &bounds, ret);
	}
}

int fh_period_parse_month(const struct fh_tz *tz, const char *text,
			  struct fh_period *ret, struct fh_error *err)
{
	char first[MONTH_TEXT + sizeof("-01")];
	struct fh_quoted typed;
	struct bounds bounds;
	struct fh_civil date;
	int64_t at_s;
	int len;

	len = snprintf(first, sizeof(first), "%s-01", text);
	if (len != sizeof(first) - 1 ||
	    fh_units_parse_instant(first, &at_s, NULL))
		return fh_err(err, "'%s' is not a month from 1970-01 on, as "
			      "2026-10 is", fh_quote(text, &typed));
	fh_civil_of(at_s / FH_CIVIL_DAY_S, &date);
	bounds = month_of(date.year, date.month);
	set(tz, &bounds, ret);
	return 0;
}

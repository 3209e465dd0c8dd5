/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The days a report is about: see days.h. */
#include "fh_config.h"

#include <stdbool.h>
#include <string.h>

#include "contribs/scost/days.h"
#include "plugins/common/fh_period.h"
#include "plugins/common/fh_units.h"

#define MONTH_LEN 7		/* "2026-10" */
#define DAY_LEN 10		/* "2026-10-31" */

/* Is text made of digits, with '-' where a date has them? */
static bool is_date(const char *text, size_t len)
{
	return strlen(text) == len && strspn(text, "0123456789-") == len &&
	       text[4] == '-';
}

static int parse_month(const struct fh_tz *tz, const char *text,
		       struct scost_days *ret, struct fh_error *err)
{
	struct fh_period month;

	if (fh_period_parse_month(tz, text, &month, err))
		return -1;
	*ret = (struct scost_days){ month.from_s, month.until_s };
	return 0;
}

/* The day that at_s lies in, or begins with it. */
static void day_of(const struct fh_tz *tz, int64_t at_s,
		   struct scost_days *ret)
{
	struct fh_period day;

	fh_period_at(tz, FH_PERIOD_DAY, at_s, &day);
	*ret = (struct scost_days){ day.from_s, day.until_s };
}

/* The first instant that text names; exact: it begins a day. */
static int parse(const struct fh_tz *tz, const char *text,
		 scost_days_other *other, int64_t *ret_s, bool *exact,
		 struct fh_error *err)
{
	struct scost_days month;
	int64_t midnight_s;

	*exact = true;
	if (is_date(text, MONTH_LEN)) {
		if (parse_month(tz, text, &month, err))
			return -1;
		*ret_s = month.from_s;
		return 0;
	}
	if (is_date(text, DAY_LEN)) {
		if (fh_units_parse_instant(text, &midnight_s, err))
			return -1;
		*ret_s = fh_tz_reach(tz, midnight_s);
		return 0;
	}
	*exact = false;
	return other(text, ret_s, err);
}

static int parse_start(const struct fh_tz *tz,
		       const struct scost_days_wish *wish, int64_t *ret_s,
		       struct fh_error *err)
{
	struct scost_days day;
	struct fh_period month;
	bool exact;

	if (!wish->start) {
		fh_period_at(tz, FH_PERIOD_MONTH, wish->now_s, &month);
		*ret_s = month.from_s;
		return 0;
	}
	if (parse(tz, wish->start, wish->other, ret_s, &exact, err))
		return -1;
	day_of(tz, *ret_s, &day);
	*ret_s = day.from_s;
	return 0;
}

static int parse_end(const struct fh_tz *tz,
		     const struct scost_days_wish *wish, int64_t *ret_s,
		     struct fh_error *err)
{
	struct scost_days day;
	bool exact = false;

	*ret_s = wish->now_s;
	if (wish->end &&
	    parse(tz, wish->end, wish->other, ret_s, &exact, err))
		return -1;
	if (exact)
		return 0;
	day_of(tz, *ret_s, &day);
	if (!wish->end || *ret_s > day.from_s)
		*ret_s = day.until_s;
	return 0;
}

int scost_days_make(const struct fh_tz *tz,
		      const struct scost_days_wish *wish,
		      struct scost_days *ret, struct fh_error *err)
{
	struct scost_days got;

	if (wish->month)
		return parse_month(tz, wish->month, ret, err);
	if (parse_start(tz, wish, &got.from_s, err) ||
	    parse_end(tz, wish, &got.until_s, err))
		return -1;
	if (got.from_s >= got.until_s)
		return fh_err(err, "the report ends before it starts; "
			      "--endtime is the first day that is not in it");
	*ret = got;
	return 0;
}

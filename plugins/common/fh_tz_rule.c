/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rule of a time zone: see fh_tz_rule.h. */
#include <string.h>

#include "fh_civil.h"
#include "fh_tz_rule.h"
#include "fh_units.h"

#define HOUR_S 3600
#define MINUTE_S 60
#define ZONE_HOURS_MAX 24	/* of an offset */
#define EDGE_HOURS_MAX 167	/* of a change's time: a week */
#define NAME_MIN 3
#define CHANGE_TIME_S 7200	/* 02:00:00 where no time is given */

/* What is still to read. */
struct scan {
	const char *at;
	const char *end;
};

static bool take(struct scan *scan, char c)
{
	if (scan->at == scan->end || *scan->at != c)
		return false;
	scan->at++;
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A whole number of at most three digits, min .. max. */
static int read_number(struct scan *scan, int min, int max, int *ret)
{
	const char *begin = scan->at;
	int number = 0;

	while (scan->at < scan->end && is_digit(*scan->at) &&
	       scan->at - begin < 3)
		number = number * 10 + (*scan->at++ - '0');
	if (scan->at == begin || number < min || number > max)
		return -1;
	*ret = number;
	return 0;
}

/* "CET" or "<+0330>": it must be there, and nobody needs it. */
static int skip_name(struct scan *scan)
{
	bool quoted = take(scan, '<');
	const char *begin = scan->at;

	while (scan->at < scan->end &&
	       (is_letter(*scan->at) ||
		(quoted && (is_digit(*scan->at) || *scan->at == '+' ||
			    *scan->at == '-'))))
		scan->at++;
	if (scan->at - begin < NAME_MIN)
		return -1;
	return quoted && !take(scan, '>') ? -1 : 0;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static int read_time(struct scan *scan, int hours_max, int32_t *ret)
{
	int hour, minute = 0, second = 0;
	int sign = 1;

	if (take(scan, '-'))
		sign = -1;
	else
		take(scan, '+');
	if (read_number(scan, 0, hours_max, &hour))
		return -1;
	if (take(scan, ':')) {
		if (read_number(scan, 0, 59, &minute))
			return -1;
		if (take(scan, ':') && read_number(scan, 0, 59, &second))
			return -1;
	}
	*ret = sign * (hour * HOUR_S + minute * MINUTE_S + second);
	return 0;
}

/* POSIX counts offsets west of UTC. */
static int read_offset(struct scan *scan, int32_t *ret)
{
	if (read_time(scan, ZONE_HOURS_MAX, ret))
		return -1;
	*ret = -*ret;
	return 0;
}

static int read_edge_day(struct scan *scan, struct fh_tz_edge *ret)
{
	if (take(scan, 'J')) {
		ret->form = FH_TZ_JULIAN;
		return read_number(scan, 1, 365, &ret->day);
	}
	if (!take(scan, 'M')) {
		ret->form = FH_TZ_YEAR_DAY;
		return read_number(scan, 0, 365, &ret->day);
	}
	ret->form = FH_TZ_WEEKDAY;
	if (read_number(scan, 1, 12, &ret->month) || !take(scan, '.') ||
	    read_number(scan, 1, 5, &ret->week) || !take(scan, '.'))
		return -1;
	return read_number(scan, 0, 6, &ret->day);
}

static int read_edge(struct scan *scan, struct fh_tz_edge *ret)
{
	if (!take(scan, ',') || read_edge_day(scan, ret))
		return -1;
	ret->time_s = CHANGE_TIME_S;
	if (take(scan, '/'))
		return read_time(scan, EDGE_HOURS_MAX, &ret->time_s);
	return 0;
}

static int read_daylight(struct scan *scan, struct fh_tz_rule *ret)
{
	if (skip_name(scan))
		return -1;
	ret->has_daylight = true;
	ret->daylight_s = ret->standard_s + HOUR_S;
	if (scan->at < scan->end && *scan->at != ',' &&
	    read_offset(scan, &ret->daylight_s))
		return -1;
	return read_edge(scan, &ret->start) || read_edge(scan, &ret->end) ?
	       -1 : 0;
}

/* The w-th weekday of a month; the fifth is the last there is. */
static int64_t nth_weekday(int year, const struct fh_tz_edge *edge)
{
	int64_t first = fh_civil_days(year, edge->month, 1);
	int weekday = (edge->day + 6) % 7;	/* ours begin with Monday */
	int day = (weekday - fh_civil_weekday(first) + 7) % 7 +
		  7 * (edge->week - 1);

	if (day >= fh_civil_month_days(year, edge->month))
		day -= 7;
	return first + day;
}

static int64_t edge_day(int year, const struct fh_tz_edge *edge)
{
	int64_t first = fh_civil_days(year, 1, 1);

	switch (edge->form) {
	case FH_TZ_JULIAN:
		return first + edge->day - 1 +
		       (edge->day > 59 && fh_civil_is_leap(year));
	case FH_TZ_YEAR_DAY:
		return first + edge->day;
	default:
		return nth_weekday(year, edge);
	}
}

static int64_t start_of(const struct fh_tz_rule *rule, int year)
{
	return edge_day(year, &rule->start) * FH_CIVIL_DAY_S +
	       rule->start.time_s - rule->standard_s;
}

static int64_t end_of(const struct fh_tz_rule *rule, int year)
{
	return edge_day(year, &rule->end) * FH_CIVIL_DAY_S +
	       rule->end.time_s - rule->daylight_s;
}

/*
 * "XXX3EDT4,0/0,J365/23": daylight time that ends as the next one begins is
 * how a rule says "always".
 */
static void settle_always(struct fh_tz_rule *rule)
{
	if (!rule->has_daylight ||
	    end_of(rule, 2003) != start_of(rule, 2004) ||
	    end_of(rule, 2004) != start_of(rule, 2005))
		return;
	rule->standard_s = rule->daylight_s;
	rule->has_daylight = false;
}

int fh_tz_rule_parse(const char *text, size_t len, struct fh_tz_rule *ret,
		     struct fh_error *err)
{
	struct scan scan = { text, text + len };
	struct fh_tz_rule rule;

	memset(&rule, 0, sizeof(rule));
	if (skip_name(&scan) || read_offset(&scan, &rule.standard_s) ||
	    (scan.at < scan.end && read_daylight(&scan, &rule)) ||
	    scan.at < scan.end)
		return fh_err(err, "its last line is no rule of a time zone, "
			      "as \"CET-1CEST,M3.5.0,M10.5.0/3\" is");
	settle_always(&rule);
	*ret = rule;
	return 0;
}

/* One change of the clock narrows the stretch around at_s. */
static void narrow(struct fh_tz_span *span, int64_t at_s, int64_t edge_s,
		   int32_t offset_s)
{
	if (edge_s > at_s) {
		if (edge_s < span->until_s)
			span->until_s = edge_s;
	} else if (edge_s >= span->from_s) {
		span->from_s = edge_s;
		span->offset_s = offset_s;
	}
}

void fh_tz_rule_span(const struct fh_tz_rule *rule, int64_t at_s,
		     struct fh_tz_span *ret)
{
	struct fh_tz_span span = {
		INT64_MIN, FH_FOREVER, rule->standard_s
	};
	struct fh_civil date;

	if (rule->has_daylight) {
		fh_civil_of(at_s / FH_CIVIL_DAY_S, &date);
		/* A change may lie a week from its date: three years do. */
		for (int year = date.year - 1; year <= date.year + 1; year++) {
			narrow(&span, at_s, end_of(rule, year),
			       rule->standard_s);
			narrow(&span, at_s, start_of(rule, year),
			       rule->daylight_s);
		}
	}
	*ret = span;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rule that a time zone follows for ever: "CET-1CEST,M3.5.0,M10.5.0/3",
 * the last line of a TZif file.  Its grammar is that of POSIX's TZ variable
 * with hours from -167 to 167 (RFC 9636, section 3.3.2).
 */
#ifndef FH_TZ_RULE_H
#define FH_TZ_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_error.h"

enum fh_tz_form {
	FH_TZ_JULIAN,		/* Jn: 1 .. 365, 29 February not counted */
	FH_TZ_YEAR_DAY,		/* n: 0 .. 365, 29 February counted */
	FH_TZ_WEEKDAY		/* Mm.w.d: w-th weekday d of month m */
};

/* When one of the year's two changes is, by the clock before it. */
struct fh_tz_edge {
	enum fh_tz_form form;
	int month;		/* 1 .. 12 */
	int week;		/* 1 .. 5; 5 = the last */
	int day;		/* as the form says; weekday: 0 = Sunday */
	int32_t time_s;		/* from midnight; may be another day's */
};

struct fh_tz_rule {
	int32_t standard_s;	/* offsets, east of UTC positive */
	int32_t daylight_s;
	bool has_daylight;	/* else standard_s always */
	struct fh_tz_edge start, end;
};

/* A stretch of one offset. */
struct fh_tz_span {
	int64_t from_s;		/* INT64_MIN: always so far */
	int64_t until_s;	/* exclusive; FH_FOREVER */
	int32_t offset_s;	/* local clock - UTC */
};

/* Read len bytes.  Returns 0, or -1 with err set. */
int fh_tz_rule_parse(const char *text, size_t len, struct fh_tz_rule *ret,
		     struct fh_error *err);

/* The stretch that at_s lies in; at_s within 0 .. FH_CIVIL_LAST_S. */
void fh_tz_rule_span(const struct fh_tz_rule *rule, int64_t at_s,
		     struct fh_tz_span *ret);

#endif

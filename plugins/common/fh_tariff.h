/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a kWh costs by the clock on the wall: by season, weekday (holidays are
 * Sundays) and quarter hour; or by an hourly series.
 *
 * A tariff's rules cover every quarter hour of every weekday and day of the
 * year (29 February too) exactly once.  The clock is asked for an instant's
 * time, so an hour that it shows twice is priced twice, by what it shows,
 * and one that it leaves out is not priced.
 */
#ifndef FH_TARIFF_H
#define FH_TARIFF_H

#include <stddef.h>
#include <stdint.h>

#include "fh_error.h"
#include "fh_series.h"
#include "fh_tz.h"

#define FH_TARIFF_RULES_MAX 64
#define FH_TARIFF_SLOTS 96	/* quarter hours of a day */
#define FH_TARIFF_ALL_WEEK 0x7fu

/* One price and when it is taken.  All that is left out means always. */
struct fh_tariff_rule {
	int from_day;		/* both ends belong to it, in days of a leap
				 * year, 0 .. 365, fh_civil_year_day(); */
	int until_day;		/* before from_day: over New Year */
	unsigned weekdays;	/* bit 0 = Monday .. bit 6 = Sunday */
	int from_slot;		/* 0 .. 95 */
	int until_slot;		/* exclusive, from_slot + 1 .. 96 */
	int64_t price_micro;	/* per kWh */
};

/* A tariff; what it points to is the caller's and outlives it. */
struct fh_tariff {
	const struct fh_series *series;	/* NULL: by rules */
	const struct fh_tz *tz;		/* of the rules; may be NULL when one
					 * rule says all */
	const struct fh_tariff_rule *rule;
	size_t count;
	const int64_t *holiday;	/* days since 1970-01-01 by the clock,
				 * ascending: priced as Sundays */
	size_t holiday_count;
};

/*
 * Check that rules cover all times exactly once.
 * ret_rule:  on failure the rule at fault, or count when none is (a hole).
 * Returns 0, or -1 with err set: "nothing is said for Sat 22:00 on 29
 * February", "rules 2 and 5 both say a price for Mon 14:00 on 1 June".
 */
int fh_tariff_check(const struct fh_tariff_rule *rule, size_t count,
		    size_t *ret_rule, struct fh_error *err);

/* A price and how long it holds. */
struct fh_tariff_price {
	int64_t micro;		/* per kWh; below 0 only by a series */
	int64_t until_s;	/* constant until then, after at_s */
};

/*
 * The price at an instant, 0 .. FH_CIVIL_LAST_S; the rules have passed
 * fh_tariff_check().
 * Returns 0, or -1 when the series does not cover at_s (micro is then 0 and
 * until_s where that may end).
 */
int fh_tariff_at(const struct fh_tariff *tariff, int64_t at_s,
		 struct fh_tariff_price *ret);

/*
 * Texts of a tariff's file.  Each returns 0, or -1 with err set.
 * Day:       "06-01", month and day; 29 February exists.
 * Weekdays:  "mon-fri,sun", any case; a range may pass Sunday.
 * Slot:      "00:00" .. "24:00", a full quarter hour.
 */
int fh_tariff_parse_day(const char *text, int *ret, struct fh_error *err);
int fh_tariff_parse_weekdays(const char *text, unsigned *ret,
			     struct fh_error *err);
int fh_tariff_parse_slot(const char *text, int *ret, struct fh_error *err);

#endif

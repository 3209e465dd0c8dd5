/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a kWh costs by the clock: see fh_tariff.h. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "fh_tariff.h"
#include "fh_units.h"

#define YEAR_DAYS 366
#define WEEK_DAYS 7
#define SUNDAY 6
#define SLOT_S 900
#define SLOT_MINUTES 15
#define LEAP_YEAR 2000

static const char *const weekday_name[WEEK_DAYS] = {
	"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
};

static const char *const month_name[] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December",
};

/* When in a year: what a rule speaks of. */
struct moment {
	int day;		/* of a leap year */
	int weekday;
	int slot;
};

static bool has_day(const struct fh_tariff_rule *rule, int day)
{
	if (rule->from_day <= rule->until_day)
		return day >= rule->from_day && day <= rule->until_day;
	return day >= rule->from_day || day <= rule->until_day;
}

static bool has(const struct fh_tariff_rule *rule, const struct moment *when)
{
	return when->slot >= rule->from_slot &&
	       when->slot < rule->until_slot &&
	       (rule->weekdays >> when->weekday & 1) &&
	       has_day(rule, when->day);
}

/* The first rule from begin on that has a price for the moment. */
static size_t find(const struct fh_tariff_rule *rule, size_t count,
		   size_t begin, const struct moment *when)
{
	while (begin < count && !has(&rule[begin], when))
		begin++;
	return begin;
}

static bool is_sound(const struct fh_tariff_rule *rule)
{
	return rule->from_day >= 0 && rule->from_day < YEAR_DAYS &&
	       rule->until_day >= 0 && rule->until_day < YEAR_DAYS &&
	       rule->weekdays && !(rule->weekdays & ~FH_TARIFF_ALL_WEEK) &&
	       rule->from_slot >= 0 && rule->until_slot > rule->from_slot &&
	       rule->until_slot <= FH_TARIFF_SLOTS && rule->price_micro >= 0;
}

static int check_rules(const struct fh_tariff_rule *rule, size_t count,
		       size_t *ret_rule, struct fh_error *err)
{
	*ret_rule = count;
	if (!count || count > FH_TARIFF_RULES_MAX)
		return fh_err(err, "a tariff has 1 to %d rules, not %zu",
			      FH_TARIFF_RULES_MAX, count);
	for (size_t i = 0; i < count; i++) {
		if (is_sound(&rule[i]))
			continue;
		*ret_rule = i;
		return fh_err(err, "rule %zu needs days of the year, a "
			      "weekday, an end behind its begin on the same "
			      "day (a night is two rules: until 24:00 and "
			      "from 00:00) and a price of 0 or more", i + 1);
	}
	return 0;
}

/* "Mon 14:00 on 1 June" */
static const char *moment_text(const struct moment *when, char *buf,
			       size_t size)
{
	int64_t first = fh_civil_days(LEAP_YEAR, 1, 1);
	struct fh_civil date;

	fh_civil_of(first + when->day, &date);
	snprintf(buf, size, "%s %02d:%02d on %d %s",
		 weekday_name[when->weekday],
		 when->slot * SLOT_MINUTES / 60,
		 when->slot * SLOT_MINUTES % 60, date.day,
		 month_name[date.month - 1]);
	return buf;
}

static int check_moment(const struct fh_tariff_rule *rule, size_t count,
			const struct moment *when, size_t *ret_rule,
			struct fh_error *err)
{
	size_t one = find(rule, count, 0, when), other;
	char text[48];

	if (one == count) {
		*ret_rule = count;
		return fh_err(err, "nothing is said for %s; a tariff has a "
			      "price for every hour of every day",
			      moment_text(when, text, sizeof(text)));
	}
	other = find(rule, count, one + 1, when);
	if (other == count)
		return 0;
	*ret_rule = other;
	return fh_err(err, "rules %zu and %zu both have a price for %s",
		      one + 1, other + 1,
		      moment_text(when, text, sizeof(text)));
}

static int check_day(const struct fh_tariff_rule *rule, size_t count, int day,
		     size_t *ret_rule, struct fh_error *err)
{
	struct moment when = { .day = day };

	for (; when.weekday < WEEK_DAYS; when.weekday++)
		for (when.slot = 0; when.slot < FH_TARIFF_SLOTS; when.slot++)
			if (check_moment(rule, count, &when, ret_rule, err))
				return -1;
	return 0;
}

/* The same rules as the day before: it need not be checked again. */
static bool is_as_before(const struct fh_tariff_rule *rule, size_t count,
			 int day)
{
	for (size_t i = 0; i < count; i++)
		if (has_day(&rule[i], day) != has_day(&rule[i], day - 1))
			return false;
	return true;
}

int fh_tariff_check(const struct fh_tariff_rule *rule, size_t count,
		    size_t *ret_rule, struct fh_error *err)
{
	if (check_rules(rule, count, ret_rule, err))
		return -1;
	for (int day = 0; day < YEAR_DAYS; day++)
		if ((!day || !is_as_before(rule, count, day)) &&
		    check_day(rule, count, day, ret_rule, err))
			return -1;
	return 0;
}

static int at_series(const struct fh_series *series, int64_t at_s,
		     struct fh_tariff_price *ret)
{
	ret->micro = 0;
	ret->until_s = fh_series_next(series, at_s);
	return fh_series_at(series, at_s, &ret->micro);
}

static int compare_days(const void *a, const void *b)
{
	const int64_t *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

static bool is_holiday(const struct fh_tariff *tariff,
		       const struct fh_civil *date)
{
	int64_t day = fh_civil_days(date->year, date->month, date->day);

	return tariff->holiday_count &&
	       bsearch(&day, tariff->holiday, tariff->holiday_count,
		       sizeof(day), compare_days);
}

/* By the clock: until the rule's end that day, or the clock is changed. */
static void at_clock(const struct fh_tariff *tariff, int64_t at_s,
		     struct fh_tariff_price *ret)
{
	const struct fh_tariff_rule *rule;
	struct fh_tz_clock clock;
	struct moment when;
	int64_t change_s = fh_tz_next_change(tariff->tz, at_s);

	fh_tz_clock(tariff->tz, at_s, &clock);
	when.day = fh_civil_year_day(clock.date.month, clock.date.day);
	when.weekday = is_holiday(tariff, &clock.date) ? SUNDAY :
							 clock.weekday;
	when.slot = clock.second / SLOT_S;
	rule = &tariff->rule[find(tariff->rule, tariff->count, 0, &when)];
	ret->micro = rule->price_micro;
	ret->until_s = at_s + rule->until_slot * SLOT_S - clock.second;
	if (ret->until_s > change_s)
		ret->until_s = change_s;
}

int fh_tariff_at(const struct fh_tariff *tariff, int64_t at_s,
		 struct fh_tariff_price *ret)
{
	if (tariff->series)
		return at_series(tariff->series, at_s, ret);
	/* One rule alone covers everything. */
	if (tariff->count == 1)
		*ret = (struct fh_tariff_price) {
			tariff->rule->price_micro, FH_FOREVER
		};
	else
		at_clock(tariff, at_s, ret);
	return 0;
}

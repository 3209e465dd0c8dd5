/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Time zones: the changes of Berlin and Chicago, odd rules, and every zone of
 * the machine against libc.
 */
#define _GNU_SOURCE		/* nftw() */
#include <ftw.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "tz_case.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HOUR 3600
#define DAY 86400

static void test_changes(void **state)
{
	static const struct {
		const char *rule, *from, *until;
		int offset_s;
	} table[] = {
		{ BERLIN, "2025-10-26T01:00:00Z", "2026-03-29T01:00:00Z",
		  HOUR },
		{ BERLIN, "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z",
		  2 * HOUR },
		{ CHICAGO, "2025-11-02T07:00:00Z", "2026-03-08T08:00:00Z",
		  -6 * HOUR },
		{ CHICAGO, "2026-03-08T08:00:00Z", "2026-11-01T07:00:00Z",
		  -5 * HOUR },
		{ CHICAGO, "2099-11-01T07:00:00Z", "2100-03-14T08:00:00Z",
		  -6 * HOUR },
		/* The southern half: daylight time over New Year. */
		{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2025-10-04T16:00:00Z",
		  "2026-04-04T16:00:00Z", 11 * HOUR },
		/* Hours before midnight, and a day's own half. */
		{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z",
		  "2026-10-25T01:00:00Z", -HOUR },
		{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
		  "2025-10-04T15:30:00Z", "2026-04-04T15:00:00Z", 11 * HOUR },
		/* Almost a week from the days they name. */
		{ "AAA0BBB,M1.1.0/-167,M6.5.6/167", "2025-12-28T01:00:00Z",
		  "2026-07-03T22:00:00Z", HOUR },
		/* By the day of the year, leap day counted and not. */
		{ "AAA0BBB,J60/0,300/0", "2028-03-01T00:00:00Z",
		  "2028-10-26T23:00:00Z", HOUR },
		{ "AAA0BBB,60/0,J300/0", "2028-03-01T00:00:00Z",
		  "2028-10-26T23:00:00Z", HOUR },
		{ "AAA0BBB,60/0,J300/0", "2027-03-02T00:00:00Z",
		  "2027-10-26T23:00:00Z", HOUR },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		int64_t from_s = at(table[i].from), until_s = at(table[i].until);
		const int64_t inside[] = {
			from_s, (from_s + until_s) / 2, until_s - 1
		};
		struct fh_tz *tz = tz_of(table[i].rule);
		struct fh_tz_span span;

		for (size_t j = 0; j < COUNT(inside); j++) {
			fh_tz_span(tz, inside[j], &span);
			assert_int_equal(span.from_s, from_s);
			assert_int_equal(span.until_s, until_s);
			assert_int_equal(span.offset_s, table[i].offset_s);
			assert_int_equal(fh_tz_next_change(tz, inside[j]),
					 until_s);
		}
		fh_tz_free(tz);
	}
}

/* Zones without a change, and a rule that says "daylight time always". */
static void test_fixed(void **state)
{
	static const struct {
		const char *rule;
		int offset_s;
	} table[] = {
		{ UTC, 0 },
		{ "IST-5:30", 19800 },
		{ "<+0545>-5:45", 20700 },
		{ "XXX3EDT4,0/0,J365/23", -4 * HOUR },
		{ "EST5EDT,0/0,J365/25", -4 * HOUR },
	};
	struct fh_tz_span span;

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_tz *tz = tz_of(table[i].rule);

		fh_tz_span(tz, at("2026-06-01"), &span);
		assert_int_equal(span.offset_s, table[i].offset_s);
		assert_true(span.until_s == FH_FOREVER);
		assert_true(span.from_s == INT64_MIN);
		assert_true(fh_tz_next_change(tz, 0) == FH_FOREVER);
		fh_tz_free(tz);
	}
}

/* The steps of a file, then its rule; then no rule at all. */
static void test_steps(void **state)
{
	const struct tz_change change[] = {
		{ -1000, 3 * HOUR }, { 1000, 2 * HOUR }, { 2000, 2 * HOUR },
		{ 3000, HOUR },
	};
	struct fh_tz *tz = tz_with(0, change, COUNT(change), BERLIN);
	struct fh_tz_span span;

	(void) state;
	fh_tz_span(tz, 999, &span);
	assert_int_equal(span.offset_s, 3 * HOUR);
	assert_int_equal(span.until_s, 1000);
	fh_tz_span(tz, 1000, &span);
	assert_int_equal(span.offset_s, 2 * HOUR);
	assert_int_equal(span.until_s, 3000);
	fh_tz_span(tz, 3000, &span);
	assert_int_equal(span.from_s, 3000);
	assert_int_equal(span.offset_s, HOUR);
	assert_int_equal(span.until_s, at("1970-03-29T01:00:00Z"));
	fh_tz_free(tz);
	tz = tz_with(0, change, COUNT(change), "");
	assert_true(fh_tz_next_change(tz, 3000) == FH_FOREVER);
	fh_tz_free(tz);
}

/* Instants before 1970 and behind 9999 end, and nothing runs for ever. */
static void test_ends(void **state)
{
	struct fh_tz *tz = tz_of(CHICAGO);
	struct fh_tz_clock clock;

	(void) state;
	fh_tz_clock(tz, INT64_MIN, &clock);
	assert_int_equal(clock.date.year, 1969);
	assert_int_equal(clock.second, 18 * HOUR);
	fh_tz_clock(tz, INT64_MAX, &clock);
	assert_int_equal(clock.date.year, 9999);
	assert_true(fh_tz_next_change(tz, INT64_MAX) == FH_FOREVER);
	assert_true(fh_tz_next_hour(tz, INT64_MAX) == FH_FOREVER);
	assert_true(fh_tz_next_day(tz, INT64_MAX) == FH_FOREVER);
	assert_true(fh_tz_reach(tz, INT64_MAX) == FH_FOREVER);
	assert_int_equal(fh_tz_reach(tz, INT64_MIN), 0);
	assert_int_equal(fh_tz_reach(tz, -6 * HOUR + 5), 5);
	fh_tz_free(tz);
	fh_tz_free(NULL);
}

/* How many hours a day has by its boundaries, and what they add up to. */
static void check_day(const struct fh_tz *tz, const char *first,
		      int hours_expected)
{
	int64_t from_s = at(first), until_s = fh_tz_next_day(tz, from_s);
	int hours = 0;

	for (int64_t i = from_s; i < until_s; i = fh_tz_next_hour(tz, i))
		hours++;
	assert_int_equal(hours, hours_expected);
	assert_int_equal(until_s - from_s, hours_expected * HOUR);
}

static void test_day_lengths(void **state)
{
	struct fh_tz *berlin = tz_of(BERLIN), *chicago = tz_of(CHICAGO);

	(void) state;
	check_day(berlin, "2026-03-28T23:00:00Z", 23);
	check_day(berlin, "2026-10-24T22:00:00Z", 25);
	check_day(berlin, "2028-02-28T23:00:00Z", 24);
	check_day(chicago, "2026-03-08T06:00:00Z", 23);
	check_day(chicago, "2026-11-01T05:00:00Z", 25);
	check_day(chicago, "2026-12-31T06:00:00Z", 24);
	fh_tz_free(berlin);
	fh_tz_free(chicago);
}

/* An hour shown twice has two begins; one left out has none. */
static void test_twice(void **state)
{
	struct fh_tz *tz = tz_of(BERLIN);
	struct fh_tz_clock clock;
	int64_t from_s = at("2026-10-25T00:00:00Z");

	(void) state;
	for (int i = 0; i < 2; i++, from_s += HOUR) {
		fh_tz_clock(tz, from_s, &clock);
		assert_int_equal(clock.second, 2 * HOUR);
		assert_int_equal(clock.weekday, 6);
		assert_int_equal(fh_tz_next_hour(tz, from_s), from_s + HOUR);
	}
	fh_tz_clock(tz, from_s, &clock);
	assert_int_equal(clock.second, 3 * HOUR);
	fh_tz_clock(tz, at("2026-03-29T00:59:59Z"), &clock);
	assert_int_equal(clock.second, 2 * HOUR - 1);
	fh_tz_clock(tz, at("2026-03-29T01:00:00Z"), &clock);
	assert_int_equal(clock.second, 3 * HOUR);
	/* 02:00 is never shown: 03:00 is reached in its place. */
	assert_int_equal(fh_tz_reach(tz, at("2026-03-29T02:00:00Z")),
			 at("2026-03-29T01:00:00Z"));
	assert_int_equal(fh_tz_reach(tz, at("2026-10-25T02:00:00Z")),
			 at("2026-10-25T00:00:00Z"));
	fh_tz_free(tz);
}

static int zones_checked;
static uint64_t seed = 20260329;

static void check_instant(const char *name, const struct fh_tz *tz,
			  int64_t at_s)
{
	time_t when = (time_t) at_s;
	struct fh_tz_clock clock;
	struct fh_tz_span span;
	struct tm tm;

	localtime_r(&when, &tm);
	fh_tz_span(tz, at_s, &span);
	fh_tz_clock(tz, at_s, &clock);
	if (span.offset_s != tm.tm_gmtoff || span.from_s > at_s ||
	    span.until_s <= at_s || clock.date.year != tm.tm_year + 1900 ||
	    clock.date.month != tm.tm_mon + 1 ||
	    clock.date.day != tm.tm_mday ||
	    clock.weekday != (tm.tm_wday + 6) % 7 ||
	    clock.second !=
	    tm.tm_hour * HOUR + tm.tm_min * 60 + tm.tm_sec)
		fail_msg("%s at %lld: offset %d, libc %ld", name,
			 (long long) at_s, span.offset_s, tm.tm_gmtoff);
}

/* Around every change, and at random, from 1970 to 2120. */
static void check_zone(const char *name, const struct fh_tz *tz)
{
	int64_t at_s = 0;

	for (int i = 0; i < 300; i++)
		check_instant(name, tz, draw(&seed, 4733510400));
	while (at_s < 4733510400) {
		check_instant(name, tz, at_s);
		at_s = fh_tz_next_change(tz, at_s);
		if (at_s != FH_FOREVER)
			check_instant(name, tz, at_s - 1);
	}
}

/* Files that are no zones, and leap seconds, are not libc's to judge. */
static int visit(const char *path, const struct stat *st, int type,
		 struct FTW *ftw)
{
	const char *name = path + sizeof(FH_TZ_DIR);
	struct fh_tz *tz;

	(void) st;
	(void) ftw;
	if (type != FTW_F || strchr(name, '.') || !strncmp(name, "right", 5) ||
	    fh_tz_read(FH_TZ_DIR, name, &tz, NULL))
		return 0;
	setenv("TZ", name, 1);
	tzset();
	check_zone(name, tz);
	fh_tz_free(tz);
	zones_checked++;
	return 0;
}

static void test_libc(void **state)
{
	(void) state;
	if (access(FH_TZ_DIR "/Europe/Berlin", R_OK))
		skip();
	assert_int_equal(nftw(FH_TZ_DIR, visit, 16, 0), 0);
	print_message("%d zones\n", zones_checked);
	assert_in_range(zones_checked, 100, 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_fixed),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_day_lengths),
		cmocka_unit_test(test_twice),
		cmocka_unit_test(test_libc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

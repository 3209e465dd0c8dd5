/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The calendar: against libc's on every day, and by hand at its edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#include "fh_civil.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* From 1900 to the last day of 9999. */
static void test_every_day(void **state)
{
	(void) state;
	for (int64_t day = -25567; day <= FH_CIVIL_LAST_S / 86400; day++) {
		time_t at = (time_t) day * 86400;
		struct fh_civil date;
		struct tm tm;

		gmtime_r(&at, &tm);
		fh_civil_of(day, &date);
		if (date.year != tm.tm_year + 1900 ||
		    date.month != tm.tm_mon + 1 || date.day != tm.tm_mday ||
		    fh_civil_weekday(day) != (tm.tm_wday + 6) % 7 ||
		    fh_civil_days(date.year, date.month, date.day) != day)
			fail_msg("day %lld is %d-%02d-%02d", (long long) day,
				 date.year, date.month, date.day);
	}
}

static void test_edges(void **state)
{
	static const struct {
		struct fh_civil date;
		int64_t days;
	} table[] = {
		{ { 1, 1, 1 }, -719162 },
		{ { 1969, 12, 31 }, -1 },
		{ { 1970, 1, 1 }, 0 },
		{ { 2000, 2, 29 }, 11016 },
		{ { 2000, 3, 1 }, 11017 },
		{ { 2024, 12, 31 }, 20088 },
		{ { 2100, 2, 28 }, 47540 },
		{ { 2100, 3, 1 }, 47541 },
		{ { 10000, 1, 1 }, 2932897 },
	};
	struct fh_civil date;

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		fh_civil_of(table[i].days, &date);
		assert_memory_equal(&date, &table[i].date, sizeof(date));
		assert_int_equal(fh_civil_days(date.year, date.month,
					       date.day), table[i].days);
	}
}

static void test_lengths(void **state)
{
	(void) state;
	assert_int_equal(fh_civil_month_days(2023, 2), 28);
	assert_int_equal(fh_civil_month_days(2024, 2), 29);
	assert_int_equal(fh_civil_month_days(2100, 2), 28);
	assert_int_equal(fh_civil_month_days(2000, 2), 29);
	assert_int_equal(fh_civil_month_days(2023, 12), 31);
	assert_int_equal(fh_civil_month_days(2023, 4), 30);
	assert_int_equal(fh_civil_year_day(1, 1), 0);
	assert_int_equal(fh_civil_year_day(2, 29), 59);
	assert_int_equal(fh_civil_year_day(3, 1), 60);
	assert_int_equal(fh_civil_year_day(12, 31), 365);
}

static void test_floor(void **state)
{
	static const struct {
		int64_t a, b, result;
	} table[] = {
		{ 7, 7, 1 }, { 6, 7, 0 }, { 0, 7, 0 }, { -1, 7, -1 },
		{ -7, 7, -1 }, { -8, 7, -2 }, { INT64_MIN, 1, INT64_MIN },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++)
		assert_true(fh_civil_floor(table[i].a, table[i].b) ==
			    table[i].result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_floor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

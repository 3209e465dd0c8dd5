/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Billing periods: no hole, no overlap, whatever the clock does. */
#include "tz_case.h"

#include "fh_period.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HOUR 3600

static void test_known(void **state)
{
	static const struct {
		const char *rule;
		enum fh_period_kind kind;
		const char *at, *from, *until;
	} table[] = {
		{ BERLIN, FH_PERIOD_MONTH, "2026-03-15",
		  "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z" },
		{ BERLIN, FH_PERIOD_MONTH, "2028-02-29T22:59:59Z",
		  "2028-01-31T23:00:00Z", "2028-02-29T23:00:00Z" },
		{ BERLIN, FH_PERIOD_MONTH, "2028-02-29T23:00:00Z",
		  "2028-02-29T23:00:00Z", "2028-03-31T22:00:00Z" },
		{ CHICAGO, FH_PERIOD_MONTH, "2026-11-01T04:59:59Z",
		  "2026-10-01T05:00:00Z", "2026-11-01T05:00:00Z" },
		{ CHICAGO, FH_PERIOD_MONTH, "2026-11-15",
		  "2026-11-01T05:00:00Z", "2026-12-01T06:00:00Z" },
		{ CHICAGO, FH_PERIOD_DAY, "2026-11-01T12:00:00Z",
		  "2026-11-01T05:00:00Z", "2026-11-02T06:00:00Z" },
		{ CHICAGO, FH_PERIOD_MONTH, "2027-01-01T05:59:59Z",
		  "2026-12-01T06:00:00Z", "2027-01-01T06:00:00Z" },
		{ UTC, FH_PERIOD_WEEK, "2027-01-01",
		  "2026-12-28", "2027-01-04" },
		{ UTC, FH_PERIOD_WEEK, "2026-12-28",
		  "2026-12-28", "2027-01-04" },
		{ UTC, FH_PERIOD_DAY, "2028-02-29T23:59:59Z",
		  "2028-02-29", "2028-03-01" },
		{ CHICAGO, FH_PERIOD_MONTH, "1970-01-01",
		  "1970-01-01", "1970-01-01T06:00:00Z" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_tz *tz = tz_of(table[i].rule);
		struct fh_period period;

		fh_period_at(tz, table[i].kind, at(table[i].at), &period);
		assert_int_equal(period.from_s, at(table[i].from));
		assert_int_equal(period.until_s, at(table[i].until));
		fh_tz_free(tz);
	}
}

/*
 * A clock that at 00:01 of 1 November goes back to 23:01, as that of
 * St. John's did in 2009: November has begun, and stays.
 */
static void test_over_midnight(void **state)
{
	struct fh_tz *tz = tz_of("NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01");
	int64_t midnight_s = at("2009-11-01T02:30:00Z");
	struct fh_period period;
	struct fh_tz_clock clock;

	(void) state;
	fh_tz_clock(tz, midnight_s + 60, &clock);
	assert_int_equal(clock.date.month, 10);
	assert_int_equal(clock.second, 23 * HOUR + 60);
	for (int i = 0; i < 2; i++) {
		fh_period_at(tz, FH_PERIOD_MONTH, midnight_s + i * 60,
			     &period);
		assert_int_equal(period.from_s, midnight_s);
		assert_int_equal(period.first.month, 11);
	}
	fh_period_at(tz, FH_PERIOD_MONTH, midnight_s - 1, &period);
	assert_int_equal(period.until_s, midnight_s);
	/* The date itself changes three times. */
	assert_int_equal(fh_tz_next_day(tz, midnight_s - 1), midnight_s);
	assert_int_equal(fh_tz_next_day(tz, midnight_s), midnight_s + 60);
	assert_int_equal(fh_tz_next_day(tz, midnight_s + 60),
			 midnight_s + HOUR);
	fh_tz_free(tz);
}

/* A zone that once skipped a whole day: Samoa's 30 December 2011. */
static void test_day_left_out(void **state)
{
	const struct tz_change change[] = {
		{ 1325239200, 14 * HOUR },
	};
	struct fh_tz *tz = tz_with(-10 * HOUR, change, 1, "<+14>-14");
	struct fh_period period;

	(void) state;
	fh_period_at(tz, FH_PERIOD_DAY, 1325239199, &period);
	assert_int_equal(period.first.day, 29);
	assert_int_equal(period.until_s, 1325239200);
	fh_period_at(tz, FH_PERIOD_DAY, 1325239200, &period);
	assert_int_equal(period.first.day, 31);
	assert_int_equal(period.from_s, 1325239200);
	assert_int_equal(period.until_s - period.from_s, 24 * HOUR);
	fh_tz_free(tz);
}

/* Each period ends where the next begins, for twenty years. */
static void test_chain(void **state)
{
	static const char *const rules[] = {
		BERLIN, CHICAGO, UTC, "AEST-10AEDT,M10.1.0,M4.1.0/3",
		"NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01",
		"<-03>3<-02>,M10.3.0/0,M2.3.0/0",
	};

	(void) state;
	for (size_t i = 0; i < COUNT(rules); i++) {
		struct fh_tz *tz = tz_of(rules[i]);

		for (enum fh_period_kind kind = FH_PERIOD_DAY;
		     kind <= FH_PERIOD_MONTH; kind++) {
			int64_t at_s = at("2009-10-01");
			struct fh_period one, next;

			fh_period_at(tz, kind, at_s, &one);
			for (; at_s < at("2029-10-01"); one = next) {
				at_s = one.until_s;
				fh_period_at(tz, kind, at_s, &next);
				assert_int_equal(next.from_s, at_s);
				assert_true(next.until_s > at_s);
				fh_period_at(tz, kind, at_s - 1, &one);
				assert_int_equal(one.until_s, at_s);
			}
		}
		fh_tz_free(tz);
	}
}

static void test_parse(void **state)
{
	static const char *const bad[] = {
		"", "2026", "2026-1", "2026-13", "2026-00", "1969-12",
		"2026-10-01", "202610", "2026-1000", "2026/10", "a026-10",
	};
	struct fh_tz *tz = tz_of(BERLIN);
	struct fh_period period;
	struct fh_error err;

	(void) state;
	assert_int_equal(fh_period_parse_month(tz, "2026-10", &period, &err),
			 0);
	assert_int_equal(period.from_s, at("2026-09-30T22:00:00Z"));
	assert_int_equal(period.until_s, at("2026-10-31T23:00:00Z"));
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(fh_period_parse_month(tz, bad[i], &period,
						       &err), -1);
		assert_non_null(strstr(err.text, "is not a month"));
	}
	fh_tz_free(tz);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_over_midnight),
		cmocka_unit_test(test_day_left_out),
		cmocka_unit_test(test_chain),
		cmocka_unit_test(test_parse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

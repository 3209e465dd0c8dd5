/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tariffs: every hour has one price, and the clock says which. */
#include <stdlib.h>

#include "tz_case.h"
#include "tariff_case.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HOUR 3600
#define SLOT 900
#define NO_RULE 99

#define ALWAYS { 0, 365, FH_TARIFF_ALL_WEEK, 0, 96, 1 }

static void test_check(void **state)
{
	static const struct {
		struct fh_tariff_rule rule[3];
		size_t count, at_fault;
		const char *says;
	} table[] = {
		{ { ALWAYS }, 1, NO_RULE, NULL },
		{ { { 0, 365, FH_TARIFF_ALL_WEEK, 0, 96, 0 } }, 1, NO_RULE,
		  NULL },
		{ { { 60, 58, FH_TARIFF_ALL_WEEK, 0, 96, 1 },
		    { 59, 59, FH_TARIFF_ALL_WEEK, 0, 96, 1 } }, 2, NO_RULE,
		  NULL },
		{ { { 0 } }, 0, 0, "1 to 64 rules, not 0" },
		/* The leap day is a day. */
		{ { { 60, 58, FH_TARIFF_ALL_WEEK, 0, 96, 1 } }, 1, 1,
		  "nothing is said for Mon 00:00 on 29 February" },
		{ { { 0, 364, FH_TARIFF_ALL_WEEK, 0, 96, 1 } }, 1, 1,
		  "Mon 00:00 on 31 December" },
		{ { { 0, 365, 0x3f, 0, 96, 1 } }, 1, 1,
		  "nothing is said for Sun 00:00 on 1 January" },
		{ { { 0, 365, FH_TARIFF_ALL_WEEK, 0, 95, 1 } }, 1, 1,
		  "Mon 23:45 on 1 January" },
		{ { ALWAYS, { 152, 160, 1, 56, 57, 1 } }, 2, 1,
		  "rules 1 and 2 both have a price for Mon 14:00 on 1 June" },
		{ { { 0, 365, TARIFF_WORKDAYS, 0, 96, 1 },
		    { 0, 365, TARIFF_WEEKEND, 0, 96, 1 },
		    { 365, 0, 0x40, 0, 1, 1 } }, 3, 2,
		  "rules 2 and 3 both have a price for Sun 00:00 on 1 Jan" },
		{ { { 0, 366, FH_TARIFF_ALL_WEEK, 0, 96, 1 } }, 1, 0,
		  "rule 1 needs" },
		{ { ALWAYS, { -1, 0, 1, 0, 1, 1 } }, 2, 1, "rule 2 needs" },
		{ { { 0, 365, 0, 0, 96, 1 } }, 1, 0, "rule 1 needs" },
		{ { { 0, 365, 0xff, 0, 96, 1 } }, 1, 0, "rule 1 needs" },
		{ { { 0, 365, 0x7f, 88, 24, 1 } }, 1, 0,
		  "a night is two rules" },
		{ { { 0, 365, 0x7f, 0, 97, 1 } }, 1, 0, "rule 1 needs" },
		{ { { 0, 365, 0x7f, 0, 96, -1 } }, 1, 0, "rule 1 needs" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_error err = { "" };
		size_t at_fault = NO_RULE;
		int rc = fh_tariff_check(table[i].rule, table[i].count,
					 &at_fault, &err);

		if (!table[i].says) {
			assert_int_equal(rc, 0);
			continue;
		}
		assert_int_equal(rc, -1);
		if (!strstr(err.text, table[i].says))
			fail_msg("%zu: %s", i, err.text);
		assert_int_equal(at_fault, table[i].at_fault);
	}
	assert_int_equal(fh_tariff_check(table[0].rule,
					 FH_TARIFF_RULES_MAX + 1,
					 &(size_t) { 0 }, NULL), -1);
}

static void test_prices(void **state)
{
	static const struct {
		const char *rule, *at, *until;
		int64_t micro;
	} table[] = {
		/* 2026-07-15 is a Wednesday. */
		{ CHICAGO, "2026-07-15T18:59:59Z", "2026-07-15T19:00:00Z",
		  60000 },
		{ CHICAGO, "2026-07-15T19:00:00Z", "2026-07-16T01:00:00Z",
		  180000 },
		{ CHICAGO, "2026-07-16T01:00:00Z", "2026-07-16T05:00:00Z",
		  60001 },
		{ CHICAGO, "2026-07-18T05:00:00Z", "2026-07-19T05:00:00Z",
		  50000 },
		/* Seasons begin at midnight by the clock. */
		{ BERLIN, "2026-04-30T21:59:59Z", "2026-04-30T22:00:00Z",
		  90000 },
		{ BERLIN, "2026-04-30T22:00:00Z", "2026-05-01T12:00:00Z",
		  60000 },
		{ BERLIN, "2026-09-30T22:00:00Z", "2026-10-01T00:30:00Z",
		  40000 },
		{ BERLIN, "2027-12-31T23:00:00Z", "2028-01-01T01:30:00Z",
		  40000 },
		{ BERLIN, "2028-02-29T05:15:00Z", "2028-02-29T23:00:00Z",
		  90000 },
		/* 02:00 to 03:00 is left out: half of it was cheap. */
		{ BERLIN, "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z",
		  40000 },
		{ BERLIN, "2026-03-29T01:00:00Z", "2026-03-29T04:15:00Z",
		  45000 },
		/* And shown twice. */
		{ BERLIN, "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z",
		  45000 },
		{ BERLIN, "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z",
		  40000 },
		{ BERLIN, "2026-10-25T01:30:00Z", "2026-10-25T05:15:00Z",
		  45000 },
	};
	struct fh_error err = { "" };
	size_t at_fault;

	(void) state;
	if (fh_tariff_check(tariff_rules, TARIFF_RULES, &at_fault, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_tz *tz = tz_of(table[i].rule);
		struct fh_tariff tariff = {
			.tz = tz, .rule = tariff_rules,
			.count = TARIFF_RULES,
		};
		struct fh_tariff_price price;

		assert_int_equal(fh_tariff_at(&tariff, at(table[i].at),
					      &price), 0);
		assert_int_equal(price.micro, table[i].micro);
		assert_int_equal(price.until_s, at(table[i].until));
		fh_tz_free(tz);
	}
}

/* Every quarter hour of a common and of a leap year. */
static void check_years(const char *rule)
{
	struct fh_tz *tz = tz_of(rule);
	struct fh_tariff tariff = {
		.tz = tz, .rule = tariff_rules, .count = TARIFF_RULES,
	};
	struct fh_tariff_price price = { 0, 0 };

	setenv("TZ", rule, 1);
	tzset();
	for (int64_t i = at("2027-01-01"); i < at("2029-01-01"); i += SLOT) {
		if (i >= price.until_s)
			assert_int_equal(fh_tariff_at(&tariff, i, &price), 0);
		if (price.micro != tariff_reference((time_t) i))
			fail_msg("%s at %lld: %lld", rule, (long long) i,
				 (long long) price.micro);
	}
	fh_tz_free(tz);
}

static void test_years(void **state)
{
	(void) state;
	check_years(BERLIN);
	check_years(CHICAGO);
	check_years("IST-5:30");
	check_years("AEST-10AEDT,M10.1.0,M4.1.0/3");
}

/* Holidays are Sundays, from midnight to midnight by the clock. */
static void test_holidays(void **state)
{
	const int64_t holidays[] = {
		fh_civil_days(2025, 7, 4), fh_civil_days(2026, 7, 3),
		fh_civil_days(2026, 9, 7),
	};
	static const struct {
		const char *at;
		int64_t micro;
	} table[] = {
		{ "2026-07-03T04:59:59Z", 60001 },	/* Thursday */
		{ "2026-07-03T05:00:00Z", 50000 },
		{ "2026-07-03T19:00:00Z", 50000 },
		{ "2026-07-04T04:59:59Z", 50000 },
		{ "2026-07-06T19:00:00Z", 180000 },	/* Monday */
		{ "2026-09-07T19:00:00Z", 50000 },	/* Labor Day */
		{ "2026-09-08T19:00:00Z", 180000 },
		{ "2025-07-04T19:00:00Z", 50000 },
	};
	struct fh_tz *tz = tz_of(CHICAGO);
	struct fh_tariff tariff = {
		.tz = tz, .rule = tariff_rules, .count = TARIFF_RULES,
		.holiday = holidays, .holiday_count = COUNT(holidays),
	};
	struct fh_tariff_price price;

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(fh_tariff_at(&tariff, at(table[i].at),
					      &price), 0);
		assert_int_equal(price.micro, table[i].micro);
	}
	fh_tz_free(tz);
}

/* One price for all needs no clock; a series has its own ends. */
static void test_kinds(void **state)
{
	static const struct fh_tariff_rule always = {
		0, 365, FH_TARIFF_ALL_WEEK, 0, 96, 66000
	};
	static const struct fh_series_unit unit = { "USD/kWh", 1 };
	const struct fh_series_kind kind = { &unit, 1, true };
	static const char text[] = "instant,USD/kWh\n2026-01-01,-0.5\n";
	struct fh_tariff tariff = { .rule = &always, .count = 1 };
	struct fh_tariff_price price;
	struct fh_diags diags = { 0 };
	struct fh_series *series;
	int64_t from_s = at("2026-01-01");

	(void) state;
	assert_int_equal(fh_tariff_at(&tariff, from_s, &price), 0);
	assert_int_equal(price.micro, 66000);
	assert_true(price.until_s == FH_FOREVER);
	assert_int_equal(fh_series_read("p", text, strlen(text), &kind,
					&series, &diags), 0);
	tariff.series = series;
	assert_int_equal(fh_tariff_at(&tariff, from_s, &price), 0);
	assert_int_equal(price.micro, -500000);
	assert_int_equal(price.until_s, from_s + HOUR);
	assert_int_equal(fh_tariff_at(&tariff, from_s - 1, &price), -1);
	assert_int_equal(price.until_s, from_s);
	assert_int_equal(fh_tariff_at(&tariff, from_s + HOUR, &price), -1);
	assert_true(price.until_s == FH_FOREVER);
	fh_series_free(series);
}

static void test_texts(void **state)
{
	static const struct {
		const char *text;
		int value;
	} days[] = {
		{ "01-01", 0 }, { "02-29", 59 }, { "03-01", 60 },
		{ "12-31", 365 }, { "00-01", -1 }, { "13-01", -1 },
		{ "02-30", -1 }, { "04-31", -1 }, { "1-1", -1 }, { "", -1 },
		{ "06-01-", -1 }, { "0601", -1 }, { "06-00", -1 },
	}, slots[] = {
		{ "00:00", 0 }, { "06:30", 26 }, { "23:45", 95 },
		{ "24:00", 96 }, { "24:15", -1 }, { "14:10", -1 },
		{ "14:60", -1 }, { "2:00", -1 }, { "14", -1 }, { "", -1 },
		{ "-1:00", -1 }, { "14:00 ", -1 }, { "14-00", -1 },
	}, weekdays[] = {
		{ "mon", 1 }, { "mon-fri", 0x1f }, { "Sat,SUN", 0x60 },
		{ "fri-mon", 0x71 }, { "mon-sun", 0x7f }, { "sun", 0x40 },
		{ "tue-mon", 0x7f }, { "mon,mon", -1 }, { "mon-fri,wed", -1 },
		{ "", -1 }, { "mon,", -1 }, { "monday", -1 }, { "mon-", -1 },
		{ "mo", -1 }, { "mon fri", -1 }, { ",mon", -1 },
	};
	struct fh_error err;
	unsigned set;
	int value;

	(void) state;
	for (size_t i = 0; i < COUNT(days); i++) {
		value = -1;
		assert_int_equal(fh_tariff_parse_day(days[i].text, &value,
						     &err),
				 days[i].value < 0 ? -1 : 0);
		assert_int_equal(value, days[i].value);
	}
	for (size_t i = 0; i < COUNT(slots); i++) {
		value = -1;
		assert_int_equal(fh_tariff_parse_slot(slots[i].text, &value,
						      &err),
				 slots[i].value < 0 ? -1 : 0);
		assert_int_equal(value, slots[i].value);
	}
	for (size_t i = 0; i < COUNT(weekdays); i++) {
		set = 0;
		assert_int_equal(fh_tariff_parse_weekdays(weekdays[i].text,
							  &set, &err),
				 weekdays[i].value < 0 ? -1 : 0);
		assert_int_equal(set, weekdays[i].value < 0 ?
				      0 : weekdays[i].value);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_prices),
		cmocka_unit_test(test_years),
		cmocka_unit_test(test_holidays),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

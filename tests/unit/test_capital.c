/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prices of owning: the examples of the header by hand, and all limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "fh_capital.h"
#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define UNIT 1000000LL
#define UNTOUCHED (-77)

/* The server of the header: 310 000 USD, 5 years, 80 %, 8 accelerators. */
static const struct fh_capital server = {
	.paid_micro = 310000 * UNIT, .life_months = 60,
	.used_ppm = 800000, .accelerators = 8,
};

static const struct fh_monthly lease = {
	.sum_micro = 6120 * UNIT, .month_s = 720 * 3600, .weight = 1,
	.weight_total = 32, .used_ppm = 800000,
};

static int64_t price_of(const struct fh_capital *capital)
{
	struct fh_error err = { "" };
	int64_t micro = UNTOUCHED;

	if (fh_capital_price(capital, &micro, &err))
		fail_msg("%s", err.text);
	return micro;
}

static void test_by_hand(void **state)
{
	struct fh_capital capital = server;
	char text[32];

	(void) state;
	assert_int_equal(price_of(&capital), 1105879);
	fh_units_format_micro(price_of(&capital), 3, text, sizeof(text));
	assert_string_equal(text, "1.106");
	/* 9 300 USD of interest a year: 71 300 / 56 064. */
	capital.rate_ppm = 60000;
	assert_int_equal(price_of(&capital), 1271761);
	/* 31 000 are left: (55 800 + 0.06 x 170 500) / 56 064. */
	capital.residual_micro = 31000 * UNIT;
	assert_int_equal(price_of(&capital), 1177761);
	/* Nothing is lost, but the money is tied up: 18 600 / 56 064. */
	capital.residual_micro = capital.paid_micro;
	assert_int_equal(price_of(&capital), 331764);
	/* A book life of 5.5 years: 310 000 / (48 180 x 6.4). */
	capital = server;
	capital.life_months = 66;
	assert_int_equal(price_of(&capital), 1005345);
	capital = server;
	capital.used_ppm = FH_CAPITAL_PPM;
	assert_int_equal(price_of(&capital), 884703);
	capital.paid_micro = 0;
	assert_int_equal(price_of(&capital), 0);
}

/* Half a micro-unit goes to the even one. */
static void test_rounding(void **state)
{
	static const struct {
		int64_t paid_micro, micro;
	} table[] = {
		{ 364, 0 }, { 365, 0 }, { 366, 1 }, { 1094, 1 },
		{ 1095, 2 }, { 1096, 2 }, { 1825, 2 }, { 1826, 3 },
	};
	struct fh_capital capital = {
		.life_months = 1, .used_ppm = FH_CAPITAL_PPM,
		.accelerators = 1,
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		capital.paid_micro = table[i].paid_micro;
		assert_int_equal(price_of(&capital), table[i].micro);
	}
}

static void test_limits(void **state)
{
	static const struct {
		struct fh_capital capital;
		const char *says;
	} table[] = {
		{ { -1, 0, 60, 0, 1, 8 }, "what was paid" },
		{ { INT64_MAX, 0, 60, 0, 1, 8 }, "what was paid" },
		{ { 10, 11, 60, 0, 1, 8 }, "the residual value" },
		{ { 10, -1, 60, 0, 1, 8 }, "the residual value" },
		{ { 10, 0, 0, 0, 1, 8 }, "the book life in months is 0; from "
		  "1 to 600 is possible" },
		{ { 10, 0, 601, 0, 1, 8 }, "the book life" },
		{ { 10, 0, 60, -1, 1, 8 }, "the finance rate" },
		{ { 10, 0, 60, FH_CAPITAL_PPM + 1, 1, 8 }, "finance rate" },
		{ { 10, 0, 60, 0, 0, 8 }, "the expected utilisation" },
		{ { 10, 0, 60, 0, FH_CAPITAL_PPM + 1, 8 }, "utilisation" },
		{ { 10, 0, 60, 0, 1, 0 }, "the number of accelerators" },
		{ { 10, 0, 60, 0, 1, 1000001 }, "number of accelerators" },
		/* A thousand million a month, hardly used. */
		{ { 1000000000000000000, 0, 1, 0, 1, 1 }, "too large" },
	};
	/* The largest that is possible, in every factor. */
	const struct fh_capital largest = {
		1000000000000000000, 1000000000000000000, 600,
		FH_CAPITAL_PPM, FH_CAPITAL_PPM, 1
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_error err = { "" };
		int64_t micro = UNTOUCHED;

		assert_int_equal(fh_capital_price(&table[i].capital, &micro,
						  &err), -1);
		assert_int_equal(micro, UNTOUCHED);
		if (!strstr(err.text, table[i].says))
			fail_msg("%zu: %s", i, err.text);
	}
	assert_int_equal(price_of(&largest), 114155251141553);
}

static void test_lease(void **state)
{
	int64_t micro = UNTOUCHED;

	(void) state;
	assert_int_equal(fh_capital_lease(150 * UNIT, 40800, &micro, NULL),
			 0);
	assert_int_equal(micro, 6120 * UNIT);
	assert_int_equal(fh_capital_lease(1, 500, &micro, NULL), 0);
	assert_int_equal(micro, 0);
	assert_int_equal(fh_capital_lease(1, 1500, &micro, NULL), 0);
	assert_int_equal(micro, 2);
	micro = UNTOUCHED;
	assert_int_equal(fh_capital_lease(-1, 1, &micro, NULL), -1);
	assert_int_equal(fh_capital_lease(1, -1, &micro, NULL), -1);
	assert_int_equal(fh_capital_lease(1000000000000000000, 10000000000,
					  &micro, NULL), -1);
	assert_int_equal(micro, UNTOUCHED);
}

static int64_t monthly_of(const struct fh_monthly *monthly)
{
	struct fh_error err = { "" };
	int64_t micro = UNTOUCHED;

	if (fh_capital_monthly(monthly, &micro, &err))
		fail_msg("%s", err.text);
	return micro;
}

static void test_monthly(void **state)
{
	struct fh_monthly monthly = lease;

	(void) state;
	assert_int_equal(monthly_of(&monthly), 332031);
	/* March with its 743 hours is shorter than January. */
	monthly.month_s = 743 * 3600;
	assert_int_equal(monthly_of(&monthly), 321753);
	monthly.month_s = 744 * 3600;
	assert_int_equal(monthly_of(&monthly), 321321);
	/* By what each may draw: 700 W of 22 400. */
	monthly = lease;
	monthly.weight = 700;
	monthly.weight_total = 22400;
	assert_int_equal(monthly_of(&monthly), 332031);
	monthly.weight = 0;
	assert_int_equal(monthly_of(&monthly), 0);
}

/* What a month's hours of all bring in is the sum, but for the rounding. */
static void test_monthly_adds_up(void **state)
{
	static const int64_t hours[] = { 672, 696, 719, 720, 721, 743, 744,
					 745 };

	(void) state;
	for (size_t i = 0; i < COUNT(hours); i++) {
		struct fh_monthly monthly = lease;
		int64_t all, difference;

		monthly.month_s = hours[i] * 3600;
		monthly.used_ppm = FH_CAPITAL_PPM;
		all = monthly_of(&monthly) * hours[i] * 32;
		difference = all - monthly.sum_micro;
		if (difference < 0)
			difference = -difference;
		assert_true(2 * difference <= hours[i] * 32);
	}
}

static void test_monthly_limits(void **state)
{
	static const struct {
		struct fh_monthly monthly;
		const char *says;
	} table[] = {
		{ { -1, 1, 1, 1, 1 }, "the month's sum" },
		{ { 1, 0, 1, 1, 1 }, "the month's length" },
		{ { 1, 40 * 86400, 1, 1, 1 }, "the month's length" },
		{ { 1, 1, 2, 1, 1 }, "an accelerator's weight" },
		{ { 1, 1, -1, 1, 1 }, "an accelerator's weight" },
		{ { 1, 1, 0, 0, 1 }, "the weight of all" },
		{ { 1, 1, 1, 1, 0 }, "the expected utilisation" },
		{ { 1000000000000000000, 1, 10000000000, 10000000000, 1 },
		  "too large" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_error err = { "" };
		int64_t micro = UNTOUCHED;

		assert_int_equal(fh_capital_monthly(&table[i].monthly, &micro,
						    &err), -1);
		assert_int_equal(micro, UNTOUCHED);
		if (!strstr(err.text, table[i].says))
			fail_msg("%zu: %s", i, err.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_rounding),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_lease),
		cmocka_unit_test(test_monthly),
		cmocka_unit_test(test_monthly_adds_up),
		cmocka_unit_test(test_monthly_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

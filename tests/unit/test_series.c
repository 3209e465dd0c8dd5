/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Series of values: what is read, and every mistake with its place. */
#include <stdio.h>
#include <stdlib.h>

#include "tz_case.h"

#include "fh_bundle.h"
#include "fh_series.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HOUR 3600
#define JANUARY "2026-01-01T"

static const struct fh_series_unit units[] = {
	{ "USD/kWh", 1 },
	{ "USD/MWh", 1000 },
};

static const struct fh_series_kind price = { units, COUNT(units), true };
static const struct fh_series_kind carbon = {
	(const struct fh_series_unit[]) { { "gCO2e/kWh", 1 } }, 1, false
};

static struct fh_series *read_good(const struct fh_series_kind *kind,
				   const char *text)
{
	struct fh_series *series = NULL;
	struct fh_diags diags = { 0 };

	if (fh_series_read("p.csv", text, strlen(text), kind, &series,
			   &diags))
		fail_msg("%s: %s", text, diags.item[0].text);
	assert_int_equal(fh_diag_total(&diags), 0);
	fh_diag_clear(&diags);
	return series;
}

static void check_at(const struct fh_series *series, int64_t at_s,
		     int64_t micro, int64_t next_s)
{
	int64_t value = -77;

	assert_int_equal(fh_series_at(series, at_s, &value), 0);
	assert_int_equal(value, micro);
	assert_int_equal(fh_series_next(series, at_s), next_s);
}

static void test_values(void **state)
{
	struct fh_series *series = read_good(&price,
		"# Day-ahead prices\r\n"
		"# of an exchange\r\n"
		"instant,USD/MWh\r\n"
		"2026-01-01,31.50\r\n"
		JANUARY "01:00:00Z,-2.07\r\n"
		JANUARY "02:00:00Z,0\r\n");
	int64_t from_s = at("2026-01-01"), value = -77;

	(void) state;
	assert_int_equal(fh_series_from(series), from_s);
	assert_int_equal(fh_series_until(series), from_s + 3 * HOUR);
	check_at(series, from_s, 31500, from_s + HOUR);
	check_at(series, from_s + HOUR - 1, 31500, from_s + HOUR);
	check_at(series, from_s + HOUR, -2070, from_s + 2 * HOUR);
	check_at(series, from_s + 3 * HOUR - 1, 0, from_s + 3 * HOUR);
	assert_int_equal(fh_series_at(series, from_s - 1, &value), -1);
	assert_int_equal(fh_series_next(series, from_s - 1), from_s);
	assert_int_equal(fh_series_at(series, from_s + 3 * HOUR, &value), -1);
	assert_int_equal(value, -77);
	assert_true(fh_series_next(series, from_s + 3 * HOUR) == FH_FOREVER);
	fh_series_free(series);
	fh_series_free(NULL);
}

/* A clock put forward or back is nothing to instants. */
static void test_steps(void **state)
{
	static const struct {
		const char *text;
		int64_t step_s, count;
	} table[] = {
		{ "instant,USD/kWh\n2026-01-01,1", HOUR, 1 },
		{ "instant,USD/kWh\n2026-01-01,1\n", HOUR, 1 },
		{ "instant,USD/kWh\n" JANUARY "00:00:00Z,1\n"
		  JANUARY "00:15:00Z,2\n" JANUARY "00:30:00Z,3\n", 900, 3 },
		{ "instant,USD/kWh\n" JANUARY "00:30:00Z,1\n"
		  JANUARY "00:35:00Z,2", 300, 2 },
		{ "hours since 2026-01-01,USD/kWh\n0,1\n1,2\n2,3\n", HOUR,
		  3 },
		{ "hours since 2025-12-31T12:00:00Z,USD/kWh\n12,1\n13,2\n",
		  HOUR, 2 },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_series *series = read_good(&price, table[i].text);
		int64_t from_s = fh_series_from(series);

		assert_int_equal(from_s - from_s % HOUR, at("2026-01-01"));
		assert_int_equal(fh_series_until(series) - from_s,
				 table[i].step_s * table[i].count);
		assert_int_equal(fh_series_next(series, from_s) - from_s,
				 table[i].step_s);
		fh_series_free(series);
	}
}

struct mistake {
	const char *text;
	unsigned line, col;
	const char *says;
};

static void check_mistake(const struct fh_series_kind *kind, size_t len,
			  const struct mistake *mistake)
{
	struct fh_series *series = NULL;
	struct fh_diags diags = { 0 };

	assert_int_equal(fh_series_read("p.csv", mistake->text, len, kind,
					&series, &diags), -1);
	assert_null(series);
	assert_true(diags.count > 0);
	assert_string_equal(diags.item[0].file, "p.csv");
	if (diags.item[0].line != mistake->line ||
	    diags.item[0].col != mistake->col ||
	    !strstr(diags.item[0].text, mistake->says))
		fail_msg("%s: %u:%u: %s", mistake->text, diags.item[0].line,
			 diags.item[0].col, diags.item[0].text);
	fh_diag_clear(&diags);
}

static void test_mistakes(void **state)
{
	static const struct mistake table[] = {
		{ "", 1, 1, "no header" },
		{ "# only this\n", 1, 1, "no header" },
		{ "instant,USD/kWh\n", 1, 1, "no line with a value" },
		{ "instant;USD/kWh\n", 1, 1, "a comma between" },
		{ "\n", 1, 1, "a comma between" },
		{ "time,USD/kWh\n", 1, 1, "the header begins with" },
		{ "hours since now,USD/kWh\n", 1, 13, "not an instant" },
		{ "instant,EUR/kWh\n", 1, 9, "one of: USD/kWh, USD/MWh" },
		{ "instant,USD/kWh,x\n", 1, 9, "no unit" },
		{ "instant,\n", 1, 9, "no unit" },
		{ "\xef\xbb\xbfinstant,USD/kWh\n", 1, 1, "header begins" },
		{ "instant,USD/kWh\n2026-01-01,a\n", 2, 12, "decimal" },
		{ "instant,USD/kWh\n2026-01-01, 1\n", 2, 12, "decimal" },
		{ "instant,USD/kWh\n2026-01-01,--1\n", 2, 12, "decimal" },
		{ "instant,USD/kWh\n2026-01-01,1e3\n", 2, 12, "decimal" },
		{ "instant,USD/kWh\n2026-01-01,1,5\n", 2, 12, "decimal" },
		{ "instant,USD/kWh\n2026-01-01,\n", 2, 12, "decimal" },
		{ "instant,USD/MWh\n2026-01-01,1.0005\n", 2, 12,
		  "finer than a millionth" },
		{ "instant,USD/kWh\n2026-02-29,1\n", 2, 1, "does not exist" },
		{ "instant,USD/kWh\n" JANUARY "00:00:00+01:00,1\n", 2, 1,
		  "not an instant" },
		{ "instant,USD/kWh\n2026-01-01,1\n2026-01-02,1\n", 3, 1,
		  "a step lasts an hour" },
		{ "instant,USD/kWh\n2026-01-01,1\n2026-01-01,1\n", 3, 1,
		  "a step lasts an hour" },
		{ "instant,USD/kWh\n2026-01-01,1\n" JANUARY "00:07:00Z,1\n",
		  3, 1, "5, 10, 15, 20 or 30 minutes" },
		{ "instant,USD/kWh\n2026-01-01,1\n" JANUARY "01:00:00Z,1\n"
		  JANUARY "03:00:00Z,1\n", 4, 1, "a gap: nothing from "
		  JANUARY "02:00:00Z to " JANUARY "03:00:00Z" },
		{ "instant,USD/kWh\n2026-01-01,1\n" JANUARY "01:00:00Z,1\n"
		  JANUARY "01:30:00Z,1\n", 4, 1, JANUARY "01:30:00Z overlaps "
		  "the line before, which lasts until " JANUARY "02:00:00Z" },
		{ "instant,USD/kWh\n2026-01-01,1\n\n", 3, 1, "a comma" },
		{ "hours since 2026-01-01,USD/kWh\n0,1\n1,1\n3,1\n", 4, 1,
		  "a gap" },
		{ "hours since 2026-01-01,USD/kWh\n-1,1\n", 2, 1,
		  "whole number" },
		{ "hours since 2026-01-01,USD/kWh\n99999999999999999999,1\n",
		  2, 1, "whole number" },
		{ "instant,USD/kWh\n"
		  "2026-01-0111111111111111111111111111111111111111111111111"
		  "111111111111111111,1\n", 2, 1, "longer than 63 bytes" },
	};
	static const struct mistake negative = {
		"instant,gCO2e/kWh\n2026-01-01,-1\n", 2, 12, "decimal"
	};
	static const struct mistake with_nul = {
		"instant,USD/kWh\n2026-01-01,1\0\n", 2, 12, "a byte 0"
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++)
		check_mistake(&price, strlen(table[i].text), &table[i]);
	check_mistake(&carbon, strlen(negative.text), &negative);
	check_mistake(&price, 30, &with_nul);
}

/* All mistakes of a file are told, and one gap only once. */
static void test_all_told(void **state)
{
	static const char text[] =
		"hours since 2026-01-01,USD/kWh\n"
		"0,1\n1,x\n2,1\n5,1\n6,1\n6,1\n7,1\n";
	static const unsigned lines[] = { 3, 4, 5, 7 };
	struct fh_series *series;
	struct fh_diags diags = { 0 };

	(void) state;
	assert_int_equal(fh_series_read("p.csv", text, strlen(text), &price,
					&series, &diags), -1);
	assert_int_equal(diags.count, COUNT(lines));
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_int_equal(diags.item[i].line, lines[i]);
	fh_diag_clear(&diags);
}

/* Whatever stands in a file: it is refused with a place, or has a value. */
static void test_damaged(void **state)
{
	static const char sound[] =
		"hours since 2026-01-01,USD/MWh\n0,31.5\n1,-2\n2,0\n3,17\n";
	uint64_t seed = 2026;
	int accepted = 0;

	(void) state;
	for (int i = 0; i < 20000; i++) {
		char *text = strdup(sound);
		size_t len = (size_t) draw(&seed, sizeof(sound));
		struct fh_series *series = NULL;
		struct fh_diags diags = { 0 };
		int64_t micro;

		assert_non_null(text);
		if (i % 2)
			len = sizeof(sound) - 1;
		text[draw(&seed, sizeof(sound))] = (char) draw(&seed, 256);
		if (!fh_series_read("p", text, len, &price, &series, &diags)) {
			assert_int_equal(fh_series_at(
				series, fh_series_until(series) - 1, &micro),
				0);
			accepted++;
		} else {
			assert_true(fh_diag_total(&diags) > 0);
			assert_true(diags.item[0].line > 0);
			assert_true(diags.item[0].col > 0);
		}
		fh_series_free(series);
		fh_diag_clear(&diags);
		free(text);
	}
	assert_in_range(accepted, 100, 19900);
}

static void test_bounds(void **state)
{
	struct mistake mistake = { .line = 1, .col = 1,
				   .says = "at most 32 MiB" };
	size_t len = FH_SERIES_MAX_BYTES + 1;
	char *text = malloc(len);

	(void) state;
	assert_non_null(text);
	memset(text, 'a', len);
	mistake.text = text;
	check_mistake(&price, len, &mistake);
	memset(text, '\n', FH_SERIES_MAX_VALUES);
	check_mistake(&price, FH_SERIES_MAX_VALUES, &mistake);
	free(text);
}

static void test_digest(void **state)
{
	static const char text[] = "instant,USD/kWh\n2026-01-01,1\n";
	struct fh_series *series = read_good(&price, text);
	char digest[FH_DIGEST_HEX + 1];

	(void) state;
	assert_int_equal(fh_bundle_digest(text, strlen(text), digest, NULL),
			 0);
	assert_string_equal(fh_series_digest(series), digest);
	fh_series_free(series);
}

/* Ten years of hours, each its own number. */
static void test_long(void **state)
{
	enum { HOURS = 87600 };
	char *text = malloc(HOURS * 24 + 64);
	struct fh_series *series;
	size_t used;

	(void) state;
	assert_non_null(text);
	used = (size_t) sprintf(text, "hours since 2020-01-01,USD/MWh\n");
	for (int i = 0; i < HOURS; i++)
		used += (size_t) sprintf(text + used, "%d,%d\n", i, i);
	series = read_good(&price, text);
	for (int64_t i = 0; i < HOURS; i++)
		check_at(series, at("2020-01-01") + i * HOUR + i % HOUR,
			 i * 1000, at("2020-01-01") + (i + 1) * HOUR);
	fh_series_free(series);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_all_told),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

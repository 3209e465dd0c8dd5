/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers with units: every form that is read or written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define UNTOUCHED (-77)

struct reading {
	const char *text;
	int64_t value;
};

typedef int reader(const char *, int64_t *, struct fh_error *);

static void check_good(reader *read, const struct reading *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct fh_error err = { "" };
		int64_t value = UNTOUCHED;

		if (read(table[i].text, &value, &err))
			fail_msg("'%s': %s", table[i].text, err.text);
		if (value != table[i].value)
			fail_msg("'%s' gave %lld", table[i].text,
				 (long long) value);
	}
}

static void check_bad(reader *read, const char *const *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct fh_error err = { "" };
		int64_t value = UNTOUCHED;

		if (!read(table[i], &value, &err))
			fail_msg("'%s' was accepted", table[i]);
		assert_int_equal(value, UNTOUCHED);
		assert_string_not_equal(err.text, "");
		assert_null(strpbrk(err.text, "\n\t\033"));
		assert_int_equal(read(table[i], &value, NULL), -1);
	}
}

static void test_micro(void **state)
{
	static const struct reading good[] = {
		{ "0", 0 },
		{ "12", 12000000 },
		{ "0.066", 66000 },
		{ "1.106", 1106000 },
		{ "0.000001", 1 },
		{ "0.0000010", 1 },
		{ "9223372036854.775807", INT64_MAX },
	};
	static const char *const bad[] = {
		"", ".", ".5", "5.", "-1", "+1", " 1", "1 ", "1e3", "0x10",
		"1.2.3", "0.0000001", "9223372036854.775808",
		"99999999999999999999999", "1\n", "\033[1m", "nan",
	};

	(void) state;
	check_good(fh_units_parse_micro, good, COUNT(good));
	check_bad(fh_units_parse_micro, bad, COUNT(bad));
}

static void test_duration(void **state)
{
	static const struct reading good[] = {
		{ "90", 5400 },
		{ "1:30", 90 },
		{ "8:00:00", 28800 },
		{ "1-12", 129600 },
		{ "1-12:30", 131400 },
		{ "1-00:00:01", 86401 },
		{ "90s", 90 },
		{ "5m", 300 },
		{ "6h", 21600 },
		{ "2d", 172800 },
		{ "0", 0 },
		{ "unlimited", FH_FOREVER },
		{ "INFINITE", FH_FOREVER },
	};
	static const char *const bad[] = {
		"", "-", ":", "1:", ":1", "1-", "-1", "1--2", "1:2:3:4",
		"1-2:3:4:5", "1-2-3", "h", "1hh", "1h30m", "1.5h", "5 m",
		"6H", "99999999999", "99999999999999999999s", "unlimite",
		"1:2\n",
	};

	(void) state;
	check_good(fh_units_parse_duration, good, COUNT(good));
	check_bad(fh_units_parse_duration, bad, COUNT(bad));
}

static void test_instant(void **state)
{
	static const struct reading good[] = {
		{ "1970-01-01", 0 },
		{ "2026-01-31", 1769817600 },
		{ "2026-01-31T12:30:00Z", 1769862600 },
		{ "2028-02-29", 1835395200 },
		{ "9999-12-31T23:59:59Z", 253402300799 },
	};
	static const char *const bad[] = {
		"", "2026", "2026-1-31", "2026-02-29", "2026-13-01",
		"2026-00-10", "2026-01-00", "2026-01-31T24:00:00Z",
		"2026-01-31T12:60:00Z", "2026-01-31T12:30:60Z",
		"2026-01-31T12:30:00", "2026-01-31 12:30:00Z",
		"2026-01-31T12:30:00+01:00", "1969-12-31", "02026-01-31",
		"2026-01-31Z", ("\xff" "026-01-31"),
	};

	(void) state;
	check_good(fh_units_parse_instant, good, COUNT(good));
	check_bad(fh_units_parse_instant, bad, COUNT(bad));
}

static int read_1_to_16(const char *text, int64_t *ret, struct fh_error *err)
{
	return fh_units_parse_count(text, 1, 16, ret, err);
}

static void test_count(void **state)
{
	static const struct reading good[] = {
		{ "1", 1 }, { "16", 16 }, { "007", 7 },
	};
	static const char *const bad[] = {
		"", "0", "17", "-1", "+1", " 1", "1 ", "1.0", "0x1", "4k",
		"18446744073709551617",
	};

	(void) state;
	check_good(read_1_to_16, good, COUNT(good));
	check_bad(read_1_to_16, bad, COUNT(bad));
}

static void test_format_money(void **state)
{
	static const struct {
		int64_t micro;
		unsigned digits;
		const char *text;
	} table[] = {
		{ 118400000, 2, "118.40" },
		{ 0, 2, "0.00" },
		{ 5000, 2, "0.00" },	/* half to even */
		{ 15000, 2, "0.02" },
		{ 15001, 2, "0.02" },
		{ 999999, 2, "1.00" },
		{ 1500000, 0, "2" },
		{ 2500000, 0, "2" },
		{ 1, 6, "0.000001" },
		{ FH_UNKNOWN, 2, "-" },
		{ INT64_MAX, 6, "9223372036854.775807" },
	};
	char buf[32];

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++)
		assert_string_equal(
			fh_units_format_micro(table[i].micro, table[i].digits,
					      buf, sizeof(buf)),
			table[i].text);
}

static void test_format_time(void **state)
{
	static const struct {
		int64_t s;
		const char *elapsed, *limit;
	} table[] = {
		{ 0, "00:00:00", "0:00:00" },
		{ 28800, "08:00:00", "8:00:00" },
		{ 86399, "23:59:59", "23:59:59" },
		{ 86400, "1-00:00:00", "1-00:00:00" },
		{ FH_FOREVER, "UNLIMITED", "UNLIMITED" },
		{ FH_UNKNOWN, "-", "-" },
	};
	char buf[32];

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_string_equal(fh_units_format_elapsed(table[i].s, buf,
							    sizeof(buf)),
				    table[i].elapsed);
		assert_string_equal(fh_units_format_limit(table[i].s, buf,
							  sizeof(buf)),
				    table[i].limit);
	}
	assert_string_equal(fh_units_format_instant(1769862600, buf,
						    sizeof(buf)),
			    "2026-01-31T12:30:00Z");
	assert_string_equal(fh_units_format_instant(FH_FOREVER, buf,
						    sizeof(buf)), "-");
	assert_string_equal(fh_units_format_instant(FH_UNKNOWN, buf,
						    sizeof(buf)), "-");
}

static void test_format_energy(void **state)
{
	static const struct {
		int64_t uj;
		const char *text;
	} table[] = {
		{ FH_UNKNOWN, "-" },
		{ 0, "0J" },
		{ 812000000, "812J" },
		{ 999400000, "999J" },
		{ 999600000, "1.000kJ" },
		{ 12310000000, "12.31kJ" },
		{ 999960000000, "1.000MJ" },
		{ 3400000000000, "3.400MJ" },
		{ 1234000000000000, "1.234GJ" },
		{ INT64_MAX, "9223GJ" },
	};
	char buf[32];

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++)
		assert_string_equal(fh_units_format_energy(table[i].uj, buf,
							   sizeof(buf)),
				    table[i].text);
}

/* A buffer that is too small is filled and terminated, never overrun. */
static void test_format_small(void **state)
{
	char buf[5] = "....";

	(void) state;
	fh_units_format_micro(118400000, 2, buf, 4);
	assert_string_equal(buf, "118");
	fh_units_format_limit(86400, buf, 4);
	assert_string_equal(buf, "1-0");
}

static void test_muldiv(void **state)
{
	static const struct {
		int64_t a, b, c, result;
	} table[] = {
		{ 7, 1, 2, 4 },		/* 3.5 */
		{ 5, 1, 2, 2 },		/* 2.5 */
		{ -7, 1, 2, -4 },
		{ -5, 1, 2, -2 },
		{ 5, 1, 3, 2 },
		{ INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX },
		{ INT64_MAX, 1000, 1000, INT64_MAX },
		{ INT64_MIN, 1, 1, INT64_MIN },
	};
	int64_t value = UNTOUCHED;

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(fh_units_muldiv(table[i].a, table[i].b,
						 table[i].c, &value), 0);
		assert_true(value == table[i].result);
	}
	value = UNTOUCHED;
	assert_int_equal(fh_units_muldiv(INT64_MAX, 2, 1, &value), -1);
	assert_int_equal(fh_units_muldiv(INT64_MIN, INT64_MIN, 1, &value), -1);
	assert_int_equal(value, UNTOUCHED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_micro),
		cmocka_unit_test(test_duration),
		cmocka_unit_test(test_instant),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_format_money),
		cmocka_unit_test(test_format_time),
		cmocka_unit_test(test_format_energy),
		cmocka_unit_test(test_format_small),
		cmocka_unit_test(test_muldiv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Option values from a command line, an environment and a comment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "fh_option.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Every option is described fully and under its own names. */
static void test_table(void **state)
{
	(void) state;
	for (enum fh_option i = 0; i < FH_OPT_COUNT; i++) {
		const struct fh_option_info *info = fh_option_info(i);
		char variable[64] = "FREEHOLD_";
		size_t len = strlen(variable);

		assert_non_null(info->name);
		assert_non_null(info->arg);
		assert_non_null(info->help);
		for (const char *c = info->name; *c; c++)
			variable[len++] = (char) (*c == '-' ? '_' :
							      *c - 'a' + 'A');
		assert_string_equal(info->variable, variable);
	}
}

static void test_set(void **state)
{
	static const char *const bad[] = { "", "a\nb", "\033[2J", "caf\xc3\xa9",
					   "\x7f" };
	char longest[FH_OPTION_VALUE_MAX + 2];
	struct fh_wish wish = { { NULL } };
	struct fh_error err;

	(void) state;
	assert_int_equal(fh_wish_set(&wish, FH_OPT_ZONE, "us", &err), 0);
	assert_int_equal(fh_wish_set(&wish, FH_OPT_ZONE, "de", &err), 0);
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(fh_wish_set(&wish, FH_OPT_ZONE, bad[i], &err),
				 -1);
		assert_ptr_equal(strstr(err.text, "--zone: "), err.text);
		assert_null(strpbrk(err.text, "\n\033\x7f\xc3"));
	}
	memset(longest, 'x', sizeof(longest));
	longest[FH_OPTION_VALUE_MAX + 1] = '\0';
	assert_int_equal(fh_wish_set(&wish, FH_OPT_ZONE, longest, &err), -1);
	assert_string_equal(wish.value[FH_OPT_ZONE], "de");
	longest[FH_OPTION_VALUE_MAX] = '\0';
	assert_int_equal(fh_wish_set(&wish, FH_OPT_ZONE, longest, NULL), 0);
	fh_wish_clear(&wish);
	assert_true(fh_wish_empty(&wish));
	fh_wish_clear(NULL);
}

static void test_variables(void **state)
{
	static const struct {
		const char *assignment;
		int rc;
	} table[] = {
		{ "FREEHOLD_ACCEL=h100:4", 1 },
		{ "FREEHOLD_ACCEL=a100:8", 0 },		/* set already */
		{ "FREEHOLD_ACCEL_POLICY=soonest", 1 },
		{ "FREEHOLD_ACCELX=1", 0 },
		{ "FREEHOLD_ACCE=1", 0 },
		{ "freehold_zone=us", 0 },
		{ "PATH=/bin", 0 },
		{ "FREEHOLD_ZONE", 0 },
		{ "=FREEHOLD_ZONE", 0 },
		{ "", 0 },
		{ "FREEHOLD_ZONE=", -1 },
		{ "FREEHOLD_ZONE=a\tb", -1 },
		{ "FREEHOLD_ZONE=a=b", 1 },
	};
	struct fh_wish wish = { { NULL } };

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_error err = { "" };

		assert_int_equal(fh_wish_take_variable(
					 &wish, table[i].assignment, &err),
				 table[i].rc);
		assert_int_equal(table[i].rc < 0, *err.text != '\0');
	}
	assert_string_equal(wish.value[FH_OPT_ACCEL], "h100:4");
	assert_string_equal(wish.value[FH_OPT_ACCEL_POLICY], "soonest");
	assert_string_equal(wish.value[FH_OPT_ZONE], "a=b");
	fh_wish_clear(&wish);
}

/* Options win over variables. */
static void test_fill(void **state)
{
	struct fh_wish option = { { NULL } }, variable = { { NULL } };

	(void) state;
	fh_wish_set(&option, FH_OPT_ZONE, "us", NULL);
	fh_wish_set(&variable, FH_OPT_ZONE, "de", NULL);
	fh_wish_set(&variable, FH_OPT_ACCEL, "h100:1", NULL);
	assert_int_equal(fh_wish_fill(&option, &variable, NULL), 0);
	assert_string_equal(option.value[FH_OPT_ZONE], "us");
	assert_string_equal(option.value[FH_OPT_ACCEL], "h100:1");
	assert_ptr_not_equal(option.value[FH_OPT_ACCEL],
			     variable.value[FH_OPT_ACCEL]);
	fh_wish_clear(&option);
	fh_wish_clear(&variable);
}

static void test_line(void **state)
{
	struct fh_wish wish = { { NULL } };

	(void) state;
	fh_wish_set(&wish, FH_OPT_ZONE, "us", NULL);
	fh_wish_set(&wish, FH_OPT_DATA_CLASS, "internal", NULL);
	assert_int_equal(fh_wish_parse_line(&wish, "", NULL), 0);
	assert_int_equal(fh_wish_parse_line(
				 &wish, " --accel=a100:8|h100:4\t--zone= "
				 "--tenancy=owned ", NULL), 0);
	assert_string_equal(wish.value[FH_OPT_ACCEL], "a100:8|h100:4");
	assert_null(wish.value[FH_OPT_ZONE]);
	assert_string_equal(wish.value[FH_OPT_TENANCY], "owned");
	assert_string_equal(wish.value[FH_OPT_DATA_CLASS], "internal");
	fh_wish_clear(&wish);
}

/* Expected failures leave everything as it was. */
static void test_bad_lines(void **state)
{
	static const struct {
		const char *line, *says;
	} table[] = {
		{ "--zon=us", "did you mean --zone?" },
		{ "--acel=h100:4", "did you mean --accel?" },
		{ "--frobnicate=1", "is not an option of Freehold" },
		{ "zone=us", "'zone=us' is not an option" },
		{ "--zone", "--zone has no value" },
		{ "--=us", "is not an option" },
		{ "--", "is not an option" },
		{ "--zone=de hello", "'hello' is not an option" },
		{ "--zone=de --accel=\x01", "not printable ASCII" },
		{ "--zone=de\nx", "not printable ASCII" },
	};
	struct fh_wish wish = { { NULL } };

	(void) state;
	fh_wish_set(&wish, FH_OPT_ZONE, "us", NULL);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_error err = { "" };

		assert_int_equal(fh_wish_parse_line(&wish, table[i].line,
						    &err), -1);
		if (!strstr(err.text, table[i].says))
			fail_msg("%s: %s", table[i].line, err.text);
		assert_string_equal(wish.value[FH_OPT_ZONE], "us");
		assert_null(wish.value[FH_OPT_ACCEL]);
	}
	fh_wish_clear(&wish);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_variables),
		cmocka_unit_test(test_fill),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_bad_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

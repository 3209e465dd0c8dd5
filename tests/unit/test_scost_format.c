/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --format: sacct's grammar, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "contribs/scost/format.h"

static void test_good(void **state)
{
	static const struct {
		const char *text;
		const char *name;	/* of the last column */
		int width;		/* likewise */
		size_t count;
	} cases[] = {
		{ "JobID", "JobID", -12, 1 },
		{ "jobid", "JobID", -12, 1 },
		{ "JobID%20,Cost", "Cost", 12, 2 },
		{ "Cost%20", "Cost", 20, 1 },
		{ "user%-30", "User", -30, 1 },
		{ " JobID , Zone%4 ,", "Zone", 4, 2 },
		{ "jobid,cost,jobid", "JobID", -12, 3 },
		{ "elap", "Elapsed", 10, 1 },
		{ "cost", "Cost", 12, 1 },	/* not CostAccel */
		{ "accel", "Accel", 10, 1 },
		{ "Cost%4096", "Cost", 4096, 1 },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_format format;
		struct fh_error err;

		assert_int_equal(
			scost_format_parse(cases[i].text, &format, &err), 0);
		assert_int_equal(format.count, cases[i].count);
		assert_string_equal(
			format.column[format.count - 1].field->name,
			cases[i].name);
		assert_int_equal(format.column[format.count - 1].width,
				 cases[i].width);
	}
}

static void test_all(void **state)
{
	struct scost_format format;
	size_t count;

	(void) state;
	scost_fields(&count);
	assert_int_equal(scost_format_parse("ALL", &format, NULL), 0);
	assert_int_equal(format.count, count);
	assert_true(scost_format_has(&format, "QOS"));
	assert_int_equal(scost_format_parse("User", &format, NULL), 0);
	assert_false(scost_format_has(&format, "QOS"));
}

static void test_refused(void **state)
{
	static const struct {
		const char *text;
		const char *says;
	} cases[] = {
		{ "", "names no field" },
		{ ",,", "names no field" },
		{ "JobIx", "did you mean JobID" },
		{ "JobID,nonsense", "\"nonsense\"" },
		{ "JobID%", "no width" },
		{ "JobID%0", "no width" },
		{ "JobID%x", "no width" },
		{ "JobID%--3", "no width" },
		{ "JobID%4097", "no width" },
		{ "JobID%99999999999999999999", "no width" },
		{ "%20", "field in front" },
		{ "JobID_and_much_more_than_any_field_has", "longer than" },
		{ "ALL,ALL,ALL", "at most" },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_format format;
		struct fh_error err = { "" };

		assert_int_equal(
			scost_format_parse(cases[i].text, &format, &err),
			-1);
		assert_non_null(strstr(err.text, cases[i].says));
	}
}

/* Two fields of one name or one JSON key could not be told apart. */
static void test_fields_differ(void **state)
{
	size_t count;
	const struct scost_field *fields = scost_fields(&count);

	(void) state;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(fields[i].name,
						fields[j].name);
			assert_string_not_equal(fields[i].key, fields[j].key);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_fields_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost's command line: sacct's letters and words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "contribs/scost/args.h"

#define WORD_MAX 20

/* Parse a line of words that single blanks keep apart. */
static int parse(char *line, struct scost_args *args)
{
	char *argv[WORD_MAX + 2] = { "scost" }, *save;
	int argc = 1;

	for (char *word = strtok_r(line, " ", &save); word;
	     word = strtok_r(NULL, " ", &save)) {
		assert_true(argc <= WORD_MAX);
		argv[argc++] = word;
	}
	return scost_args_parse(argc, argv, NULL, args);
}

static void test_choices(void **state)
{
	char line[] = "-a -A bio,physics --accounts=law -j 17,18 --user ann "
		      "-s CD -S today -E now";
	struct scost_args args;

	(void) state;
	assert_int_equal(parse(line, &args), 0);
	assert_int_equal(args.action, SCOST_LIST);
	assert_true(args.all_users);
	assert_int_equal(args.by[SCOST_BY_ACCOUNT].count, 2);
	assert_string_equal(args.by[SCOST_BY_ACCOUNT].item[0], "bio,physics");
	assert_string_equal(args.by[SCOST_BY_ACCOUNT].item[1], "law");
	assert_string_equal(args.by[SCOST_BY_JOB].item[0], "17,18");
	assert_string_equal(args.by[SCOST_BY_USER].item[0], "ann");
	assert_string_equal(args.by[SCOST_BY_STATE].item[0], "CD");
	assert_string_equal(args.start, "today");
	assert_string_equal(args.end, "now");
	scost_args_clear(&args);
}

static void test_outputs(void **state)
{
	static const struct {
		const char *line;
		enum scost_action action;
		enum scost_output output;
		const char *format;
	} cases[] = {
		{ "", SCOST_LIST, SCOST_ALIGNED, NULL },
		{ "-p", SCOST_LIST, SCOST_PARSABLE, NULL },
		{ "-P -X", SCOST_LIST, SCOST_PARSABLE2, NULL },
		{ "--json", SCOST_LIST, SCOST_JSON, NULL },
		{ "--explain -n", SCOST_LIST, SCOST_EXPLAIN, NULL },
		{ "-o jobid,cost", SCOST_LIST, SCOST_ALIGNED, "jobid,cost" },
		{ "-o a --format=b", SCOST_LIST, SCOST_ALIGNED, "a,b" },
		{ "-e", SCOST_HELPFORMAT, SCOST_ALIGNED, NULL },
		{ "--helpformat", SCOST_HELPFORMAT, SCOST_ALIGNED, NULL },
		{ "-h", SCOST_HELP, SCOST_ALIGNED, NULL },
		{ "-V", SCOST_VERSION, SCOST_ALIGNED, NULL },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_args args;
		char line[64];

		strcpy(line, cases[i].line);
		assert_int_equal(parse(line, &args), 0);
		assert_int_equal(args.action, cases[i].action);
		assert_int_equal(args.output, cases[i].output);
		if (cases[i].format)
			assert_string_equal(args.format, cases[i].format);
		else
			assert_null(args.format);
		scost_args_clear(&args);
	}
}

static void test_refused(void **state)
{
	static const char *const cases[] = {
		"-Z", "--nonsense", "-j", "jobid", "-a 17", "--json=yes",
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_args args;
		char line[64];

		strcpy(line, cases[i]);
		assert_int_equal(parse(line, &args), -1);
		scost_args_clear(&args);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_outputs),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of an energy journal that are refused: damaged, edited, hostile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fh_journal.h"
#include "sample_lines.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void check_refused(const char *text, size_t len, const char *says)
{
	struct fh_journal_line line = { .number = 42 };
	struct fh_error err = { "" };

	if (!fh_journal_decode(text, len, &line, &err))
		fail_msg("taken: %.*s", (int) len, text);
	if (says && !strstr(err.text, says))
		fail_msg("%.*s: \"%s\" does not say \"%s\"", (int) len, text,
			 err.text, says);
	assert_string_not_equal(err.text, "");
	assert_int_equal(line.number, 42);	/* untouched */
}

/* The line with one text replaced by another. */
static void check_edit(const char *line, const char *from, const char *to,
		       const char *says)
{
	char text[2048];
	const char *at = strstr(line, from);

	assert_non_null(at);
	snprintf(text, sizeof(text), "%.*s%s%s", (int) (at - line), line, to,
		 at + strlen(from));
	check_refused(text, strlen(text), says);
}

static void test_bad_lines(void **state)
{
	static const struct {
		const char *line, *from, *to, *says;
	} table[] = {
		{ JOB, "\"v\":1", "\"v\":2", "version is 2" },
		{ JOB, "\"v\":1", "\"v\":\"1\"", "v is not a whole number" },
		{ JOB, "\"v\":1,", "", "\"v\" is missing" },
		{ JOB, "\"n\":3,", "", "\"n\" is missing" },
		{ JOB, "\"n\":3", "\"n\":0", "n is 0" },
		{ JOB, "\"n\":3", "\"n\":3.0", "n is not a whole" },
		{ JOB, "\"n\":3", "\"n\":-3", "n is -3" },
		{ JOB, "\"n\":3", "\"n\":99999999999999999999", "byte" },
		{ JOB, "\"n\":3", "\"n\":03", "byte" },
		{ JOB, "\"kind\":\"job\",", "", "\"kind\" is missing" },
		{ JOB, "\"kind\":\"job\"", "\"kind\":\"x\"", "\"x\" is no" },
		{ JOB, "\"kind\":\"job\"", "\"kind\":3", "kind is not a" },
		{ JOB, "\"job\":7", "\"job\":0", "job is 0" },
		{ JOB, "\"job\":7", "\"job\":-7", "32 bits" },
		{ JOB, "\"job\":7", "\"job\":4294967296", "32 bits" },
		{ JOB, "\"job\":7", "\"job\":7,\"job\":7", "byte" },
		{ JOB, "\"job\":7", "\"job\": 7", "byte" },
		{ JOB, "\"job\":7", "\"job\":7,\"more\":1", "byte" },
		{ JOB, "\"uid\":1000", "\"uid\":null", "uid is not" },
		{ JOB, "true", "1", "clean is not true or false" },
		{ JOB, "\"to_ms\":2000", "\"to_ms\":999", "to_ms is 999" },
		{ JOB, "\"gap_ms\":0", "\"gap_ms\":-1", "gap_ms is -1" },
		{ JOB, "\"gap_ms\":0", "\"gap_ms\":-0", "byte" },
		{ JOB, "\"measured\"", "\"guessed\"", "guessed" },
		{ JOB, "\"measured\"", "\"modelled+measured\"", NULL },
		{ JOB, "[1,0,0,0]", "[1,0,0]", "list of 4" },
		{ JOB, "[1,0,0,0]", "[1,0,0,0,0]", "list of 4" },
		{ JOB, "[1,0,0,0]", "1", "list of 4" },
		{ JOB, "[1,0,0,0]", "[-1,0,0,0]", "of cpu" },
		{ JOB, "[1,0,0,0]", "[null,0,0,0]", "of cpu" },
		{ JOB, "[1,0,0,0]", "[1.5,0,0,0]", "at place 1" },
		{ JOB, "\"job\":7", "\"node\":\"\",\"job\":7", "byte" },
		{ JOB, "\"job\":7", "\"node\":\"a b\",\"job\":7", "\"a b\"" },
		{ JOB, "}", "}}", NULL },
		{ JOB, "}", "}\n\n", NULL },
		{ JOB, "{", "{/**/", NULL },
		{ JOB, "{", "[{", NULL },
		{ JOB, "7", "\xff", NULL },
		{ START, "\"n1\"", "\"\"", "node \"\"" },
		{ START, "\"n1\"", "\"a\\u0000b\"", "NUL" },
		{ START, "\"n1\"", "\"\\u006e1\"", "byte" },
		{ START, "\"b\"", "\"0123456789012345678901234567890123456\"",
		  "37 bytes" },
		{ START, "[]", "{}", "meters is not a list" },
		{ START, "[]", "[1]", "a meter is not an object" },
		{ START, "[]", "[{}]", "\"name\" is missing" },
		{ START, "[]", "[{\"name\":\"a\",\"sensor\":\"s\","
		  "\"part\":\"disk\",\"source\":\"measured\"}]", "no part" },
		{ START, "[]", "[{\"name\":\"a\",\"sensor\":\"s\","
		  "\"part\":\"cpu\",\"source\":\"measured\",\"x\":1}]",
		  "byte" },
		{ START, "\"meters\"", "\"simulated\":false,\"meters\"",
		  "byte" },
		{ INTERVAL, "{\"p\":[5,9,0,0,4,0]}", "[]", "an object" },
		{ INTERVAL, "[5,9,0,0,4,0]", "[5,9,0,0,4]", "p is not a" },
		{ INTERVAL, "[5,9,0,0,4,0]", "[5,9,0,0,-4,0]", "meter's uj" },
		{ INTERVAL, "[5,9,0,0,4,0]", "[-1,9,0,0,4,0]", "byte" },
		{ INTERVAL, "[5,9,0,0,4,0]", "[5,9,null,0,4,0]", "wraps" },
		{ INTERVAL, "{\"p\":[5,9,0,0,4,0]}",
		  "{\"p\":[5,9,0,0,4,0],\"p\":[5,9,0,0,4,0]}", "byte" },
		{ INTERVAL, "[7,1,1,0,0,0]", "[7,1,1,0,0]", "list of 6" },
		{ INTERVAL, "[7,1,1,0,0,0]", "[0,1,1,0,0,0]", "share's job" },
		{ INTERVAL, "[7,1,1,0,0,0]", "[7,-1,1,0,0,0]", "share's s" },
		{ INTERVAL, "[7,1,1,0,0,0]", "[7,1,-1,0,0,0]", "of cpu" },
		{ INTERVAL, "[7,1,1,0,0,0]", "4294967296", "list of 6" },
		{ INTERVAL, "[[7,1,1,0,0,0]]", "{}", "jobs is not a list" },
		{ INTERVAL, "\"debt_uj\":0", "\"debt_uj\":-1", "debt_uj" },
		{ INTERVAL, "\"debt_uj\"", "\"node_uj\":-1,\"debt_uj\"",
		  "byte" },
		{ INTERVAL, "\"debt_uj\":0,", "", "\"debt_uj\" is missing" },
		{ INTERVAL, "\"counted\"", "\"gap\":false,\"counted\"",
		  "byte" },
		{ "[]", "[]", "[]", "not an object" },
		{ "7", "7", "7", NULL },
		{ "null", "null", "null", NULL },
		{ "{}", "{}", "{}", "\"v\" is missing" },
		{ "x", "x", "", "in the middle" },
		{ "x", "x", "\n", "in the middle" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++)
		check_edit(table[i].line, table[i].from, table[i].to,
			   table[i].says);
}

/* A line that was cut anywhere, or has any byte changed to a blank or NUL. */
static void test_torn(void **state)
{
	static const char *const whole[] = { START, INTERVAL, JOB };
	char text[1024];

	(void) state;
	for (size_t i = 0; i < COUNT(whole); i++) {
		size_t len = strlen(whole[i]);

		for (size_t at = 0; at < len; at++) {
			check_refused(whole[i], at, NULL);
			memcpy(text, whole[i], len);
			text[at] = ' ';
			check_refused(text, len, NULL);
			text[at] = '\0';
			check_refused(text, len, NULL);
		}
	}
}

static void test_overlong(void **state)
{
	size_t size = FH_JOURNAL_LINE_MAX + 1;
	char *text = malloc(size);

	(void) state;
	assert_non_null(text);
	memset(text, ' ', size);
	memcpy(text, JOB, strlen(JOB));
	check_refused(text, size, "at most 262144");
	memset(text, '[', size);
	check_refused(text, size - 1, "nesting");
	free(text);
}

/* What no journal may have is never written. */
static void test_encode_refuses(void **state)
{
	struct fh_journal_meter meter[] = {
		{ .name = "a", .sensor = "s" }, { .name = "a", .sensor = "s" },
	};
	struct fh_journal_line line = {
		.kind = FH_JOURNAL_START, .number = 1, .node = "n",
		.boot_id = "b", .meter = meter, .meter_count = 1,
	};
	struct fh_error err;
	char *text = fh_journal_encode(&line, &err);

	(void) state;
	assert_non_null(text);
	free(text);
	line.meter_count = 2;
	assert_null(fh_journal_encode(&line, &err));
	assert_non_null(strstr(err.text, "meter a stands twice"));
	line.meter_count = FH_JOURNAL_METER_MAX + 1;
	assert_null(fh_journal_encode(&line, &err));
	line.meter_count = 1;
	strcpy(meter[0].name, "a\"b");
	assert_null(fh_journal_encode(&line, &err));
	strcpy(meter[0].name, "a");
	meter[0].part = FH_ENERGY_PARTS;
	assert_null(fh_journal_encode(&line, &err));
	meter[0].part = 0;
	meter[0].source = 1u << 20;
	assert_null(fh_journal_encode(&line, &err));
	meter[0].source = 0;
	line.to_ms = 1;
	assert_null(fh_journal_encode(&line, &err));
	line.to_ms = 0;
	line.kind = 7;
	assert_null(fh_journal_encode(&line, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_torn),
		cmocka_unit_test(test_overlong),
		cmocka_unit_test(test_encode_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

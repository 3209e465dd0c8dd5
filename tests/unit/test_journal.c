/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of an energy journal: written, read again, and refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fh_journal.h"
#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define START                                                             \
	"{\"v\":1,\"n\":1,\"kind\":\"start\",\"at_ms\":1000,"              \
	"\"node\":\"n1\",\"boot_id\":\"b\",\"meters\":[]}"
#define INTERVAL_BEFORE                                                   \
	"{\"v\":1,\"n\":2,\"kind\":\"interval\",\"from_ms\":1000,"         \
	"\"to_ms\":2000,"
#define INTERVAL_BEHIND                                                   \
	"\"debt_uj\":0,\"metered_uj\":[4,0,0,0],"                          \
	"\"jobs\":[[7,1,1,0,0,0]],\"idle_uj\":[1,0,0,0],"                  \
	"\"system_uj\":[1,0,0,0],\"unattributed_uj\":[1,0,0,0]}"
#define INTERVAL                                                          \
	INTERVAL_BEFORE "\"counted\":{\"p\":[5,9,0,0,4,0]}," INTERVAL_BEHIND
#define JOB                                                               \
	"{\"v\":1,\"n\":3,\"kind\":\"job\",\"from_ms\":1000,"              \
	"\"to_ms\":2000,\"job\":7,\"uid\":1000,\"clean\":true,"            \
	"\"cores\":4,\"devices\":0,\"source\":\"measured\",\"gap_ms\":0,"  \
	"\"energy_uj\":[1,0,0,0]}"

/* The text is read, and written again it is the same. */
static void check_again(const char *text, struct fh_journal_line *ret)
{
	struct fh_error err = { "" };
	char *again;

	if (fh_journal_decode(text, strlen(text), ret, &err))
		fail_msg("%s: %s", text, err.text);
	again = fh_journal_encode(ret, &err);
	assert_non_null(again);
	assert_string_equal(again, text);
	free(again);
}

static char *encode(const struct fh_journal_line *line)
{
	struct fh_error err = { "" };
	char *text = fh_journal_encode(line, &err);

	if (!text)
		fail_msg("%s", err.text);
	return text;
}

static void test_start(void **state)
{
	struct fh_journal_meter meter[] = {
		{ .name = "package-0", .sensor = "powercap",
		  .part = FH_ENERGY_CPU, .source = FH_ENERGY_MEASURED,
		  .range_uj = 262143328850 },
		{ .name = "gpu0", .sensor = "nvml", .is_power = true,
		  .part = FH_ENERGY_ACCEL, .range_uj = FH_UNKNOWN,
		  .source = FH_ENERGY_MEASURED | FH_ENERGY_MODELLED },
		{ .name = "node", .sensor = "dcmi", .is_node = true,
		  .source = FH_ENERGY_MEASURED, .range_uj = FH_UNKNOWN },
	};
	struct fh_journal_line line = {
		.kind = FH_JOURNAL_START, .number = 1, .from_ms = 1700000000123,
		.to_ms = 1700000000123, .node = "tx-h1",
		.boot_id = "0f0ff1ce-0000-4000-8000-000000000001",
		.simulated = true, .meter = meter, .meter_count = COUNT(meter),
	}, got = { 0 };
	char *text = encode(&line);

	(void) state;
	assert_string_equal(text,
		"{\"v\":1,\"n\":1,\"kind\":\"start\",\"at_ms\":1700000000123,"
		"\"node\":\"tx-h1\",\"boot_id\":"
		"\"0f0ff1ce-0000-4000-8000-000000000001\",\"simulated\":true,"
		"\"meters\":[{\"name\":\"package-0\",\"sensor\":\"powercap\","
		"\"part\":\"cpu\",\"source\":\"measured\","
		"\"range_uj\":262143328850},"
		"{\"name\":\"gpu0\",\"sensor\":\"nvml\",\"part\":\"accel\","
		"\"source\":\"measured+modelled\",\"power\":true},"
		"{\"name\":\"node\",\"sensor\":\"dcmi\",\"part\":\"node\","
		"\"source\":\"measured\"}]}\n");
	check_again(text, &got);
	assert_int_equal(got.to_ms, line.to_ms);
	assert_int_equal(got.meter_count, 3);
	assert_true(got.meter[2].is_node && !got.meter[1].is_node);
	assert_true(got.meter[1].is_power && !got.meter[0].is_power);
	assert_int_equal(got.meter[1].range_uj, FH_UNKNOWN);
	assert_int_equal(got.meter[1].part, FH_ENERGY_ACCEL);
	fh_journal_clear(&got);
	free(text);
}

static void test_interval(void **state)
{
	struct fh_journal_meter meter[] = {
		{ .name = "package-0", .from_value = 10, .to_value = 5,
		  .wraps = 1, .uj = 95, .rejected_uj = 1 },
		{ .name = "gpu0", .from_value = FH_UNKNOWN, .resets = 2,
		  .to_value = INT64_MAX },
	};
	struct fh_journal_share share[] = {
		{ .job_id = UINT32_MAX, .start_s = 1700000000,
		  .energy = { { 1, 2, 3, 4 } } },
		{ .job_id = 5 },
	};
	struct fh_journal_line line = {
		.kind = FH_JOURNAL_INTERVAL, .number = 2, .from_ms = 1,
		.to_ms = 9, .gap = true, .node_uj = 100, .debt_uj = 6,
		.meter = meter, .meter_count = COUNT(meter),
		.metered = { { 9, 8, 7, 6 } }, .share = share,
		.share_count = COUNT(share), .idle = { { 1, 0, 0, 0 } },
		.system = { { 0, 1, 0, 0 } },
		.unattributed = { { 0, 0, 1, 0 } },
	}, got = { 0 };
	char *text = encode(&line);

	(void) state;
	assert_string_equal(text,
		"{\"v\":1,\"n\":2,\"kind\":\"interval\",\"from_ms\":1,"
		"\"to_ms\":9,\"gap\":true,\"counted\":{"
		"\"package-0\":[10,5,1,0,95,1],"
		"\"gpu0\":[null,9223372036854775807,0,2,0,0]},"
		"\"node_uj\":100,\"debt_uj\":6,\"metered_uj\":[9,8,7,6],"
		"\"jobs\":[[4294967295,1700000000,1,2,3,4],[5,0,0,0,0,0]],"
		"\"idle_uj\":[1,0,0,0],\"system_uj\":[0,1,0,0],"
		"\"unattributed_uj\":[0,0,1,0]}\n");
	check_again(text, &got);
	assert_true(got.gap);
	assert_int_equal(got.share[0].job_id, UINT32_MAX);
	assert_int_equal(got.share[0].energy.uj[FH_ENERGY_OTHER], 4);
	assert_int_equal(got.meter[1].from_value, FH_UNKNOWN);
	assert_int_equal(got.system.uj[FH_ENERGY_MEMORY], 1);
	fh_journal_clear(&got);
	free(text);
	check_again(INTERVAL "\n", &got);
	assert_int_equal(got.node_uj, FH_UNKNOWN);
	assert_false(got.gap);
	fh_journal_clear(&got);
}

static void test_job(void **state)
{
	struct fh_journal_line line = {
		.kind = FH_JOURNAL_JOB, .number = INT64_MAX, .from_ms = 1000,
		.to_ms = 5000, .job_id = 17, .uid = 4294967294, .cores = 8,
		.devices = 2, .gap_ms = 1500, .energy = { { 1, 2, 3, 4 } },
		.source = FH_ENERGY_NAMEPLATE | FH_ENERGY_MISSING,
	}, got = { 0 };
	char *text = encode(&line);

	(void) state;
	assert_string_equal(text,
		"{\"v\":1,\"n\":9223372036854775807,\"kind\":\"job\","
		"\"from_ms\":1000,\"to_ms\":5000,\"job\":17,"
		"\"uid\":4294967294,\"clean\":false,\"cores\":8,"
		"\"devices\":2,\"source\":\"nameplate+missing\","
		"\"gap_ms\":1500,\"energy_uj\":[1,2,3,4]}\n");
	check_again(text, &got);
	assert_int_equal(got.source, line.source);
	assert_string_equal(got.node, "");
	free(text);
	/* Collected: with the node it ran on. */
	strcpy(got.node, "tx-h1");
	text = encode(&got);
	assert_non_null(strstr(text, "\"node\":\"tx-h1\",\"job\":17,"));
	fh_journal_clear(&got);
	check_again(text, &got);
	assert_string_equal(got.node, "tx-h1");
	fh_journal_clear(&got);
	fh_journal_clear(NULL);
	free(text);
}

/* The newline may be missing; the line is otherwise taken as it is. */
static void test_newline(void **state)
{
	static const char *const text[] = { START, INTERVAL, JOB, JOB "\n" };
	struct fh_journal_line line = { 0 };
	struct fh_error err;

	(void) state;
	for (size_t i = 0; i < COUNT(text); i++) {
		if (fh_journal_decode(text[i], strlen(text[i]), &line, &err))
			fail_msg("%s: %s", text[i], err.text);
		fh_journal_clear(&line);
	}
}

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
	char *text = encode(&line);

	(void) state;
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

/* All that the bounds allow has room in a line. */
static void test_largest(void **state)
{
	struct fh_journal_line line = {
		.kind = FH_JOURNAL_INTERVAL, .number = 1, .node_uj = 1,
		.meter_count = FH_JOURNAL_METER_MAX,
		.share_count = FH_JOURNAL_JOB_MAX,
	}, got = { 0 };
	char *text;

	(void) state;
	line.meter = calloc(line.meter_count, sizeof(*line.meter));
	line.share = calloc(line.share_count, sizeof(*line.share));
	assert_true(line.meter && line.share);
	for (size_t i = 0; i < line.meter_count; i++)
		snprintf(line.meter[i].name, sizeof(line.meter[i].name),
			 "%063zu", i);
	for (size_t i = 0; i < line.share_count; i++) {
		line.share[i].job_id = UINT32_MAX;
		line.share[i].start_s = INT64_MAX;
		for (size_t part = 0; part < FH_ENERGY_PARTS; part++)
			line.share[i].energy.uj[part] = INT64_MAX;
	}
	text = encode(&line);
	check_again(text, &got);
	assert_int_equal(got.share_count, FH_JOURNAL_JOB_MAX);
	fh_journal_clear(&got);
	fh_journal_clear(&line);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_start),
		cmocka_unit_test(test_interval),
		cmocka_unit_test(test_job),
		cmocka_unit_test(test_newline),
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_torn),
		cmocka_unit_test(test_overlong),
		cmocka_unit_test(test_encode_refuses),
		cmocka_unit_test(test_largest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

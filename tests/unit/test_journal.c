/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of an energy journal: written, and read again. */
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
#include "sample_lines.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
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
		cmocka_unit_test(test_largest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sums by keys, and what they leave out. */
#include "report_case.h"

static void check_sum(const struct scost_sum *sum, enum scost_measure measure,
		      const char *text, int64_t jobs_without)
{
	char buf[32];

	assert_string_equal(scost_sum_format(sum, measure,
					     scost_sum_digits(sum, measure),
					     buf, sizeof(buf)), text);
	assert_int_equal(sum->of[measure].jobs_without, jobs_without);
}

static void test_by_account(void **state)
{
	struct scost_report report;

	(void) state;
	make_report("account", sample, SAMPLE_COUNT, &report);
	assert_int_equal(report.group_count, 2);
	assert_string_equal(report.group[0].value[0], "bio");
	assert_string_equal(report.group[1].value[0], "nlp");
	/* Run 1 has two lines and is one job. */
	assert_int_equal(report.group[0].sum.jobs, 2);
	assert_int_equal(report.group[0].sum.lines, 3);
	check_sum(&report.group[0].sum, SCOST_MEASURE_ACCEL, "3.50", 0);
	check_sum(&report.group[0].sum, SCOST_MEASURE_COST, "15.75", 1);
	check_sum(&report.group[0].sum, SCOST_MEASURE_ENERGY, "1.500", 1);
	check_sum(&report.group[0].sum, SCOST_MEASURE_CO2E, "0.720", 1);
	check_sum(&report.group[1].sum, SCOST_MEASURE_COST, "1.25", 0);
	check_sum(&report.group[1].sum, SCOST_MEASURE_ENERGY, "2.000", 1);
	assert_int_equal(report.total.jobs, 4);
	assert_int_equal(report.total.lines, SAMPLE_COUNT);
	assert_int_equal(scost_sum_raw(&report.total, SCOST_MEASURE_COST),
			 17000001);
	assert_true(report.incomplete);
	scost_report_clear(&report);
}

/* A group of which nothing has a price shows none, not 0. */
static void test_nothing_known(void **state)
{
	struct scost_report report;

	(void) state;
	make_report("zone", &sample[4], 1, &report);
	assert_string_equal(report.group[0].value[0], "");
	check_sum(&report.group[0].sum, SCOST_MEASURE_COST, "-", 1);
	assert_int_equal(scost_sum_raw(&report.total, SCOST_MEASURE_COST),
			 SCOST_NO_SUM);
	scost_report_clear(&report);
}

/* The same run in two groups is a job in each, and one in all. */
static void test_periods(void **state)
{
	static const struct {
		const char *by;
		size_t groups;
		const char *first, *last;
	} cases[] = {
		{ "day", 3, "2026-10-30", "2026-11-01" },
		{ "week", 1, "2026-10-26", "2026-10-26" },
		{ "month", 2, "2026-10", "2026-11" },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_report report;

		make_report(cases[i].by, sample, SAMPLE_COUNT, &report);
		assert_int_equal(report.group_count, cases[i].groups);
		assert_string_equal(report.group[0].value[0], cases[i].first);
		assert_string_equal(
			report.group[report.group_count - 1].value[0],
			cases[i].last);
		assert_int_equal(report.total.jobs, 4);
		scost_report_clear(&report);
	}
}

static void test_two_keys(void **state)
{
	struct scost_report report;

	(void) state;
	make_report("account,ACCEL", sample, SAMPLE_COUNT, &report);
	assert_int_equal(report.group_count, 3);
	assert_string_equal(report.group[1].value[0], "nlp");
	assert_string_equal(report.group[1].value[1], "");
	scost_report_sort_by_cost(&report);
	assert_string_equal(report.group[0].value[1], "h100");
	assert_string_equal(report.group[1].value[1], "a100");
	scost_report_clear(&report);
}

/* Values that look alike when put together are two groups all the same. */
static void test_values_apart(void **state)
{
	struct scost_line line[2] = { sample[0], sample[0] };
	struct scost_report report;

	(void) state;
	line[0].account = "a1:b";
	line[0].user = "c";
	line[1].account = "a";
	line[1].user = "b1:c";
	make_report("account,user", line, 2, &report);
	assert_int_equal(report.group_count, 2);
	scost_report_clear(&report);
}

/* A line taken back and one in its place: the difference stays. */
static void test_corrections(void **state)
{
	struct scost_line line[3] = { sample[0], sample[0], sample[0] };
	struct scost_report report;

	(void) state;
	line[1].posting = SCOST_REVERSAL;
	line[2].posting = SCOST_CORRECTION;
	line[2].cost.total_micro = 1;
	make_report("user", line, 3, &report);
	assert_int_equal(scost_sum_raw(&report.total, SCOST_MEASURE_COST), 1);
	assert_int_equal(scost_sum_raw(&report.total, SCOST_MEASURE_ENERGY),
			 KWH / FH_UJ_PER_J);
	assert_int_equal(report.total.jobs, 1);
	scost_report_clear(&report);
}

/* A ledger's line of many runs. */
static void test_many_in_one(void **state)
{
	struct scost_line line[2] = { sample[4], sample[4] };
	struct scost_report report;

	(void) state;
	for (size_t i = 0; i < 2; i++) {
		line[i].db_index = 0;
		line[i].runs = 5;
	}
	line[1].posting = SCOST_REVERSAL;
	line[1].runs = 2;
	make_report("user", line, 2, &report);
	assert_int_equal(report.total.jobs, 3);
	assert_int_equal(
		report.total.of[SCOST_MEASURE_COST].jobs_without, 3);
	scost_report_clear(&report);
}

/* Sums beyond 64 bits of microjoules: a month of a large cluster. */
static void test_large(void **state)
{
	struct scost_report report;
	struct scost_line line = sample[0];
	struct fh_error err;
	char buf[32];

	(void) state;
	make_report("user", &line, 0, &report);
	line.energy_uj = INT64_MAX;
	for (int i = 0; i < 5; i++) {
		line.db_index = 1 + i;
		assert_int_equal(scost_report_add(&line, &report, &err), 0);
	}
	assert_string_equal(scost_sum_format(&report.total,
					     SCOST_MEASURE_ENERGY, 3, buf,
					     sizeof(buf)),
			    "12810238.940");
	scost_report_clear(&report);
}

/* Small sums keep their first figures, also below zero. */
static void test_small(void **state)
{
	static const struct {
		int64_t micro;
		const char *text;
	} cases[] = {
		{ 12, "0.000012" }, { 9999, "0.009999" }, { 10000, "0.0100" },
		{ 999999, "1.0000" }, { 1000000, "1.00" }, { 0, "0.00" },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_line line = sample[0];
		struct scost_sum sum = { 0 };
		char text[32];

		line.cost.total_micro = cases[i].micro;
		scost_sum_add(&sum, &line);
		check_sum(&sum, SCOST_MEASURE_COST, cases[i].text, 0);
		line.posting = SCOST_REVERSAL;
		scost_sum_add(&sum, &line);
		scost_sum_add(&sum, &line);
		snprintf(text, sizeof(text), "%s%s", cases[i].micro ? "-" : "",
			 cases[i].text);
		check_sum(&sum, SCOST_MEASURE_COST, text, 0);
	}
}

static void test_many_runs(void **state)
{
	struct scost_line line = sample[0];
	struct scost_report report;
	struct fh_error err;

	(void) state;
	make_report("user", &line, 0, &report);
	for (int i = 0; i < 3 * 10000; i++) {
		line.db_index = 1 + i % 10000;
		line.cluster = i % 2 ? "c1" : "c2";
		assert_int_equal(scost_report_add(&line, &report, &err), 0);
	}
	assert_int_equal(report.total.jobs, 10000);
	assert_int_equal(report.total.lines, 30000);
	scost_report_clear(&report);
}

static void test_bad_keys(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "", "--by doesn't know \"\"; see --help" },
		{ "account,", "--by doesn't know \"\"; see --help" },
		{ "acount", "--by doesn't know \"acount\"; did you mean "
			    "\"account\"?; see --help" },
		{ "user,User", "--by has \"user\" twice; each key can be "
			       "given once" },
		{ "\033[2J", "--by doesn't know \"?[2J\"; see --help" },
	};
	struct scost_keys keys = { .count = 7 };

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fh_error err = { "" };

		assert_int_equal(scost_keys_parse(cases[i].text, &keys, &err),
				 -1);
		assert_string_equal(err.text, cases[i].error);
		assert_int_equal(keys.count, 7);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_account),
		cmocka_unit_test(test_nothing_known),
		cmocka_unit_test(test_periods),
		cmocka_unit_test(test_two_keys),
		cmocka_unit_test(test_values_apart),
		cmocka_unit_test(test_corrections),
		cmocka_unit_test(test_many_in_one),
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_many_runs),
		cmocka_unit_test(test_bad_keys),
	};

	return cmocka_run_group_tests(tests, load_tz, free_tz);
}

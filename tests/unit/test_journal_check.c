/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A journal that adds up is found to, one that doesn't is not: a generated
 * one, and the same with one thing changed.
 */
#include "sample_journal.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
/* Check from a line on; how many differ, and what the first one says. */
static int check_from(const struct sample_node *node, size_t first,
		      struct fh_journal_totals *ret, struct fh_error *ret_says)
{
	struct fh_journal_check *check = fh_journal_check_new();
	struct fh_error err;
	int bad = 0;

	assert_non_null(check);
	if (first)
		assert_int_equal(fh_journal_check_begin(check, &node->line[0],
							&err), 0);
	for (size_t i = first; i < node->count; i++)
		if (fh_journal_check_line(check, &node->line[i], &err) &&
		    !bad++)
			*ret_says = err;
	fh_journal_check_totals(check, ret);
	fh_journal_check_free(check);
	return bad;
}

static void test_adds_up(void **state)
{
	struct sample_node *node = make_journal();
	struct fh_journal_totals totals;
	struct fh_energy all = { 0 };
	struct fh_error says = { "" };

	(void) state;
	assert_int_equal(check_from(node, 0, &totals, &says), 0);
	assert_string_equal(says.text, "");
	assert_int_equal(totals.lines, node->count);
	assert_int_equal(totals.intervals, SAMPLE_INTERVALS);
	assert_int_equal(totals.error_uj, 0);
	assert_int_equal(totals.unknown_meters, 0);
	assert_true(totals.jobs > 100 && totals.gaps > 5);
	assert_true(totals.gap_ms >= 1000 * totals.gaps);
	assert_true(totals.rejected_uj > 0);
	fh_energy_add(&all, &totals.by_jobs);
	fh_energy_add(&all, &totals.idle);
	fh_energy_add(&all, &totals.system);
	fh_energy_add(&all, &totals.unattributed);
	assert_memory_equal(&all, &totals.metered, sizeof(all));
	assert_true(fh_energy_total(&all) > 0);
	free_journal(node);
}

/* From the middle: with a start handed over, and without one. */
static void test_from_middle(void **state)
{
	struct sample_node *node = make_journal();
	struct fh_journal_totals totals;
	struct fh_journal_check *check = fh_journal_check_new();
	struct fh_error says = { "" };

	(void) state;
	for (size_t first = 1; first < 200; first += 7)
		if (check_from(node, first, &totals, &says))
			fail_msg("from line %zu: %s", first + 1, says.text);
	assert_int_equal(totals.unknown_meters, 0);
	assert_non_null(check);
	for (size_t i = 1; i < 200; i++)
		if (fh_journal_check_line(check, &node->line[i], &says))
			fail_msg("%s", says.text);
	fh_journal_check_totals(check, &totals);
	assert_true(totals.unknown_meters > 10);
	fh_journal_check_free(check);
	free_journal(node);
}

/* After a boot all begins anew; in the same one nothing may be lost. */
static void test_boot(void **state)
{
	static const struct {
		const char *boot_id;
		int bad;
	} table[] = { { "second", 0 }, { "first", 1 } };

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct sample_node *node = make_journal();
		struct fh_journal_totals totals;
		struct fh_error says = { "" };

		node->now_ms += 60000;
		memset(node->reading, 0, sizeof(node->reading));
		node->debt_uj = 0;
		write_start(node, table[i].boot_id);
		write_interval(node);
		assert_int_equal(check_from(node, 0, &totals, &says),
				 table[i].bad);
		free_journal(node);
	}
}

/* Each changes one thing. */
struct change {
	enum fh_journal_kind kind;	/* of the line it is done to */
	void (*change)(struct fh_journal_line *line);
	const char *says;	/* of the first finding */
	int64_t error_uj;	/* at least */
};

#define CHANGE(name, statement)                           \
	static void name(struct fh_journal_line *line)    \
	{                                                 \
		statement;                                \
	}

CHANGE(more_metered, line->metered.uj[FH_ENERGY_CPU] += 7)
CHANGE(more_idle, line->idle.uj[FH_ENERGY_MEMORY] += 3)
CHANGE(more_system, line->system.uj[FH_ENERGY_OTHER]++)
CHANGE(more_lost, line->unattributed.uj[FH_ENERGY_ACCEL] += 2)
CHANGE(more_share, line->share[2].energy.uj[FH_ENERGY_CPU] += 5)
CHANGE(other_share, line->share[2].job_id = 4000000)
CHANGE(same_share, line->share[2].job_id = line->share[1].job_id;
       line->share[2].start_s = line->share[1].start_s)
CHANGE(more_counted, line->meter[PACKAGE].uj += 9)
CHANGE(more_power, line->meter[POWERED].uj += 9)
CHANGE(more_reading, line->meter[PACKAGE].to_value += 4)
CHANGE(lost_reading, line->meter[GPU].from_value -= 11)
CHANGE(no_reading, line->meter[NODE].from_value = FH_UNKNOWN)
CHANGE(more_wraps, line->meter[PACKAGE].wraps++)
CHANGE(gpu_wraps, line->meter[GPU].wraps++)
CHANGE(more_node, line->node_uj += 6)
CHANGE(no_node, line->node_uj = FH_UNKNOWN)
CHANGE(more_debt, line->debt_uj += 8)
CHANGE(less_meters, line->meter_count--)
CHANGE(other_meter, strcpy(line->meter[0].name, "x"))
CHANGE(other_time, line->from_ms--)
CHANGE(other_number, line->number++)
CHANGE(other_node, strcpy(line->node, "n2"))
CHANGE(more_job, line->energy.uj[FH_ENERGY_ACCEL] += 13)
CHANGE(less_job, line->energy.uj[FH_ENERGY_CPU] -= 13)
CHANGE(other_job, line->job_id = 4000000)
CHANGE(huge, line->metered.uj[0] = line->idle.uj[0] = INT64_MAX)

static const struct change change_table[] = {
	{ FH_JOURNAL_INTERVAL, more_metered, "cpu: by the meters", 7 },
	{ FH_JOURNAL_INTERVAL, more_idle, "memory: metered 0 uJ, divided 3 "
	  "uJ: 3 uJ differ", 3 },
	{ FH_JOURNAL_INTERVAL, more_system, "other: metered", 1 },
	{ FH_JOURNAL_INTERVAL, more_lost, "accel: metered", 2 },
	{ FH_JOURNAL_INTERVAL, more_share, "cpu: metered", 5 },
	{ FH_JOURNAL_INTERVAL, other_share, "by its shares", 1 },
	{ FH_JOURNAL_INTERVAL, same_share, "two shares", 1 },
	{ FH_JOURNAL_INTERVAL, more_counted, "package-0: by its readings", 9 },
	{ FH_JOURNAL_INTERVAL, more_power, "accel: by the meters", 9 },
	{ FH_JOURNAL_INTERVAL, more_reading, "package-0: by its readings", 4 },
	{ FH_JOURNAL_INTERVAL, lost_reading, "gpu0: it ended at", 11 },
	{ FH_JOURNAL_INTERVAL, no_reading, "node: its reading before", 0 },
	{ FH_JOURNAL_INTERVAL, more_wraps, "package-0: by its readings",
	  SAMPLE_RANGE_UJ + 1 },
	{ FH_JOURNAL_INTERVAL, gpu_wraps, "gpu0: it wrapped", 0 },
	{ FH_JOURNAL_INTERVAL, more_node, "node: by its meter", 6 },
	{ FH_JOURNAL_INTERVAL, no_node, "node_uj is missing", 0 },
	{ FH_JOURNAL_INTERVAL, more_debt, "other: by the meters", 8 },
	{ FH_JOURNAL_INTERVAL, less_meters, "not those of the start", 0 },
	{ FH_JOURNAL_INTERVAL, other_meter, "not those of the start", 0 },
	{ FH_JOURNAL_INTERVAL, other_time, "the interval before ended", 0 },
	{ FH_JOURNAL_INTERVAL, other_number, "1 lines are missing", 0 },
	{ FH_JOURNAL_INTERVAL, huge, "cpu: by the meters", 1 },
	{ FH_JOURNAL_START, other_node, "it is of node n2", 0 },
	{ FH_JOURNAL_JOB, more_job, ", accel: by its shares", 13 },
	{ FH_JOURNAL_JOB, less_job, ", cpu: by its shares", 13 },
	{ FH_JOURNAL_JOB, other_job, "job 4000000, cpu: by its shares", 1 },
};

/* A line of that kind, well inside the journal. */
static struct fh_journal_line *line_of(struct sample_node *node,
				       enum fh_journal_kind kind)
{
	for (size_t i = 100; i < node->count; i++)
		if (node->line[i].kind == kind)
			return &node->line[i];
	fail_msg("no such line");
	return NULL;
}

static void test_changed(void **state)
{
	(void) state;
	for (size_t i = 0; i < COUNT(change_table); i++) {
		const struct change *row = &change_table[i];
		struct sample_node *node = make_journal();
		struct fh_journal_totals totals;
		struct fh_error says = { "" };

		row->change(line_of(node, row->kind));
		if (!check_from(node, 0, &totals, &says))
			fail_msg("not found: %s", row->says);
		if (!strstr(says.text, row->says))
			fail_msg("\"%s\" does not say \"%s\"", says.text,
				 row->says);
		assert_true(totals.error_uj >= row->error_uj);
		free_journal(node);
	}
}

/* A line that is not there, or is there twice, at any place. */
static void test_hole_and_double(void **state)
{
	struct sample_node *node = make_journal();
	struct fh_journal_totals totals;
	struct fh_error says;

	(void) state;
	for (size_t at = 1; at < 300; at += 3) {
		struct fh_journal_line kept = node->line[at];

		memmove(&node->line[at], &node->line[at + 1],
			(node->count - at - 1) * sizeof(kept));
		node->count--;
		assert_true(check_from(node, 0, &totals, &says) > 0);
		assert_non_null(strstr(says.text, "1 lines are missing"));
		memmove(&node->line[at + 1], &node->line[at],
			(node->count - at) * sizeof(kept));
		node->count++;
		node->line[at] = node->line[at - 1];
		assert_true(check_from(node, 0, &totals, &says) > 0);
		assert_non_null(strstr(says.text, "stands behind"));
		node->line[at] = kept;
	}
	free_journal(node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_adds_up),
		cmocka_unit_test(test_from_middle),
		cmocka_unit_test(test_boot),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_hole_and_double),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

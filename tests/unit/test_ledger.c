/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A ledger's file, its syncs and what reports read of it. */
#include "ledger_case.h"

#include <sys/stat.h>

#include "contribs/scost/ledger_schema.h"
#include "contribs/scost/ledger_window.h"

static void test_new_file(void **state)
{
	struct ledger_case at;
	struct stat st;

	case_begin(&at, state);
	assert_int_equal(stat(at.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(case_number(&at, "PRAGMA user_version"),
			 SCOST_LEDGER_VERSION);
	case_end(&at);
}

static void open_fails(const char *path, bool write, const char *why)
{
	struct scost_ledger *ledger;
	struct fh_error err;

	assert_int_equal(scost_ledger_open(path, write, &ledger, &err), -1);
	if (!strstr(err.text, why))
		fail_msg("%s", err.text);
}

static void test_other_files(void **state)
{
	struct ledger_case at;

	case_begin(&at, state);
	open_fails(temp_tree_path(*state, "none"), false, "couldn't open");
	temp_tree_write(*state, "text", "this is no data base, but a text "
			"that is long enough to be looked at\n");
	open_fails(temp_tree_path(*state, "text"), true, "not a database");
	scost_db_exec(at.ledger->db, "PRAGMA user_version=99", NULL);
	case_close(&at);
	open_fails(at.path, true, "of version 99; this scost knows");
	case_end(&at);
}

static void test_foreign_data_base(void **state)
{
	const char *path = temp_tree_path(*state, "other");
	struct fh_error err;
	sqlite3 *db;

	assert_int_equal(scost_db_open(path, true, &db, &err), 0);
	assert_int_equal(scost_db_exec(db, "CREATE TABLE t (a)", &err), 0);
	sqlite3_close(db);
	open_fails(path, true, "no ledger");
	open_fails(path, false, "no ledger");
}

/* A file of version 1 with a line in it gets its sums. */
static void test_migration(void **state)
{
	struct ledger_case at;
	struct fh_error err = { "" };
	int64_t total;
	sqlite3 *db;
	char *before, *after;

	case_begin(&at, state);
	case_sync(&at, MARCH_S);
	before = case_dump(&at);
	total = case_number(&at, "SELECT sum(total_micro) FROM line");
	scost_db_exec(at.ledger->db,
		      "DROP TRIGGER line_takes;"
		      "DROP TRIGGER line_stays;"
		      "DROP TABLE daily; DROP TABLE sealed;"
		      "DROP TABLE closed; PRAGMA user_version=1", &err);
	assert_string_equal(err.text, "");
	case_close(&at);
	open_fails(at.path, false, "of version 1; scost sync");
	assert_int_equal(scost_db_open(at.path, true, &db, &err), 0);
	assert_int_equal(scost_schema_migrate(db, 2, &err), 0);
	sqlite3_close(db);
	case_open(&at);
	after = case_dump(&at);
	assert_string_equal(before, after);
	assert_int_equal(case_number(&at, "SELECT sum(total_micro)"
				     " FROM daily"), total);
	assert_int_equal(case_sync(&at, MARCH_S + 1).changed, 0);
	free(before);
	free(after);
	case_end(&at);
}

static void test_sync_twice(void **state)
{
	struct scost_sync_result result;
	struct ledger_case at;
	char *first, *second;

	case_begin(&at, state);
	result = case_sync(&at, MARCH_S);
	assert_int_equal(result.runs, 4);
	assert_int_equal(result.changed, 4);
	/* One of the runs went over three days. */
	assert_int_equal(case_number(&at, "SELECT count(*) FROM line"), 6);
	assert_int_equal(case_number(&at, "SELECT sum(runs) FROM line"), 4);
	assert_int_equal(case_number(&at, "SELECT sum(total_micro) FROM"
				     " lines WHERE db_index = 2"),
			 (2000000 + 8 * 100000 + 4 * 10000) / 10);
	first = case_dump(&at);
	result = case_sync(&at, MARCH_S + 60);
	assert_int_equal(result.changed, 0);
	second = case_dump(&at);
	assert_string_equal(first, second);
	free(first);
	free(second);
	case_end(&at);
}

/* A running job's line grows, and is another once it ended. */
static void test_running(void **state)
{
	struct ledger_case at;

	case_begin(&at, state);
	at.row[3].end_s = FH_UNKNOWN;
	at.row[3].state = "RUNNING";
	case_sync(&at, START_S + DAY_S + 30);
	assert_int_equal(case_number(&at, "SELECT until_s - from_s FROM lines"
				     " WHERE db_index = 4"), 30);
	at.row[3].end_s = START_S + DAY_S + 60;
	at.row[3].state = "FAILED";
	/* Its end is far before what is read again: it is asked for. */
	case_sync(&at, START_S + 20 * DAY_S);
	assert_int_equal(case_number(&at, "SELECT until_s - from_s FROM lines"
				     " WHERE db_index = 4"), 60);
	assert_int_equal(case_number(&at, "SELECT count(*) FROM run"
				     " WHERE open"), 0);
	case_end(&at);
}

/* Energy that comes late, in an open period, replaces. */
static void test_late_energy(void **state)
{
	struct ledger_case at;

	case_begin(&at, state);
	case_sync(&at, MARCH_S);
	at.row[3].energy_uj = 3600000000;
	assert_int_equal(case_sync(&at, MARCH_S + 1).changed, 1);
	assert_int_equal(case_number(&at, "SELECT energy_uj FROM lines"
				     " WHERE db_index = 4"), 3600000000);
	assert_int_equal(case_number(&at, "SELECT count(*) FROM line"), 6);
	assert_int_equal(case_number(&at, "SELECT sum(lines) FROM daily"), 6);
	case_end(&at);
}

static void test_other_currency(void **state)
{
	struct ledger_case at;
	struct fh_error err;

	case_begin(&at, state);
	case_sync(&at, MARCH_S);
	assert_int_equal(scost_ledger_bind(at.ledger, "USD", "UTC", &err), -1);
	assert_non_null(strstr(err.text, "currency is EUR"));
	assert_int_equal(scost_ledger_bind(at.ledger, "EUR", "UTC", &err), 0);
	case_end(&at);
}

struct sum {
	int64_t lines;
	int64_t runs;
	int64_t total_micro;
	int64_t energy_uj;
	int64_t unmeasured;
};

static int add(const struct scost_line *line, void *ctx, struct fh_error *err)
{
	struct sum *sum = ctx;

	(void) err;
	sum->lines++;
	sum->runs += line->runs;
	sum->total_micro += line->cost.total_micro;
	if (line->energy_uj == FH_UNKNOWN)
		sum->unmeasured++;
	else
		sum->energy_uj += line->energy_uj;
	return 0;
}

static void test_read(void **state)
{
	struct scost_reading reading = { .until_s = MARCH_S };
	struct sum lines = { 0 }, days = { 0 }, chem = { 0 };
	struct ledger_case at;

	case_begin(&at, state);
	case_sync(&at, MARCH_S);
	assert_int_equal(scost_ledger_lines(at.ledger, &reading, add, &lines,
					    NULL), 0);
	assert_int_equal(scost_ledger_days(at.ledger, &reading, add, &days,
					   NULL), 0);
	assert_int_equal(lines.lines, 6);
	assert_int_equal(lines.runs, 4);
	assert_int_equal(lines.energy_uj, 7005000000);
	assert_int_equal(lines.unmeasured, 2);
	assert_int_equal(days.runs, lines.runs);
	assert_int_equal(days.total_micro, lines.total_micro);
	assert_int_equal(days.energy_uj, lines.energy_uj);
	assert_int_equal(days.unmeasured, 2);
	reading.choice[SCOST_CHOICE_ACCOUNT] = "chem";
	assert_int_equal(scost_ledger_days(at.ledger, &reading, add, &chem,
					   NULL), 0);
	assert_int_equal(chem.lines, 1);
	case_end(&at);
}

/* Learns from the one before the last, as two are asked for at a time. */
static void test_windows(void **state)
{
	struct scost_window window;
	int64_t end_s = 1000 * DAY_S, before = 0, length_s;
	int count = 1;

	(void) state;
	scost_window_begin(&window, 0, end_s);
	/* Dense hours are cut, empty months are not many questions. */
	scost_window_learn(&window, 3600, 100 * SCOST_WINDOW_ROWS);
	assert_int_equal(window.until_s - window.from_s, 60);
	length_s = 60;
	for (; window.from_s < end_s; count++) {
		assert_true(window.from_s >= before);
		before = window.until_s;
		scost_window_next(&window);
		scost_window_learn(&window, length_s, 0);
		length_s = window.until_s - window.from_s;
	}
	assert_int_equal(before, end_s);
	assert_true(count < 600);
	scost_window_begin(&window, 5, 5);
	assert_int_equal(window.from_s, window.end_s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEMP_TREE_TEST(test_new_file),
		TEMP_TREE_TEST(test_other_files),
		TEMP_TREE_TEST(test_foreign_data_base),
		TEMP_TREE_TEST(test_migration),
		TEMP_TREE_TEST(test_sync_twice),
		TEMP_TREE_TEST(test_running),
		TEMP_TREE_TEST(test_late_energy),
		TEMP_TREE_TEST(test_other_currency),
		TEMP_TREE_TEST(test_read),
		cmocka_unit_test(test_windows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

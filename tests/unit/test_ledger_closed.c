/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Closed periods: corrections, the chain, tampering, bundles. */
#include "ledger_case.h"

#include "contribs/scost/ledger_bundle.h"

static void begin_closed(struct ledger_case *at, void **state)
{
	case_begin(at, state);
	case_sync(at, MARCH_S + 10);
	case_month(at, "2026-02", MARCH_S + 20);
}

static void close_fails(struct ledger_case *at, const char *name,
			int64_t now_s, const char *why)
{
	char head[FH_CHAIN_HEAD_SIZE];
	struct fh_error err;

	assert_int_equal(scost_seal_close(at->ledger, "tx", name, now_s, head,
					  &err), -1);
	if (!strstr(err.text, why))
		fail_msg("%s", err.text);
}

static void test_close(void **state)
{
	struct ledger_case at;
	struct fh_error err;

	case_begin(&at, state);
	close_fails(&at, "2026-02", MARCH_S, "ledger is empty");
	case_sync(&at, MARCH_S - 10);
	close_fails(&at, "2026-02", MARCH_S - 1, "2026-02 is not over");
	close_fails(&at, "2026-02", MARCH_S, "not read to its end");
	close_fails(&at, "02/2026", MARCH_S, "02/2026");
	case_sync(&at, MARCH_S + 10);
	case_month(&at, "2026-02", MARCH_S + 10);
	close_fails(&at, "2026-02", MARCH_S + 20, "closed already");
	assert_int_equal(case_verify(&at, &err), 0);
	case_end(&at);
}

/* What is frozen stays; the difference is booked where it is open. */
static void test_correction(void **state)
{
	struct scost_sync_result result;
	struct ledger_case at;
	struct fh_error err = { "" };

	begin_closed(&at, state);
	at.row[3].account = "bio";
	result = case_sync(&at, MARCH_S + 2 * DAY_S + 5);
	assert_int_equal(result.corrections, 2);
	if (case_verify(&at, &err))
		fail_msg("%s", err.text);
	assert_int_equal(case_number(&at, "SELECT day_s FROM lines WHERE"
				     " account = 'chem' AND posting = 1"),
			 MARCH_S + 2 * DAY_S);
	assert_int_equal(case_number(&at, "SELECT day_s FROM lines WHERE"
				     " account = 'bio' AND posting = 2"),
			 MARCH_S + 2 * DAY_S);
	/* Again: nothing; another edit: the open correction is replaced. */
	assert_int_equal(case_sync(&at, MARCH_S + 3 * DAY_S).changed, 0);
	at.row[3].account = "law";
	case_sync(&at, MARCH_S + 3 * DAY_S);
	assert_int_equal(case_number(&at, "SELECT count(*) FROM line WHERE"
				     " posting > 0"), 2);
	assert_int_equal(case_number(&at, "SELECT count(*) FROM lines WHERE"
				     " account = 'law'"), 1);
	/* Once March is closed too, April takes back what March says. */
	case_sync(&at, MARCH_S + 31 * DAY_S);
	case_month(&at, "2026-03", MARCH_S + 31 * DAY_S);
	at.row[3].account = "chem";
	case_sync(&at, MARCH_S + 32 * DAY_S);
	assert_int_equal(case_number(&at, "SELECT count(*) FROM line WHERE"
				     " posting > 0"), 4);
	if (case_verify(&at, &err))
		fail_msg("%s", err.text);
	assert_int_equal(case_number(&at,
				     "SELECT sum(CASE posting WHEN 1 THEN -1"
				     " ELSE 1 END * total_micro) FROM lines"
				     " WHERE db_index = 4 AND"
				     " account <> 'chem'"), 0);
	case_end(&at);
}

/* A run that comes to be known late, of a closed period. */
static void test_late_run(void **state)
{
	struct ledger_case at;
	struct fh_error err;

	begin_closed(&at, state);
	at.row[at.jobs.count++] = (struct fake_row){
		5, 14, "bio", "COMPLETED", "h100", 1, START_S + 5 * DAY_S,
		START_S + 5 * DAY_S + 9, FH_UNKNOWN,
	};
	assert_int_equal(case_sync(&at, MARCH_S + 60).corrections, 1);
	assert_int_equal(case_number(&at, "SELECT posting FROM lines WHERE"
				     " db_index = 5"), SCOST_CORRECTION);
	assert_int_equal(case_verify(&at, &err), 0);
	case_end(&at);
}

/* What the file itself refuses, also to the sqlite3 command. */
static void test_refused(void **state)
{
	static const char *const statements[] = {
		"UPDATE line SET total_micro = 0 WHERE id = 1",
		"DELETE FROM line WHERE id = 1",
		"CREATE TEMP TABLE t AS SELECT * FROM line WHERE id = 1;"
		"UPDATE t SET id = 99; INSERT INTO line SELECT * FROM t",
		"UPDATE label SET account = 'x'",
		"DELETE FROM label",
		"UPDATE closed SET head = ''",
		"DELETE FROM closed",
		"UPDATE sealed SET hash = ''",
		"DELETE FROM sealed",
		"INSERT INTO sealed VALUES (1, 999, 999, '')",
	};
	struct ledger_case at;
	struct fh_error err;

	begin_closed(&at, state);
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		if (!scost_db_exec(at.ledger->db, statements[i], &err))
			fail_msg("%s", statements[i]);
	assert_int_equal(case_verify(&at, &err), 0);
	case_end(&at);
}

/* One who drops the triggers is found. */
static void test_tampering(void **state)
{
	static const struct {
		const char *sql;
		const char *found;
	} cases[] = {
		{ "DROP TRIGGER line_is_kept;"
		  "UPDATE line SET total_micro = total_micro - 1"
		  " WHERE job_id = '13'", "line 7 does not follow" },
		{ "DROP TRIGGER label_is_kept;"
		  "UPDATE label SET account = 'x' WHERE account = 'chem'",
		  "job 13 of user ada" },
		{ "DROP TRIGGER line_stays; DELETE FROM line WHERE"
		  " job_id = '13'", "line 7 was removed" },
		{ "DROP TRIGGER sealed_stays;"
		  "DELETE FROM sealed WHERE n = 6", "line 6 is missing" },
		{ "DROP TRIGGER sealed_stays;"
		  "DELETE FROM sealed WHERE n = 8", "missing at its end" },
		{ "DROP TRIGGER line_comes_late;"
		  "CREATE TEMP TABLE t AS SELECT * FROM line WHERE id = 1;"
		  "UPDATE t SET id = 99, job_id = '77';"
		  "INSERT INTO line SELECT * FROM t", "added after it was closed: job 77" },
		{ "UPDATE daily SET total_micro = total_micro - 1",
		  "sums that reports read" },
		{ "DELETE FROM daily", "sums that reports read" },
		{ "DROP TRIGGER closed_is_kept; UPDATE closed SET"
		  " until_s = until_s + 1", "line 3 does not follow" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct ledger_case at;
		struct fh_error err = { "" };

		begin_closed(&at, state);
		if (scost_db_exec(at.ledger->db, cases[i].sql, &err))
			fail_msg("%s", err.text);
		if (!case_verify(&at, &err))
			fail_msg("not found: %s", cases[i].sql);
		if (!strstr(err.text, cases[i].found))
			fail_msg("%s: %s", cases[i].sql, err.text);
		case_end(&at);
		assert_int_equal(remove(at.path), 0);
	}
}

static void export(struct ledger_case *at, const char *path)
{
	struct scost_periods periods;
	struct fh_error err = { "" };

	assert_int_equal(scost_periods_read(at->ledger, NULL, NULL, &periods,
					    &err), 0);
	if (scost_bundle_write(at->ledger, &periods.item[0], path, &err))
		fail_msg("%s", err.text);
	assert_int_equal(scost_bundle_write(at->ledger, &periods.item[0],
					    path, &err), -1);
	scost_periods_clear(&periods);
}

static int import(struct ledger_case *at, const char *path,
		  struct fh_error *err)
{
	char label[FH_CHAIN_LABEL_MAX + 1], head[FH_CHAIN_HEAD_SIZE];

	return scost_bundle_read(at->ledger, path, label, head, err);
}

static void test_bundle(void **state)
{
	const char *path = temp_tree_path(*state, "bundle");
	struct ledger_case at, common = { 0 };
	struct fh_error err = { "" };
	char *one, *other;

	begin_closed(&at, state);
	export(&at, path);
	common.path = temp_tree_path(*state, "common.sqlite");
	case_open(&common);
	if (import(&common, path, &err))
		fail_msg("%s", err.text);
	one = case_dump(&at);
	other = case_dump(&common);
	assert_string_equal(one, other);
	assert_int_equal(case_verify(&common, &err), 0);
	assert_int_equal(import(&common, path, &err), -1);
	assert_non_null(strstr(err.text, "already, with the same head"));
	free(one);
	free(other);
	case_close(&common);
	case_end(&at);
}

/* Any byte that is another, and any end that is early, is refused. */
static void test_broken_bundle(void **state)
{
	const char *path = temp_tree_path(*state, "bundle");
	struct ledger_case at, common = { 0 };
	struct fh_error err;
	char *text = NULL;
	size_t room = 0;
	ssize_t len;
	FILE *in;

	begin_closed(&at, state);
	export(&at, path);
	in = fopen(path, "r");
	assert_non_null(in);
	len = getdelim(&text, &room, '\0', in);
	fclose(in);
	assert_true(len > 1000);
	common.path = temp_tree_path(*state, "common.sqlite");
	case_open(&common);
	for (ssize_t i = 0; i < len; i += 7) {
		char was = text[i];

		text[i] = was == '7' ? '8' : '7';
		temp_tree_write(*state, "broken", text);
		assert_int_equal(import(&common, temp_tree_path(*state,
								"broken"),
					&err), -1);
		text[i] = '\0';
		temp_tree_write(*state, "broken", text);
		assert_int_equal(import(&common, temp_tree_path(*state,
								"broken"),
					&err), -1);
		text[i] = was;
	}
	assert_int_equal(case_number(&common, "SELECT count(*) FROM line"),
			 0);
	assert_int_equal(import(&common, path, &err), 0);
	free(text);
	case_close(&common);
	case_end(&at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEMP_TREE_TEST(test_close),
		TEMP_TREE_TEST(test_correction),
		TEMP_TREE_TEST(test_late_run),
		TEMP_TREE_TEST(test_refused),
		TEMP_TREE_TEST(test_tampering),
		TEMP_TREE_TEST(test_bundle),
		TEMP_TREE_TEST(test_broken_bundle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

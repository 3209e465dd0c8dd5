/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of the journal's files: torn lines, redone writes, rotation. */
#include "energy_case.h"
#include "plugins/common/fh_file.h"
#include "plugins/energy/fh_idle.h"
#include "plugins/energy/fh_writer.h"

static char *job_line(int64_t number)
{
	const struct fh_journal_line line = { .kind = FH_JOURNAL_JOB,
					      .number = number,
					      .job_id = 1 };
	char *text = fh_journal_encode(&line, NULL);

	assert_non_null(text);
	return text;
}

static void append_line(struct temp_tree *tree, int64_t offset, int64_t number)
{
	char *text = job_line(number);

	assert_int_equal(fh_writer_append(temp_tree_path(tree, "n1.jsonl"),
					  offset, text, strlen(text), NULL),
			 0);
	free(text);
}

static int look(struct temp_tree *tree, int64_t *size, int64_t *number)
{
	return fh_writer_look(temp_tree_path(tree, "n1.jsonl"), size, number,
			      NULL);
}

static void test_append(void **state)
{
	int64_t size, number, first;

	assert_int_equal(look(*state, &size, &number), 0);
	assert_int_equal(size, 0);
	assert_int_equal(number, 0);
	append_line(*state, 0, 41);
	assert_int_equal(look(*state, &first, &number), 0);
	assert_int_equal(number, 41);
	append_line(*state, first, 42);
	assert_int_equal(look(*state, &size, &number), 0);
	assert_int_equal(size, 2 * first);
	assert_int_equal(number, 42);
	/* Once more at the same place: it stands there once. */
	append_line(*state, first, 42);
	assert_int_equal(look(*state, &size, &number), 0);
	assert_int_equal(size, 2 * first);
	/* Behind the end: somebody has cut the file. */
	append_line(*state, 100 * first, 43);
	assert_int_equal(look(*state, &size, &number), 0);
	assert_int_equal(size, 3 * first);
}

/* What a crash leaves is cut off, the whole line before it counts. */
static void test_torn(void **state)
{
	const char *path = temp_tree_path(*state, "n1.jsonl");
	int64_t size, number, whole;
	struct stat st;
	FILE *file;

	append_line(*state, 0, 7);
	assert_int_equal(look(*state, &whole, &number), 0);
	file = fopen(path, "a");
	fputs("{\"v\":1,\"n\":8,\"ki", file);
	fclose(file);
	assert_int_equal(look(*state, &size, &number), 0);
	assert_int_equal(size, whole);
	assert_int_equal(number, 7);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, whole);
	temp_tree_write(*state, "n1.jsonl", "{\"v\":1,");
	assert_int_equal(look(*state, &size, &number), 0);
	assert_int_equal(size, 0);
	temp_tree_write(*state, "n1.jsonl", "what is this?\n");
	assert_int_equal(look(*state, &size, &number), -1);
}

static bool exists(struct temp_tree *tree, const char *name)
{
	return !access(temp_tree_path(tree, name), F_OK);
}

static void test_rotate(void **state)
{
	char name[32];

	temp_tree_write(*state, "n1.jsonl.bak", "");
	temp_tree_write(*state, "n11.jsonl.1", "");
	for (int i = 1; i <= 10; i++) {
		append_line(*state, 0, 10 * i);
		assert_int_equal(fh_writer_rotate(
			temp_tree_path(*state, "n1.jsonl"), NULL), 0);
		assert_false(exists(*state, "n1.jsonl"));
	}
	for (int i = 1; i <= 10; i++) {
		snprintf(name, sizeof(name), "n1.jsonl.%d", 10 * i);
		assert_int_equal(exists(*state, name),
				 i > 10 - (FH_WRITER_FILES - 1));
	}
	assert_true(exists(*state, "n1.jsonl.bak"));
	assert_true(exists(*state, "n11.jsonl.1"));
}

/* A job line for ever: the sampler goes on with a new file. */
static void test_ledger_rotates(void **state)
{
	struct energy_case *test = *state;
	struct energy_journal journal;
	char *text = malloc(FH_WRITER_FILE_MAX + 1), *line = job_line(900);

	assert_non_null(text);
	memset(text, '\n', FH_WRITER_FILE_MAX);
	memcpy(text, line, strlen(line));
	memcpy(text + FH_WRITER_FILE_MAX - strlen(line), line, strlen(line));
	assert_int_equal(fh_file_mkdirs(test->journal_dir, 0700, NULL), 0);
	assert_int_equal(fh_writer_append(test->journal, 0, text,
					  FH_WRITER_FILE_MAX, NULL), 0);
	free(text);
	free(line);
	energy_meters(test, "package-0 cpu - energy 5\n");
	energy_open(test);
	energy_tick(test, 0);
	fh_ledger_write(&test->ledger, test->node);
	energy_tick(test, S);
	fh_ledger_write(&test->ledger, test->node);
	energy_journal_read(test, &journal);
	assert_int_equal(journal.totals.lines, 2);
	assert_int_equal(test->node->state->line, 902);
	assert_true(exists(test->tree, "journal/n1.jsonl.900"));
}

static void test_idle(void **state)
{
	struct fh_idle idle = { .lowest_uw = FH_UNKNOWN };

	(void) state;
	/* given: 3 W for 2 s, but no more than there was */
	assert_int_equal(fh_idle_part(&idle, 3 * J, 10 * J, 2 * S), 6 * J);
	assert_int_equal(fh_idle_part(&idle, 3 * J, 5 * J, 2 * S), 5 * J);
	/* learned: all, until the lowest power over 10 s is known */
	idle = (struct fh_idle) { .lowest_uw = FH_UNKNOWN };
	assert_int_equal(fh_idle_part(&idle, FH_UNKNOWN, 100 * J, 5 * S),
			 100 * J);
	assert_int_equal(fh_idle_part(&idle, FH_UNKNOWN, 100 * J, 5 * S),
			 100 * J);
	assert_int_equal(idle.lowest_uw, 20 * J);
	assert_int_equal(fh_idle_part(&idle, FH_UNKNOWN, 90 * J, S), 20 * J);
	assert_int_equal(fh_idle_part(&idle, FH_UNKNOWN, 0, 9 * S), 0);
	assert_int_equal(idle.lowest_uw, 9 * J);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEMP_TREE_TEST(test_append),
		TEMP_TREE_TEST(test_torn),
		TEMP_TREE_TEST(test_rotate),
		ENERGY_TEST(test_ledger_rotates),
		cmocka_unit_test(test_idle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

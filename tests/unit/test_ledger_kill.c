/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A sync that is killed at any moment: the next one ends with the same
 * ledger.  50 times, 200 with FREEHOLD_FULL.
 */
#include "ledger_case.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROWS 3000
#define SPREAD_S (20 * DAY_S)

/* Always the same ones, of every length from seconds to two days. */
static struct fake_row *make_rows(void)
{
	struct fake_row *row = calloc(ROWS, sizeof(*row));

	assert_non_null(row);
	for (int i = 0; i < ROWS; i++)
		row[i] = (struct fake_row){
			.db_index = i + 1,
			.raw_id = (uint32_t) i + 1,
			.account = i % 3 ? "bio" : "chem",
			.state = "COMPLETED",
			.type = i % 2 ? "h100" : "a100",
			.gpus = 1 + i % 8,
			.start_s = START_S + (int64_t) i * SPREAD_S / ROWS,
			.end_s = START_S + (int64_t) i * SPREAD_S / ROWS + 10 +
				 (int64_t) i * 7919 % (2 * DAY_S),
			.energy_uj = i % 5 ? i * 1000000LL : FH_UNKNOWN,
		};
	return row;
}

static void begin(struct ledger_case *at, void **state, struct fake_row *row,
		  const char *name)
{
	case_begin(at, state);
	case_close(at);
	at->path = temp_tree_path(*state, name);
	at->jobs.row = row;
	at->jobs.count = ROWS;
}

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static pid_t sync_in_child(struct ledger_case *at)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid)
		return pid;
	case_open(at);
	case_sync(at, MARCH_S);
	_exit(0);
}

/* Returns true when it was killed before its end. */
static bool kill_after(struct ledger_case *at, int64_t delay_ns)
{
	struct timespec delay = { delay_ns / 1000000000,
				  delay_ns % 1000000000 };
	pid_t pid = sync_in_child(at);
	int status;

	nanosleep(&delay, NULL);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status);
}

static void test_kill(void **state)
{
	int times = getenv("FREEHOLD_FULL") && *getenv("FREEHOLD_FULL") ?
			    200 : 50;
	struct fake_row *row = make_rows();
	struct ledger_case whole, killed;
	int64_t begin_ns, took_ns;
	char *expected, *got;
	int kills = 0;

	begin(&whole, state, row, "whole.sqlite");
	begin_ns = now_ns();
	case_open(&whole);
	case_sync(&whole, MARCH_S);
	took_ns = now_ns() - begin_ns;
	expected = case_dump(&whole);
	begin(&killed, state, row, "killed.sqlite");
	srand(1);
	for (int i = 0; i < times; i++) {
		int64_t delay_ns = took_ns * (rand() % 1000) / 1000;

		kills += kill_after(&killed, delay_ns);
		/* Every fifth goes on where the last one was killed. */
		if (i % 5)
			continue;
		case_open(&killed);
		case_sync(&killed, MARCH_S);
		got = case_dump(&killed);
		assert_string_equal(expected, got);
		free(got);
		case_close(&killed);
		assert_int_equal(remove(killed.path), 0);
	}
	print_message("%d of %d syncs were killed before their end\n", kills,
		      times);
	assert_true(kills > times / 4);
	free(expected);
	case_end(&whole);
	case_end(&killed);
	free(row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEMP_TREE_TEST(test_kill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

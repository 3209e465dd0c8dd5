/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A sampler that is killed at random instants, a hundred times, while jobs
 * come and go: every microjoule of the meters is in the journal once.
 */
#include <signal.h>
#include <sys/mman.h>

#include "energy_case.h"
#include "plugins/energy/fh_step.h"

#define KILLS 100
#define LIFE_US 6000	/* of a sampler, at most: several samples */

/* What the meters have counted, for all processes. */
static _Atomic int64_t *counted;

static void write_meters(struct energy_case *test)
{
	int64_t uj = atomic_fetch_add(counted, 1234567) + 1234567;
	char text[400];

	snprintf(text, sizeof(text),
		 "package-0 cpu - energy %ld 9999999\n"
		 "dram-0 memory - energy %ld\n"
		 "gpu0 accel 0 energy %ld\ngpu1 accel 1 energy %ld\n"
		 "node node - energy %ld\n",
		 (long) (uj % 10000000), (long) (uj / 3), (long) (2 * uj),
		 (long) (uj / 7), (long) (5 * uj));
	energy_meters(test, text);
}

/* As the sampler's thread does it, without a rest, until it is killed. */
static void sample_for_ever(struct energy_case *test)
{
	energy_open(test);
	for (;;) {
		write_meters(test);
		if (fh_tick_is_gap(test->node, fh_proc_now_ns()))
			fh_ledger_write(&test->ledger, test->node);
		(void) fh_tick(test->node, test->tick, fh_proc_now_ns(),
			       fh_proc_now_ms());
		fh_ledger_write(&test->ledger, test->node);
	}
}

static void kill_child(pid_t child)
{
	int status;

	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
}

/* A job of its own process: it registers, asks, and ends well or not. */
static void run_job(struct energy_case *test, uint32_t id)
{
	struct fh_slot_step claim = { .job_id = id, .uid = 1000,
				      .whole_job = true, .cores = 2,
				      .job_cores = 2 };
	struct fh_step_reading reading;
	struct fh_error err;
	struct fh_step *step;
	char path[300];

	fh_device_set_add(&claim.devices, id % 2);
	fh_node_path(test->run_dir, "n1", path, sizeof(path));
	step = fh_step_open(path, &claim, &err);
	if (!step)
		_exit(1);
	usleep(LIFE_US * 2);
	fh_step_read(step, false, &reading);
	if (id % 4)
		fh_step_read(step, true, &reading);
	_exit(0);
}

static pid_t start(struct energy_case *test, uint32_t job)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (!child) {
		if (job)
			run_job(test, job);
		sample_for_ever(test);
	}
	return child;
}

static void test_kills(void **state)
{
	struct energy_case *test = *state;
	struct energy_journal journal;
	pid_t job[64] = { 0 };
	uint32_t jobs = 0;
	int status;

	counted = mmap(NULL, sizeof(*counted), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(counted, MAP_FAILED);
	write_meters(test);
	energy_open(test);	/* so that steps find the shared memory */
	energy_close(test);
	srandom((unsigned) getpid());
	for (int i = 0; i < KILLS; i++) {
		pid_t sampler = start(test, 0);

		if (i % 4 == 0 && jobs < 25) {
			jobs++;
			job[jobs] = start(test, jobs);
		}
		usleep((useconds_t) (random() % LIFE_US));
		kill_child(sampler);
	}
	for (uint32_t i = 1; i <= jobs; i++) {
		assert_int_equal(waitpid(job[i], &status, 0), job[i]);
		assert_int_equal(status, 0);
	}
	/* One that lives on long enough for every job's line. */
	energy_open(test);
	test->now_ns = fh_proc_now_ns();
	test->now_ms = fh_proc_now_ms();
	for (int i = 0; i < 8; i++) {
		write_meters(test);
		(void) energy_tick(test, S);
		fh_ledger_write(&test->ledger, test->node);
	}
	energy_journal_read(test, &journal);
	assert_int_equal(journal.last_value, atomic_load(counted) % 10000000);
	for (uint32_t i = 1; i <= jobs; i++)
		assert_int_equal(journal.job_lines[i], 1);
	assert_int_equal(test->node->state->job_count, 0);
	assert_true(journal.totals.intervals > KILLS / 4);
	print_message("%ld lines, %ld intervals\n",
		      (long) journal.totals.lines,
		      (long) journal.totals.intervals);
}

int main(void)
{
	const struct CMUnitTest tests[] = { ENERGY_TEST(test_kills) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

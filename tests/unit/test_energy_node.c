/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of samples: who gets what, how jobs end, gaps, restarts. */
#include "energy_case.h"
#include "plugins/energy/fh_live.h"
#include "plugins/energy/fh_step.h"

static void meters(struct energy_case *test, int64_t cpu_j, int64_t gpu0_j,
		   int64_t gpu1_j)
{
	char text[300];

	snprintf(text, sizeof(text),
		 "package-0 cpu - energy %ld\ngpu0 accel 0 energy %ld\n"
		 "gpu1 accel 1 energy %ld\n", (long) (cpu_j * J),
		 (long) (gpu0_j * J), (long) (gpu1_j * J));
	energy_meters(test, text);
}

static int64_t job_uj(const struct energy_case *test, uint32_t job,
		      enum fh_energy_part part)
{
	const struct fh_state_job *entry = energy_job(test, job);

	assert_non_null(entry);
	return entry->account.total.uj[part];
}

/* Two jobs on a node of 8 cores; the second comes in the middle. */
static void test_two_jobs(void **state)
{
	struct energy_case *test = *state;

	meters(test, 100, 1000, 2000);
	energy_open(test);
	energy_tick(test, 0);
	(void) energy_step(test, 1, 0, 4, 0);
	test->now_ns += S / 2;
	(void) energy_step(test, 2, 0, 2, 1);
	test->now_ns -= S / 2;
	meters(test, 108, 1100, 2050);
	energy_tick(test, S);
	/* 8 J, half the cores; the rest of a device's time is idle */
	assert_int_equal(job_uj(test, 1, FH_ENERGY_CPU), 4 * J);
	assert_int_equal(job_uj(test, 1, FH_ENERGY_ACCEL), 100 * J);
	assert_int_equal(job_uj(test, 2, FH_ENERGY_CPU), 1 * J);
	assert_int_equal(job_uj(test, 2, FH_ENERGY_ACCEL), 25 * J);
	assert_int_equal(test->node->state->idle.total.uj[FH_ENERGY_ACCEL],
			 25 * J);
	assert_int_equal(energy_job(test, 1)->source, FH_ENERGY_MEASURED);
}

/* A device that two jobs share: equal parts, and it says so. */
static void test_shared_device(void **state)
{
	struct energy_case *test = *state;

	meters(test, 0, 0, 0);
	energy_open(test);
	energy_tick(test, 0);
	(void) energy_step(test, 1, 0, 1, 0);
	(void) energy_step(test, 2, 0, 1, 0);
	(void) energy_step(test, 2, 5, 1, 0);
	meters(test, 0, 101, 7);
	energy_tick(test, S);
	assert_int_equal(job_uj(test, 1, FH_ENERGY_ACCEL), 101 * J / 2);
	assert_int_equal(job_uj(test, 2, FH_ENERGY_ACCEL), 101 * J / 2);
	assert_int_equal(test->node->state->step[2].total.uj[FH_ENERGY_ACCEL],
			 101 * J / 2);
	assert_int_equal(energy_job(test, 1)->source,
			 FH_ENERGY_MEASURED | FH_ENERGY_MODELLED);
}

/* A device that no meter is of: the job's figure lacks something. */
static void test_missing_meter(void **state)
{
	struct energy_case *test = *state;

	meters(test, 0, 0, 0);
	energy_open(test);
	energy_tick(test, 0);
	(void) energy_step(test, 1, 0, 1, 6);
	energy_tick(test, S);
	assert_int_equal(energy_job(test, 1)->source,
			 FH_ENERGY_MEASURED | FH_ENERGY_MISSING);
}

static void look(struct energy_case *test, struct fh_slot *slot,
		 enum fh_slot_state expected)
{
	(void) test;
	assert_int_equal(fh_slot_state(slot->word), expected);
}

/* The extern step's end is the job's; what comes later is not its. */
static void test_final(void **state)
{
	struct energy_case *test = *state;
	struct energy_journal journal;
	struct fh_slot *whole, *batch;

	meters(test, 0, 0, 0);
	energy_open(test);
	energy_tick(test, 0);
	whole = energy_step(test, 1, 0, 8, 0);
	batch = energy_step(test, 1, 4, 8, 0);
	meters(test, 10, 20, 0);
	energy_tick(test, S);
	fh_slot_end(whole, test->now_ns + S / 2);
	meters(test, 20, 40, 0);
	energy_tick(test, S);
	look(test, whole, FH_SLOT_CLOSED);
	look(test, batch, FH_SLOT_LIVE);
	/* half of the second interval */
	assert_int_equal(job_uj(test, 1, FH_ENERGY_CPU), 15 * J);
	assert_int_equal(job_uj(test, 1, FH_ENERGY_ACCEL), 30 * J);
	meters(test, 30, 60, 0);
	assert_false(energy_tick(test, S));
	assert_int_equal(job_uj(test, 1, FH_ENERGY_CPU), 15 * J);
	whole->told_j = 45;
	assert_true(energy_tick(test, S / 100));
	fh_ledger_write(&test->ledger, test->node);
	energy_journal_read(test, &journal);
	assert_int_equal(journal.job_lines[1], 1);
	assert_true(journal.last_job[1].clean);
	assert_int_equal(fh_energy_total(&journal.last_job[1].energy), 45 * J);
	assert_int_equal(journal.totals.by_jobs.uj[FH_ENERGY_ACCEL], 30 * J);
}

/* Slurm was told something else, or nothing: not clean, and not lost. */
static void test_not_told(void **state)
{
	struct energy_case *test = *state;
	struct energy_journal journal;
	struct fh_slot *whole;

	meters(test, 0, 0, 0);
	energy_open(test);
	energy_tick(test, 0);
	whole = energy_step(test, 1, 0, 8, 0);
	meters(test, 10, 20, 0);
	whole->told_j = 29;
	fh_slot_end(whole, test->now_ns + S);
	assert_false(energy_tick(test, S));
	assert_false(energy_tick(test, S));
	assert_true(energy_tick(test, S + S / 2));
	fh_ledger_write(&test->ledger, test->node);
	energy_journal_read(test, &journal);
	assert_false(journal.last_job[1].clean);
	assert_int_equal(fh_energy_total(&journal.last_job[1].energy), 30 * J);
}

/* A slurmstepd that dies: the job keeps what it has, and ends. */
static void test_dead_stepd(void **state)
{
	struct energy_case *test = *state;
	struct energy_journal journal;
	pid_t child;
	int status;

	meters(test, 0, 0, 0);
	energy_open(test);
	energy_tick(test, 0);
	child = fork();
	if (!child) {
		(void) energy_step(test, 1, 0, 8, 0);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	meters(test, 10, 20, 0);
	energy_tick(test, S);
	for (int i = 0; i < 4; i++) {
		energy_tick(test, S);
		fh_ledger_write(&test->ledger, test->node);
	}
	energy_journal_read(test, &journal);
	assert_int_equal(journal.job_lines[1], 1);
	assert_false(journal.last_job[1].clean);
	assert_int_equal(fh_energy_total(&journal.last_job[1].energy), 30 * J);
	assert_int_equal(test->node->shm->registry.slot[0].word, FH_SLOT_FREE);
	assert_int_equal(test->node->state->job_count, 0);
	assert_int_equal(test->node->state->step_count, 0);
}

/* Without an extern step a job lasts as long as its steps. */
static void test_no_extern(void **state)
{
	struct energy_case *test = *state;
	struct fh_slot *first, *second;

	meters(test, 0, 0, 0);
	energy_open(test);
	energy_tick(test, 0);
	first = energy_step(test, 1, 1, 4, -1);
	second = energy_step(test, 1, 2, 4, -1);
	energy_tick(test, S);
	fh_slot_end(first, test->now_ns);
	energy_tick(test, S);
	assert_int_equal(energy_job(test, 1)->end_ns, FH_UNKNOWN);
	fh_slot_end(second, test->now_ns);
	energy_tick(test, S);
	assert_int_not_equal(energy_job(test, 1)->end_ns, FH_UNKNOWN);
	/* The same job again, after a requeue. */
	(void) energy_step(test, 1, 1, 4, -1);
	energy_tick(test, S);
	assert_int_equal(test->node->state->job_count, 2);
}

/*
 * The sampler was away for a minute: the total is right, the job that ended
 * meanwhile gets its part of the time, and both say so.
 */
static void test_gap(void **state)
{
	struct energy_case *test = *state;
	struct energy_journal journal;
	struct fh_slot *slot;

	meters(test, 0, 0, 0);
	energy_open(test);
	energy_tick(test, 0);
	slot = energy_step(test, 1, 0, 8, 0);
	meters(test, 8, 10, 0);
	energy_tick(test, S);
	fh_ledger_write(&test->ledger, test->node);
	fh_slot_end(slot, test->now_ns + 15 * S);
	slot->told_j = 18;
	meters(test, 68, 130, 0);
	energy_tick(test, 60 * S);
	assert_int_equal(job_uj(test, 1, FH_ENERGY_CPU), (8 + 15) * J);
	assert_int_equal(job_uj(test, 1, FH_ENERGY_ACCEL), (10 + 30) * J);
	fh_ledger_write(&test->ledger, test->node);
	(void) energy_tick(test, S);
	fh_ledger_write(&test->ledger, test->node);
	energy_journal_read(test, &journal);
	assert_int_equal(journal.totals.gaps, 1);
	assert_int_equal(journal.totals.gap_ms, 60000);
	assert_int_equal(journal.totals.metered.uj[FH_ENERGY_ACCEL], 130 * J);
	assert_int_equal(journal.last_job[1].gap_ms, 15000);
	assert_false(journal.last_job[1].clean);
}

/* A restart of the sampler is not seen in any figure. */
static void test_restart(void **state)
{
	struct energy_case *test = *state;
	struct energy_journal journal;

	meters(test, 0, 0, 0);
	energy_open(test);
	energy_tick(test, 0);
	(void) energy_step(test, 1, 0, 8, 0);
	meters(test, 8, 10, 0);
	energy_tick(test, S);
	energy_close(test);
	meters(test, 16, 20, 0);
	energy_open(test);
	energy_tick(test, S);
	assert_int_equal(job_uj(test, 1, FH_ENERGY_CPU), 16 * J);
	assert_int_equal(job_uj(test, 1, FH_ENERGY_ACCEL), 20 * J);
	fh_ledger_write(&test->ledger, test->node);
	energy_journal_read(test, &journal);
	assert_int_equal(journal.totals.gaps, 0);
	assert_int_equal(journal.totals.metered.uj[FH_ENERGY_CPU], 16 * J);
}

/* A full disk: nothing is written, nothing is lost. */
static void test_disk_full(void **state)
{
	struct energy_case *test = *state;
	struct energy_journal journal;

	meters(test, 0, 0, 0);
	energy_open(test);
	energy_tick(test, 0);
	assert_int_equal(mkdir(test->journal_dir, 0700), 0);
	assert_int_equal(mkdir(test->journal, 0700), 0);
	meters(test, 8, 10, 0);
	energy_tick(test, S);
	fh_ledger_write(&test->ledger, test->node);
	assert_true(test->ledger.failing);
	meters(test, 16, 10, 0);
	energy_tick(test, S);
	assert_int_equal(rmdir(test->journal), 0);
	fh_ledger_write(&test->ledger, test->node);
	assert_false(test->ledger.failing);
	energy_journal_read(test, &journal);
	assert_int_equal(journal.totals.metered.uj[FH_ENERGY_CPU], 16 * J);
}

static void test_live(void **state)
{
	struct energy_case *test = *state;
	struct fh_live live;
	char path[300];

	fh_node_path(test->run_dir, "n1", path, sizeof(path));
	assert_int_equal(fh_live_read(path, &live, &test->err), -1);
	meters(test, 0, 0, 0);
	energy_open(test);
	assert_int_equal(fh_live_read(path, &live, &test->err), -1);
	assert_non_null(strstr(test->err.text, "no sample yet"));
	energy_tick(test, 0);
	(void) energy_step(test, 7, 0, 8, 1);
	meters(test, 16, 10, 40);
	energy_tick(test, 2 * S);
	assert_int_equal(fh_live_read(path, &live, &test->err), 0);
	assert_true(live.simulated);
	assert_int_equal(live.period_ms, 1000);
	assert_int_equal(live.power_uw, 33 * J);
	assert_int_equal(live.idle_uw, 5 * J);
	assert_int_equal(live.job_count, 1);
	assert_int_equal(live.job[0].job_id, 7);
	assert_int_equal(live.job[0].power_uw, 28 * J);
	assert_int_equal(live.job[0].devices, 1);
	assert_int_equal(live.meter_count, 3);
	assert_int_equal(live.meter[1].job_id, 0);
	assert_int_equal(live.meter[2].job_id, 7);
	assert_int_equal(live.meter[2].power_uw, 20 * J);
	fh_live_clear(&live);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ENERGY_TEST(test_two_jobs),
		ENERGY_TEST(test_shared_device),
		ENERGY_TEST(test_missing_meter),
		ENERGY_TEST(test_final),
		ENERGY_TEST(test_not_told),
		ENERGY_TEST(test_dead_stepd),
		ENERGY_TEST(test_no_extern),
		ENERGY_TEST(test_gap),
		ENERGY_TEST(test_restart),
		ENERGY_TEST(test_disk_full),
		ENERGY_TEST(test_live),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

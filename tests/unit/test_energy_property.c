/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Conservation: over 10,000 random schedules of jobs on nodes whose meters
 * have every fault, what jobs, idle, system and unattributed have is what the
 * meters counted, exactly, in every interval and in all; and a meter counts
 * what was drawn, unless it lost some.
 *
 * test_energy_property [SEED]: the schedules of another seed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "fh_energy.h"
#include "fh_units.h"
#include "sim_node.h"

#define SCHEDULES 10000
#define NJ_PER_UJ 1000		/* W x ns = nJ */

static uint64_t first_seed = 20261121;

/* One schedule, and who reads its node's meters. */
struct run {
	uint64_t seed;
	struct sim_node node;
	bool has_node_meter;
	struct fh_counter_reading cpu, memory, whole;	/* the last ones */
	struct fh_counter_reading accel[SIM_NODE_DEVICES];
	struct fh_energy_device device[SIM_NODE_DEVICES];
	struct fh_energy_use job[SIM_NODE_JOBS];
	struct fh_energy_interval interval;
	int64_t debt_uj;
	int64_t node_uj, parts_uj;	/* in all, as those below */
	struct fh_energy metered, accounts;
};

/* The largest difference found anywhere, and what was met on the way. */
static int64_t error_uj;
static int64_t intervals;
static size_t jobs_most;
static int64_t met[FH_COUNTER_REJECTED + 1];

static void refuse(const struct run *run, const char *what, bool is_bad)
{
	if (is_bad)
		fail_msg("seed %llu: %s", (unsigned long long) run->seed,
			 what);
}

static void differ(const struct run *run, const char *what, int64_t is,
		   int64_t should)
{
	int64_t difference = llabs(is - should);

	if (difference > error_uj)
		error_uj = difference;
	refuse(run, what, difference);
}

/* What the meter counted, which is what was drawn since it was last read. */
static int64_t count(struct run *run, struct sim_meter *meter,
		     struct fh_counter_reading *last)
{
	struct fh_counter_reading now = { .at_ns = run->node.at_ns };
	int64_t should = sim_meter_read(meter, &run->node.random, &now);
	struct fh_counter_step step =
		fh_counter_step(&meter->limits, last, &now);
	int64_t most_uj = 0;

	met[step.event]++;
	if (step.since_ns != FH_UNKNOWN)
		most_uj = (now.at_ns - step.since_ns + meter->limits.lag_ns) *
			  meter->limits.max_w * 8 / 5 / NJ_PER_UJ;
	refuse(run, "a meter counted less than 0", step.uj < 0);
	refuse(run, "a meter counted more than its hardware can draw",
	       step.uj > most_uj);
	if (should != SIM_METER_ANYTHING)
		differ(run, "a meter did not count what was drawn", step.uj,
		       should);
	return step.uj;
}

static void count_beyond(struct run *run, int64_t parts_uj)
{
	int64_t uj = count(run, &run->node.whole, &run->whole);

	run->interval.other_uj =
		fh_energy_beyond(uj, parts_uj, &run->debt_uj);
	refuse(run, "other or debt is negative",
	       run->interval.other_uj < 0 || run->debt_uj < 0);
	run->node_uj += uj;
	run->parts_uj += parts_uj;
}

static void count_all(struct run *run)
{
	struct fh_energy_interval *in = &run->interval;
	struct sim_node *node = &run->node;
	int64_t parts_uj;

	in->cpu_uj = count(run, &node->cpu, &run->cpu);
	in->memory_uj = count(run, &node->memory, &run->memory);
	parts_uj = in->cpu_uj + in->memory_uj;
	for (size_t i = 0; i < node->device_count; i++) {
		struct sim_device *device = &node->device[i];

		run->device[i] = (struct fh_energy_device) {
			count(run, &device->meter, &run->accel[i]),
			device->hold, device->hold_count,
		};
		parts_uj += run->device[i].uj;
	}
	if (run->has_node_meter)
		count_beyond(run, parts_uj);
}

/* What else a sampler has to say of the interval. */
static void describe(struct run *run)
{
	struct fh_energy_interval *in = &run->interval;
	struct sim_random *random = &run->node.random;
	int64_t span_ns = run->node.span_ns;

	sim_node_use(&run->node, run->job);
	in->job = run->job;
	in->job_count = run->node.job_count;
	in->device = run->device;
	in->device_count = run->node.device_count;
	in->core_ns = run->node.cores * span_ns;
	in->busy_ns = sim_chance(random, 10) ?
			      FH_UNKNOWN : sim_between(random, 0, in->core_ns);
	in->cpu_idle_uj = sim_between(random, 0, span_ns / 5);
	in->memory_idle_uj = sim_between(random, 0, span_ns / 20);
}

static struct fh_energy metered(const struct fh_energy_interval *in)
{
	struct fh_energy sum = { {
		[FH_ENERGY_CPU] = in->cpu_uj,
		[FH_ENERGY_MEMORY] = in->memory_uj,
		[FH_ENERGY_OTHER] = in->other_uj,
	} };

	for (size_t i = 0; i < in->device_count; i++)
		sum.uj[FH_ENERGY_ACCEL] += in->device[i].uj;
	return sum;
}

static void add_share(struct run *run, struct fh_energy *sum,
		      const struct fh_energy *share)
{
	for (int i = 0; i < FH_ENERGY_PARTS; i++)
		refuse(run, "a share is negative", share->uj[i] < 0);
	fh_energy_add(sum, share);
}

/* part is within all, and neither is negative. */
static void check_within(const struct run *run, const char *what,
			 const struct fh_energy *part,
			 const struct fh_energy *all)
{
	for (int i = 0; i < FH_ENERGY_PARTS; i++)
		refuse(run, what,
		       part->uj[i] < 0 || part->uj[i] > all->uj[i]);
}

/* A step with some of the job's cores, time and devices. */
static void check_step(struct run *run, const struct fh_energy_use *job)
{
	struct sim_random *random = &run->node.random;
	struct fh_energy_use step = {
		.core_ns = sim_between(random, 0, job->core_ns),
		.cpu_ns = sim_between(random, 0, job->cpu_ns),
	};

	fh_energy_step(job, &step,
		       sim_between(random, 0, job->got.uj[FH_ENERGY_ACCEL]));
	check_within(run, "a step has more than its job", &step.got,
		     &job->got);
	check_within(run, "a step's idle part is above all it has",
		     &step.base, &step.got);
}

static void check_jobs(struct run *run, struct fh_energy *sum)
{
	const struct fh_energy_interval *in = &run->interval;

	for (size_t i = 0; i < in->job_count; i++) {
		const struct fh_energy_use *job = &in->job[i];

		add_share(run, sum, &job->got);
		check_within(run, "a job's idle part is above all it has",
			     &job->base, &job->got);
		check_step(run, job);
		fh_energy_add(&run->node.job[i].energy, &job->got);
	}
}

/* It is no place to hide what a division has lost. */
static void check_unattributed(const struct run *run)
{
	const struct fh_energy_interval *in = &run->interval;
	bool used = in->busy_ns > 0;

	for (size_t i = 0; i < in->job_count; i++)
		used = used || in->job[i].cpu_ns > 0;
	refuse(run, "energy of a device is unattributed",
	       in->unattributed.uj[FH_ENERGY_ACCEL]);
	refuse(run, "energy is unattributed though there was CPU time",
	       used && (in->unattributed.uj[FH_ENERGY_CPU] ||
			in->unattributed.uj[FH_ENERGY_MEMORY]));
}

static void check_interval(struct run *run)
{
	const struct fh_energy_interval *in = &run->interval;
	struct fh_energy accounts = { { 0 } }, jobs = accounts;
	struct fh_energy all = metered(in);

	check_jobs(run, &jobs);
	check_unattributed(run);
	add_share(run, &accounts, &in->idle);
	add_share(run, &accounts, &in->system);
	add_share(run, &accounts, &in->unattributed);
	for (int i = 0; i < FH_ENERGY_PARTS; i++)
		differ(run, "the shares are not what was metered",
		       jobs.uj[i] + accounts.uj[i], all.uj[i]);
	fh_energy_add(&run->accounts, &accounts);
	fh_energy_add(&run->metered, &all);
}

static void run_interval(struct run *run)
{
	struct fh_error err = { "" };

	sim_node_pass(&run->node);
	count_all(run);
	describe(run);
	if (fh_energy_split(&run->interval, &err))
		fail_msg("%s", err.text);
	check_interval(run);
	intervals++;
	if (run->node.job_count > jobs_most)
		jobs_most = run->node.job_count;
}

/* Over the whole schedule: jobs that ended, those that go on, the rest. */
static void check_all(struct run *run)
{
	struct fh_energy sum = run->node.ended;

	fh_energy_add(&sum, &run->accounts);
	for (size_t i = 0; i < run->node.job_count; i++)
		fh_energy_add(&sum, &run->node.job[i].energy);
	for (int i = 0; i < FH_ENERGY_PARTS; i++)
		differ(run, "in all, the shares are not what was metered",
		       sum.uj[i], run->metered.uj[i]);
	differ(run, "parts, other and debt are not the node's meter",
	       run->parts_uj + run->metered.uj[FH_ENERGY_OTHER] -
		       run->debt_uj,
	       run->node_uj);
}

static void run_schedule(uint64_t seed)
{
	struct run run = { .seed = seed };
	int64_t left;

	sim_node_make(&run.node, seed);
	run.has_node_meter = sim_chance(&run.node.random, 70);
	for (left = sim_between(&run.node.random, 10, 40); left; left--)
		run_interval(&run);
	check_all(&run);
}

static void test_conservation(void **state)
{
	(void) state;
	for (uint64_t i = 0; i < SCHEDULES; i++)
		run_schedule(first_seed + i);
	/* They had all there is. */
	assert_int_equal(jobs_most, SIM_NODE_JOBS);
	for (int i = FH_COUNTER_FIRST; i <= FH_COUNTER_REJECTED; i++)
		assert_true(met[i] > 1000);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_conservation),
	};
	int failed;

	if (argc > 1)
		first_seed = strtoull(argv[1], NULL, 10);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	printf("%d schedules from seed %llu on, %lld intervals, up to %zu "
	       "jobs; readings:", SCHEDULES, (unsigned long long) first_seed,
	       (long long) intervals, jobs_most);
	for (int i = FH_COUNTER_FIRST; i <= FH_COUNTER_REJECTED; i++)
		printf(" %lld %s", (long long) met[i],
		       fh_counter_event_name(i));
	printf("\nfigure energy_conservation_error %lld uJ target <= 0 %s\n",
	       (long long) error_uj, failed ? "short" : "ok");
	return failed;
}

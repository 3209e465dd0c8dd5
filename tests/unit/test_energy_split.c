/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who used a node's energy: each rule by itself, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "fh_energy.h"
#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define JOBS 3

/* One meter, for the CPU; the same case is run for memory with twice of it. */
struct metered {
	const char *what;
	int64_t core_ns, busy_ns;
	int64_t uj, idle_uj;
	int64_t job_core_ns[JOBS], job_cpu_ns[JOBS];
	int64_t got[JOBS], base[JOBS];
	int64_t idle, system, unattributed;
};

static void check_part(const struct metered *want,
		       const struct fh_energy_interval *in,
		       enum fh_energy_part part, int64_t times)
{
	for (size_t i = 0; i < JOBS; i++)
		if (in->job[i].got.uj[part] != times * want->got[i] ||
		    in->job[i].base.uj[part] != times * want->base[i])
			fail_msg("%s: job %zu got %lld of %s", want->what, i,
				 (long long) in->job[i].got.uj[part],
				 fh_energy_part_name(part));
	if (in->idle.uj[part] != times * want->idle ||
	    in->system.uj[part] != times * want->system ||
	    in->unattributed.uj[part] != times * want->unattributed)
		fail_msg("%s: idle %lld, system %lld of %s", want->what,
			 (long long) in->idle.uj[part],
			 (long long) in->system.uj[part],
			 fh_energy_part_name(part));
}

static void check_metered(const struct metered *want)
{
	struct fh_energy_use job[JOBS] = { 0 };
	struct fh_energy_interval in = {
		.core_ns = want->core_ns, .busy_ns = want->busy_ns,
		.cpu_uj = want->uj, .cpu_idle_uj = want->idle_uj,
		.memory_uj = 2 * want->uj,
		.memory_idle_uj = 2 * want->idle_uj,
		.job = job, .job_count = JOBS,
		.idle = { { 77, 77, 77, 77 } },	/* is overwritten */
	};
	struct fh_error err = { "" };

	for (size_t i = 0; i < JOBS; i++)
		job[i] = (struct fh_energy_use) {
			.core_ns = want->job_core_ns[i],
			.cpu_ns = want->job_cpu_ns[i],
			.got = { { 77, 77, 77, 77 } },
		};
	if (fh_energy_split(&in, &err))
		fail_msg("%s: %s", want->what, err.text);
	check_part(want, &in, FH_ENERGY_CPU, 1);
	check_part(want, &in, FH_ENERGY_MEMORY, 2);
	assert_int_equal(in.idle.uj[FH_ENERGY_ACCEL], 0);
	assert_int_equal(in.idle.uj[FH_ENERGY_OTHER], 0);
}

static void test_metered(void **state)
{
	static const struct metered table[] = {
		{ .what = "nobody there", .core_ns = 1000, .busy_ns = 500,
		  .uj = 100, .idle_uj = 60, .idle = 60, .system = 40 },
		{ .what = "one job, half the node", .core_ns = 1000,
		  .busy_ns = 500, .uj = 100, .idle_uj = 60,
		  .job_core_ns = { 500 }, .job_cpu_ns = { 400 },
		  .got = { 30 + 32 }, .base = { 30 }, .idle = 30,
		  .system = 8 },
		{ .what = "three jobs", .core_ns = 1000, .busy_ns = 500,
		  .uj = 100, .idle_uj = 50,
		  .job_core_ns = { 200, 300, 500 },
		  .job_cpu_ns = { 0, 100, 300 },
		  .got = { 10, 15 + 10, 25 + 30 }, .base = { 10, 15, 25 },
		  .system = 10 },
		{ .what = "more cores than there are", .core_ns = 1000,
		  .busy_ns = 0, .uj = 90, .idle_uj = 90,
		  .job_core_ns = { 1000, 1000, 1000 },
		  .got = { 30, 30, 30 }, .base = { 30, 30, 30 } },
		{ .what = "more CPU time than there is", .core_ns = 1000,
		  .busy_ns = 500, .uj = 100, .idle_uj = 0,
		  .job_cpu_ns = { 900, 0, 100 }, .got = { 90, 0, 10 } },
		{ .what = "CPU time of the node not known",
		  .core_ns = 1000, .busy_ns = FH_UNKNOWN, .uj = 100,
		  .idle_uj = 60, .job_core_ns = { 500 },
		  .job_cpu_ns = { 10, 30 }, .got = { 30 + 10, 30 },
		  .base = { 30 }, .idle = 30 },
		{ .what = "above idle without CPU time", .core_ns = 1000,
		  .busy_ns = 0, .uj = 100, .idle_uj = 50,
		  .job_core_ns = { 1000 }, .got = { 50 }, .base = { 50 },
		  .unattributed = 50 },
		{ .what = "less than idle", .core_ns = 1000, .busy_ns = 500,
		  .uj = 100, .idle_uj = INT64_MAX / 2,
		  .job_core_ns = { 500 }, .job_cpu_ns = { 500 },
		  .got = { 50 }, .base = { 50 }, .idle = 50 },
		{ .what = "no time at all", .uj = 100, .idle_uj = 60,
		  .unattributed = 100 },
		{ .what = "no energy", .core_ns = 1000, .busy_ns = 500,
		  .job_core_ns = { 500 }, .job_cpu_ns = { 500 } },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++)
		check_metered(&table[i]);
}

static void test_devices(void **state)
{
	static const struct fh_energy_hold alone[] = { { 1, 7 } };
	static const struct fh_energy_hold shared[] = {
		{ 0, 1 }, { 1, 2 }, { 0, 1 },
	};
	static const struct fh_energy_device device[] = {
		{ 100, alone, COUNT(alone) },
		{ 1001, shared, COUNT(shared) },
		{ 30, NULL, 0 },
		{ 0, shared, COUNT(shared) },
	};
	struct fh_energy_use job[JOBS] = { 0 };
	struct fh_energy_interval in = {
		.busy_ns = FH_UNKNOWN, .job = job, .job_count = JOBS,
		.device = device, .device_count = COUNT(device),
	};

	(void) state;
	assert_int_equal(fh_energy_split(&in, NULL), 0);
	assert_int_equal(job[0].got.uj[FH_ENERGY_ACCEL], 500);
	assert_int_equal(job[1].got.uj[FH_ENERGY_ACCEL], 100 + 501);
	assert_int_equal(job[2].got.uj[FH_ENERGY_ACCEL], 0);
	assert_int_equal(in.idle.uj[FH_ENERGY_ACCEL], 30);
	assert_int_equal(job[0].base.uj[FH_ENERGY_ACCEL], 0);
}

/* Fans and power supply, as all parts together were divided. */
static void test_other(void **state)
{
	static const struct fh_energy_hold hold[] = { { 1, 1 } };
	static const struct fh_energy_device device[] = {
		{ 300, hold, COUNT(hold) },
	};
	struct fh_energy_use job[JOBS] = {
		{ .core_ns = 500, .cpu_ns = 250 },
	};
	struct fh_energy_interval in = {
		.core_ns = 1000, .busy_ns = 500,
		.cpu_uj = 400, .cpu_idle_uj = 200,
		.memory_uj = 100,	/* half to job 0, half to system */
		.other_uj = 80,
		.device = device, .device_count = COUNT(device),
		.job = job, .job_count = JOBS,
	};

	(void) state;
	assert_int_equal(fh_energy_split(&in, NULL), 0);
	assert_int_equal(job[0].got.uj[FH_ENERGY_OTHER], 25);	/* 250 */
	assert_int_equal(job[1].got.uj[FH_ENERGY_OTHER], 30);	/* 300 */
	assert_int_equal(job[2].got.uj[FH_ENERGY_OTHER], 0);
	assert_int_equal(in.idle.uj[FH_ENERGY_OTHER], 10);	/* 100 */
	assert_int_equal(in.system.uj[FH_ENERGY_OTHER], 15);	/* 150 */
	assert_int_equal(fh_energy_total(&job[0].got), 275);
}

static void test_other_alone(void **state)
{
	struct fh_energy_interval in = {
		.core_ns = 1000, .busy_ns = 500, .other_uj = 80,
	};

	(void) state;
	assert_int_equal(fh_energy_split(&in, NULL), 0);
	assert_int_equal(in.unattributed.uj[FH_ENERGY_OTHER], 80);
	assert_int_equal(fh_energy_total(&in.idle), 0);
}

/* One mistake at a time; none may touch what was there before. */
static void test_refused(void **state)
{
	static const struct fh_energy_hold nobody[] = { { JOBS, 1 } };
	static const struct fh_energy_hold no_weight[] = { { 0, 0 } };
	static const struct fh_energy_hold negative[] = { { 0, -1 } };
	static const struct fh_energy_hold heavy[] = {
		{ 0, INT64_MAX }, { 0, 1 },
	};
	static const struct fh_energy_device bad_device[] = {
		{ -1, NULL, 0 },
		{ 1, nobody, COUNT(nobody) },
		{ 1, no_weight, COUNT(no_weight) },
		{ 1, negative, COUNT(negative) },
		{ 1, heavy, COUNT(heavy) },
	};
	const struct fh_energy_interval bad[] = {
		{ .cpu_uj = -1 },
		{ .cpu_idle_uj = -1 },
		{ .memory_uj = -1 },
		{ .memory_idle_uj = -1 },
		{ .other_uj = -1 },
		{ .core_ns = -1 },
		{ .busy_ns = -2 },
		{ .cpu_uj = INT64_MAX, .memory_uj = 1 },
		{ .device = &bad_device[0], .device_count = 1 },
		{ .device = &bad_device[1], .device_count = 1 },
		{ .device = &bad_device[2], .device_count = 1 },
		{ .device = &bad_device[3], .device_count = 1 },
		{ .device = &bad_device[4], .device_count = 1 },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct fh_energy_use job[JOBS] = { { .got = { { 7 } } } };
		struct fh_energy_interval in = bad[i];
		struct fh_error err = { "" };

		in.job = job;
		in.job_count = JOBS;
		in.idle.uj[0] = 8;
		if (!fh_energy_split(&in, &err))
			fail_msg("case %zu was accepted", i);
		assert_string_not_equal(err.text, "");
		assert_int_equal(job[0].got.uj[0], 7);
		assert_int_equal(in.idle.uj[0], 8);
	}
}

static void test_refused_jobs(void **state)
{
	static const struct fh_energy_use bad[][2] = {
		{ { .core_ns = -1 }, { 0 } },
		{ { .cpu_ns = -1 }, { 0 } },
		{ { .core_ns = INT64_MAX }, { .core_ns = 1 } },
		{ { .cpu_ns = 1 }, { .cpu_ns = INT64_MAX } },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct fh_energy_use job[2] = { bad[i][0], bad[i][1] };
		struct fh_energy_interval in = { .job = job, .job_count = 2 };

		if (!fh_energy_split(&in, NULL))
			fail_msg("case %zu was accepted", i);
	}
}

/* The largest numbers there are, in one division. */
static void test_largest(void **state)
{
	struct fh_energy_use job[] = {
		{ .core_ns = INT64_MAX / 2, .cpu_ns = INT64_MAX / 2 },
		{ .core_ns = INT64_MAX / 2, .cpu_ns = INT64_MAX / 2 },
	};
	struct fh_energy_interval in = {
		.core_ns = INT64_MAX, .busy_ns = INT64_MAX,
		.cpu_uj = INT64_MAX - 2, .cpu_idle_uj = INT64_MAX,
		.other_uj = 2, .job = job, .job_count = COUNT(job),
	};
	int64_t sum;

	(void) state;
	assert_int_equal(fh_energy_split(&in, NULL), 0);
	sum = fh_energy_total(&in.idle) + fh_energy_total(&in.system) +
	      fh_energy_total(&in.unattributed);
	for (size_t i = 0; i < COUNT(job); i++)
		sum += fh_energy_total(&job[i].got);
	assert_true(sum == INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_metered),
		cmocka_unit_test(test_devices),
		cmocka_unit_test(test_other),
		cmocka_unit_test(test_other_alone),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_refused_jobs),
		cmocka_unit_test(test_largest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

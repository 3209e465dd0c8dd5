/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of what slurmd and slurmstepd see: the sampler's thread, a step. */
#include "energy_case.h"
#include "plugins/common/fh_file.h"
#include "plugins/energy/fh_sampler.h"
#include "plugins/energy/fh_step.h"

#define METERS "package-0 cpu - energy %ld\ngpu0 accel 0 energy %ld\n"

static void meters(struct energy_case *test, int64_t j)
{
	char text[200];

	snprintf(text, sizeof(text), METERS, (long) (j * J),
		 (long) (10 * j * J));
	energy_meters(test, text);
}

static struct fh_sampler *start(struct energy_case *test)
{
	struct fh_node_conf conf = energy_conf(test);
	struct fh_sampler_reading reading = { 0 };
	struct fh_sampler *sampler = fh_sampler_start(&conf, &test->err);

	assert_non_null(sampler);
	for (int i = 0; i < 100 && !reading.at_ms; i++) {
		usleep(10000);
		fh_sampler_read(sampler, &reading);
	}
	assert_true(reading.at_ms > 0);
	return sampler;
}

static struct fh_step *open_step(struct energy_case *test, bool whole)
{
	struct fh_slot_step claim = { .job_id = 5, .step_id = !whole,
				      .whole_job = whole, .cores = 8,
				      .job_cores = 8 };
	char path[300];

	fh_device_set_add(&claim.devices, 0);
	fh_node_path(test->run_dir, "n1", path, sizeof(path));
	return fh_step_open(path, &claim, &test->err);
}

static void test_no_sampler(void **state)
{
	assert_null(open_step(*state, true));
}

/* The whole life of a job: what Slurm is told is the journal's line. */
static void test_life(void **state)
{
	struct energy_case *test = *state;
	struct fh_sampler_reading node;
	struct fh_step_reading reading;
	struct energy_journal journal;
	struct fh_step *whole, *step;
	struct fh_sampler *sampler;

	meters(test, 0);
	sampler = start(test);
	whole = open_step(test, true);
	step = open_step(test, false);
	assert_non_null(whole);
	assert_non_null(step);
	fh_step_read(step, false, &reading);
	assert_int_equal(reading.energy_uj, 0);
	meters(test, 7);
	fh_step_read(step, true, &reading);
	assert_in_range(reading.energy_uj, 1, 77 * J);
	fh_step_read(whole, true, &reading);
	assert_true(reading.energy_uj > 76 * J);
	assert_true(reading.energy_uj <= 77 * J);
	assert_int_equal(reading.base_uj, 0);
	meters(test, 9);
	fh_step_read(whole, true, &reading);
	assert_true(reading.energy_uj <= 77 * J);
	fh_sampler_read(sampler, &node);
	assert_true(node.energy_uj >= reading.energy_uj);
	/* The line comes with a sample after Slurm was told. */
	assert_int_equal(fh_sampler_stop(sampler), 0);
	energy_journal_read(test, &journal);
	assert_int_equal(journal.job_lines[5], 1);
	assert_true(journal.last_job[5].clean);
	assert_int_equal(fh_energy_total(&journal.last_job[5].energy),
			 reading.energy_uj);
	fh_step_close(step);
	fh_step_close(whole);
}

/* slurmd goes away: the reading stays, and is not 0; then it comes back. */
static void test_away(void **state)
{
	struct energy_case *test = *state;
	struct fh_step_reading reading, before;
	struct fh_sampler *sampler;
	struct fh_step *whole;

	meters(test, 0);
	sampler = start(test);
	whole = open_step(test, true);
	fh_step_read(whole, false, &reading);
	meters(test, 5);
	assert_int_equal(fh_sampler_stop(sampler), 0);
	fh_step_read(whole, false, &before);
	assert_true(before.energy_uj > 54 * J);
	meters(test, 6);
	fh_step_read(whole, false, &reading);
	assert_int_equal(reading.energy_uj, before.energy_uj);
	sampler = start(test);
	fh_step_read(whole, true, &reading);
	assert_int_equal(reading.energy_uj, before.energy_uj + 11 * J);
	assert_int_equal(fh_sampler_stop(sampler), 0);
	fh_step_close(whole);
}

/* A node without a meter: not known, which is not 0. */
static void test_unknown(void **state)
{
	struct energy_case *test = *state;
	struct fh_step_reading reading;
	struct fh_sampler *sampler;
	struct fh_step *whole;

	energy_meters(test, "gpu1 accel 1 energy 5\n");
	sampler = start(test);
	whole = open_step(test, true);
	fh_step_read(whole, false, &reading);
	assert_int_equal(reading.energy_uj, FH_UNKNOWN);
	fh_step_read(whole, true, &reading);
	assert_int_equal(reading.energy_uj, FH_UNKNOWN);
	assert_int_equal(fh_sampler_stop(sampler), 0);
	fh_step_close(whole);
}

/* A configuration that can't be read: the sampler runs, without a meter. */
static void test_bad_conf(void **state)
{
	struct energy_case *test = *state;
	struct fh_sampler *sampler;

	meters(test, 0);
	temp_tree_write(test->tree, "etc/energy.json", "{");
	sampler = start(test);
	assert_int_equal(fh_sampler_stop(sampler), 0);
}

static void test_over(void **state)
{
	struct energy_case *test = *state;
	struct fh_sampler *sampler;
	struct fh_step *step;
	int status;
	pid_t child;

	meters(test, 0);
	sampler = start(test);
	step = open_step(test, true);
	assert_false(fh_step_is_over(step));	/* no child yet */
	child = fork();
	if (!child)
		_exit(0);
	assert_false(fh_step_is_over(step));
	usleep(20000);
	assert_false(fh_step_is_over(step));	/* not waited for */
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(fh_step_is_over(step));
	assert_int_equal(fh_sampler_stop(sampler), 0);
	fh_step_close(step);
}

struct group_case {
	const char *line;
	bool whole;
	int64_t cpu_ns;		/* FH_UNKNOWN: not found */
};

static const struct group_case groups[] = {
	{ "4:cpu,cpuacct:/slurm_n1/uid_0/job_5/step_batch/task_0", false, 7 },
	{ "4:cpu,cpuacct:/slurm_n1/uid_0/job_5/step_batch/task_0", true, 9 },
	{ "4:cpuacct:/slurm_n1/uid_0/job_5/step_batch", true, 9 },
	{ "0::/slurmstepd.scope/job_5/step_0/user/task_1", false, 3000 },
	{ "0::/slurmstepd.scope/job_5/step_0/user/task_1", true, 4000 },
	{ "4:cpuset:/slurm_n1/uid_0/job_5/step_batch", true, FH_UNKNOWN },
	{ "4:cpu,cpuacct:/slurm_n1/uid_0/job_55/step_batch", true,
	  FH_UNKNOWN },
	{ "4:cpu,cpuacct:/slurm_n1/uid_0/job_5", false, FH_UNKNOWN },
	{ "4:cpuacct2:/slurm_n1/uid_0/job_5/step_batch", true, FH_UNKNOWN },
	{ "4:cpu,cpuacct:/job_5/step_7", false, FH_UNKNOWN },
	{ "0::/", true, FH_UNKNOWN },
	{ "4:cpu", true, FH_UNKNOWN },
	{ "", true, FH_UNKNOWN },
};

static void put(struct temp_tree *tree, const char *name, const char *text)
{
	char path[300];

	snprintf(path, sizeof(path), "%s", temp_tree_path(tree, name));
	*strrchr(path, '/') = '\0';
	assert_int_equal(fh_file_mkdirs(path, 0700, NULL), 0);
	temp_tree_write(tree, name, text);
}

static void test_groups(void **state)
{
	const char *job1 = "cpuacct/slurm_n1/uid_0/job_5/cpuacct.usage";
	char root[256];

	put(*state, job1, "9\n");
	put(*state, "cpuacct/slurm_n1/uid_0/job_5/step_batch/cpuacct.usage",
	    "7\n");
	put(*state, "slurmstepd.scope/job_5/cpu.stat",
	    "usage_usec 4\nuser_usec 1\n");
	put(*state, "slurmstepd.scope/job_5/step_0/cpu.stat",
	    "usage_usec 3\nuser_usec 1\n");
	snprintf(root, sizeof(root), "%s", temp_tree_path(*state, "x"));
	*strrchr(root, '/') = '\0';
	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++) {
		struct fh_cgroup group = { 0 };
		char line[100];

		snprintf(line, sizeof(line), "%s", groups[i].line);
		assert_int_equal(fh_cgroup_open(&group, root, line, 5,
						groups[i].whole),
				 groups[i].cpu_ns < 0 ? -1 : 0);
		assert_int_equal(fh_cgroup_cpu_ns(&group), groups[i].cpu_ns);
		fh_cgroup_close(&group);
	}
}

/* CPU time of a process' descendants, those that are gone included. */
static void test_tree(void **state)
{
	int64_t before_ns = fh_proc_tree_cpu_ns(getpid()), until_ns;
	int status;
	pid_t child = fork();

	(void) state;
	if (!child) {
		until_ns = fh_proc_now_ns() + S / 5;
		while (fh_proc_now_ns() < until_ns)
			;
		_exit(0);
	}
	assert_int_equal(fh_proc_child(getpid()), child);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(fh_proc_child(getpid()), -1);
	assert_true(fh_proc_tree_cpu_ns(getpid()) > before_ns);
	assert_int_equal(fh_proc_start(child), FH_UNKNOWN);
	assert_true(fh_proc_start(getpid()) > 0);
	assert_int_equal(fh_proc_tree_cpu_ns(child), FH_UNKNOWN);
	assert_true(fh_proc_busy_ns() > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ENERGY_TEST(test_no_sampler),
		ENERGY_TEST(test_life),
		ENERGY_TEST(test_away),
		ENERGY_TEST(test_unknown),
		ENERGY_TEST(test_bad_conf),
		ENERGY_TEST(test_over),
		TEMP_TREE_TEST(test_groups),
		cmocka_unit_test(test_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the node's sampler costs: its real code on simulated meters (2
 * packages, their memory, 8 accelerators) with 64 jobs of two steps each, in
 * control groups of their own.  Needs root, for the groups.
 */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plugins/common/fh_file.h"
#include "plugins/energy/fh_ledger.h"
#include "plugins/energy/fh_metering.h"
#include "plugins/energy/fh_proc.h"
#include "plugins/energy/fh_step.h"
#include "plugins/energy/fh_tick.h"

#define JOBS 64
#define SAMPLES 2000
#define JOURNAL_SAMPLES 60	/* at 1 Hz a line every minute */
#define PAUSE_US 10000		/* so that caches cool down a little */
#define CORES 128
#define PATH_SIZE 512

struct bench {
	char dir[PATH_SIZE - 128];	/* of everything */
	char root[PATH_SIZE], run[PATH_SIZE], journal[PATH_SIZE];
	char group[PATH_SIZE / 2];	/* above the jobs' control groups */
	pid_t job[JOBS];
};

static void die(const char *what)
{
	fprintf(stderr, "sampler_cost: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void say(const char *text)
{
	fprintf(stderr, "%s\n", text);
}

static void make_dir(const char *path)
{
	struct fh_error err;

	if (fh_file_mkdirs(path, S_IRWXU, &err))
		die(err.text);
}

static void put(const char *dir, const char *name, const char *text)
{
	char path[2 * PATH_SIZE];
	FILE *file;

	make_dir(dir);
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "w");
	if (!file || fputs(text, file) < 0 || fclose(file))
		die(path);
}

static void make_meters(const struct bench *bench)
{
	char dir[2 * PATH_SIZE], text[1024] = "";
	size_t len = 0;

	for (int i = 0; i < 2; i++) {
		snprintf(dir, sizeof(dir),
			 "%s/sys/class/powercap/intel-rapl:%d", bench->root, i);
		snprintf(text, sizeof(text), "package-%d\n", i);
		put(dir, "name", text);
		put(dir, "energy_uj", "123456789012\n");
		put(dir, "max_energy_range_uj", "262143328850\n");
		snprintf(dir, sizeof(dir),
			 "%s/sys/class/powercap/intel-rapl:%d:0", bench->root,
			 i);
		put(dir, "name", "dram\n");
		put(dir, "energy_uj", "56789012\n");
		put(dir, "max_energy_range_uj", "65712999613\n");
	}
	for (int i = 0; i < 8; i++)
		len += (size_t) snprintf(text + len, sizeof(text) - len,
					 "gpu%d accel %d energy 98765432109\n",
					 i, i);
	snprintf(dir, sizeof(dir), "%s/fake", bench->root);
	put(dir, "meters", text);
	put(bench->dir, "energy.json",
	    "{\"nodes\": [{\"nodes\": \"*\","
	    " \"sensors\": [\"powercap\", \"fake\"]}]}");
}

/* Version 1 or 2 of control groups, whichever the machine has. */
static void make_groups(struct bench *bench)
{
	bool v1 = !access("/sys/fs/cgroup/cpuacct/cgroup.procs", W_OK);

	snprintf(bench->group, sizeof(bench->group),
		 "/sys/fs/cgroup%s/freehold-bench-%d", v1 ? "/cpuacct" : "",
		 (int) getpid());
	if (mkdir(bench->group, 0755))
		die(bench->group);
}

static void group_path(const struct bench *bench, int job, const char *step,
		       char *buf)
{
	snprintf(buf, PATH_SIZE, "%s/job_%d%s", bench->group, job + 1, step);
}

/* Move the calling process into the job's step. */
static void enter_group(const struct bench *bench, int job)
{
	char path[PATH_SIZE], pid[32];

	group_path(bench, job, "", path);
	if (mkdir(path, 0755))
		die(path);
	group_path(bench, job, "/step_batch", path);
	snprintf(pid, sizeof(pid), "%d", (int) getpid());
	put(path, "cgroup.procs", pid);
}

static void register_step(const struct bench *bench, int job, bool whole)
{
	struct fh_slot_step step = {
		.job_id = (uint32_t) job + 1, .step_id = !whole,
		.whole_job = whole, .cores = 2, .job_cores = 2,
	};
	char path[PATH_SIZE + 16];
	struct fh_error err;

	if (job < 8)
		fh_device_set_add(&step.devices, (unsigned) job);
	fh_node_path(bench->run, "bench", path, sizeof(path));
	if (!fh_step_open(path, &step, &err)) {
		say(err.text);
		exit(1);
	}
}

/* As a slurmstepd with one task; ends with the bench. */
static pid_t start_job(const struct bench *bench, int job)
{
	int ready[2];
	char byte;
	pid_t pid;

	if (pipe(ready))
		die("pipe");
	pid = fork();
	if (pid < 0)
		die("fork");
	if (!pid) {
		(void) prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (!fork()) {
			(void) prctl(PR_SET_PDEATHSIG, SIGKILL);
			enter_group(bench, job);
			if (write(ready[1], "", 1) != 1)
				_exit(1);
			for (;;)
				pause();
		}
		register_step(bench, job, true);
		register_step(bench, job, false);
		for (;;)
			pause();
	}
	if (read(ready[0], &byte, 1) != 1)
		die("a job did not start");
	close(ready[0]);
	close(ready[1]);
	return pid;
}

static int64_t cpu_us(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) *
		       INT64_C(1000000) +
	       usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static int64_t resident_kib(void)
{
	FILE *file = fopen("/proc/self/status", "r");
	int64_t kib = -1;
	char line[256];

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, "VmRSS:", 6))
			kib = strtoll(line + 6, NULL, 10);
	if (file)
		fclose(file);
	return kib;
}

static struct fh_node *open_node(const struct bench *bench)
{
	const struct fh_node_conf conf = {
		.node = "bench", .conf_dir = bench->dir,
		.run_dir = bench->run, .journal_dir = bench->journal,
		.root = bench->root, .cgroup_root = "/sys/fs/cgroup",
		.cores = CORES, .period_ns = 1000000000,
		.log = { .error = say, .info = say },
	};
	struct fh_error err;
	struct fh_node *node = fh_node_new(&conf, &err);

	if (!node) {
		say(err.text);
		exit(1);
	}
	return node;
}

/* A second goes by with each sample, as far as the sampler can tell. */
static void sample(struct fh_node *node, struct fh_tick *tick,
		   struct fh_ledger *ledger, int count)
{
	static int64_t now_ns, now_ms;

	if (!now_ns) {
		now_ns = fh_proc_now_ns();
		now_ms = fh_proc_now_ms();
	}
	for (int i = 1; i <= count; i++) {
		now_ns += INT64_C(1000000000);
		now_ms += 1000;
		(void) fh_tick(node, tick, now_ns, now_ms);
		if (i % JOURNAL_SAMPLES == 0)
			fh_ledger_write(ledger, node);
		usleep(PAUSE_US);
	}
}

static int found_groups(const struct fh_node *node)
{
	int count = 0;

	for (int i = 0; i < JOBS; i++)
		count += node->job_group[i].cgroup.found;
	return count;
}

static void measure(const struct bench *bench, struct fh_node *node)
{
	struct fh_tick *tick = calloc(1, sizeof(*tick));
	struct fh_ledger ledger;
	struct fh_error err;
	int64_t before_us;

	if (!tick || fh_ledger_init(&ledger, "bench", bench->journal, &err))
		die("no memory");
	fh_node_begin(node);
	if (fh_node_open_meters(node, &err))
		say(err.text);
	fh_metering_adopt(node);
	sample(node, tick, &ledger, JOURNAL_SAMPLES);
	fprintf(stderr, "%u meters, %u jobs, %u steps, %d in groups\n",
		node->state->meter_count, node->state->job_count,
		node->state->step_count, found_groups(node));
	before_us = cpu_us();
	sample(node, tick, &ledger, SAMPLES);
	printf("cpu_ns_per_sample %" PRId64 "\n",
	       (cpu_us() - before_us) * 1000 / SAMPLES);
	printf("resident_kib %" PRId64 "\n", resident_kib());
	free(tick);
}

static void clean_up(struct bench *bench)
{
	char path[PATH_SIZE];

	for (int i = 0; i < JOBS; i++) {
		kill(bench->job[i], SIGKILL);
		waitpid(bench->job[i], NULL, 0);
	}
	usleep(500000);		/* the kernel empties the groups */
	for (int i = 0; i < JOBS; i++) {
		group_path(bench, i, "/step_batch", path);
		rmdir(path);
		group_path(bench, i, "", path);
		rmdir(path);
	}
	if (rmdir(bench->group))
		fprintf(stderr, "%s is left behind: %s\n", bench->group,
			strerror(errno));
}

int main(int argc, char **argv)
{
	static struct bench bench;
	struct fh_node *node;

	if (argc != 2) {
		fprintf(stderr, "usage: sampler_cost EMPTY-DIRECTORY\n");
		return 2;
	}
	snprintf(bench.dir, sizeof(bench.dir), "%s", argv[1]);
	snprintf(bench.root, PATH_SIZE, "%s/hw", bench.dir);
	snprintf(bench.run, PATH_SIZE, "%s/run", bench.dir);
	snprintf(bench.journal, PATH_SIZE, "%s/journal", bench.dir);
	make_meters(&bench);
	make_groups(&bench);
	node = open_node(&bench);
	for (int i = 0; i < JOBS; i++)
		bench.job[i] = start_job(&bench, i);
	measure(&bench, node);
	clean_up(&bench);
	fh_node_free(node);
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* freehold energy top: watts at this moment, by job, account and device. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "contribs/freehold/accounts.h"
#include "contribs/freehold/command.h"
#include "contribs/freehold/energy.h"
#include "plugins/common/fh_strlist.h"
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_live.h"

#define RUN_DIR "/run/freehold/energy"
#define SUFFIX ".energy"
#define MS_PER_S 1000
#define STALE_PERIODS 5		/* without a sample: that is worth saying */
#define CLEAR "\033[H\033[2J"

/* Watts of microwatts; a buffer for each use in a line. */
struct watts {
	char text[32];
};

static const char *format_watts(int64_t power_uw, struct watts *buf)
{
	return fh_units_format_micro(power_uw, 1, buf->text,
				     sizeof(buf->text));
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t) now.tv_sec * MS_PER_S + now.tv_nsec / 1000000;
}

static void print_node(const char *node, const struct fh_live *live)
{
	int64_t age_ms = now_ms() - live->at_ms;
	struct watts all, idle, system, rest;
	char at[32];

	printf("node %s%s  %s W  at %s", node,
	       live->simulated ? " (simulated)" : "",
	       format_watts(live->power_uw, &all),
	       fh_units_format_instant(live->at_ms / MS_PER_S, at,
				       sizeof(at)));
	if (age_ms > STALE_PERIODS * live->period_ms)
		printf(", %" PRId64 " s ago: the sampler is not running",
		       age_ms / MS_PER_S);
	printf("\nidle %s W, system %s W, unattributed %s W\n",
	       format_watts(live->idle_uw, &idle),
	       format_watts(live->system_uw, &system),
	       format_watts(live->unattributed_uw, &rest));
}

static void print_job(const struct fh_live_job *job, const char *account)
{
	char energy[32], source[64];
	struct watts watts;

	printf("%-10" PRIu32 " %-16s %10s %6" PRId64 " %7" PRId64
	       " %10s %s\n", job->job_id, account,
	       format_watts(job->power_uw, &watts), job->cores, job->devices,
	       fh_units_format_energy(fh_energy_total(&job->energy), energy,
				      sizeof(energy)),
	       fh_energy_source_format(job->source, source, sizeof(source)));
}

static void print_jobs(const struct fh_live *live,
		       const struct accounts *accounts)
{
	char uid[32];

	printf("\n%-10s %-16s %10s %6s %7s %10s %s\n", "JOB", "ACCOUNT",
	       "WATTS", "CORES", "DEVICES", "ENERGY", "SOURCE");
	for (size_t i = 0; i < live->job_count; i++)
		print_job(&live->job[i],
			  accounts_name(accounts, &live->job[i], uid,
					sizeof(uid)));
}

/* Each account once, where its first job stands. */
static void print_accounts(const struct fh_live *live,
			   const struct accounts *accounts)
{
	char name[32], other[32];

	printf("\n%-27s %10s %6s\n", "ACCOUNT", "WATTS", "JOBS");
	for (size_t i = 0; i < live->job_count; i++) {
		const char *account = accounts_name(accounts, &live->job[i],
						    name, sizeof(name));
		int64_t power_uw = 0;
		size_t jobs = 0, first = live->job_count;
		struct watts watts;

		for (size_t j = 0; j < live->job_count; j++) {
			const struct fh_live_job *job = &live->job[j];

			if (strcmp(accounts_name(accounts, job, other,
						 sizeof(other)), account))
				continue;
			if (first > j)
				first = j;
			power_uw += job->power_uw;
			jobs++;
		}
		if (first == i)
			printf("%-27s %10s %6zu\n", account,
			       format_watts(power_uw, &watts), jobs);
	}
}

static void print_meters(const struct fh_live *live)
{
	printf("\n%-16s %-10s %10s %6s %-10s %s\n", "METER", "SENSOR", "WATTS",
	       "DEVICE", "JOB", "SOURCE");
	for (size_t i = 0; i < live->meter_count; i++) {
		const struct fh_live_meter *meter = &live->meter[i];
		char device[16] = "-", job[16] = "-", source[64];
		struct watts watts;

		if (meter->device >= 0)
			snprintf(device, sizeof(device), "%d", meter->device);
		if (meter->job_id)
			snprintf(job, sizeof(job), "%" PRIu32, meter->job_id);
		printf("%-16s %-10s %10s %6s %-10s %s\n", meter->name,
		       meter->sensor, format_watts(meter->power_uw, &watts),
		       device, job,
		       fh_energy_source_format(meter->source, source,
					       sizeof(source)));
	}
}

/* Returns 0, or -1 after telling why not. */
static int show_node(const char *dir, const char *node,
		     struct accounts *accounts)
{
	struct fh_live live = { 0 };
	struct fh_error err;
	char *path;
	int rc;

	if (asprintf(&path, "%s/%s" SUFFIX, dir, node) < 0)
		return -1;
	rc = fh_live_read(path, &live, &err);
	free(path);
	if (rc) {
		fprintf(stderr, "freehold: %s\n", err.text);
		return -1;
	}
	accounts_refresh(accounts, &live);
	print_node(node, &live);
	print_jobs(&live, accounts);
	print_accounts(&live, accounts);
	print_meters(&live);
	fh_live_clear(&live);
	return 0;
}

static int compare_text(const void *left, const void *right)
{
	return strcmp(*(char *const *) left, *(char *const *) right);
}

/* The nodes that have a sampler here, sorted. */
static int find_nodes(const char *path, struct fh_strlist *ret)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	int rc = 0;

	if (!dir) {
		fprintf(stderr, "freehold: couldn't open %s: %s\n", path,
			strerror(errno));
		return -1;
	}
	while (!rc && (entry = readdir(dir))) {
		char *suffix = strstr(entry->d_name, SUFFIX);

		if (suffix && suffix != entry->d_name &&
		    !suffix[strlen(SUFFIX)])
			rc = fh_strlist_add_n(ret, entry->d_name,
					      (size_t) (suffix -
							entry->d_name));
	}
	closedir(dir);
	if (!ret->count) {
		fprintf(stderr, "freehold: no sampler runs in %s\n", path);
		return -1;
	}
	qsort(ret->item, ret->count, sizeof(*ret->item), compare_text);
	return rc;
}

static int show_nodes(const char *dir, const struct fh_strlist *nodes,
		      bool once)
{
	struct accounts accounts = { 0 };
	bool terminal = !once && isatty(STDOUT_FILENO);
	int rc = 0;

	for (;;) {
		if (terminal)
			fputs(CLEAR, stdout);
		for (size_t i = 0; i < nodes->count; i++) {
			if (i)
				putchar('\n');
			rc |= show_node(dir, nodes->item[i], &accounts);
		}
		if (once || rc || fflush(stdout))
			break;
		sleep(1);
		if (!terminal)
			putchar('\n');
	}
	accounts_clear(&accounts);
	return rc;
}

static int usage(void)
{
	fputs("Usage: freehold energy top [--once] [--run DIR] [NODE]\n",
	      stderr);
	return FREEHOLD_USAGE;
}

int energy_top(int argc, char **argv)
{
	static const struct option options[] = {
		{ "once", no_argument, NULL, 'o' },
		{ "run", required_argument, NULL, 'r' },
		{ 0 },
	};
	struct fh_strlist nodes = { 0 };
	const char *dir = RUN_DIR;
	bool once = false;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'o')
			once = true;
		else if (c == 'r')
			dir = optarg;
		else
			return usage();
	}
	if (argc - optind > 1)
		return usage();
	rc = optind < argc ? fh_strlist_add(&nodes, argv[optind]) :
			     find_nodes(dir, &nodes);
	if (!rc)
		rc = show_nodes(dir, &nodes, once);
	fh_strlist_clear(&nodes);
	return rc ? FREEHOLD_FAILED : FREEHOLD_OK;
}

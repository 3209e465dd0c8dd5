/* SPDX-License-Identifier: GPL-2.0-or-later */
/* slurmdbd in memory: see fake_jobs.h. */
#define _GNU_SOURCE		/* asprintf() */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugins/common/fh_units.h"
#include "tests/fakes/fake_jobs.h"

static struct scost_job make(const struct fake_jobs *jobs,
			     const struct fake_row *row)
{
	int64_t until_s = row->end_s == FH_UNKNOWN ? jobs->now_s : row->end_s;
	struct scost_job job = {
		.raw_id = row->raw_id,
		.db_index = row->db_index,
		.name = strdup("a\tname"),
		.user = strdup("ada"),
		.account = strdup(row->account),
		.partition = strdup("all"),
		.cluster = strdup("tx"),
		.state = strdup(row->state),
		.nodes = strdup("t1"),
		.start_s = row->start_s,
		.end_s = row->end_s,
		.elapsed_s = until_s - row->start_s,
		.limit_s = FH_FOREVER,
		.tres = { .cpus = 8, .memory_mib = 4096, .nodes = 1,
			  .energy_uj = row->energy_uj, .gpus = row->gpus,
			  .typed = { { .count = row->gpus } },
			  .type_count = 1 },
	};

	if (asprintf(&job.id, "%u", row->raw_id) < 0)
		abort();
	strcpy(job.tres.typed[0].type, row->type);
	return job;
}

static void take(const struct fake_jobs *jobs, const struct fake_row *row,
		 struct scost_jobs *ret)
{
	ret->item[ret->count++] = make(jobs, row);
}

static void begin(const struct fake_jobs *jobs, struct scost_jobs *ret)
{
	*ret = (struct scost_jobs){
		.item = calloc(jobs->count + 1, sizeof(*ret->item)),
	};
	if (!ret->item)
		abort();
}

static int ended(void *arg, int lane, int64_t from_s, int64_t until_s,
		 struct scost_jobs *ret, struct fh_error *err)
{
	struct fake_jobs *jobs = arg;

	(void) lane;
	(void) err;
	atomic_fetch_add(&jobs->windows, 1);
	begin(jobs, ret);
	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->row[i].end_s >= from_s &&
		    jobs->row[i].end_s < until_s)
			take(jobs, &jobs->row[i], ret);
	return 0;
}

static int running(void *arg, int64_t now_s, struct scost_jobs *ret,
		   struct fh_error *err)
{
	struct fake_jobs *jobs = arg;

	(void) now_s;
	(void) err;
	begin(jobs, ret);
	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->row[i].end_s == FH_UNKNOWN)
			take(jobs, &jobs->row[i], ret);
	return 0;
}

static int named(void *arg, const uint32_t *raw_id, size_t count,
		 struct scost_jobs *ret, struct fh_error *err)
{
	struct fake_jobs *jobs = arg;

	(void) err;
	begin(jobs, ret);
	for (size_t i = 0; i < jobs->count; i++)
		for (size_t j = 0; j < count; j++)
			if (jobs->row[i].raw_id == raw_id[j])
				take(jobs, &jobs->row[i], ret);
	return 0;
}

struct scost_source fake_jobs_source(struct fake_jobs *jobs)
{
	return (struct scost_source){ ended, running, named, jobs };
}

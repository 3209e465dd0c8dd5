/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The jobs of a journal: see fh_journal_jobs.h.  json-c's hash table. */
#include <json-c/linkhash.h>
#include <stdlib.h>

#include "fh_journal_jobs.h"

#define FIRST_SIZE 64		/* grows by itself */

struct fh_journal_jobs {
	struct lh_table *table;
};

/* A job is its own key. */
static unsigned long hash_job(const void *key)
{
	const struct fh_journal_job *job = key;
	uint64_t mixed = ((uint64_t) job->job_id << 32 ^
			  (uint64_t) job->start_s) * 0x9e3779b97f4a7c15u;

	return (unsigned long) (mixed >> 16);
}

static int equal_jobs(const void *left, const void *right)
{
	const struct fh_journal_job *a = left, *b = right;

	return a->job_id == b->job_id && a->start_s == b->start_s;
}

static void free_job(struct lh_entry *entry)
{
	free(lh_entry_v(entry));
}

struct fh_journal_jobs *fh_journal_jobs_new(void)
{
	struct fh_journal_jobs *jobs = calloc(1, sizeof(*jobs));

	if (!jobs)
		return NULL;
	jobs->table = lh_table_new(FIRST_SIZE, free_job, hash_job, equal_jobs);
	if (jobs->table)
		return jobs;
	free(jobs);
	return NULL;
}

struct fh_journal_job *fh_journal_jobs_at(struct fh_journal_jobs *jobs,
					  uint32_t job_id, int64_t start_s)
{
	struct fh_journal_job key = { .job_id = job_id, .start_s = start_s };
	struct lh_entry *entry = lh_table_lookup_entry(jobs->table, &key);
	struct fh_journal_job *job;

	if (entry)
		return lh_entry_v(entry);
	job = malloc(sizeof(*job));
	if (!job)
		return NULL;
	*job = key;
	if (lh_table_insert(jobs->table, job, job)) {
		free(job);
		return NULL;
	}
	return job;
}

void fh_journal_jobs_free(struct fh_journal_jobs *jobs)
{
	if (!jobs)
		return;
	lh_table_free(jobs->table);
	free(jobs);
}

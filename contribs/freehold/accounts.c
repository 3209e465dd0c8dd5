/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The accounts of a node's jobs: see accounts.h. */
#define _GNU_SOURCE /* strsep */
#include "fh_config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/accounts.h"
#include "contribs/freehold/slurm.h"

#define ASK_MS 10000
#define ASK_IN_VAIN_MS 60000	/* where slurmctld did not answer */

static int compare_jobs(const void *left, const void *right)
{
	const struct account_of_job *a = left, *b = right;

	return a->job_id < b->job_id ? -1 : a->job_id > b->job_id;
}

static const char *find(const struct accounts *accounts, uint32_t job_id)
{
	struct account_of_job key = { .job_id = job_id };
	struct account_of_job *found = NULL;

	if (accounts->count)
		found = bsearch(&key, accounts->job, accounts->count,
				sizeof(key), compare_jobs);
	return found ? found->name : NULL;
}

static size_t count_lines(const char *text)
{
	size_t count = 0;

	while ((text = strchr(text, '\n'))) {
		text++;
		count++;
	}
	return count;
}

/* Cut "jobid account" lines; the names stay in the text. */
static void take_answer(struct accounts *accounts, char *text)
{
	char *rest = text, *line, *name;

	accounts->text = text;
	accounts->job = calloc(count_lines(text) + 1,
			       sizeof(*accounts->job));
	while (accounts->job && (line = strsep(&rest, "\n"))) {
		unsigned long job_id = strtoul(line, &name, 10);

		if (*name == ' ' && name[1])
			accounts->job[accounts->count++] =
				(struct account_of_job) {
					.job_id = (uint32_t) job_id,
					.name = name + 1,
				};
	}
	if (accounts->count)
		qsort(accounts->job, accounts->count, sizeof(*accounts->job),
		      compare_jobs);
}

void accounts_refresh(struct accounts *accounts, const struct fh_live *live)
{
	size_t known = 0;
	char *text;

	while (known < live->job_count &&
	       find(accounts, live->job[known].job_id))
		known++;
	if (known == live->job_count || live->at_ms < accounts->next_ms)
		return;
	text = slurm_ask_accounts(NULL);
	accounts_clear(accounts);
	accounts->next_ms = live->at_ms + (text ? ASK_MS : ASK_IN_VAIN_MS);
	if (text)
		take_answer(accounts, text);
}

const char *accounts_name(const struct accounts *accounts,
			  const struct fh_live_job *job, char *buf,
			  size_t size)
{
	const char *name = find(accounts, job->job_id);

	if (name)
		return name;
	snprintf(buf, size, "uid %" PRIu32, job->uid);
	return buf;
}

void accounts_clear(struct accounts *accounts)
{
	free(accounts->text);
	free(accounts->job);
	memset(accounts, 0, sizeof(*accounts));
}

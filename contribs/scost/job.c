/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs: see job.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/job.h"

static void clear(struct scost_job *job)
{
	free(job->id);
	free(job->name);
	free(job->user);
	free(job->account);
	free(job->partition);
	free(job->cluster);
	free(job->qos);
	free(job->wckey);
	free(job->state);
	free(job->nodes);
	free(job->admin_comment);
}

void scost_jobs_keep(struct scost_jobs *jobs,
		     bool (*keep)(const struct scost_job *job,
				  const void *ctx), const void *ctx)
{
	size_t kept = 0;

	for (size_t i = 0; i < jobs->count; i++)
		if (keep(&jobs->item[i], ctx))
			jobs->item[kept++] = jobs->item[i];
		else
			clear(&jobs->item[i]);
	jobs->count = kept;
}

void scost_jobs_clear(struct scost_jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++)
		clear(&jobs->item[i]);
	free(jobs->item);
	jobs->item = NULL;
	jobs->count = 0;
}

char *scost_job_state(const struct scost_job *job, char buf[SCOST_STATE_MAX])
{
	const char *state = job->state ? job->state : "";
	size_t len = strcspn(state, " ");

	if (len >= SCOST_STATE_MAX)
		len = SCOST_STATE_MAX - 1;
	memcpy(buf, state, len);
	buf[len] = '\0';
	return buf;
}

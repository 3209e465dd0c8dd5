/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guard and what is known of jobs: see fh_slurm_select.h. */
#include "fh_slurm_select.h"

#include <stdlib.h>

#include "src/common/list.h"
#include "src/common/log.h"
#include "src/common/read_config.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"

#include "fh_slurm.h"

/* A submission is tested this long after its record is made, at most. */
#define NEW_FOR_S 2

/*
 * slurmd drops what it no longer has to remember at most once in this time:
 * after a look just before its memory of a job ends the job stays that long.
 */
#define LOOK_EVERY_S 2

#define BUILT_FOR "Freehold's select plugin was built for another Slurm: "

void fh_slurm_job_guard(const job_record_t *job)
{
	static bool good;

	if (good)
		return;
	if (xsize((void *) job) != sizeof(*job) || job->magic != JOB_MAGIC)
		fatal(BUILT_FOR "a job record has %zu bytes in slurmctld and %zu in the plugin",
		      xsize((void *) job), sizeof(*job));
	if (!job->details)
		return;
	if (xsize(job->details) != sizeof(*job->details) ||
	    job->details->magic != DETAILS_MAGIC)
		fatal(BUILT_FOR "job details have %zu bytes in slurmctld and %zu in the plugin",
		      xsize(job->details), sizeof(*job->details));
	good = true;
}

bool fh_slurm_job_is_new(const job_record_t *job)
{
	/* Both are set when the record is made; every scheduler sets the
	 * former again before its first look.  A job with a begin time ahead
	 * is not looked at for long, so the request must be recent too. */
	return job->last_sched_eval <= job->details->submit_time &&
	       time(NULL) - job->details->submit_time <= NEW_FOR_S &&
	       !job->restart_cnt;
}

int64_t fh_slurm_job_rested_s(const job_record_t *job)
{
	int memory_s = 1200;	/* slurmd's longest default */

	if (!job->restart_cnt)
		return 0;
	slurm_cred_ctx_get(slurmctld_config.cred_ctx,
			   SLURM_CRED_OPT_EXPIRY_WINDOW, &memory_s);
	return job->details->submit_time + memory_s + LOOK_EVERY_S;
}

struct visit {
	void (*visit)(job_record_t *job, void *arg);
	void *arg;
};

static int visit_pending(void *x, void *arg)
{
	struct visit *visit = arg;
	job_record_t *job = x;

	if (IS_JOB_PENDING(job) && job->details)
		visit->visit(job, visit->arg);
	return 0;
}

static int visit_running(void *x, void *arg)
{
	struct visit *visit = arg;
	job_record_t *job = x;

	if ((IS_JOB_RUNNING(job) || IS_JOB_SUSPENDED(job)) &&
	    job->node_bitmap)
		visit->visit(job, visit->arg);
	return 0;
}

void fh_slurm_job_each_running(void (*visit)(job_record_t *job, void *arg),
			       void *arg)
{
	struct visit each = { .visit = visit, .arg = arg };

	if (job_list)
		list_for_each(job_list, visit_running, &each);
}

void fh_slurm_job_each_pending(void (*visit)(job_record_t *job, void *arg),
			       void *arg)
{
	struct visit each = { .visit = visit, .arg = arg };

	if (job_list)
		list_for_each(job_list, visit_pending, &each);
}

bool fh_slurm_spares_deferred(void)
{
	static const char key[] = "bf_min_age_reserve=";
	const char *at = xstrcasestr(slurm_conf.sched_params, key);

	/* As slurmctld reads it: 0 is off. */
	return at && atoi(at + sizeof(key) - 1) > 0;
}

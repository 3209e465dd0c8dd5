/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Jobs that policy keeps waiting.  A test that fails makes slurmctld leave
 * the job's whole partition alone until the next pass, unless the job's begin
 * time is ahead and SchedulerParameters has bf_min_age_reserve.  Without it
 * every job that must wait too is moved at once, and a new pass asked for.
 */
#include "select_place.h"

#include "fh_slurm.h"

#include "plugins/ctld/fh_ctld.h"

static void defer_if_closed(job_record_t *job, void *arg)
{
	const char *text = fh_slurm_job_get(job, FH_TERMS_VARIABLE);
	int64_t opens_s = 0;
	struct fh_view view;

	(void) arg;
	if (!text || fh_view_open(job, text, &view))
		return;
	if (view.decision->read == FH_TERMS_OK)
		opens_s = view.decision->opens_s;
	if (opens_s > view.now_s)
		fh_slurm_job_defer(job, opens_s);
	fh_view_close(&view);
}

void fh_select_defer(job_record_t *job, int64_t until_s)
{
	/* Nothing in Slurm wakes at a begin time. */
	fh_ctld_wake_at(until_s);
	if (!fh_slurm_job_defer(job, until_s))
		return;
	if (!fh_slurm_spares_deferred())
		fh_slurm_job_each_pending(defer_if_closed, NULL);
	/* The next pass sees the begin time and says so. */
	fh_slurm_schedule();
}

static void recall(job_record_t *job, void *arg)
{
	(void) arg;
	fh_slurm_job_recall(job);
}

void fh_select_recall_all(void)
{
	fh_slurm_job_each_pending(recall, NULL);
	fh_slurm_schedule();
}

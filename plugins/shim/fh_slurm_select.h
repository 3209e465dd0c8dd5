/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the select plugin does to Slurm's job records besides placing them:
 * the guard against a wrong build, hold, deferral, the job's own variables.
 * All of it only under slurmctld's job write lock.
 */
#ifndef FH_SLURM_SELECT_H
#define FH_SLURM_SELECT_H

#include "src/common/slurm_xlator.h"

#include <stdbool.h>
#include <stdint.h>

#include "slurm/slurm_version.h"
#include "src/slurmctld/slurmctld.h"

#if SLURM_VERSION_NUMBER < SLURM_VERSION_NUM(22, 5, 0) || \
	SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(23, 2, 0)
#error "Freehold's select plugin needs Slurm 22.05"
#endif

/* Only slurmctld has these; a command that loads the plugin has NULL. */
#pragma weak job_list
#pragma weak last_job_update
#pragma weak slurmctld_config
#pragma weak slurmctld_tres_cnt

/*
 * End slurmctld when its job records are not the ones this was built for:
 * with a wrong layout terms can neither be read nor a job be held.  Free of
 * cost after the first good record.
 */
void fh_slurm_job_guard(const job_record_t *job);

/* The value of the job's variable of that name, or NULL. */
const char *fh_slurm_job_get(const job_record_t *job, const char *name);
void fh_slurm_job_set(job_record_t *job, const char *name, const char *value);

/*
 * Has no scheduler looked at the job since it was submitted?  Then a test
 * that fails rejects the submission; later it would hold the job for good.
 */
bool fh_slurm_job_is_new(const job_record_t *job);

/*
 * When the nodes of a requeued job's last run will run its prolog again (UTC;
 * 0 = at once).  slurmd remembers credentials and takes an early second start
 * for the first one; without a prolog the node has no terms and denies the
 * tasks.  Slurm's own delay of a requeue is the same, but a user can cut it
 * short.
 */
int64_t fh_slurm_job_rested_s(const job_record_t *job);

/*
 * Hold the job with a sentence that squeue and scontrol show.
 * owner_may_release:  the owner can mend the cause, and then release it.
 * Returns whether it was not held so before.
 */
bool fh_slurm_job_hold(job_record_t *job, const char *why,
		       bool owner_may_release);

/*
 * Move the job's begin time to until_s, unless it is as late already.  The
 * time it had is kept with the job, so that the user's own --begin comes
 * back when the deferral ends early.
 * Returns whether it was moved.
 */
bool fh_slurm_job_defer(job_record_t *job, int64_t until_s);

/* Undo a deferral and a hold of ours, so that the job is looked at again. */
void fh_slurm_job_recall(job_record_t *job);

/* Drop what a deferral left with a job that starts. */
void fh_slurm_job_forget(job_record_t *job);

/* Call visit for every pending job. */
void fh_slurm_job_each_pending(void (*visit)(job_record_t *job, void *arg),
			       void *arg);

/*
 * Does slurmctld give no reservation to a job whose begin time is ahead
 * (SchedulerParameters=bf_min_age_reserve)?  Else one deferred job makes its
 * partition wait for a scheduling pass.
 */
bool fh_slurm_spares_deferred(void);

#endif

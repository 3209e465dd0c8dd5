/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Jobs that wait because policy says so: held with a sentence, or moved to a
 * later begin time; and the job's own variables, where the time it had before
 * is kept.  Both plugins use it, under slurmctld's job write lock.
 */
#ifndef FH_SLURM_HOLD_H
#define FH_SLURM_HOLD_H

#include "src/common/slurm_xlator.h"

#include <stdbool.h>
#include <stdint.h>

#include "src/slurmctld/slurmctld.h"

/* Only slurmctld has it; a command that loads the library has NULL. */
#pragma weak last_job_update

/* The value of the job's variable of that name, or NULL. */
const char *fh_slurm_job_get(const job_record_t *job, const char *name);
void fh_slurm_job_set(job_record_t *job, const char *name, const char *value);

/*
 * Hold the job with a sentence that squeue and scontrol show.
 * Returns whether it was not held so before.
 */
bool fh_slurm_job_hold(job_record_t *job, const char *why);

/*
 * Move the job's begin time to until_s, unless it is as late already.  The
 * time it had is kept with the job, so that the user's own --begin comes
 * back when the deferral ends early.
 * Returns whether it was moved.
 */
bool fh_slurm_job_defer(job_record_t *job, int64_t until_s);

/* Undo a deferral and a hold of ours, so that the job is looked at again. */
void fh_slurm_job_recall(job_record_t *job);

/*
 * Somebody holds a job that is held by us already: from now on the hold is
 * theirs, and no recall ends it.
 */
void fh_slurm_job_hand_over(job_record_t *job);

/* Drop what a deferral left with a job that starts. */
void fh_slurm_job_forget(job_record_t *job);

#endif

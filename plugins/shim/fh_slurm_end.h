/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ending jobs that run, from a thread of our own: slurmctld's locks, the jobs
 * that run, and the two ways to take their nodes away.
 */
#ifndef FH_SLURM_END_H
#define FH_SLURM_END_H

#include "fh_slurm_select.h"

#include <stddef.h>

/*
 * The locks under which slurmctld's own threads change jobs; may wait for
 * them, so never from one of slurmctld's threads.
 */
void fh_slurm_jobs_lock(void);
void fh_slurm_jobs_unlock(void);

/* Is slurmctld ending, so that nothing is to be begun? */
bool fh_slurm_is_ending(void);

/*
 * The ids of the jobs that run or are suspended and have the variable.
 * ret:  for the caller to xfree().
 * Returns how many.  Jobs may be changed while they are gone through.
 */
size_t fh_slurm_running_with(const char *variable, uint32_t **ret);

/*
 * Give the nodes of a job back.  The user is told why, in the job's output.
 * Of a het job all components go.
 * requeue:  put it back into the queue, when it can be; else cancel it.
 * Returns what was done: "requeued", "cancelled", or "left" when Slurm refused.
 */
const char *fh_slurm_job_end(job_record_t *job, bool requeue,
			     const char *why);

#endif

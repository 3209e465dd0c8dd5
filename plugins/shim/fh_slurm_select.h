/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the select plugin asks of Slurm's job records besides placing them:
 * the guard against a wrong build, how new a job is, who else waits.
 * All of it only under slurmctld's job write lock.
 */
#ifndef FH_SLURM_SELECT_H
#define FH_SLURM_SELECT_H

#include "src/common/slurm_xlator.h"

#include <stdbool.h>
#include <stdint.h>

#include "slurm/slurm_version.h"
#include "src/slurmctld/slurmctld.h"

#include "fh_slurm_hold.h"

#if SLURM_VERSION_NUMBER < SLURM_VERSION_NUM(22, 5, 0) || \
	SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(23, 2, 0)
#error "Freehold's select plugin needs Slurm 22.05"
#endif

/*
 * Only slurmctld has these, or not every command has (libslurm alone exports
 * fewer than Slurm's own commands have); there they are NULL.
 */
#pragma weak job_list
#pragma weak node_record_count
#pragma weak slurmctld_config
#pragma weak slurmctld_tres_cnt

/*
 * End slurmctld when its job records are not the ones this was built for:
 * with a wrong layout terms can neither be read nor a job be held.  Free of
 * cost after the first good record.
 */
void fh_slurm_job_guard(const job_record_t *job);

/*
 * Is the job being submitted?  Then a test that fails rejects the
 * submission; later it would hold the job for good.
 */
bool fh_slurm_job_is_new(const job_record_t *job);

/*
 * When the nodes of a requeued job's last run will run its prolog again (UTC;
 * 0 = at once).  slurmd remembers credentials and takes an early second start
 * for the first one; without a prolog the node has no terms and denies the
 * tasks.  Slurm's own delay of a requeue is a second less, which on a busy node
 * may be too short, and a user can cut it short.
 */
int64_t fh_slurm_job_rested_s(const job_record_t *job);

/* Call visit for every running or suspended job. */
void fh_slurm_job_each_running(void (*visit)(job_record_t *job, void *arg),
			       void *arg);

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

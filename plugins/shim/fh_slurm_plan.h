/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Job descriptions and job records in neutral terms: as what is submitted,
 * and as what will be held for how long.  Only in slurmctld, with a read lock
 * on partitions.
 */
#ifndef FH_SLURM_PLAN_H
#define FH_SLURM_PLAN_H

#include "src/common/slurm_xlator.h"

#include <stdbool.h>
#include <stdint.h>

#include "src/slurmctld/slurmctld.h"

#include "plugins/common/fh_estimate.h"
#include "plugins/ctld/fh_submit.h"

/* Only slurmctld has it; a command that loads the library has NULL. */
#pragma weak default_part_loc

/*
 * What the description asks for; the fleet is left NULL.
 * own_gres:  its GPUs are select's choice, not the user's: left out.
 */
void fh_slurm_plan_of(const job_desc_msg_t *desc, bool own_gres,
		      int64_t now_s, struct fh_plan *ret);

/*
 * The rest of the submission: account and plan are left alone.
 * ret:  its texts stay those of desc.
 */
void fh_slurm_plan_submission(const job_desc_msg_t *desc,
			      struct fh_submission *ret);

/*
 * What the job will ask for when the update is through.
 * ret:  a shallow copy: every pointer is update's or job's.
 */
void fh_slurm_plan_merge(const job_desc_msg_t *update,
			 const job_record_t *job, bool own_gres,
			 job_desc_msg_t *ret);

/* What a pending job asks for, were it to start now. */
void fh_slurm_plan_job(const job_record_t *job, bool own_gres, int64_t now_s,
		       struct fh_plan *ret);

#endif

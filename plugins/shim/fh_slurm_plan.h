/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The size of a pending job, as far as its price hangs on it. */
#ifndef FH_SLURM_PLAN_H
#define FH_SLURM_PLAN_H

#include "src/common/slurm_xlator.h"

#include "src/slurmctld/slurmctld.h"

#include "plugins/common/fh_estimate.h"

/*
 * ret:  all but start_s and fleet.  What only the placement decides (cores
 *       and memory of whole nodes, or by the accelerator) is FH_UNKNOWN.
 */
void fh_slurm_job_plan(const job_record_t *job, struct fh_plan *ret);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the command line to slurmdbd's conditions. */
#ifndef SCOST_COND_H
#define SCOST_COND_H

#include <slurm/slurm.h>
#include <slurm/slurmdb.h>

#include "contribs/scost/args.h"
#include "plugins/common/fh_error.h"

/*
 * Fill in what the arguments choose, with sacct's defaults: today's jobs, of
 * this cluster, of the user who asks unless that is root.
 * ret:  to scost_cond_clear, also after a failure.
 * Returns 0, or -1 with err set.
 */
int scost_cond_make(const struct scost_args *args, slurmdb_job_cond_t *ret,
		    struct fh_error *err);

void scost_cond_clear(slurmdb_job_cond_t *cond);

#endif

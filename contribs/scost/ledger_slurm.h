/* SPDX-License-Identifier: GPL-2.0-or-later */
/* slurmdbd as a sync's source. */
#ifndef SCOST_LEDGER_SLURM_H
#define SCOST_LEDGER_SLURM_H

#include "contribs/scost/ledger_source.h"

struct scost_slurm;

/*
 * Connect, and learn the names that jobs use.  Between it and
 * scost_slurm_close() libslurm is initialised.
 * cluster:  NULL: this one's.
 * Returns 0, or -1 with err set.
 */
int scost_slurm_open(const char *cluster, struct scost_slurm **ret,
		     struct fh_error *err);

/* Its source lives as long as it does. */
const struct scost_source *scost_slurm_source(struct scost_slurm *slurm);

/* The cluster's name. */
const char *scost_slurm_cluster(const struct scost_slurm *slurm);

/* NULL is allowed. */
void scost_slurm_close(struct scost_slurm *slurm);

#endif

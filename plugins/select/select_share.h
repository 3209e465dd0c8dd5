/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Nodes that a job may not have because of the jobs that are on them; see
 * fh_share.h.  Under slurmctld's job write lock.
 */
#ifndef SELECT_SHARE_H
#define SELECT_SHARE_H

#include "src/common/bitstring.h"

#include "fh_slurm_select.h"

/* Look once at the jobs that slurmctld has when it starts. */
void fh_select_share_init(List jobs);

/* A job has got its resolved terms. */
void fh_select_share_begin(const job_record_t *job);

/*
 * Take out the nodes of jobs that cannot be on one node with this one.
 * text:  the job's, of fh_share_text(); NULL = it has no terms.
 * It costs a look at every job when the job's class asks for it, at those jobs
 * whose class does otherwise.
 */
void fh_select_share_cut(const job_record_t *job, const char *text,
			 bitstr_t *nodes);

#endif

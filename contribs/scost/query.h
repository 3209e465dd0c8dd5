/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs out of slurmdbd, as sacct's options choose them. */
#ifndef SCOST_QUERY_H
#define SCOST_QUERY_H

#include <slurm/slurm.h>

#include "contribs/scost/args.h"
#include "contribs/scost/job.h"
#include "contribs/scost/names.h"
#include "plugins/common/fh_error.h"

/*
 * Fetch the jobs that the arguments choose, in sacct's order.
 * with_qos:  resolve names of qualities of service (one more request).
 * ret:       to scost_jobs_clear; filled on success only.
 * Returns 0, or -1 with err set.  libslurm writes its own messages, for
 * instance about a time it can't read, to stderr.
 */
int scost_query(const struct scost_args *args, bool with_qos,
		struct scost_jobs *ret, struct fh_error *err);

/* Does this cluster keep accounts?  Returns 0, or -1 with err set. */
int scost_query_check(struct fh_error *err);

/*
 * Ask slurmdbd, NULL with err set on failure.  Where its own data base fails,
 * slurmdbd says so in its log and answers that there are no jobs: before that
 * is believed, it is asked a second time.
 */
List scost_query_ask(void *db, slurmdb_job_cond_t *cond, struct fh_error *err);

/*
 * slurmdb_job_rec_t records to jobs, in sacct's order.  Returns 0, or -1
 * with err set.
 */
int scost_query_convert(List records, const struct scost_names *names,
			struct scost_jobs *ret, struct fh_error *err);

#endif

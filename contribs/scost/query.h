/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs out of slurmdbd: the only part of scost that knows Slurm. */
#ifndef SCOST_QUERY_H
#define SCOST_QUERY_H

#include "contribs/scost/args.h"
#include "contribs/scost/job.h"
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

#endif

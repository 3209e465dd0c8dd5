/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fetching one window ahead: while one is written, slurmdbd is already asked
 * for the next.
 */
#ifndef SCOST_LEDGER_FETCH_H
#define SCOST_LEDGER_FETCH_H

#include <pthread.h>

#include "contribs/scost/ledger_source.h"

/* A fetch that goes on; it must not move. */
struct scost_fetch {
	const struct scost_source *source;
	pthread_t thread;
	int64_t from_s;
	int64_t until_s;
	struct scost_jobs jobs;
	struct fh_error err;
	int rc;
};

/* Begin.  Returns 0, or -1 with err set: then there is nothing to finish. */
int scost_fetch_start(struct scost_fetch *fetch,
		      const struct scost_source *source, int64_t from_s,
		      int64_t until_s, struct fh_error *err);

/*
 * Wait for the runs that ended in the window.
 * ret:  to scost_jobs_clear; filled on success only.
 * Returns 0, or -1 with err set.
 */
int scost_fetch_finish(struct scost_fetch *fetch, struct scost_jobs *ret,
		       struct fh_error *err);

#endif

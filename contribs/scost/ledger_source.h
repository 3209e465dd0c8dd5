/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a sync's jobs come from: slurmdbd, or a test. */
#ifndef SCOST_LEDGER_SOURCE_H
#define SCOST_LEDGER_SOURCE_H

#include "contribs/scost/job.h"
#include "plugins/common/fh_error.h"

/* So many of a source's questions can be under way at once. */
#define SCOST_LANES 2

/*
 * Every function fills ret, to scost_jobs_clear, and returns 0, or -1 with
 * err set.  Rows of one cluster, each run with its own, no matter how often
 * a job was requeued.
 */
struct scost_source {
	/* Runs that ended within [from_s, until_s); at the same time only
	 * in different lanes, from 0 on. */
	int (*ended)(void *arg, int lane, int64_t from_s, int64_t until_s,
		     struct scost_jobs *ret, struct fh_error *err);
	/* Runs that have not ended. */
	int (*running)(void *arg, int64_t now_s, struct scost_jobs *ret,
		       struct fh_error *err);
	/* Every run of these jobs, by raw_id. */
	int (*named)(void *arg, const uint32_t *raw_id, size_t count,
		     struct scost_jobs *ret, struct fh_error *err);
	void *arg;
};

#endif

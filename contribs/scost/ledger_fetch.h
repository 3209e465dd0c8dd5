/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fetching ahead: while one window is written, slurmdbd is already asked for
 * the next two, since each of its questions keeps one core busy at a time.
 */
#ifndef SCOST_LEDGER_FETCH_H
#define SCOST_LEDGER_FETCH_H

#include <pthread.h>

#include "contribs/scost/ledger_source.h"
#include "contribs/scost/ledger_window.h"

/* One window that is asked for. */
struct scost_fetch {
	const struct scost_source *source;
	pthread_t thread;
	int lane;
	int64_t from_s;
	int64_t until_s;
	struct scost_jobs jobs;
	struct fh_error err;
	int rc;
};

/* All of them, in the order of their time; it must not move. */
struct scost_ahead {
	const struct scost_source *source;
	struct scost_window window;
	struct scost_fetch fetch[SCOST_LANES];
	unsigned started;
	unsigned finished;
};

/* Begin with the windows of [from_s, end_s). */
void scost_ahead_begin(struct scost_ahead *ahead,
		       const struct scost_source *source, int64_t from_s,
		       int64_t end_s);

/*
 * The next window's runs.
 * ret:          to scost_jobs_clear; filled only where there is a window.
 * ret_until_s:  its end.
 * Returns 1, 0 behind the last window, or -1 with err set.
 */
int scost_ahead_next(struct scost_ahead *ahead, struct scost_jobs *ret,
		     int64_t *ret_until_s, struct fh_error *err);

/* Wait for what is still asked for, and drop it. */
void scost_ahead_end(struct scost_ahead *ahead);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fetching ahead: see ledger_fetch.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/ledger_fetch.h"

static void *run(void *arg)
{
	struct scost_fetch *fetch = arg;

	fetch->rc = fetch->source->ended(fetch->source->arg, fetch->lane,
					 fetch->from_s, fetch->until_s,
					 &fetch->jobs, &fetch->err);
	return NULL;
}

/* The window that is next. */
static int start(struct scost_ahead *ahead, struct fh_error *err)
{
	int lane = (int) (ahead->started % SCOST_LANES);
	struct scost_fetch *fetch = &ahead->fetch[lane];
	int rc;

	*fetch = (struct scost_fetch){
		.source = ahead->source,
		.lane = lane,
		.from_s = ahead->window.from_s,
		.until_s = ahead->window.until_s,
	};
	rc = pthread_create(&fetch->thread, NULL, run, fetch);
	if (rc)
		return fh_err(err, "couldn't start a thread: %s",
			      strerror(rc));
	ahead->started++;
	scost_window_next(&ahead->window);
	return 0;
}

static int fill_lanes(struct scost_ahead *ahead, struct fh_error *err)
{
	while (ahead->started - ahead->finished < SCOST_LANES &&
	       ahead->window.from_s < ahead->window.end_s)
		if (start(ahead, err))
			return -1;
	return 0;
}

/* The oldest; its runs are the caller's. */
static int finish(struct scost_ahead *ahead, struct scost_fetch **ret,
		  struct fh_error *err)
{
	struct scost_fetch *fetch =
		&ahead->fetch[ahead->finished % SCOST_LANES];

	pthread_join(fetch->thread, NULL);
	ahead->finished++;
	*ret = fetch;
	return fetch->rc ? fh_err(err, "%s", fetch->err.text) : 0;
}

void scost_ahead_begin(struct scost_ahead *ahead,
		       const struct scost_source *source, int64_t from_s,
		       int64_t end_s)
{
	*ahead = (struct scost_ahead){ .source = source };
	scost_window_begin(&ahead->window, from_s, end_s);
}

int scost_ahead_next(struct scost_ahead *ahead, struct scost_jobs *ret,
		     int64_t *ret_until_s, struct fh_error *err)
{
	struct scost_fetch *fetch;

	if (fill_lanes(ahead, err))
		return -1;
	if (ahead->finished == ahead->started)
		return 0;
	if (finish(ahead, &fetch, err))
		return -1;
	*ret = fetch->jobs;
	*ret_until_s = fetch->until_s;
	scost_window_learn(&ahead->window, fetch->until_s - fetch->from_s,
			   (int64_t) ret->count);
	if (!fill_lanes(ahead, err))
		return 1;
	scost_jobs_clear(ret);
	return -1;
}

void scost_ahead_end(struct scost_ahead *ahead)
{
	while (ahead->finished != ahead->started) {
		struct scost_fetch *fetch;

		if (!finish(ahead, &fetch, NULL))
			scost_jobs_clear(&fetch->jobs);
	}
}

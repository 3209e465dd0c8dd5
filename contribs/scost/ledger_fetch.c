/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fetching ahead: see ledger_fetch.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/ledger_fetch.h"

static void *run(void *arg)
{
	struct scost_fetch *fetch = arg;

	fetch->rc = fetch->source->ended(fetch->source->arg, fetch->from_s,
					 fetch->until_s, &fetch->jobs,
					 &fetch->err);
	return NULL;
}

int scost_fetch_start(struct scost_fetch *fetch,
		      const struct scost_source *source, int64_t from_s,
		      int64_t until_s, struct fh_error *err)
{
	int rc;

	*fetch = (struct scost_fetch){
		.source = source,
		.from_s = from_s,
		.until_s = until_s,
	};
	rc = pthread_create(&fetch->thread, NULL, run, fetch);
	return rc ? fh_err(err, "couldn't start a thread: %s", strerror(rc)) :
		    0;
}

int scost_fetch_finish(struct scost_fetch *fetch, struct scost_jobs *ret,
		       struct fh_error *err)
{
	pthread_join(fetch->thread, NULL);
	if (fetch->rc)
		return fh_err(err, "%s", fetch->err.text);
	*ret = fetch->jobs;
	return 0;
}

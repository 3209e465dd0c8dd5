/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bringing the ledger up to date.  Each window of time is one transaction
 * with the cluster's cursor, so that a sync that is killed goes on where it
 * was; every step can be done again and changes nothing.
 *
 * Read are: runs that ended since the cursor and some time before it, since
 * records come late; once a day those of a week before it; all that run; and
 * those that the ledger has as running and slurmdbd no longer does.
 */
#ifndef SCOST_LEDGER_SYNC_H
#define SCOST_LEDGER_SYNC_H

#include "contribs/scost/ledger_source.h"
#include "contribs/scost/ledger_store.h"
#include "plugins/common/fh_conf.h"

struct scost_sync {
	struct scost_ledger *ledger;
	const struct scost_source *source;
	const struct fh_conf *conf;
	const char *cluster;
	const char *proof_dir;		/* NULL: energy's proofs are not read */
	int64_t now_s;
	int64_t since_s;		/* read again from here on;
					 * FH_UNKNOWN: from the cursor */
	/* After each window; NULL is allowed. */
	void (*progress)(void *arg, int64_t from_s, int64_t at_s,
			 int64_t end_s, int64_t runs);
	void *progress_arg;
};

/* What was done, for one line at the end. */
struct scost_sync_result {
	int64_t runs;
	int64_t changed;
	int64_t corrections;
};

/*
 * Returns 0, or -1 with err set; what was committed before stays.
 */
int scost_sync_cluster(const struct scost_sync *sync,
		       struct scost_sync_result *ret, struct fh_error *err);

#endif

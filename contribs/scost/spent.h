/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What accounts have spent, for slurmctld's budgets: a small file in its
 * StateSaveLocation, written by scost sync.
 */
#ifndef SCOST_SPENT_H
#define SCOST_SPENT_H

#include "contribs/scost/ledger.h"
#include "plugins/common/fh_conf.h"

/* In slurmctld's StateSaveLocation. */
#define SCOST_SPENT_FILE "freehold/spent.json"

/*
 * Write what runs of this calendar year that have ended are charged: a sum
 * for each account and month.  Those that run are slurmctld's to count.
 * A configuration without budgets, and another cluster than the host's own,
 * write nothing.
 * now_s:  when the sync that filled the ledger began.
 * Returns 0, or -1 with err set.
 */
int scost_spent_write(struct scost_ledger *ledger, const struct fh_conf *conf,
		      const char *cluster, int64_t now_s,
		      struct fh_error *err);

#endif

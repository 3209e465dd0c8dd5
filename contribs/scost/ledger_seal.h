/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Closing a period of a ledger, and proving that it is as it was. */
#ifndef SCOST_LEDGER_SEAL_H
#define SCOST_LEDGER_SEAL_H

#include <stdio.h>

#include "contribs/scost/ledger_period.h"
#include "plugins/common/fh_strlist.h"

/*
 * Close a cluster's month: chain its lines and keep the head.
 * name:      "2026-10", of the ledger's time zone.
 * ret_head:  to be kept elsewhere too.
 * Returns 0, or -1 with err set: it is not over, not read to its end, or
 * closed already.
 */
int scost_seal_close(struct scost_ledger *ledger, const char *cluster,
		     const char *name, int64_t now_s,
		     char ret_head[FH_CHAIN_HEAD_SIZE], struct fh_error *err);

/*
 * Compute a closed period's chain anew, look for lines outside of it and
 * compare the sums that reports read.
 * out:  not NULL: its chain is written there as files have it.
 * Returns 0, or -1 with err set: the first line that differs.
 */
int scost_seal_verify(struct scost_ledger *ledger,
		      const struct scost_period *period, FILE *out,
		      struct fh_error *err);

/* Clusters that the ledger itself reads from slurmdbd. */
int scost_seal_clusters(struct scost_ledger *ledger, struct fh_strlist *ret,
			struct fh_error *err);

#endif

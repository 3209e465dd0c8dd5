/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A closed period as a file that another ledger takes:
 *
 *   freehold bundle 1
 *   ledger CLUSTER 2026-10          the chain's label
 *   LINES HEX                       its head
 *   HEX TEXT                        its lines
 */
#ifndef SCOST_LEDGER_BUNDLE_H
#define SCOST_LEDGER_BUNDLE_H

#include <stdio.h>

#include "contribs/scost/ledger_period.h"

/*
 * Write a closed period, proving it on the way.  The file must not be there;
 * it is there, whole, after success only.
 * Returns 0, or -1 with err set.
 */
int scost_bundle_write(struct scost_ledger *ledger,
		       const struct scost_period *period, const char *path,
		       struct fh_error *err);

/*
 * Take a bundle: nothing of it where the chain is broken, the period is
 * there already, or the ledger has lines of its own there.
 * ret_period, ret_head:  which it was: for one line at the end.
 * Returns 0, or -1 with err set.
 */
int scost_bundle_read(struct scost_ledger *ledger, const char *path,
		      char ret_label[FH_CHAIN_LABEL_MAX + 1],
		      char ret_head[FH_CHAIN_HEAD_SIZE],
		      struct fh_error *err);

#endif

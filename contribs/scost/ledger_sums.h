/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the lines of a transaction add to the sums per day (table daily):
 * gathered here and written at its end, since adding up in SQL took as long
 * as a third of the lines themselves.
 */
#ifndef SCOST_LEDGER_SUMS_H
#define SCOST_LEDGER_SUMS_H

#include "contribs/scost/ledger.h"
#include "contribs/scost/line.h"

/*
 * A line that was added with that label.
 * Returns 0, or -1 with err set: no memory, or a sum too large for the file.
 */
int scost_sums_add(struct scost_ledger *ledger, int64_t label,
		   const struct scost_line *line, struct fh_error *err);

/*
 * Write what was added.  Within the transaction, also before a line is
 * removed: what removes it from its row needs that row.
 * Returns 0, or -1 with err set.
 */
int scost_sums_write(struct scost_ledger *ledger, struct fh_error *err);

/* Forget what was added. */
void scost_sums_clear(struct scost_ledger *ledger);

#endif

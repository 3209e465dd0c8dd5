/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Labels: the texts that many lines share.  Those that were used last are
 * kept in memory, since every line needs one.
 */
#ifndef SCOST_LEDGER_LABEL_H
#define SCOST_LEDGER_LABEL_H

#include "contribs/scost/ledger.h"
#include "contribs/scost/line.h"

/*
 * The line's label, new where nobody had these texts.
 * Returns its id, or -1 with err set.
 */
int64_t scost_label_of(struct scost_ledger *ledger,
		       const struct scost_line *line, struct fh_error *err);

/* Forget those in memory: some may have been rolled back. */
void scost_labels_clear(struct scost_ledger *ledger);

#endif

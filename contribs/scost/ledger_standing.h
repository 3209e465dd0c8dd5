/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of a run that stand: neither reversed nor reversals. */
#ifndef SCOST_LEDGER_STANDING_H
#define SCOST_LEDGER_STANDING_H

#include "contribs/scost/ledger.h"
#include "contribs/scost/line.h"

struct scost_standing_line {
	int64_t id;
	bool frozen;		/* in a closed period */
	bool kept;		/* for its user */
	struct scost_line line;	/* its texts are its own */
};

struct scost_standing {
	struct scost_standing_line *item;
	size_t count;
};

/*
 * Read them.
 * ret:  to scost_standing_clear, also after a failure.
 * Returns 0, or -1 with err set.
 */
int scost_standing_read(struct scost_ledger *ledger, int64_t run_id,
			struct scost_standing *ret, struct fh_error *err);

/* The one for the same time, zone and accelerator, or NULL. */
struct scost_standing_line *scost_standing_find(struct scost_standing *of,
						const struct scost_line *line);

void scost_standing_clear(struct scost_standing *standing);

#endif

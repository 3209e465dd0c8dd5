/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far the ledger has read a cluster. */
#ifndef SCOST_LEDGER_CURSOR_H
#define SCOST_LEDGER_CURSOR_H

#include <stddef.h>

#include "contribs/scost/ledger.h"

struct scost_cursor {
	int64_t at_s;		/* FH_UNKNOWN: never */
	int64_t wide_s;		/* last time that a week was read again */
};

int scost_cursor_read(struct scost_ledger *ledger, const char *cluster,
		      struct scost_cursor *ret, struct fh_error *err);

/* Never backwards: another sync may have been further. */
int scost_cursor_write(struct scost_ledger *ledger, const char *cluster,
		       const struct scost_cursor *cursor,
		       struct fh_error *err);

/*
 * Jobs of runs that the ledger has as running and that were not seen at
 * now_s: the first raw ids above after, ascending.
 * ret:  max entries.
 */
int scost_cursor_unseen(struct scost_ledger *ledger, const char *cluster,
			int64_t now_s, int64_t after, uint32_t *ret,
			size_t max, size_t *ret_count, struct fh_error *err);

#endif

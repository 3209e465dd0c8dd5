/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ledger: lines of bills in one SQLite file, so that a report of any
 * period is read and not computed anew, and a closed one stays what it was.
 *
 * Its journal is SQLite's rollback journal, not its write-ahead log: a reader
 * with nothing but the right to read the file can read it, it may lie on a
 * network file system, and between two syncs it is one file that can be
 * copied.  Readers wait while a window is committed.
 */
#ifndef SCOST_LEDGER_H
#define SCOST_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/common/fh_error.h"

struct scost_ledger;

/* $FREEHOLD_LEDGER, else the configured place. */
const char *scost_ledger_path(void);

/*
 * Open a ledger.
 * write:  create it (0640), its directory, or bring it to this version;
 *         otherwise it must be there.
 * Returns 0, or -1 with err set.  ret is for scost_ledger_free().
 */
int scost_ledger_open(const char *path, bool write, struct scost_ledger **ret,
		      struct fh_error *err);

/* What is not committed is dropped.  NULL is allowed. */
void scost_ledger_free(struct scost_ledger *ledger);

/*
 * All of its lines have one currency, and days of one time zone: the first
 * writer's.  Returns 0, or -1 with err set: the ledger has others.
 */
int scost_ledger_bind(struct scost_ledger *ledger, const char *currency,
		      const char *timezone, struct fh_error *err);

/* "currency", "timezone"; "" before the first writer. malloc'ed, or NULL. */
char *scost_ledger_value(struct scost_ledger *ledger, const char *key,
			 struct fh_error *err);

int scost_ledger_begin(struct scost_ledger *ledger, struct fh_error *err);
int scost_ledger_commit(struct scost_ledger *ledger, struct fh_error *err);
void scost_ledger_rollback(struct scost_ledger *ledger);

#endif

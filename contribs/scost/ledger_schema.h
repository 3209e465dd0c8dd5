/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ledger's file: its tables by version, PRAGMA user_version.  A file of
 * an older version is brought to this one when it is opened for writing.
 */
#ifndef SCOST_LEDGER_SCHEMA_H
#define SCOST_LEDGER_SCHEMA_H

#include "contribs/scost/ledger_db.h"

#define SCOST_LEDGER_VERSION 3

/*
 * Bring the file to a version, one transaction per step.
 * version:  SCOST_LEDGER_VERSION; less in tests.
 * Returns 0, or -1 with err set: it is no ledger, or of a newer version.
 */
int scost_schema_migrate(sqlite3 *db, int version, struct fh_error *err);

/* Is it a ledger of this very version?  Returns 0, or -1 with err set. */
int scost_schema_check(sqlite3 *db, struct fh_error *err);

#endif

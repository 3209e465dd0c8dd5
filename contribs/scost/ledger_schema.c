/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ledger's tables: see ledger_schema.h. */
#include "fh_config.h"

#include <stdio.h>

#include "contribs/scost/ledger_schema.h"
#include "contribs/scost/ledger_sql.h"

#define APPLICATION 0x46484c47	/* "FHLG": this file is a ledger */

/* The second, where there is one, fills what the first made. */
static const char *const steps[SCOST_LEDGER_VERSION][2] = {
	{ scost_sql_lines },
	{ scost_sql_closing },
	{ scost_sql_daily, scost_sql_daily_fill },
};

static int version_of(sqlite3 *db, sqlite3_int64 *ret_version,
		      struct fh_error *err)
{
	sqlite3_int64 application, tables;

	if (scost_db_number(db, "PRAGMA user_version", 0, ret_version, err) ||
	    scost_db_number(db, "PRAGMA application_id", 0, &application,
			    err) ||
	    scost_db_number(db, "SELECT count(*) FROM sqlite_master", 0,
			    &tables, err))
		return -1;
	if (tables && application != APPLICATION)
		return fh_err(err, "%s is a data base, but no ledger of "
			      "scost's", sqlite3_db_filename(db, "main"));
	if (*ret_version > SCOST_LEDGER_VERSION)
		return fh_err(err, "%s is a ledger of version %lld; this "
			      "scost knows versions up to %d",
			      sqlite3_db_filename(db, "main"),
			      (long long) *ret_version,
			      SCOST_LEDGER_VERSION);
	return 0;
}

static int apply(sqlite3 *db, int version, struct fh_error *err)
{
	char mark[96];

	snprintf(mark, sizeof(mark),
		 "PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT",
		 APPLICATION, version);
	if (!scost_db_exec(db, steps[version - 1][0], err) &&
	    !scost_db_exec(db, steps[version - 1][1], err) &&
	    !scost_db_exec(db, mark, err))
		return 0;
	sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

/* The lock comes first: another process may be at the same. */
int scost_schema_migrate(sqlite3 *db, int version, struct fh_error *err)
{
	sqlite3_int64 now;

	for (;;) {
		if (version_of(db, &now, err))
			return -1;
		if (now >= version)
			return 0;
		if (scost_db_exec(db, "BEGIN IMMEDIATE", err))
			return -1;
		if (version_of(db, &now, err) || now >= version) {
			sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
			continue;
		}
		if (apply(db, (int) now + 1, err))
			return -1;
	}
}

int scost_schema_check(sqlite3 *db, struct fh_error *err)
{
	sqlite3_int64 now;

	if (version_of(db, &now, err))
		return -1;
	if (now == SCOST_LEDGER_VERSION)
		return 0;
	return fh_err(err, "%s is a ledger of version %lld; scost sync "
		      "brings it to version %d",
		      sqlite3_db_filename(db, "main"), (long long) now,
		      SCOST_LEDGER_VERSION);
}

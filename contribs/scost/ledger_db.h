/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SQLite as the ledger uses it: every failure becomes one sentence. */
#ifndef SCOST_LEDGER_DB_H
#define SCOST_LEDGER_DB_H

#include <sqlite3.h>
#include <stdbool.h>

#include "plugins/common/fh_error.h"

/*
 * Open a file.
 * write:  create it, 0640, where it is not there.
 * Returns 0, or -1 with err set.  ret is for sqlite3_close().
 */
int scost_db_open(const char *path, bool write, sqlite3 **ret,
		  struct fh_error *err);

/* Err with what SQLite says of the last call; always -1. */
int scost_db_err(sqlite3 *db, const char *what, struct fh_error *err);

/* One or several statements without parameters and rows. */
int scost_db_exec(sqlite3 *db, const char *sql, struct fh_error *err);

int scost_db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **ret,
		     struct fh_error *err);

/* The next row.  Returns 1, 0 when there is none, or -1 with err set. */
int scost_db_step(sqlite3_stmt *stmt, struct fh_error *err);

/*
 * To the end, and ready for the next parameters.  Returns 0, or -1 with err
 * set.
 */
int scost_db_run(sqlite3_stmt *stmt, struct fh_error *err);

/* The first column of the first row; none or NULL gives otherwise. */
int scost_db_number(sqlite3 *db, const char *sql, sqlite3_int64 otherwise,
		    sqlite3_int64 *ret, struct fh_error *err);

/* FH_UNKNOWN is NULL. */
int scost_db_bind_number(sqlite3_stmt *stmt, int at, sqlite3_int64 value);
sqlite3_int64 scost_db_number_at(sqlite3_stmt *stmt, int column);

/*
 * Texts are never NULL, but "".  A bound one is not copied: it lives until
 * the statement was run.
 */
int scost_db_bind_text(sqlite3_stmt *stmt, int at, const char *text);
const char *scost_db_text_at(sqlite3_stmt *stmt, int column);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SQLite: see ledger_db.h. */
#include "fh_config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contribs/scost/ledger_db.h"
#include "plugins/common/fh_units.h"

#define MODE 0640
#define BUSY_MS 30000	/* another sync's window */

int scost_db_err(sqlite3 *db, const char *what, struct fh_error *err)
{
	const char *path = sqlite3_db_filename(db, "main");

	return fh_err(err, "%s: couldn't %s: %s", path ? path : "ledger",
		      what, sqlite3_errmsg(db));
}

/* SQLite would take the umask's mode. */
static int create(const char *path, struct fh_error *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, MODE);
	int rc = 0;

	if (fd < 0)
		return errno == EEXIST ? 0 :
			       fh_err(err, "couldn't create the ledger %s: %s",
				      path, strerror(errno));
	if (fchmod(fd, MODE))
		rc = fh_err(err, "couldn't set the mode of %s: %s", path,
			    strerror(errno));
	close(fd);
	return rc;
}

int scost_db_open(const char *path, bool write, sqlite3 **ret,
		  struct fh_error *err)
{
	int flags = SQLITE_OPEN_NOMUTEX |	/* one thread uses it */
		    (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
	sqlite3 *db = NULL;

	if (write && create(path, err))
		return -1;
	if (sqlite3_open_v2(path, &db, flags, NULL)) {
		fh_err(err, "couldn't open the ledger %s: %s", path,
		       db ? sqlite3_errmsg(db) : "out of memory");
		sqlite3_close(db);
		return -1;
	}
	sqlite3_busy_timeout(db, BUSY_MS);
	*ret = db;
	return 0;
}

int scost_db_exec(sqlite3 *db, const char *sql, struct fh_error *err)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) ?
		       scost_db_err(db, "write", err) :
		       0;
}

int scost_db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **ret,
		     struct fh_error *err)
{
	return sqlite3_prepare_v2(db, sql, -1, ret, NULL) ?
		       scost_db_err(db, "ask", err) :
		       0;
}

int scost_db_step(sqlite3_stmt *stmt, struct fh_error *err)
{
	int rc = sqlite3_step(stmt);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_DONE)
		return 0;
	return scost_db_err(sqlite3_db_handle(stmt),
			    sqlite3_stmt_readonly(stmt) ? "read" : "write",
			    err);
}

int scost_db_run(sqlite3_stmt *stmt, struct fh_error *err)
{
	int rc;

	while ((rc = scost_db_step(stmt, err)) > 0)
		;
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	return rc;
}

int scost_db_number(sqlite3 *db, const char *sql, sqlite3_int64 otherwise,
		    sqlite3_int64 *ret, struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (scost_db_prepare(db, sql, &stmt, err))
		return -1;
	rc = scost_db_step(stmt, err);
	if (rc >= 0)
		*ret = rc && sqlite3_column_type(stmt, 0) != SQLITE_NULL ?
			       sqlite3_column_int64(stmt, 0) :
			       otherwise;
	sqlite3_finalize(stmt);
	return rc < 0 ? -1 : 0;
}

int scost_db_bind_number(sqlite3_stmt *stmt, int at, sqlite3_int64 value)
{
	return value == FH_UNKNOWN ? sqlite3_bind_null(stmt, at) :
				     sqlite3_bind_int64(stmt, at, value);
}

sqlite3_int64 scost_db_number_at(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL ?
		       FH_UNKNOWN :
		       sqlite3_column_int64(stmt, column);
}

int scost_db_bind_text(sqlite3_stmt *stmt, int at, const char *text)
{
	return sqlite3_bind_text(stmt, at, text ? text : "", -1,
				 SQLITE_STATIC);
}

const char *scost_db_text_at(sqlite3_stmt *stmt, int column)
{
	const unsigned char *text = sqlite3_column_text(stmt, column);

	return text ? (const char *) text : "";
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a ledger: see ledger.h. */
#include "fh_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/ledger_label.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_schema.h"
#include "contribs/scost/ledger_sums.h"
#include "plugins/common/fh_file.h"

#define DIR_MODE 0750

const char *scost_ledger_path(void)
{
	const char *path = getenv("FREEHOLD_LEDGER");

	return path && *path ? path : FH_STATEDIR "/ledger.sqlite";
}

static int make_directory(const char *path, struct fh_error *err)
{
	const char *slash = strrchr(path, '/');
	char *dir;
	int rc;

	if (!slash || slash == path)
		return 0;
	dir = strndup(path, (size_t) (slash - path));
	if (!dir)
		return fh_err_nomem(err);
	rc = fh_file_mkdirs(dir, DIR_MODE, err);
	free(dir);
	return rc;
}

/* The page cache is bounded: a window of lines spills to the file. */
static int prepare(sqlite3 *db, bool write, struct fh_error *err)
{
	if (scost_db_exec(db, "PRAGMA cache_size=-32768", err))
		return -1;
	if (!write)
		return scost_schema_check(db, err);
	return scost_schema_migrate(db, SCOST_LEDGER_VERSION, err);
}

int scost_ledger_open(const char *path, bool write, struct scost_ledger **ret,
		      struct fh_error *err)
{
	struct scost_ledger *ledger = calloc(1, sizeof(*ledger));

	if (!ledger)
		return fh_err_nomem(err);
	if ((write && make_directory(path, err)) ||
	    scost_db_open(path, write, &ledger->db, err) ||
	    prepare(ledger->db, write, err)) {
		scost_ledger_free(ledger);
		return -1;
	}
	*ret = ledger;
	return 0;
}

void scost_ledger_free(struct scost_ledger *ledger)
{
	if (!ledger)
		return;
	scost_labels_clear(ledger);
	scost_sums_clear(ledger);
	for (int i = 0; i < SCOST_STMT_COUNT; i++)
		sqlite3_finalize(ledger->stmt[i]);
	sqlite3_close(ledger->db);
	free(ledger);
}

char *scost_ledger_value(struct scost_ledger *ledger, const char *key,
			 struct fh_error *err)
{
	sqlite3_stmt *stmt;
	char *ret = NULL;
	int rc;

	if (scost_db_prepare(ledger->db, "SELECT value FROM ledger"
			     " WHERE key = ?", &stmt, err))
		return NULL;
	scost_db_bind_text(stmt, 1, key);
	rc = scost_db_step(stmt, err);
	if (rc >= 0) {
		ret = strdup(rc ? scost_db_text_at(stmt, 0) : "");
		if (!ret)
			fh_err_nomem(err);
	}
	sqlite3_finalize(stmt);
	return ret;
}

static int set_value(struct scost_ledger *ledger, const char *key,
		     const char *value, struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (scost_db_prepare(ledger->db, "INSERT INTO ledger VALUES (?, ?)",
			     &stmt, err))
		return -1;
	scost_db_bind_text(stmt, 1, key);
	scost_db_bind_text(stmt, 2, value);
	rc = scost_db_step(stmt, err);
	sqlite3_finalize(stmt);
	return rc;
}

static int bind_value(struct scost_ledger *ledger, const char *key,
		      const char *value, struct fh_error *err)
{
	char *has = scost_ledger_value(ledger, key, err);
	int rc = 0;

	if (!has)
		return -1;
	if (!*has)
		rc = set_value(ledger, key, value, err);
	else if (strcmp(has, value))
		rc = fh_err(err, "the ledger's %s is %s; lines of %s go into "
			    "a ledger of their own", key, has, value);
	free(has);
	return rc;
}

int scost_ledger_bind(struct scost_ledger *ledger, const char *currency,
		      const char *timezone, struct fh_error *err)
{
	if (bind_value(ledger, "currency", currency, err))
		return -1;
	return bind_value(ledger, "timezone", timezone, err);
}

int scost_ledger_begin(struct scost_ledger *ledger, struct fh_error *err)
{
	if (scost_db_exec(ledger->db, "BEGIN IMMEDIATE", err))
		return -1;
	if (!scost_db_number(ledger->db, "SELECT max(until_s) FROM closed",
			     0, &ledger->closed_until_s, err))
		return 0;
	scost_ledger_rollback(ledger);
	return -1;
}

int scost_ledger_commit(struct scost_ledger *ledger, struct fh_error *err)
{
	if (scost_sums_write(ledger, err))
		return -1;
	return scost_db_exec(ledger->db, "COMMIT", err);
}

void scost_ledger_rollback(struct scost_ledger *ledger)
{
	scost_labels_clear(ledger);
	scost_sums_clear(ledger);
	if (!sqlite3_get_autocommit(ledger->db))
		sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far a cluster was read: see ledger_cursor.h. */
#include "fh_config.h"

#include "contribs/scost/ledger_cursor.h"
#include "contribs/scost/ledger_priv.h"
#include "plugins/common/fh_units.h"

int scost_cursor_read(struct scost_ledger *ledger, const char *cluster,
		      struct scost_cursor *ret, struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	*ret = (struct scost_cursor){ FH_UNKNOWN, FH_UNKNOWN };
	if (scost_db_prepare(ledger->db, "SELECT cursor_s, wide_s"
			     " FROM cluster WHERE name = ?", &stmt, err))
		return -1;
	scost_db_bind_text(stmt, 1, cluster);
	rc = scost_db_step(stmt, err);
	if (rc > 0) {
		ret->at_s = sqlite3_column_int64(stmt, 0);
		ret->wide_s = sqlite3_column_int64(stmt, 1);
	}
	sqlite3_finalize(stmt);
	return rc < 0 ? -1 : 0;
}

int scost_cursor_write(struct scost_ledger *ledger, const char *cluster,
		       const struct scost_cursor *cursor,
		       struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (scost_db_prepare(ledger->db,
			     "INSERT INTO cluster VALUES (?, ?, ?)"
			     " ON CONFLICT (name) DO UPDATE SET"
			     " cursor_s = max(cursor_s, excluded.cursor_s),"
			     " wide_s = max(wide_s, excluded.wide_s)",
			     &stmt, err))
		return -1;
	scost_db_bind_text(stmt, 1, cluster);
	sqlite3_bind_int64(stmt, 2, cursor->at_s);
	sqlite3_bind_int64(stmt, 3, cursor->wide_s);
	rc = scost_db_step(stmt, err);
	sqlite3_finalize(stmt);
	return rc;
}

int scost_cursor_unseen(struct scost_ledger *ledger, const char *cluster,
			int64_t now_s, int64_t after, uint32_t *ret,
			size_t max, size_t *ret_count, struct fh_error *err)
{
	sqlite3_stmt *stmt;
	size_t count = 0;
	int rc = 0;

	if (scost_db_prepare(ledger->db, "SELECT DISTINCT raw_id FROM run"
			     " WHERE cluster = ? AND open AND seen < ?"
			     " AND raw_id > ? ORDER BY raw_id LIMIT ?", &stmt, err))
		return -1;
	scost_db_bind_text(stmt, 1, cluster);
	sqlite3_bind_int64(stmt, 2, now_s);
	sqlite3_bind_int64(stmt, 3, after);
	sqlite3_bind_int64(stmt, 4, (sqlite3_int64) max);
	while (count < max && (rc = scost_db_step(stmt, err)) > 0)
		ret[count++] = (uint32_t) sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	*ret_count = count;
	return rc < 0 ? -1 : 0;
}

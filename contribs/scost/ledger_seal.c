/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Closing a period: see ledger_seal.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/ledger_column.h"
#include "contribs/scost/ledger_cursor.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_seal.h"
#include "contribs/scost/ledger_text.h"
#include "plugins/common/fh_period.h"
#include "plugins/common/fh_units.h"

/* A period that is being closed. */
struct sealing {
	struct scost_ledger *ledger;
	struct scost_period period;
	struct fh_chain chain;
	sqlite3_stmt *add;
};

static int find_month(struct scost_ledger *ledger, const char *name,
		      struct fh_period *ret, struct fh_error *err)
{
	char *timezone = scost_ledger_value(ledger, "timezone", err);
	struct fh_tz *tz = NULL;
	int rc = -1;

	if (timezone && !*timezone)
		fh_err(err, "the ledger is empty; scost sync fills it");
	else if (timezone && (!strcmp(timezone, "UTC") ||
			      !fh_tz_read(FH_TZ_DIR, timezone, &tz, err)))
		rc = fh_period_parse_month(tz, name, ret, err);
	fh_tz_free(tz);
	free(timezone);
	return rc;
}

static int check_time(struct scost_ledger *ledger,
		      const struct scost_period *period, int64_t now_s,
		      struct fh_error *err)
{
	struct scost_cursor cursor;

	if (period->until_s > now_s)
		return fh_err(err, "%s is not over", period->name);
	if (scost_cursor_read(ledger, period->cluster, &cursor, err))
		return -1;
	if (cursor.at_s < period->until_s)
		return fh_err(err, "%s of %s was not read to its end; scost "
			      "sync does", period->name, period->cluster);
	return 0;
}

static int check_open(struct scost_ledger *ledger,
		      const struct scost_period *period, struct fh_error *err)
{
	struct scost_periods closed;
	int rc = scost_periods_read(ledger, period->cluster, period->name,
				    &closed, err);

	if (!rc && closed.count)
		rc = fh_err(err, "%s of %s is closed already, with the head "
			    "%s", period->name, period->cluster,
			    closed.item[0].head);
	scost_periods_clear(&closed);
	return rc;
}

static int seal_line(struct sealing *sealing, int64_t line_id,
		     const struct scost_line *line, struct printbuf *text,
		     struct fh_error *err)
{
	char hex[FH_DIGEST_HEX + 1];

	printbuf_reset(text);
	scost_text_put(text, line);
	if (scost_period_append(&sealing->chain, text->buf,
				(size_t) printbuf_length(text), hex, NULL,
				err))
		return -1;
	sqlite3_bind_int64(sealing->add, 1, sealing->period.id);
	sqlite3_bind_int64(sealing->add, 2, sealing->chain.lines);
	sqlite3_bind_int64(sealing->add, 3, line_id);
	sqlite3_bind_text(sealing->add, 4, hex, -1, SQLITE_STATIC);
	return scost_db_run(sealing->add, err);
}

static int seal_lines(struct sealing *sealing, struct fh_error *err)
{
	struct printbuf *text = printbuf_new();
	sqlite3_stmt *stmt = NULL;
	struct scost_line line;
	int rc = -1;

	if (!text) {
		fh_err_nomem(err);
		goto out;
	}
	if (scost_db_prepare(sealing->ledger->db,
			     "SELECT line, * FROM lines WHERE cluster = ?"
			     " AND day_s >= ? AND day_s < ? ORDER BY day_s,"
			     " db_index, posting, zone, accel, from_s, line",
			     &stmt, err))
		goto out;
	scost_db_bind_text(stmt, 1, sealing->period.cluster);
	sqlite3_bind_int64(stmt, 2, sealing->period.from_s);
	sqlite3_bind_int64(stmt, 3, sealing->period.until_s);
	while ((rc = scost_db_step(stmt, err)) > 0) {
		scost_columns_read(stmt, 1, &line);
		if (seal_line(sealing, sqlite3_column_int64(stmt, 0), &line,
			      text, err)) {
			rc = -1;
			break;
		}
	}
out:
	sqlite3_finalize(stmt);
	if (text)
		printbuf_free(text);
	return rc;
}

/* Within the transaction. */
static int seal(struct sealing *sealing, struct fh_error *err)
{
	sqlite3_int64 id;
	int rc;

	if (check_open(sealing->ledger, &sealing->period, err) ||
	    scost_db_number(sealing->ledger->db, "SELECT max(id) FROM closed",
			    0, &id, err) ||
	    scost_db_prepare(sealing->ledger->db, "INSERT INTO sealed VALUES"
			     " (?, ?, ?, ?)", &sealing->add, err))
		return -1;
	sealing->period.id = id + 1;
	rc = scost_period_begin(sealing->ledger, &sealing->period,
				&sealing->chain, NULL, err);
	if (!rc)
		rc = seal_lines(sealing, err);
	fh_chain_head(&sealing->chain, sealing->period.head);
	if (!rc)
		rc = scost_period_add(sealing->ledger, &sealing->period, err);
	sqlite3_finalize(sealing->add);
	return rc;
}

int scost_seal_close(struct scost_ledger *ledger, const char *cluster,
		     const char *name, int64_t now_s,
		     char ret_head[FH_CHAIN_HEAD_SIZE], struct fh_error *err)
{
	struct sealing sealing = {
		.ledger = ledger,
		.period = { .cluster = (char *) cluster,
			    .name = (char *) name, .closed_s = now_s },
	};
	struct fh_period month;

	if (find_month(ledger, name, &month, err))
		return -1;
	sealing.period.from_s = month.from_s;
	sealing.period.until_s = month.until_s;
	if (check_time(ledger, &sealing.period, now_s, err) ||
	    scost_ledger_begin(ledger, err))
		return -1;
	if (seal(&sealing, err) || scost_ledger_commit(ledger, err)) {
		scost_ledger_rollback(ledger);
		return -1;
	}
	memcpy(ret_head, sealing.period.head, FH_CHAIN_HEAD_SIZE);
	return 0;
}

int scost_seal_clusters(struct scost_ledger *ledger, struct fh_strlist *ret,
			struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (scost_db_prepare(ledger->db, "SELECT name FROM cluster ORDER BY"
			     " name", &stmt, err))
		return -1;
	while ((rc = scost_db_step(stmt, err)) > 0)
		if (fh_strlist_add(ret, scost_db_text_at(stmt, 0))) {
			rc = fh_err_nomem(err);
			break;
		}
	sqlite3_finalize(stmt);
	return rc;
}

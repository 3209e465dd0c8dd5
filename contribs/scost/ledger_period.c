/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Closed periods: see ledger_period.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/ledger_period.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_sql.h"
#include "contribs/scost/ledger_text.h"

static int add(struct scost_periods *ret, sqlite3_stmt *stmt,
	       struct fh_error *err)
{
	struct scost_period *more, *item;

	more = reallocarray(ret->item, ret->count + 1, sizeof(*more));
	if (!more)
		return fh_err_nomem(err);
	ret->item = more;
	item = &more[ret->count++];
	*item = (struct scost_period){
		.id = sqlite3_column_int64(stmt, 0),
		.cluster = strdup(scost_db_text_at(stmt, 1)),
		.name = strdup(scost_db_text_at(stmt, 2)),
		.from_s = sqlite3_column_int64(stmt, 3),
		.until_s = sqlite3_column_int64(stmt, 4),
		.closed_s = sqlite3_column_int64(stmt, 5),
		.imported = sqlite3_column_int(stmt, 6) != 0,
	};
	snprintf(item->head, sizeof(item->head), "%s",
		 scost_db_text_at(stmt, 7));
	return item->cluster && item->name ? 0 : fh_err_nomem(err);
}

int scost_periods_read(struct scost_ledger *ledger, const char *cluster,
		       const char *name, struct scost_periods *ret,
		       struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	*ret = (struct scost_periods){ 0 };
	if (scost_db_prepare(ledger->db,
			     "SELECT id, cluster, period, from_s, until_s,"
			     " closed_s, imported, head FROM closed"
			     " WHERE (?1 IS NULL OR cluster = ?1)"
			     " AND (?2 IS NULL OR period = ?2)"
			     " ORDER BY cluster, from_s", &stmt, err))
		return -1;
	sqlite3_bind_text(stmt, 1, cluster, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 2, name, -1, SQLITE_STATIC);
	while ((rc = scost_db_step(stmt, err)) > 0)
		if (add(ret, stmt, err)) {
			rc = -1;
			break;
		}
	sqlite3_finalize(stmt);
	return rc;
}

int scost_period_add(struct scost_ledger *ledger,
		     const struct scost_period *period, struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (scost_db_exec(ledger->db, scost_sql_closed_guard, err) ||
	    scost_db_prepare(ledger->db, "INSERT INTO closed VALUES"
			     " (?, ?, ?, ?, ?, ?, ?, ?)", &stmt, err))
		return -1;
	sqlite3_bind_int64(stmt, 1, period->id);
	scost_db_bind_text(stmt, 2, period->cluster);
	scost_db_bind_text(stmt, 3, period->name);
	sqlite3_bind_int64(stmt, 4, period->from_s);
	sqlite3_bind_int64(stmt, 5, period->until_s);
	sqlite3_bind_int64(stmt, 6, period->closed_s);
	scost_db_bind_text(stmt, 7, period->head);
	sqlite3_bind_int(stmt, 8, period->imported);
	rc = scost_db_step(stmt, err);
	sqlite3_finalize(stmt);
	return rc;
}

void scost_periods_clear(struct scost_periods *periods)
{
	for (size_t i = 0; i < periods->count; i++) {
		free(periods->item[i].cluster);
		free(periods->item[i].name);
	}
	free(periods->item);
	*periods = (struct scost_periods){ 0 };
}

int scost_period_label(const struct scost_period *period,
		       char ret[FH_CHAIN_LABEL_MAX + 1], struct fh_error *err)
{
	int len = snprintf(ret, FH_CHAIN_LABEL_MAX + 1, "ledger %s %s",
			   period->cluster, period->name);

	return len > FH_CHAIN_LABEL_MAX ?
		       fh_err(err, "the cluster's name is too long") :
		       0;
}

int scost_period_append(struct fh_chain *chain, const char *text, size_t len,
			char ret_hex[FH_DIGEST_HEX + 1],
			struct printbuf *ret_text, struct fh_error *err)
{
	char hex[FH_DIGEST_HEX + 1];

	if (fh_chain_append(chain, text, len, hex, err))
		return -1;
	if (ret_hex)
		memcpy(ret_hex, hex, sizeof(hex));
	if (ret_text) {
		printbuf_memappend(ret_text, hex, FH_DIGEST_HEX);
		printbuf_memappend(ret_text, " ", 1);
		printbuf_memappend(ret_text, text, (int) len);
		printbuf_memappend(ret_text, "\n", 1);
	}
	return 0;
}

/* What it is, so that nothing need be taken from elsewhere. */
static int put_title(struct scost_ledger *ledger,
		     const struct scost_period *period, struct printbuf *out,
		     struct fh_error *err)
{
	char *currency = scost_ledger_value(ledger, "currency", err);
	char *timezone = scost_ledger_value(ledger, "timezone", err);
	int rc = currency && timezone ? 0 : -1;

	if (!rc) {
		sprintbuf(out, "freehold ledger 1\t");
		scost_text_escape(out, period->cluster);
		sprintbuf(out, "\t%s\t%" PRId64 "\t%" PRId64 "\t%s\t%s",
			  period->name, period->from_s, period->until_s,
			  currency, timezone);
	}
	free(currency);
	free(timezone);
	return rc;
}

static int append_header(struct scost_ledger *ledger,
			 const struct scost_period *period,
			 struct fh_chain *chain, struct printbuf *line,
			 struct printbuf *ret_text, struct fh_error *err)
{
	if (put_title(ledger, period, line, err) ||
	    scost_period_append(chain, line->buf,
				(size_t) printbuf_length(line), NULL,
				ret_text, err))
		return -1;
	printbuf_reset(line);
	scost_text_put_names(line);
	return scost_period_append(chain, line->buf,
				   (size_t) printbuf_length(line), NULL,
				   ret_text, err);
}

int scost_period_begin(struct scost_ledger *ledger,
		       const struct scost_period *period,
		       struct fh_chain *ret, struct printbuf *ret_text,
		       struct fh_error *err)
{
	char label[FH_CHAIN_LABEL_MAX + 1];
	struct printbuf *line;
	int rc;

	if (scost_period_label(period, label, err) ||
	    fh_chain_begin(ret, label, err))
		return -1;
	line = printbuf_new();
	if (!line)
		return fh_err_nomem(err);
	rc = append_header(ledger, period, ret, line, ret_text, err);
	printbuf_free(line);
	return rc;
}

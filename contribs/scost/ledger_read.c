/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a ledger: see ledger_read.h. */
#include "fh_config.h"

#include <errno.h>
#include <json-c/printbuf.h>
#include <string.h>

#include "contribs/scost/ledger_column.h"
#include "contribs/scost/ledger_period.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_read.h"
#include "contribs/scost/ledger_text.h"

static const char *const choices[SCOST_CHOICE_COUNT] = {
	[SCOST_CHOICE_CLUSTER] = "cluster",
	[SCOST_CHOICE_ACCOUNT] = "account",
	[SCOST_CHOICE_USER] = "user",
	[SCOST_CHOICE_QOS] = "qos",
	[SCOST_CHOICE_PARTITION] = "partition",
	[SCOST_CHOICE_WCKEY] = "wckey",
	[SCOST_CHOICE_DATA_CLASS] = "data_class",
	[SCOST_CHOICE_ACCEL] = "accel",
	[SCOST_CHOICE_ZONE] = "zone",
	[SCOST_CHOICE_SITE] = "site",
	[SCOST_CHOICE_TENANCY] = "tenancy",
	[SCOST_CHOICE_STATE] = "state",
};

/* What a sum has none of. */
static const struct {
	const char *column;
	const char *expression;
} summed[] = {
	{ "db_index", "0" },	{ "job_id", "''" },
	{ "job_name", "''" },	{ "from_s", "day_s" },
	{ "until_s", "day_s" },
};

static const char *expression_of(const char *column)
{
	for (size_t i = 0; i < sizeof(summed) / sizeof(summed[0]); i++)
		if (!strcmp(summed[i].column, column))
			return summed[i].expression;
	return NULL;
}

/* daily's bit of a number, in the order of the columns. */
static void put_summed(struct printbuf *sql)
{
	size_t count;
	const struct scost_column *column = scost_columns(&count);
	unsigned bit = 1;

	for (size_t i = 0; i < count; i++) {
		const char *comma = i ? ", " : "";
		const char *expression = expression_of(column[i].name);

		if (column[i].kind == SCOST_COLUMN_NUMBER) {
			sprintbuf(sql, "%sCASE WHEN known & %u THEN %s END",
				  comma, bit, column[i].name);
			bit <<= 1;
			continue;
		}
		sprintbuf(sql, "%s%s", comma,
			  expression ? expression : column[i].name);
	}
}

static void put_where(struct printbuf *sql,
		      const struct scost_reading *reading)
{
	sprintbuf(sql, " WHERE day_s >= ?1 AND day_s < ?2");
	for (int i = 0; i < SCOST_CHOICE_COUNT; i++)
		if (reading->choice[i])
			sprintbuf(sql, " AND %s = ?%d", choices[i], i + 3);
}

static int hand_out(struct scost_ledger *ledger, const char *sql,
		    const struct scost_reading *reading, scost_line_fn *fn,
		    void *ctx, struct fh_error *err)
{
	struct scost_line line;
	sqlite3_stmt *stmt;
	int rc;

	if (scost_db_prepare(ledger->db, sql, &stmt, err))
		return -1;
	sqlite3_bind_int64(stmt, 1, reading->from_s);
	sqlite3_bind_int64(stmt, 2, reading->until_s);
	for (int i = 0; i < SCOST_CHOICE_COUNT; i++)
		if (reading->choice[i])
			scost_db_bind_text(stmt, i + 3, reading->choice[i]);
	while ((rc = scost_db_step(stmt, err)) > 0) {
		scost_columns_read(stmt, 0, &line);
		if (fn(&line, ctx, err)) {
			rc = -1;
			break;
		}
	}
	sqlite3_finalize(stmt);
	return rc;
}

int scost_ledger_lines(struct scost_ledger *ledger,
		       const struct scost_reading *reading, scost_line_fn *fn,
		       void *ctx, struct fh_error *err)
{
	struct printbuf *sql = printbuf_new();
	int rc;

	if (!sql)
		return fh_err_nomem(err);
	sprintbuf(sql, "SELECT * FROM lines");
	put_where(sql, reading);
	rc = hand_out(ledger, sql->buf, reading, fn, ctx, err);
	printbuf_free(sql);
	return rc;
}

int scost_ledger_days(struct scost_ledger *ledger,
		      const struct scost_reading *reading, scost_line_fn *fn,
		      void *ctx, struct fh_error *err)
{
	struct printbuf *sql = printbuf_new();
	int rc;

	if (!sql)
		return fh_err_nomem(err);
	sprintbuf(sql, "SELECT ");
	put_summed(sql);
	sprintbuf(sql, " FROM daily JOIN label ON label.id = daily.label");
	put_where(sql, reading);
	rc = hand_out(ledger, sql->buf, reading, fn, ctx, err);
	printbuf_free(sql);
	return rc;
}

static int dump_line(sqlite3_stmt *stmt, struct printbuf *text, FILE *out)
{
	struct scost_line line;

	scost_columns_read(stmt, 0, &line);
	printbuf_reset(text);
	scost_text_put(text, &line);
	return fprintf(out, "%s\n", text->buf) < 0 ? -1 : 0;
}

static int dump_lines(struct scost_ledger *ledger, struct printbuf *text,
		      FILE *out, struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (scost_db_prepare(ledger->db, "SELECT * FROM lines ORDER BY"
			     " cluster, day_s, db_index, posting, zone,"
			     " accel, from_s, total_micro", &stmt, err))
		return -1;
	while ((rc = scost_db_step(stmt, err)) > 0)
		if (dump_line(stmt, text, out)) {
			rc = fh_err(err, "couldn't write: %s",
				    strerror(errno));
			break;
		}
	sqlite3_finalize(stmt);
	return rc;
}

static int dump_closed(struct scost_ledger *ledger, FILE *out,
		       struct fh_error *err)
{
	struct scost_periods periods;
	int rc = scost_periods_read(ledger, NULL, NULL, &periods, err);

	for (size_t i = 0; !rc && i < periods.count; i++)
		fprintf(out, "closed %s %s %s\n", periods.item[i].cluster,
			periods.item[i].name, periods.item[i].head);
	scost_periods_clear(&periods);
	return rc;
}

int scost_ledger_dump(struct scost_ledger *ledger, FILE *out,
		      struct fh_error *err)
{
	struct printbuf *text = printbuf_new();
	int rc;

	if (!text)
		return fh_err_nomem(err);
	rc = dump_lines(ledger, text, out, err);
	if (!rc)
		rc = dump_closed(ledger, out, err);
	printbuf_free(text);
	return rc;
}

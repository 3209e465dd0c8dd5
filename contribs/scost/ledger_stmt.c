/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The statements that a line needs: see ledger_priv.h. */
#include "fh_config.h"

#include <json-c/printbuf.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/ledger_column.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_sql.h"

/* How SQL is completed with the columns that a table has. */
enum form {
	FORM_PLAIN,
	FORM_VALUES,		/* "... (a, b) VALUES (?, ?)" behind text */
	FORM_WHERE,		/* "... WHERE a = ? AND b = ?" */
};

static const struct {
	const char *sql;
	enum form form;
	enum scost_column_home home;
} texts[SCOST_STMT_COUNT] = {
	[SCOST_STMT_RUN_FIND] = {
		"SELECT id, hash FROM run WHERE cluster = ? AND db_index = ?",
		FORM_PLAIN, SCOST_HOME_RUN },
	[SCOST_STMT_RUN_ADD] = {
		"INSERT INTO run (cluster, db_index, raw_id, hash, open, seen)"
		" VALUES (?, ?, ?, ?, ?, ?)", FORM_PLAIN, SCOST_HOME_RUN },
	[SCOST_STMT_RUN_SET] = {
		"UPDATE run SET hash = ?, open = ?, seen = ? WHERE id = ?",
		FORM_PLAIN, SCOST_HOME_RUN },
	[SCOST_STMT_RUN_SEEN] = {
		"UPDATE run SET seen = ? WHERE id = ? AND open",
		FORM_PLAIN, SCOST_HOME_RUN },
	[SCOST_STMT_LABEL_FIND] = {
		"SELECT id FROM label", FORM_WHERE, SCOST_HOME_LABEL },
	[SCOST_STMT_LABEL_ADD] = {
		"INSERT INTO label (", FORM_VALUES, SCOST_HOME_LABEL },
	[SCOST_STMT_LINE_ADD] = {
		"INSERT INTO line (run, label, reverses, ", FORM_VALUES,
		SCOST_HOME_LINE },
	[SCOST_STMT_LINE_DROP] = {
		"DELETE FROM line WHERE id = ?", FORM_PLAIN,
		SCOST_HOME_LINE },
	[SCOST_STMT_STANDING] = {
		"SELECT line, EXISTS (SELECT 1 FROM sealed"
		" WHERE sealed.line = lines.line), * FROM lines"
		" WHERE run = ? AND posting <> 1 AND NOT EXISTS"
		" (SELECT 1 FROM line AS later"
		"  WHERE later.reverses = lines.line) ORDER BY line",
		FORM_PLAIN, SCOST_HOME_LINE },
	[SCOST_STMT_CLOSED_AT] = {
		"SELECT 1 FROM closed WHERE cluster = ? AND from_s <= ?2"
		" AND until_s > ?2", FORM_PLAIN, SCOST_HOME_LINE },
	[SCOST_STMT_DAILY_ADD] = {
		scost_sql_daily_add, FORM_PLAIN, SCOST_HOME_LINE },
};

static void add_values(struct printbuf *sql, enum scost_column_home home,
		       size_t before)
{
	size_t count, given = before;
	const struct scost_column *column = scost_columns(&count);
	const char *comma = "";

	for (size_t i = 0; i < count; i++) {
		if (column[i].home != home)
			continue;
		sprintbuf(sql, "%s%s", comma, column[i].name);
		comma = ", ";
		given++;
	}
	sprintbuf(sql, ") VALUES (?");
	while (--given)
		sprintbuf(sql, ", ?");
	sprintbuf(sql, ")");
}

static void add_where(struct printbuf *sql, enum scost_column_home home)
{
	size_t count;
	const struct scost_column *column = scost_columns(&count);
	const char *word = " WHERE ";

	for (size_t i = 0; i < count; i++) {
		if (column[i].home != home)
			continue;
		sprintbuf(sql, "%s%s = ?", word, column[i].name);
		word = " AND ";
	}
}

static size_t count_commas(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == ',';
	return count;
}

sqlite3_stmt *scost_ledger_stmt(struct scost_ledger *ledger,
				enum scost_ledger_stmt which,
				struct fh_error *err)
{
	struct printbuf *sql;

	if (ledger->stmt[which])
		return ledger->stmt[which];
	sql = printbuf_new();
	if (!sql) {
		fh_err_nomem(err);
		return NULL;
	}
	sprintbuf(sql, "%s", texts[which].sql);
	if (texts[which].form == FORM_VALUES)
		add_values(sql, texts[which].home,
			   count_commas(texts[which].sql));
	else if (texts[which].form == FORM_WHERE)
		add_where(sql, texts[which].home);
	scost_db_prepare(ledger->db, sql->buf, &ledger->stmt[which], err);
	printbuf_free(sql);
	return ledger->stmt[which];
}

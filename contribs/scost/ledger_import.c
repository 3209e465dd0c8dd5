/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Taking a bundle: see ledger_bundle.h. */
#include "fh_config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/ledger_bundle.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_store.h"
#include "contribs/scost/ledger_text.h"
#include "plugins/common/fh_units.h"

/* A bundle that is being read. */
struct import {
	struct scost_ledger *ledger;
	FILE *in;
	char *line;
	size_t room;
	ssize_t len;
	char label[FH_CHAIN_LABEL_MAX + 1];
	char head[FH_CHAIN_HEAD_SIZE];
	char *title;			/* cut up; period points into it */
	struct scost_period period;
	struct fh_chain chain;
	sqlite3_stmt *seal;
};

/* 1: a line without its newline; 0: the end; -1 with err set. */
static int next_line(struct import *import, struct fh_error *err)
{
	errno = 0;
	import->len = getline(&import->line, &import->room, import->in);
	if (import->len < 0)
		return errno ? fh_err(err, "couldn't read it: %s",
				      strerror(errno)) :
			       0;
	if (import->line[import->len - 1] != '\n')
		return fh_err(err, "it ends in the midst of a line");
	import->line[--import->len] = '\0';
	if (strlen(import->line) != (size_t) import->len)
		return fh_err(err, "it has a NUL in it");
	return 1;
}

static int must_line(struct import *import, struct fh_error *err)
{
	int rc = next_line(import, err);

	return rc > 0 ? 0 : rc < 0 ? -1 : fh_err(err, "it ends early");
}

/* The next line of the chain, its text. */
static int chain_line(struct import *import, char **ret_text,
		      struct fh_error *err)
{
	const char *text;

	if (must_line(import, err) ||
	    fh_chain_check_line(&import->chain, import->line,
				(size_t) import->len, &text, NULL, err))
		return -1;
	*ret_text = import->line + (text - import->line);
	return 0;
}

static int read_front(struct import *import, struct fh_error *err)
{
	struct fh_chain head;

	if (must_line(import, err))
		return -1;
	if (strcmp(import->line, "freehold bundle 1"))
		return fh_err(err, "it is no bundle of version 1");
	if (must_line(import, err))
		return -1;
	if (fh_chain_begin(&import->chain, import->line, err))
		return -1;
	memcpy(import->label, import->line, (size_t) import->len + 1);
	if (must_line(import, err) ||
	    fh_chain_parse_head(import->line, &head, err))
		return -1;
	fh_chain_head(&head, import->head);
	return 0;
}

/* "freehold ledger 1", cluster, period, from, until, currency, time zone */
enum {
	TITLE_WHAT, TITLE_CLUSTER, TITLE_PERIOD, TITLE_FROM, TITLE_UNTIL,
	TITLE_CURRENCY, TITLE_TIMEZONE, TITLE_COUNT
};

static int cut_title(char *title, char *ret[TITLE_COUNT], struct fh_error *err)
{
	for (int i = 0; i < TITLE_COUNT; i++) {
		ret[i] = strsep(&title, "\t");
		if (!ret[i] || scost_text_unescape(ret[i]))
			return fh_err(err, "its title is not complete");
	}
	if (title || strcmp(ret[TITLE_WHAT], "freehold ledger 1"))
		return fh_err(err, "it is no ledger of version 1");
	return 0;
}

static int read_title(struct import *import, struct fh_error *err)
{
	struct scost_period *period = &import->period;
	char label[FH_CHAIN_LABEL_MAX + 1];
	char *field[TITLE_COUNT], *text;

	if (chain_line(import, &text, err))
		return -1;
	import->title = strdup(text);
	if (!import->title)
		return fh_err_nomem(err);
	if (cut_title(import->title, field, err) ||
	    fh_units_parse_count(field[TITLE_FROM], 0, FH_CIVIL_LAST_S,
				 &period->from_s, err) ||
	    fh_units_parse_count(field[TITLE_UNTIL], period->from_s + 1,
				 FH_CIVIL_LAST_S, &period->until_s, err))
		return -1;
	period->cluster = field[TITLE_CLUSTER];
	period->name = field[TITLE_PERIOD];
	if (scost_period_label(period, label, err))
		return -1;
	if (strcmp(label, import->label))
		return fh_err(err, "it says it were %s, and it is %s",
			      import->label, label);
	return scost_ledger_bind(import->ledger, field[TITLE_CURRENCY],
				 field[TITLE_TIMEZONE], err);
}

static int read_names(struct import *import, struct fh_error *err)
{
	struct printbuf *names = printbuf_new();
	char *text;
	int rc;

	if (!names)
		return fh_err_nomem(err);
	scost_text_put_names(names);
	rc = chain_line(import, &text, err);
	if (!rc && strcmp(text, names->buf))
		rc = fh_err(err, "its columns are not those of this version");
	printbuf_free(names);
	return rc;
}

/* Each once, and none into a period that the ledger fills itself. */
static int check_free(struct import *import, struct fh_error *err)
{
	const struct scost_period *period = &import->period;
	struct scost_periods closed;
	sqlite3_stmt *stmt;
	int rc = scost_periods_read(import->ledger, period->cluster,
				    period->name, &closed, err);

	if (!rc && closed.count)
		rc = fh_err(err, "%s of %s is in the ledger already, with %s "
			    "head", period->name, period->cluster,
			    strcmp(closed.item[0].head, import->head) ?
				    "another" : "the same");
	scost_periods_clear(&closed);
	if (rc || scost_db_prepare(import->ledger->db,
				   "SELECT 1 FROM lines WHERE cluster = ?"
				   " AND day_s >= ? AND day_s < ? LIMIT 1",
				   &stmt, err))
		return -1;
	scost_db_bind_text(stmt, 1, period->cluster);
	sqlite3_bind_int64(stmt, 2, period->from_s);
	sqlite3_bind_int64(stmt, 3, period->until_s);
	rc = scost_db_step(stmt, err);
	sqlite3_finalize(stmt);
	return rc > 0 ? fh_err(err, "the ledger has lines of its own of %s "
			       "in %s", period->cluster, period->name) :
			rc;
}

static int find_run(struct import *import, const struct scost_line *line,
		    int64_t *ret, struct fh_error *err)
{
	const struct scost_run run = {
		.cluster = line->cluster,
		.db_index = line->db_index,
	};
	sqlite3_stmt *stmt = scost_ledger_stmt(import->ledger,
					       SCOST_STMT_RUN_FIND, err);
	int rc;

	if (!stmt)
		return -1;
	scost_db_bind_text(stmt, 1, run.cluster);
	sqlite3_bind_int64(stmt, 2, run.db_index);
	rc = scost_db_step(stmt, err);
	if (rc > 0)
		*ret = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	if (rc)
		return rc < 0 ? -1 : 0;
	return scost_store_add_run(import->ledger, &run, 0, ret, err);
}

static int take_line(struct import *import, struct fh_error *err)
{
	const struct scost_period *period = &import->period;
	char hex[FH_DIGEST_HEX + 1];
	struct scost_line line;
	struct fh_error why;
	int64_t run, id;
	char *text;

	if (chain_line(import, &text, err))
		return -1;
	if (scost_text_read(text, &line, &why))
		return fh_err(err, "line %lld: %s",
			      (long long) import->chain.lines, why.text);
	if (strcmp(line.cluster, period->cluster) ||
	    line.day_s < period->from_s || line.day_s >= period->until_s)
		return fh_err(err, "line %lld is of another cluster or period",
			      (long long) import->chain.lines);
	if (find_run(import, &line, &run, err) ||
	    scost_store_line(import->ledger, run, FH_UNKNOWN, &line, err))
		return -1;
	id = sqlite3_last_insert_rowid(import->ledger->db);
	fh_digest_put(import->chain.hash, hex);
	sqlite3_bind_int64(import->seal, 1, period->id);
	sqlite3_bind_int64(import->seal, 2, import->chain.lines);
	sqlite3_bind_int64(import->seal, 3, id);
	sqlite3_bind_text(import->seal, 4, hex, -1, SQLITE_STATIC);
	return scost_db_run(import->seal, err);
}

static int take_lines(struct import *import, struct fh_error *err)
{
	struct fh_chain head;
	int rc;

	if (fh_chain_parse_head(import->head, &head, err))
		return -1;
	while (import->chain.lines < head.lines)
		if (take_line(import, err))
			return -1;
	rc = next_line(import, err);
	if (rc)
		return rc < 0 ? -1 :
				fh_err(err, "it goes on behind its head, line "
				       "%lld", (long long) head.lines);
	return fh_chain_compare(&import->chain, &head, err);
}

/* Within the transaction. */
static int take(struct import *import, struct fh_error *err)
{
	sqlite3_int64 id;
	int rc = -1;

	if (read_front(import, err) || read_title(import, err) ||
	    read_names(import, err) || check_free(import, err) ||
	    scost_db_number(import->ledger->db, "SELECT max(id) FROM closed",
			    0, &id, err) ||
	    scost_db_prepare(import->ledger->db, "INSERT INTO sealed VALUES"
			     " (?, ?, ?, ?)", &import->seal, err))
		return -1;
	import->period.id = id + 1;
	import->period.imported = true;
	memcpy(import->period.head, import->head, sizeof(import->head));
	if (!take_lines(import, err))
		rc = scost_period_add(import->ledger, &import->period, err);
	sqlite3_finalize(import->seal);
	return rc;
}

int scost_bundle_read(struct scost_ledger *ledger, const char *path,
		      char ret_label[FH_CHAIN_LABEL_MAX + 1],
		      char ret_head[FH_CHAIN_HEAD_SIZE], struct fh_error *err)
{
	struct import import = { .ledger = ledger, .in = fopen(path, "re") };
	struct fh_error why = { "" };
	int rc;

	if (!import.in)
		return fh_err(err, "couldn't open %s: %s", path,
			      strerror(errno));
	rc = scost_ledger_begin(ledger, &why);
	if (!rc)
		rc = take(&import, &why);
	if (!rc)
		rc = scost_ledger_commit(ledger, &why);
	if (rc) {
		scost_ledger_rollback(ledger);
		fh_err(err, "%s: %s", path, why.text);
	} else {
		memcpy(ret_label, import.label, sizeof(import.label));
		memcpy(ret_head, import.head, sizeof(import.head));
	}
	fclose(import.in);
	free(import.title);
	free(import.line);
	return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of a run that stand: see ledger_standing.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/ledger_column.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_standing.h"

static void clear_texts(struct scost_line *line)
{
	size_t count;
	const struct scost_column *column = scost_columns(&count);

	for (size_t i = 0; i < count; i++)
		if (column[i].kind == SCOST_COLUMN_TEXT)
			free((char *) scost_column_text(&column[i], line));
}

/* On failure those that were copied are freed, and none is left. */
static int copy_texts(struct scost_line *line)
{
	struct scost_line copy = *line;
	size_t count, copied = 0;
	const struct scost_column *column = scost_columns(&count);
	bool failed = false;

	for (; copied < count && !failed; copied++) {
		char *text;

		if (column[copied].kind != SCOST_COLUMN_TEXT)
			continue;
		text = strdup(scost_column_text(&column[copied], line));
		failed = !text;
		scost_column_set_text(&column[copied], text, &copy);
	}
	for (size_t i = 0; failed && i + 1 < copied; i++)
		if (column[i].kind == SCOST_COLUMN_TEXT)
			free((char *) scost_column_text(&column[i], &copy));
	if (failed)
		return -1;
	*line = copy;
	return 0;
}

static int add(struct scost_standing *ret, sqlite3_stmt *stmt,
	       struct fh_error *err)
{
	struct scost_standing_line *more, *item;

	more = reallocarray(ret->item, ret->count + 1, sizeof(*more));
	if (!more)
		return fh_err_nomem(err);
	ret->item = more;
	item = &more[ret->count];
	*item = (struct scost_standing_line){
		.id = sqlite3_column_int64(stmt, 0),
		.frozen = sqlite3_column_int(stmt, 1) != 0,
	};
	scost_columns_read(stmt, 2, &item->line);
	if (copy_texts(&item->line))
		return fh_err_nomem(err);
	ret->count++;
	return 0;
}

int scost_standing_read(struct scost_ledger *ledger, int64_t run_id,
			struct scost_standing *ret, struct fh_error *err)
{
	sqlite3_stmt *stmt = scost_ledger_stmt(ledger, SCOST_STMT_STANDING,
					       err);
	int rc;

	*ret = (struct scost_standing){ 0 };
	if (!stmt)
		return -1;
	sqlite3_bind_int64(stmt, 1, run_id);
	while ((rc = scost_db_step(stmt, err)) > 0)
		if (add(ret, stmt, err)) {
			rc = -1;
			break;
		}
	sqlite3_reset(stmt);
	return rc;
}

struct scost_standing_line *scost_standing_find(struct scost_standing *of,
						const struct scost_line *line)
{
	for (size_t i = 0; i < of->count; i++) {
		struct scost_standing_line *item = &of->item[i];

		if (!item->kept && item->line.from_s == line->from_s &&
		    !strcmp(item->line.zone, line->zone) &&
		    !strcmp(item->line.accel, line->accel))
			return item;
	}
	return NULL;
}

void scost_standing_clear(struct scost_standing *standing)
{
	for (size_t i = 0; i < standing->count; i++)
		clear_texts(&standing->item[i].line);
	free(standing->item);
	*standing = (struct scost_standing){ 0 };
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The columns of a line, once for all: what the file's tables, the text of a
 * line in a chain or a bundle, and comparisons go by.
 */
#ifndef SCOST_LEDGER_COLUMN_H
#define SCOST_LEDGER_COLUMN_H

#include <stdbool.h>
#include <stddef.h>

#include "contribs/scost/line.h"
#include "contribs/scost/ledger_db.h"

enum scost_column_kind {
	SCOST_COLUMN_TEXT,	/* const char * */
	SCOST_COLUMN_NUMBER,	/* int64_t, FH_UNKNOWN allowed */
	SCOST_COLUMN_COUNT,	/* int64_t, always known */
	SCOST_COLUMN_BITS,	/* unsigned */
};

/* The table that has it. */
enum scost_column_home {
	SCOST_HOME_RUN,
	SCOST_HOME_LABEL,
	SCOST_HOME_LINE,
};

struct scost_column {
	const char *name;
	size_t offset;			/* in struct scost_line */
	enum scost_column_kind kind;
	enum scost_column_home home;
	bool passing;			/* no reason to correct a frozen
					 * line: says how it came about, not
					 * what it comes to */
};

/* In the order of the view "lines" and of a line's text. */
const struct scost_column *scost_columns(size_t *ret_count);

int64_t scost_column_number(const struct scost_column *column,
			    const struct scost_line *line);
const char *scost_column_text(const struct scost_column *column,
			      const struct scost_line *line);
void scost_column_set_number(const struct scost_column *column, int64_t value,
			     struct scost_line *line);
void scost_column_set_text(const struct scost_column *column,
			   const char *text, struct scost_line *line);

/* Do two lines agree in all columns, passing ones left out where told? */
bool scost_line_equal(const struct scost_line *a, const struct scost_line *b,
		      bool with_passing);

/*
 * Bind the columns that home has to the parameters from at on.  Returns the
 * next parameter's number.
 */
int scost_columns_bind(sqlite3_stmt *stmt, int at, const struct scost_line *line,
		       enum scost_column_home home);

/* The line of a row whose columns from at on are the view's. */
void scost_columns_read(sqlite3_stmt *stmt, int at, struct scost_line *ret);

#endif

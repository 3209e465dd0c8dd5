/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Series from CSV text: see fh_series.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_bundle.h"
#include "fh_quote.h"
#include "fh_series_data.h"
#include "fh_units.h"

#define HOUR_S 3600
#define STEP_MIN_S 300
#define LAST_INSTANT_S 253402300799LL	/* 9999-12-31T23:59:59Z */
#define INDEX_MAX (LAST_INSTANT_S / HOUR_S)
#define CELL_MAX 63		/* bytes of a cell */
#define SINCE "hours since "

/* A cell, or a whole line, of the text. */
struct slice {
	const char *at;
	size_t len;
};

/* A text being read; one line at a time. */
struct reader {
	const char *file;
	const struct fh_series_kind *kind;
	const struct fh_series_unit *unit;	/* of this file */
	struct fh_diags *diags;
	struct slice rest;	/* of the text */
	struct slice line;	/* without its end */
	unsigned number;	/* of the line, from 1 */
	int64_t origin_s;	/* of an index; FH_UNKNOWN: instants */
	int64_t last_s;		/* instant of the line before */
	bool failed;
	struct fh_series *series;
};

/* Add a mistake at a place in the line. */
static int bad(struct reader *reader, const char *where, const char *text)
{
	reader->failed = true;
	fh_diag_add(reader->diags, reader->file, reader->number,
		    (unsigned) (where - reader->line.at) + 1, "", "%s", text);
	return -1;
}

static int bad_err(struct reader *reader, const char *where,
		   const struct fh_error *err)
{
	return bad(reader, where, err->text);
}

/* The next line; a carriage return before its end belongs to the end. */
static bool next_line(struct reader *reader)
{
	struct slice *rest = &reader->rest;
	const char *end;
	size_t len;

	if (!rest->len)
		return false;
	end = memchr(rest->at, '\n', rest->len);
	len = end ? (size_t) (end - rest->at) : rest->len;
	reader->line = (struct slice) { rest->at, len };
	reader->number++;
	rest->at += len + !!end;
	rest->len -= len + !!end;
	if (len && reader->line.at[len - 1] == '\r')
		reader->line.len--;
	return true;
}

/* A slice as a string; a NUL or a long one never looks like a short one. */
static int copy_cell(struct reader *reader, const struct slice *cell,
		     char ret[CELL_MAX + 1])
{
	if (cell->len > CELL_MAX || memchr(cell->at, '\0', cell->len))
		return bad(reader, cell->at, "a cell is longer than 63 bytes "
			   "or has a byte 0 in it");
	memcpy(ret, cell->at, cell->len);
	ret[cell->len] = '\0';
	return 0;
}

/* The line's two cells as strings. */
static int split_line(struct reader *reader, struct slice cell[2],
		      char text[2][CELL_MAX + 1])
{
	const struct slice *line = &reader->line;
	const char *comma = line->len ? memchr(line->at, ',', line->len) :
					NULL;
	size_t len;

	if (!comma)
		return bad(reader, line->at, "a line has an instant and a "
			   "value, with a comma between them");
	len = (size_t) (comma - line->at);
	cell[0] = (struct slice) { line->at, len };
	cell[1] = (struct slice) { comma + 1, line->len - len - 1 };
	return copy_cell(reader, &cell[0], text[0]) ||
	       copy_cell(reader, &cell[1], text[1]) ? -1 : 0;
}

/* "instant", or "hours since 2026-01-01". */
static int read_origin(struct reader *reader, const struct slice *cell,
		       const char *text)
{
	struct fh_error err;

	reader->origin_s = FH_UNKNOWN;
	if (!strcmp(text, "instant"))
		return 0;
	if (strncmp(text, SINCE, sizeof(SINCE) - 1))
		return bad(reader, cell->at, "the header begins with "
			   "\"instant\" or \"hours since 2026-01-01\"");
	if (fh_units_parse_instant(text + sizeof(SINCE) - 1,
				   &reader->origin_s, &err))
		return bad_err(reader, cell->at + sizeof(SINCE) - 1, &err);
	return 0;
}

static int read_unit(struct reader *reader, const struct slice *cell,
		     const char *text)
{
	const struct fh_series_kind *kind = reader->kind;
	struct fh_quoted typed;
	struct fh_error err;
	char names[256] = "";
	size_t used = 0;

	for (size_t i = 0; i < kind->unit_count; i++) {
		if (!strcmp(text, kind->unit[i].name)) {
			reader->unit = &kind->unit[i];
			return 0;
		}
		if (used < sizeof(names))
			used += (size_t) snprintf(names + used,
						  sizeof(names) - used, "%s%s",
						  i ? ", " : "",
						  kind->unit[i].name);
	}
	fh_err(&err, "'%s' is no unit of these values; one of: %s",
	       fh_quote(text, &typed), names);
	return bad_err(reader, cell->at, &err);
}

/* Comments, then the header. */
static int read_header(struct reader *reader)
{
	char text[2][CELL_MAX + 1];
	struct slice cell[2];

	while (next_line(reader)) {
		if (reader->line.len && reader->line.at[0] == '#')
			continue;
		return split_line(reader, cell, text) ||
		       read_origin(reader, &cell[0], text[0]) ||
		       read_unit(reader, &cell[1], text[1]) ? -1 : 0;
	}
	reader->number = 1;
	reader->line = reader->rest;
	return bad(reader, reader->line.at, "it has no header, as "
		   "\"instant,USD/kWh\"");
}

static int read_instant(struct reader *reader, const struct slice *cell,
			const char *text, int64_t *ret_s)
{
	struct fh_error err;
	int64_t index;

	if (reader->origin_s == FH_UNKNOWN) {
		if (fh_units_parse_instant(text, ret_s, &err))
			return bad_err(reader, cell->at, &err);
		return 0;
	}
	if (fh_units_parse_count(text, 0, INDEX_MAX, &index, &err))
		return bad_err(reader, cell->at, &err);
	*ret_s = reader->origin_s + index * HOUR_S;
	return 0;
}

static int read_value(struct reader *reader, const struct slice *cell,
		      const char *text, int64_t *ret_micro)
{
	bool negative = reader->kind->may_be_negative && *text == '-';
	struct fh_error err;
	int64_t micro;

	if (fh_units_parse_micro(text + negative, &micro, &err))
		return bad_err(reader, cell->at, &err);
	if (micro % reader->unit->divisor) {
		fh_err(&err, "a value is finer than a millionth of what %s "
		       "is counted in here; round it before",
		       reader->unit->name);
		return bad_err(reader, cell->at, &err);
	}
	micro /= reader->unit->divisor;
	*ret_micro = negative ? -micro : micro;
	return 0;
}

/* The first two lines say how long a step is. */
static void set_step(struct reader *reader, int64_t step_s)
{
	if (step_s < STEP_MIN_S || step_s > HOUR_S || HOUR_S % step_s)
		bad(reader, reader->line.at, "a step lasts an hour, or 5, "
		    "10, 15, 20 or 30 minutes, and this line is not one step "
		    "behind the first");
	else
		reader->series->step_s = step_s;
}

/* Neither a gap nor an overlap before this line. */
static void check_instant(struct reader *reader, int64_t at_s)
{
	int64_t expected_s = reader->last_s + reader->series->step_s;
	char here[32], there[32];
	struct fh_error err;

	if (at_s == expected_s)
		return;
	fh_units_format_instant(expected_s, there, sizeof(there));
	fh_units_format_instant(at_s, here, sizeof(here));
	if (at_s > expected_s)
		fh_err(&err, "there is a gap: nothing from %s to %s", there,
		       here);
	else
		fh_err(&err, "%s overlaps the line before, which lasts until "
		       "%s", here, there);
	bad_err(reader, reader->line.at, &err);
}

static void add_row(struct reader *reader, int64_t at_s, int64_t micro)
{
	struct fh_series *series = reader->series;

	if (!series->count)
		series->from_s = at_s;
	else if (series->count == 1)
		set_step(reader, at_s - reader->last_s);
	else
		check_instant(reader, at_s);
	/* Behind a mistake the check goes on from here. */
	reader->last_s = at_s;
	series->value[series->count++] = micro;
}

static void read_rows(struct reader *reader)
{
	char text[2][CELL_MAX + 1];
	struct slice cell[2];
	int64_t at_s, micro;

	while (next_line(reader)) {
		if (split_line(reader, cell, text) ||
		    read_instant(reader, &cell[0], text[0], &at_s) ||
		    read_value(reader, &cell[1], text[1], &micro))
			continue;
		add_row(reader, at_s, micro);
	}
	if (!reader->series->count && !reader->failed)
		bad(reader, reader->line.at, "no line with a value follows "
		    "the header");
}

/* How many lines there can be at most. */
static size_t count_lines(const char *text, size_t len)
{
	const char *end = text + len;
	size_t count = 1;

	while (text < end && (text = memchr(text, '\n',
					    (size_t) (end - text)))) {
		count++;
		text++;
	}
	return count;
}

static int read_text(struct reader *reader, size_t lines)
{
	if (reader->rest.len > FH_SERIES_MAX_BYTES ||
	    lines > FH_SERIES_MAX_VALUES) {
		reader->number = 1;
		return bad(reader, reader->line.at, "a series has at most 32 "
			   "MiB and 1048576 lines");
	}
	reader->series = calloc(1, sizeof(*reader->series) +
				   lines * sizeof(*reader->series->value));
	if (!reader->series)
		return bad(reader, reader->line.at, "out of memory");
	/* One value alone lasts an hour. */
	reader->series->step_s = HOUR_S;
	if (read_header(reader))
		return -1;
	read_rows(reader);
	return reader->failed ? -1 : 0;
}

int fh_series_read(const char *file, const char *text, size_t len,
		   const struct fh_series_kind *kind, struct fh_series **ret,
		   struct fh_diags *diags)
{
	struct reader reader = {
		.file = file, .kind = kind, .diags = diags,
		.rest = { text, len }, .line = { text, 0 },
	};
	struct fh_error err;
	int rc = -1;

	if (read_text(&reader, count_lines(text, len)))
		goto out;
	if (fh_bundle_digest(text, len, reader.series->digest, &err)) {
		bad_err(&reader, reader.line.at, &err);
		goto out;
	}
	*ret = reader.series;
	reader.series = NULL;
	rc = 0;
out:
	fh_series_free(reader.series);
	return rc;
}

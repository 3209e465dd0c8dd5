/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Aligned and parsable output, shaped as sacct's: see table.h. */
#include "fh_config.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/table.h"

static bool parsable(const struct scost_args *args)
{
	return args->output == SCOST_PARSABLE ||
	       args->output == SCOST_PARSABLE2;
}

/* A user's text must not steer the reader's terminal or end the line. */
static void put_clean(FILE *out, const char *text, size_t len)
{
	for (; len && *text; len--, text++)
		fputc(iscntrl((unsigned char) *text) ? '?' : *text, out);
}

static void put_parsable(FILE *out, const struct scost_args *args,
			 const char *text, bool last)
{
	bool behind = args->output == SCOST_PARSABLE || !last;

	put_clean(out, text, SIZE_MAX);
	if (behind)
		fputs(args->delimiter, out);
}

static void put_aligned(FILE *out, int width, const char *text, bool cut)
{
	size_t room = abs(width), len = strlen(text);
	int pad = len < room ? (int) (room - len) : 0;

	if (width > 0)
		fprintf(out, "%*s", pad, "");
	if (cut && len > room) {
		put_clean(out, text, room - 1);
		fputc('+', out);
	} else {
		put_clean(out, text, len);
	}
	fprintf(out, "%*s ", width < 0 ? pad : 0, "");
}

static void put_dashes(FILE *out, const struct scost_format *format)
{
	for (size_t i = 0; i < format->count; i++) {
		for (int j = abs(format->column[i].width); j > 0; j--)
			fputc('-', out);
		fputc(' ', out);
	}
	fputc('\n', out);
}

void scost_table_header(FILE *out, const struct scost_args *args,
			const struct scost_format *format)
{
	for (size_t i = 0; i < format->count; i++) {
		const struct scost_column *column = &format->column[i];
		int room = abs(column->width);

		if (parsable(args))
			put_parsable(out, args, column->field->name,
				     i + 1 == format->count);
		else
			fprintf(out, "%*.*s ", column->width, room,
				column->field->name);
	}
	fputc('\n', out);
	if (!parsable(args))
		put_dashes(out, format);
}

void scost_table_row(FILE *out, const struct scost_args *args,
		     const struct scost_format *format,
		     const struct scost_row *row)
{
	for (size_t i = 0; i < format->count; i++) {
		const struct scost_column *column = &format->column[i];
		struct scost_cell cell = { 0 };

		column->field->fill(row, &cell);
		if (parsable(args))
			put_parsable(out, args, cell.text,
				     i + 1 == format->count);
		else
			put_aligned(out, column->width, cell.text,
				    !cell.numeric);
	}
	fputc('\n', out);
}

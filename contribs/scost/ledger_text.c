/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line as text: see ledger_text.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/ledger_column.h"
#include "contribs/scost/ledger_text.h"
#include "plugins/common/fh_units.h"

void scost_text_escape(struct printbuf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char byte = (unsigned char) *text;

		if (byte == '\\')
			printbuf_memappend(out, "\\\\", 2);
		else if (byte < ' ' || byte == 0x7f)
			sprintbuf(out, "\\x%02x", byte);
		else
			printbuf_memappend(out, text, 1);
	}
}

void scost_text_put(struct printbuf *out, const struct scost_line *line)
{
	size_t count;
	const struct scost_column *column = scost_columns(&count);

	for (size_t i = 0; i < count; i++) {
		int64_t number;

		if (i)
			printbuf_memappend(out, "\t", 1);
		if (column[i].kind == SCOST_COLUMN_TEXT) {
			scost_text_escape(out,
					  scost_column_text(&column[i], line));
			continue;
		}
		number = scost_column_number(&column[i], line);
		if (number == FH_UNKNOWN)
			printbuf_memappend(out, "-", 1);
		else
			sprintbuf(out, "%" PRId64, number);
	}
}

void scost_text_put_names(struct printbuf *out)
{
	size_t count;
	const struct scost_column *column = scost_columns(&count);

	for (size_t i = 0; i < count; i++)
		sprintbuf(out, "%s%s", i ? "\t" : "", column[i].name);
}

static int hex_digit(char digit)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = digit ? strchr(digits, digit) : NULL;

	return at ? (int) (at - digits) : -1;
}

int scost_text_unescape(char *text)
{
	char *to = text;

	for (; *text; text++) {
		int high, low;

		if (*text != '\\') {
			*to++ = *text;
			continue;
		}
		if (*++text == '\\') {
			*to++ = '\\';
			continue;
		}
		high = *text == 'x' ? hex_digit(text[1]) : -1;
		low = high < 0 ? -1 : hex_digit(text[2]);
		if (low < 0 || !(high | low))
			return -1;
		*to++ = (char) (high << 4 | low);
		text += 2;
	}
	*to = '\0';
	return 0;
}

static int read_column(const struct scost_column *column, char *text,
		       struct scost_line *ret)
{
	int64_t number = FH_UNKNOWN;
	int64_t max = column->kind == SCOST_COLUMN_BITS ? UINT32_MAX :
							  INT64_MAX;

	if (column->kind == SCOST_COLUMN_TEXT) {
		if (scost_text_unescape(text))
			return -1;
		scost_column_set_text(column, text, ret);
		return 0;
	}
	if ((strcmp(text, "-") || column->kind != SCOST_COLUMN_NUMBER) &&
	    fh_units_parse_count(text, 0, max, &number, NULL))
		return -1;
	scost_column_set_number(column, number, ret);
	return 0;
}

int scost_text_read(char *text, struct scost_line *ret, struct fh_error *err)
{
	size_t count;
	const struct scost_column *column = scost_columns(&count);
	struct scost_line line = { 0 };
	char *field = text;

	for (size_t i = 0; i < count; i++) {
		field = strsep(&text, "\t");
		if (!field || read_column(&column[i], field, &line))
			return fh_err(err, "it has no %s that can be read",
				      column[i].name);
	}
	if (text)
		return fh_err(err, "it has more than %zu columns", count);
	if (line.posting > SCOST_CORRECTION)
		return fh_err(err, "its posting is no known one");
	*ret = line;
	return 0;
}

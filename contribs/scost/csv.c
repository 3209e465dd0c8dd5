/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Comma-separated values: see csv.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/csv.h"
#include "contribs/scost/text.h"

static void begin(struct scost_csv *csv)
{
	if (csv->in_line)
		fputc(',', csv->out);
	csv->in_line = true;
}

static const char *escape(char c)
{
	return c == '"' ? "\"\"" : NULL;
}

void scost_csv_text(struct scost_csv *csv, const char *text)
{
	bool formula, quoted;

	begin(csv);
	if (!text || !*text)
		return;
	formula = strchr("=+-@", *text);
	quoted = text[strcspn(text, ",\"")] || *text == ' ';
	if (quoted)
		fputc('"', csv->out);
	if (formula)
		fputc('\'', csv->out);
	scost_text_write(csv->out, text, escape);
	if (quoted)
		fputc('"', csv->out);
}

void scost_csv_number(struct scost_csv *csv, const char *text)
{
	begin(csv);
	if (text && strcmp(text, "-"))
		fputs(text, csv->out);
}

void scost_csv_end_line(struct scost_csv *csv)
{
	fputs("\r\n", csv->out);
	csv->in_line = false;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For scripts, shaped as sacct's: scost_out_parsable() of out.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/out.h"
#include "contribs/scost/record.h"
#include "contribs/scost/text.h"

/* A delimiter in a name would move what stands behind it. */
static void put_text(FILE *out, const char *text, const char *delimiter)
{
	size_t size = strlen(delimiter), len;
	bool plain;

	for (; (len = scost_text_next(text, &plain)); text += len) {
		if (!plain || (size && !strncmp(text, delimiter, size)))
			fputc('?', out);
		else
			fwrite(text, 1, len, out);
	}
}

static void put_line(FILE *out, const struct scost_report *report,
		     const struct scost_group *group, const char *delimiter,
		     bool at_end)
{
	size_t columns = scost_record_columns(report);

	for (size_t i = 0; i < columns; i++) {
		struct scost_value value;

		scost_record_value(report, group, i, true, &value);
		put_text(out, *value.text ? value.text : "-", delimiter);
		if (at_end || i + 1 < columns)
			fputs(delimiter, out);
	}
	fputc('\n', out);
}

void scost_out_parsable(FILE *out, const struct scost_report *report,
			const char *delimiter, bool at_end, bool header)
{
	size_t columns = scost_record_columns(report);

	for (size_t i = 0; header && i < columns; i++)
		fprintf(out, "%s%s", scost_record_title(report, i),
			at_end || i + 1 < columns ? delimiter : "\n");
	if (header && at_end)
		fputc('\n', out);
	for (size_t i = 0; i < report->group_count; i++)
		put_line(out, report, &report->group[i], delimiter, at_end);
}

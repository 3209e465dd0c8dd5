/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For spreadsheets: scost_out_csv() of out.h. */
#include "fh_config.h"

#include "contribs/scost/csv.h"
#include "contribs/scost/out.h"
#include "contribs/scost/record.h"

static void put_row(struct scost_csv *csv, const struct scost_report *report,
		    const struct scost_group *group)
{
	for (size_t i = 0; i < scost_record_columns(report); i++) {
		struct scost_value value;

		scost_record_value(report, group, i, true, &value);
		if (value.number)
			scost_csv_number(csv, value.text);
		else
			scost_csv_text(csv, value.text);
	}
	scost_csv_end_line(csv);
}

void scost_out_csv(FILE *out, const struct scost_report *report, bool header)
{
	struct scost_csv csv = { .out = out };

	for (size_t i = 0; header && i < scost_record_columns(report); i++)
		scost_csv_text(&csv, scost_record_title(report, i));
	if (header)
		scost_csv_end_line(&csv);
	for (size_t i = 0; i < report->group_count; i++)
		put_row(&csv, report, &report->group[i]);
}

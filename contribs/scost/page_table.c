/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A report as a table of HTML: see page_table.h. */
#include "fh_config.h"

#include <inttypes.h>

#include "contribs/scost/html.h"
#include "contribs/scost/page_table.h"

#define HOUR_DIGITS 4
#define LARGE_MICRO (1000 * 1000000LL)

static const struct {
	enum scost_measure measure;
	const char *title;
	const char *unit;	/* NULL: the currency */
} columns[] = {
	{ SCOST_MEASURE_ACCEL, "Accelerators", "hours" },
	{ SCOST_MEASURE_CORE, "Cores", "hours" },
	{ SCOST_MEASURE_ENERGY, "Energy at nodes", "kWh" },
	{ SCOST_MEASURE_METER, "Energy at meter", "kWh" },
	{ SCOST_MEASURE_CO2E, "CO\xe2\x82\x82" "e", "kg" },
	{ SCOST_MEASURE_COST, "Cost", NULL },
	{ SCOST_MEASURE_CHARGE, "Charge", NULL },
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

static void put_heading(FILE *out, const char *title, const char *unit)
{
	fprintf(out, "<th class=\"n\">%s<br><span>", title);
	scost_html_text(out, unit);
	fputs("</span></th>", out);
}

static void put_header(FILE *out, const struct scost_report *report)
{
	const char *currency = report->about->currency;

	fputs("<thead><tr>", out);
	for (size_t i = 0; i < report->keys.count; i++)
		fprintf(out, "<th>%s</th>",
			scost_key_title(report->keys.item[i]));
	put_heading(out, "Jobs", "");
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		put_heading(out, columns[i].title,
			    columns[i].unit ? columns[i].unit : currency);
	fputs("<th class=\"n\">Accelerator<br><span>", out);
	scost_html_text(out, currency);
	fputs("/hour</span></th></tr></thead>\n", out);
}

/* All there are, unless the column has thousands; money keeps its cents. */
static unsigned digits_of(const struct scost_report *report, size_t column)
{
	enum scost_measure measure = columns[column].measure;
	unsigned digits = scost_sum_digits(&report->total, measure);
	int64_t total = scost_sum_shown_micro(&report->total, measure);

	if (columns[column].unit && digits > 1 && total >= LARGE_MICRO)
		return 1;
	return digits;
}

static void put_figure(FILE *out, const struct scost_report *report,
		       const struct scost_sum *sum, size_t column)
{
	enum scost_measure measure = columns[column].measure;

	fputs("<td class=\"n\">", out);
	scost_html_micro(out, scost_sum_shown_micro(sum, measure),
			 digits_of(report, column));
	if (sum->of[measure].lines_without)
		fputs("<sup>*</sup>", out);
	fputs("</td>", out);
}

static void put_hour(FILE *out, const struct scost_sum *sum)
{
	fputs("<td class=\"n\">", out);
	scost_html_micro(out, scost_sum_accel_hour_micro(sum), HOUR_DIGITS);
	fputs("</td>", out);
}

static void put_figures(FILE *out, const struct scost_report *report,
			const struct scost_sum *sum)
{
	fprintf(out, "<td class=\"n\">%" PRId64 "</td>", sum->jobs);
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		put_figure(out, report, sum, i);
	put_hour(out, sum);
}

static void put_row(FILE *out, const struct scost_report *report,
		    const struct scost_group *group)
{
	fputs("<tr>", out);
	for (size_t i = 0; i < report->keys.count; i++) {
		fputs("<td class=\"k\">", out);
		scost_html_text(out, *group->value[i] ? group->value[i] :
							"none");
		fputs("</td>", out);
	}
	put_figures(out, report, &group->sum);
	fputs("</tr>\n", out);
}

void scost_page_table(FILE *out, const struct scost_report *report)
{
	size_t count = report->group_count;

	if (count > SCOST_PAGE_ROWS_MAX)
		count = SCOST_PAGE_ROWS_MAX;
	fputs("<table>\n", out);
	put_header(out, report);
	fputs("<tbody>\n", out);
	for (size_t i = 0; i < count; i++)
		put_row(out, report, &report->group[i]);
	fprintf(out, "</tbody>\n<tbody class=\"total\"><tr><td colspan=\"%zu\">"
		"Total</td>", report->keys.count);
	put_figures(out, report, &report->total);
	fputs("</tr></tbody>\n</table>\n", out);
	if (count < report->group_count)
		fprintf(out, "<p class=\"none\">The dearest %zu of %zu rows; "
			"the total has all of them.</p>\n", count,
			report->group_count);
}

static const struct {
	enum scost_measure measure;
	const char *what;
} lacks[] = {
	{ SCOST_MEASURE_COST, "no cost" },
	{ SCOST_MEASURE_ENERGY, "no measured energy" },
	{ SCOST_MEASURE_METER, "no energy at the meter" },
	{ SCOST_MEASURE_COST_ENERGY, "no cost of their energy" },
	{ SCOST_MEASURE_CO2E, "no CO\xe2\x82\x82" "e" },
	{ SCOST_MEASURE_ACCEL, "no accelerator time" },
};

static bool has_all(const struct scost_report *report)
{
	for (size_t i = 0; i < sizeof(lacks) / sizeof(lacks[0]); i++)
		if (report->total.of[lacks[i].measure].lines_without)
			return false;
	return true;
}

void scost_page_notice(FILE *out, const struct scost_report *report)
{
	if (has_all(report))
		return;
	fprintf(out, "<aside><b>* Not in the sums.</b> Of %" PRId64
		" jobs, some have figures missing. They are left out, not "
		"counted as zero:<ul>\n", report->total.jobs);
	for (size_t i = 0; i < sizeof(lacks) / sizeof(lacks[0]); i++) {
		const struct scost_total *total =
			&report->total.of[lacks[i].measure];

		if (total->lines_without)
			fprintf(out, "<li>%s: %" PRId64 " jobs (%" PRId64
				" lines)</li>\n", lacks[i].what,
				total->jobs_without, total->lines_without);
	}
	fputs("</ul></aside>\n", out);
}

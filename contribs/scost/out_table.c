/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For people: scost_out_table() of out.h. */
#include "fh_config.h"

#include <inttypes.h>

#include "contribs/scost/out.h"
#include "contribs/scost/record.h"
#include "contribs/scost/text.h"

#define COLUMN_MAX 40
#define KEY_WIDTH_MAX 40	/* a longer name widens its own row only */

struct layout {
	size_t columns;
	size_t width[COLUMN_MAX];
};

/* What the figures that sums may lack are called. */
static const struct {
	enum scost_measure measure;
	const char *what;
} lacks[] = {
	{ SCOST_MEASURE_COST, "a cost" },
	{ SCOST_MEASURE_ENERGY, "energy" },
	{ SCOST_MEASURE_METER, "energy at the meter" },
	{ SCOST_MEASURE_CO2E, "CO2e" },
	{ SCOST_MEASURE_COST_ENERGY, "a cost of its energy" },
	{ SCOST_MEASURE_ACCEL, "accelerator time" },
	{ SCOST_MEASURE_CORE, "core time" },
};

static const char *shown(const struct scost_value *value)
{
	return *value->text ? value->text : "-";
}

static void widen(struct layout *layout, size_t column, const char *text)
{
	size_t length = scost_text_length(text);

	if (length > KEY_WIDTH_MAX)
		length = KEY_WIDTH_MAX;
	if (length > layout->width[column])
		layout->width[column] = length;
}

static void measure_group(const struct scost_report *report,
			  const struct scost_group *group,
			  struct layout *layout)
{
	struct scost_value value;

	for (size_t i = 0; i < layout->columns; i++) {
		scost_record_value(report, group, i, false, &value);
		widen(layout, i, shown(&value));
	}
}

static void make_layout(const struct scost_report *report,
			struct layout *ret)
{
	*ret = (struct layout){
		.columns = scost_record_short_columns(report),
	};
	for (size_t i = 0; i < ret->columns; i++)
		widen(ret, i, scost_record_title(report, i));
	for (size_t i = 0; i < report->group_count; i++)
		measure_group(report, &report->group[i], ret);
	widen(ret, 0, "Total");
	measure_group(report, NULL, ret);
}

static void put_padding(FILE *out, size_t width, const char *text)
{
	size_t length = scost_text_length(text);

	fprintf(out, "%*s", length < width ? (int) (width - length) : 0, "");
}

/* Keys to the left, figures to the right with room for a mark. */
static void put_cell(FILE *out, const char *text, bool left, size_t width,
		     char mark)
{
	if (!left)
		put_padding(out, width, text);
	scost_text_write(out, text, NULL);
	if (left)
		put_padding(out, width, text);
	else
		fputc(mark, out);
	fputc(' ', out);
}

static void put_header(FILE *out, const struct scost_report *report,
		       const struct layout *layout)
{
	for (size_t i = 0; i < layout->columns; i++)
		put_cell(out, scost_record_title(report, i),
			 i < report->keys.count, layout->width[i], ' ');
	fputc('\n', out);
	for (size_t i = 0; i < layout->columns; i++) {
		for (size_t j = 0; j < layout->width[i]; j++)
			fputc('-', out);
		fputs(i < report->keys.count ? " " : "  ", out);
	}
	fputc('\n', out);
}

static void put_row(FILE *out, const struct scost_report *report,
		    const struct scost_group *group,
		    const struct layout *layout)
{
	struct scost_value value;

	for (size_t i = 0; i < layout->columns; i++) {
		bool key = i < report->keys.count;
		const char *text;

		scost_record_value(report, group, i, false, &value);
		text = shown(&value);
		if (key && !group)
			text = i ? "" : "Total";
		put_cell(out, text, key, layout->width[i],
			 value.partial ? '*' : ' ');
	}
	fputc('\n', out);
}

void scost_out_left_out(FILE *out, const struct scost_report *report)
{
	for (size_t i = 0; i < sizeof(lacks) / sizeof(lacks[0]); i++) {
		const struct scost_total *total =
			&report->total.of[lacks[i].measure];

		if (total->lines_without)
			fprintf(out, "* Left out, without %s: jobs %" PRId64
				" of %" PRId64 ", lines %" PRId64 " of %"
				PRId64 "\n", lacks[i].what,
				total->jobs_without, report->total.jobs,
				total->lines_without, report->total.lines);
	}
}

/* What nobody had is in it: what that rests on, and what is charged. */
static void put_notes(FILE *out, const struct scost_report *report)
{
	const struct fh_strlist *notes = report->about->notes;
	unsigned digits = scost_sum_digits(&report->total,
					   SCOST_MEASURE_COST);
	char text[32];

	if (!notes)
		return;
	fprintf(out, "Rules of charging add to what jobs cost: %s\n",
		scost_micro_format(scost_sum_adjustment(&report->total),
				   digits, text, sizeof(text)));
	for (size_t i = 0; i < notes->count; i++)
		fprintf(out, "- %s\n", notes->item[i]);
}

void scost_out_table(FILE *out, const struct scost_report *report,
		     bool header)
{
	struct layout layout;

	make_layout(report, &layout);
	if (header)
		put_header(out, report, &layout);
	for (size_t i = 0; i < report->group_count; i++)
		put_row(out, report, &report->group[i], &layout);
	if (!header)
		return;
	put_row(out, report, NULL, &layout);
	fprintf(out, "Costs in %s; days of %s.\n",
		*report->about->currency ? report->about->currency :
					   "no currency",
		report->about->timezone);
	put_notes(out, report);
	scost_out_left_out(out, report);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A report as rows and columns: see record.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <stdio.h>

#include "contribs/scost/record.h"

/* Behind the keys. */
enum column_from {
	FROM_JOBS,
	FROM_MEASURE,
	FROM_JOBS_WITHOUT,
	FROM_LINES,
	FROM_CURRENCY,
	FROM_ADJUSTMENT,
};

static const struct {
	enum column_from from;
	enum scost_measure measure;
	const char *title;	/* NULL: the measure's */
} columns[] = {
	{ FROM_JOBS, 0, "Jobs" },
	{ FROM_MEASURE, SCOST_MEASURE_ACCEL, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_CORE, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_ENERGY, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_METER, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_CO2E, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_COST, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_CHARGE, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_COST_CAPITAL, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_COST_ACCEL, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_COST_LEASE, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_COST_OPERATIONS, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_COST_CORE, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_COST_MEMORY, NULL },
	{ FROM_MEASURE, SCOST_MEASURE_COST_ENERGY, NULL },
	{ FROM_ADJUSTMENT, 0, "Adjustment" },
	{ FROM_CURRENCY, 0, "Currency" },
	{ FROM_LINES, 0, "Lines" },
	{ FROM_JOBS_WITHOUT, SCOST_MEASURE_COST, "JobsWithoutCost" },
	{ FROM_JOBS_WITHOUT, SCOST_MEASURE_ENERGY, "JobsWithoutEnergy" },
};

#define SHORT_COUNT 8		/* up to the charge */

size_t scost_record_columns(const struct scost_report *report)
{
	return report->keys.count + sizeof(columns) / sizeof(columns[0]);
}

size_t scost_record_short_columns(const struct scost_report *report)
{
	return report->keys.count + SHORT_COUNT;
}

const char *scost_record_title(const struct scost_report *report,
			       size_t column)
{
	size_t at = column - report->keys.count;

	if (column < report->keys.count)
		return scost_key_title(report->keys.item[column]);
	if (columns[at].title)
		return columns[at].title;
	return scost_measure_info(columns[at].measure)->title;
}

static void set_count(struct scost_value *value, int64_t count)
{
	snprintf(value->buf, sizeof(value->buf), "%" PRId64, count);
	value->text = value->buf;
}

static void set_figure(const struct scost_report *report,
		       const struct scost_sum *sum, size_t at, bool exact,
		       struct scost_value *ret)
{
	enum scost_measure measure = columns[at].measure;
	unsigned digits = exact ? SCOST_DIGITS_MAX :
				  scost_sum_digits(&report->total, measure);

	ret->number = true;
	switch (columns[at].from) {
	case FROM_JOBS:
		set_count(ret, sum->jobs);
		break;
	case FROM_LINES:
		set_count(ret, sum->lines);
		break;
	case FROM_ADJUSTMENT:
		ret->text = scost_micro_format(scost_sum_adjustment(sum),
					       digits, ret->buf,
					       sizeof(ret->buf));
		break;
	case FROM_JOBS_WITHOUT:
		set_count(ret, sum->of[measure].jobs_without);
		break;
	default:
		ret->text = scost_sum_format(sum, measure, digits, ret->buf,
					     sizeof(ret->buf));
		ret->partial = sum->of[measure].lines_without;
	}
}

void scost_record_value(const struct scost_report *report,
			const struct scost_group *group, size_t column,
			bool exact, struct scost_value *ret)
{
	size_t at = column - report->keys.count;

	*ret = (struct scost_value){ .text = "" };
	if (column < report->keys.count)
		ret->text = group ? group->value[column] : "";
	else if (columns[at].from == FROM_CURRENCY)
		ret->text = report->about->currency;
	else
		set_figure(report, group ? &group->sum : &report->total, at,
			   exact, ret);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For monitoring: scost_out_openmetrics() of out.h.  A figure that no line
 * has is no sample; how many jobs a sample leaves out is a family of its own.
 */
#include "fh_config.h"

#include <ctype.h>
#include <inttypes.h>

#include "contribs/scost/out.h"
#include "contribs/scost/text.h"
#include "plugins/common/fh_units.h"

#define UNIT_MAX 16

/* Families take base units; whole ones where that is all there is. */
static const struct {
	const char *unit;	/* NULL: the currency */
	int64_t units;		/* of the line in one of them */
	unsigned digits;	/* behind the point */
} units[SCOST_MEASURE_COUNT] = {
	[SCOST_MEASURE_ACCEL] = { "seconds", 1, 0 },
	[SCOST_MEASURE_CORE] = { "seconds", 1, 0 },
	[SCOST_MEASURE_ENERGY] = { "joules", FH_UJ_PER_J, 0 },
	[SCOST_MEASURE_METER] = { "joules", FH_UJ_PER_J, 0 },
	[SCOST_MEASURE_CO2E] = { "grams", 1000, 3 },
	[SCOST_MEASURE_COST] = { NULL, 1000000, 6 },
	[SCOST_MEASURE_CHARGE] = { NULL, 1000000, 6 },
	[SCOST_MEASURE_COST_CAPITAL] = { NULL, 1000000, 6 },
	[SCOST_MEASURE_COST_LEASE] = { NULL, 1000000, 6 },
	[SCOST_MEASURE_COST_OPERATIONS] = { NULL, 1000000, 6 },
	[SCOST_MEASURE_COST_ACCEL] = { NULL, 1000000, 6 },
	[SCOST_MEASURE_COST_CORE] = { NULL, 1000000, 6 },
	[SCOST_MEASURE_COST_MEMORY] = { NULL, 1000000, 6 },
	[SCOST_MEASURE_COST_ENERGY] = { NULL, 1000000, 6 },
};

static const char *escape(char c)
{
	switch (c) {
	case '\\':
		return "\\\\";
	case '"':
		return "\\\"";
	default:
		return NULL;
	}
}

static void put_label(FILE *out, bool first, const char *name,
		      const char *value)
{
	fprintf(out, "%s%s=\"", first ? "" : ",", name);
	scost_text_write(out, value, escape);
	fputc('"', out);
}

static void put_labels(FILE *out, const struct scost_report *report,
		       const struct scost_group *group)
{
	for (size_t i = 0; i < report->keys.count; i++)
		put_label(out, !i, scost_key_name(report->keys.item[i]),
			  group->value[i]);
}

/* "seconds", "usd" */
static const char *unit_of(const struct scost_report *report,
			   enum scost_measure measure, char buf[UNIT_MAX])
{
	const char *currency = report->about->currency;
	size_t len = 0;

	if (units[measure].unit)
		return units[measure].unit;
	for (; currency[len] && len + 1 < UNIT_MAX; len++)
		buf[len] = (char) tolower((unsigned char) currency[len]);
	buf[len] = '\0';
	return buf;
}

/* Exact: sums are of whole units, or of at most 6 digits behind the point. */
static char *figure(const struct scost_sum *sum, enum scost_measure measure,
		    char *buf, size_t size)
{
	const struct scost_total *total = &sum->of[measure];
	int64_t whole = scost_total_scale(total, 1, units[measure].units);
	int64_t micro;

	if (!units[measure].digits) {
		snprintf(buf, size, "%" PRId64, whole);
		return buf;
	}
	micro = scost_total_scale(total, 1000000, units[measure].units);
	return scost_micro_format(micro, units[measure].digits, buf, size);
}

static void put_family(FILE *out, const struct scost_report *report,
		       enum scost_measure measure)
{
	const struct scost_measure_info *info = scost_measure_info(measure);
	char buf[32], unit[UNIT_MAX];
	const char *name = unit_of(report, measure, unit);

	if (!*name)
		return;		/* nothing has a price */
	fprintf(out, "# TYPE freehold_%s_%s gauge\n"
		"# UNIT freehold_%s_%s %s\n"
		"# HELP freehold_%s_%s %s.\n",
		info->name, name, info->name, name, name, info->name, name,
		info->help);
	for (size_t i = 0; i < report->group_count; i++) {
		const struct scost_group *group = &report->group[i];

		if (scost_sum_raw(&group->sum, measure) == SCOST_NO_SUM)
			continue;
		fprintf(out, "freehold_%s_%s{", info->name, name);
		put_labels(out, report, group);
		fprintf(out, "} %s\n",
			figure(&group->sum, measure, buf, sizeof(buf)));
	}
}

/* As a family of its own: it is no figure of a line. */
static void put_adjustment(FILE *out, const struct scost_report *report)
{
	char buf[32], unit[UNIT_MAX];
	const char *name = unit_of(report, SCOST_MEASURE_COST, unit);

	if (!*name)
		return;
	fprintf(out, "# TYPE freehold_adjustment_%s gauge\n"
		"# UNIT freehold_adjustment_%s %s\n"
		"# HELP freehold_adjustment_%s What the rules of charging add "
		"to what jobs cost.\n", name, name, name, name);
	for (size_t i = 0; i < report->group_count; i++) {
		const struct scost_group *group = &report->group[i];

		fprintf(out, "freehold_adjustment_%s{", name);
		put_labels(out, report, group);
		fprintf(out, "} %s\n", scost_micro_format(
				scost_sum_adjustment(&group->sum),
				SCOST_DIGITS_MAX, buf, sizeof(buf)));
	}
}

static void put_jobs(FILE *out, const struct scost_report *report)
{
	fputs("# TYPE freehold_jobs gauge\n"
	      "# HELP freehold_jobs Jobs of the period; each run of a requeued "
	      "one counts.\n", out);
	for (size_t i = 0; i < report->group_count; i++) {
		fputs("freehold_jobs{", out);
		put_labels(out, report, &report->group[i]);
		fprintf(out, "} %" PRId64 "\n", report->group[i].sum.jobs);
	}
}

static void put_left_out(FILE *out, const struct scost_report *report)
{
	fputs("# TYPE freehold_jobs_left_out gauge\n"
	      "# HELP freehold_jobs_left_out Jobs whose figure is missing in "
	      "part or whole.\n", out);
	for (size_t i = 0; i < report->group_count; i++) {
		const struct scost_group *group = &report->group[i];

		for (int j = 0; j < SCOST_MEASURE_COUNT; j++) {
			fputs("freehold_jobs_left_out{", out);
			put_labels(out, report, group);
			put_label(out, false, "figure",
				  scost_measure_info((enum scost_measure) j)
					  ->name);
			fprintf(out, "} %" PRId64 "\n",
				group->sum.of[j].jobs_without);
		}
	}
}

static void put_instant(FILE *out, const char *name, const char *help,
			int64_t at_s)
{
	fprintf(out, "# TYPE freehold_%s_seconds gauge\n"
		"# UNIT freehold_%s_seconds seconds\n"
		"# HELP freehold_%s_seconds %s, since 1970.\n"
		"freehold_%s_seconds %" PRId64 "\n",
		name, name, name, help, name, at_s);
}

void scost_out_openmetrics(FILE *out, const struct scost_report *report)
{
	put_instant(out, "report_from", "Begin of the period",
		    report->about->from_s);
	put_instant(out, "report_until", "End of the period",
		    report->about->until_s);
	put_jobs(out, report);
	for (int i = 0; i < SCOST_MEASURE_COUNT; i++)
		put_family(out, report, (enum scost_measure) i);
	put_adjustment(out, report);
	put_left_out(out, report);
	fputs("# EOF\n", out);
}

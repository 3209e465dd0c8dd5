/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The line about an estimate: see fh_estimate.h. */
#include <inttypes.h>
#include <stdio.h>

#include "fh_estimate.h"
#include "fh_line.h"
#include "fh_units.h"

/* Digits behind the point; more below one unit, where two would say 0.00. */
static unsigned money_digits(int64_t high_micro)
{
	return high_micro < 1000000 ? 4 : 2;
}

/* "2 alternatives" */
static void add_count(struct fh_line *line, size_t count, const char *one,
		      const char *many)
{
	fh_line_add(line, "%zu %s", count, count == 1 ? one : many);
}

static void add_places(struct fh_line *line,
		       const struct fh_estimate_range *range)
{
	if (range->alternatives)
		add_count(line, range->alternatives, "alternative",
			  "alternatives");
	if (range->alternatives && range->sites)
		fh_line_add(line, " in ");
	if (range->sites)
		add_count(line, range->sites, "site", "sites");
	if (line->len)
		fh_line_add(line, "; ");
}

/* "118.40-231.75 USD" */
static void add_range(struct fh_line *line, int64_t low_micro,
		      int64_t high_micro, const char *currency)
{
	unsigned digits = money_digits(high_micro);
	char low[32], high[32];

	fh_units_format_micro(low_micro, digits, low, sizeof(low));
	fh_units_format_micro(high_micro, digits, high, sizeof(high));
	if (low_micro == high_micro)
		fh_line_add(line, "%s %s", low, currency);
	else
		fh_line_add(line, "%s-%s %s", low, high, currency);
}

/* " x 10 tasks = 1184.00-2317.50 USD" */
static void add_tasks(struct fh_line *line, const struct fh_conf *conf,
		      const struct fh_estimate_range *range, int64_t records)
{
	int64_t low_micro, high_micro;

	if (records <= 1)
		return;
	fh_line_add(line, " x %" PRId64 " tasks", records);
	if (fh_units_muldiv(range->low_micro, records, 1, &low_micro) ||
	    fh_units_muldiv(range->high_micro, records, 1, &high_micro))
		return;
	fh_line_add(line, " = ");
	add_range(line, low_micro, high_micro, conf->rates.currency);
}

static void add_figures(struct fh_line *line, const struct fh_conf *conf,
			const struct fh_estimate_range *range,
			const struct fh_plan *plan)
{
	char limit[32];

	fh_line_add(line, "estimated ");
	add_range(line, range->low_micro, range->high_micro,
		  conf->rates.currency);
	if (range->hourly)
		fh_line_add(line, " per hour");
	else
		fh_line_add(line, " for %s",
			    fh_units_format_limit(plan->limit_s, limit,
						  sizeof(limit)));
	add_tasks(line, conf, range, plan->records);
	if (range->without_energy)
		fh_line_add(line, ", without energy");
	if (range->unpriced)
		fh_line_add(line, ", ");
}

/* "no price for maia100 in cloud-in", "no price for 3 of 6 candidates" */
static void add_unpriced(struct fh_line *line,
			 const struct fh_estimate_range *range)
{
	if (!range->unpriced)
		return;
	fh_line_add(line, "no price");
	if (range->unpriced > 1) {
		fh_line_add(line, " for %zu of %zu candidates",
			    range->unpriced, range->candidates);
		return;
	}
	if (range->unpriced_type)
		fh_line_add(line, " for %s", range->unpriced_type);
	if (range->unpriced_zone)
		fh_line_add(line, " in %s", range->unpriced_zone);
}

void fh_estimate_line(const struct fh_conf *conf,
		      const struct fh_estimate_range *range,
		      const struct fh_plan *plan, char *buf, size_t size)
{
	struct fh_line line = { 0 };

	if (range->candidates) {
		add_places(&line, range);
		if (range->low_micro >= 0)
			add_figures(&line, conf, range, plan);
		add_unpriced(&line, range);
	} else {
		fh_line_add(&line, "no site is open for this job now");
	}
	snprintf(buf, size, "%s", line.text);
}

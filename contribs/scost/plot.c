/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a report over time to a chart: see plot.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/plot.h"
#include "plugins/common/fh_period.h"

/* A table of values: series by buckets. */
struct grid {
	char label[SCOST_PLOT_MAX][SCOST_KEY_DATE_MAX];
	size_t buckets;
	struct scost_series *series;	/* count of them, dearest first */
	size_t count;
	int64_t *micro;			/* count + 1 rows: the last for the
					 * rest */
};

static enum fh_period_kind kind_of(enum scost_key period)
{
	switch (period) {
	case SCOST_KEY_DAY:
		return FH_PERIOD_DAY;
	case SCOST_KEY_WEEK:
		return FH_PERIOD_WEEK;
	default:
		return FH_PERIOD_MONTH;
	}
}

/* Labels as groups have them: by the same function. */
static size_t list_periods(const struct scost_about *about,
			   enum scost_key key,
			   char (*label)[SCOST_KEY_DATE_MAX])
{
	struct fh_period period = { .until_s = about->from_s };
	size_t count = 0;

	while (count < SCOST_PLOT_MAX && period.until_s < about->until_s) {
		struct scost_line line = { .day_s = period.until_s };
		char date[SCOST_KEY_DATE_MAX];

		if (label)
			strcpy(label[count], scost_key_value(key, &line,
							     about->tz, date));
		fh_period_at(about->tz, kind_of(key), line.day_s, &period);
		count++;
	}
	return count;
}

size_t scost_plot_periods(const struct scost_about *about,
			  enum scost_key period)
{
	return list_periods(about, period, NULL);
}

static int compare_labels(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Dates in this form sort as they follow each other. */
static size_t find_bucket(const struct grid *grid, const char *label)
{
	const char (*at)[SCOST_KEY_DATE_MAX] =
		bsearch(label, grid->label, grid->buckets,
			sizeof(grid->label[0]), compare_labels);

	return at ? (size_t) (at - grid->label) : SIZE_MAX;
}

static struct scost_series *find_series(struct grid *grid, const char *name)
{
	for (size_t i = 0; i < grid->count; i++)
		if (!strcmp(grid->series[i].name, name))
			return &grid->series[i];
	grid->series[grid->count] = (struct scost_series){ .name = name };
	return &grid->series[grid->count++];
}

/* Sums that have no room are as large as can be drawn. */
static void add_to(int64_t *sum, int64_t micro)
{
	if (__builtin_add_overflow(*sum, micro, sum))
		*sum = INT64_MAX;
}

static int compare_series(const void *a, const void *b)
{
	const struct scost_series *x = a, *y = b;

	if (x->order_micro != y->order_micro)
		return x->order_micro > y->order_micro ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void list_series(const struct scost_report *report,
			enum scost_measure measure, struct grid *grid)
{
	for (size_t i = 0; i < report->group_count; i++) {
		const struct scost_group *group = &report->group[i];
		struct scost_series *series = find_series(grid,
							  group->value[1]);
		int64_t micro = scost_sum_shown_micro(&group->sum, measure);
		int64_t cost = scost_sum_shown_micro(&group->sum,
						     SCOST_MEASURE_COST);

		if (micro != SCOST_NO_SUM)
			add_to(&series->total_micro, micro);
		if (cost != SCOST_NO_SUM)
			add_to(&series->order_micro, cost);
	}
	qsort(grid->series, grid->count, sizeof(*grid->series),
	      compare_series);
}

static int make_rows(struct grid *grid)
{
	grid->micro = calloc((grid->count + 1) * (grid->buckets + 1),
			     sizeof(*grid->micro));
	if (!grid->micro)
		return -1;
	for (size_t i = 0; i < grid->count; i++)
		grid->series[i].micro = grid->micro + i * grid->buckets;
	return 0;
}

static void fill(const struct scost_report *report,
		 enum scost_measure measure, struct grid *grid)
{
	for (size_t i = 0; i < report->group_count; i++) {
		const struct scost_group *group = &report->group[i];
		int64_t micro = scost_sum_shown_micro(&group->sum, measure);
		size_t bucket = find_bucket(grid, group->value[0]);

		if (micro != SCOST_NO_SUM && bucket < grid->buckets)
			add_to(&find_series(grid, group->value[1])
					->micro[bucket], micro);
	}
}

/* All behind the first few as one. */
static void put_rest(const struct grid *grid, struct scost_chart *chart)
{
	struct scost_series *rest = &chart->series[SCOST_SERIES_MAX];

	*rest = (struct scost_series){
		.name = "all others",
		.micro = grid->micro + grid->count * grid->buckets,
	};
	for (size_t i = SCOST_SERIES_MAX; i < grid->count; i++) {
		add_to(&rest->total_micro, grid->series[i].total_micro);
		for (size_t j = 0; j < grid->buckets; j++)
			add_to(&rest->micro[j], grid->series[i].micro[j]);
	}
	chart->series_count = SCOST_SERIES_MAX + 1;
}

static void draw(FILE *out, const struct scost_report *report,
		 struct grid *grid, const struct scost_plot *plot)
{
	struct scost_chart chart = {
		.title = plot->title,
		.unit = plot->unit,
		.digits = scost_sum_digits(&report->total, plot->measure),
		.label = grid->label,
		.bucket_count = grid->buckets,
		.series_count = grid->count,
	};

	for (size_t i = 0; i < grid->count && i < SCOST_SERIES_MAX; i++)
		chart.series[i] = grid->series[i];
	if (grid->count > SCOST_SERIES_MAX)
		put_rest(grid, &chart);
	scost_chart_write(out, &chart);
}

int scost_plot_write(FILE *out, const struct scost_report *report,
		     const struct scost_plot *plot, struct fh_error *err)
{
	struct grid *grid = calloc(1, sizeof(*grid));
	int rc = -1;

	if (!grid)
		return fh_err_nomem(err);
	grid->buckets = list_periods(report->about, report->keys.item[0],
				     grid->label);
	grid->series = calloc(report->group_count + 1, sizeof(*grid->series));
	if (!grid->series) {
		fh_err_nomem(err);
		goto out;
	}
	list_series(report, plot->measure, grid);
	if (make_rows(grid)) {
		fh_err_nomem(err);
		goto out;
	}
	fill(report, plot->measure, grid);
	draw(out, report, grid, plot);
	rc = 0;
out:
	free(grid->series);
	free(grid->micro);
	free(grid);
	return rc;
}

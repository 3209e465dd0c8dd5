/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stacked bars over time: see chart.h.  Lengths are hundredths of a pixel. */
#include "fh_config.h"

#include <inttypes.h>
#include <stdbool.h>

#include "contribs/scost/chart.h"
#include "contribs/scost/html.h"
#include "plugins/common/fh_units.h"

#define MILLION 1000000
#define PX 100
#define WIDTH (900 * PX)
#define HEIGHT (220 * PX)
#define LEFT (84 * PX)		/* where the axis' numbers end */
#define RIGHT (WIDTH - 8 * PX)
#define TOP (22 * PX)
#define BOTTOM (HEIGHT - 30 * PX)
#define BAR_MAX (60 * PX)	/* of a few buckets, not a wall each */
#define LABEL_ROOM (88 * PX)	/* that a date takes below the axis */
#define TICKS_MAX 5

static const char *const colours[SCOST_SERIES_MAX + 1] = {
	"#0072b2", "#e69f00", "#009e73", "#cc79a7",
	"#56b4e9", "#d55e00", "#f0e442", "#999999",
};

int64_t scost_chart_step(int64_t max_micro)
{
	static const int64_t factors[] = { 2, 5, 10 };
	int64_t power = 1, step = 1;

	while (max_micro / step >= TICKS_MAX + 1 ||
	       (max_micro / step == TICKS_MAX && max_micro % step)) {
		for (size_t i = 0; i < 3; i++) {
			step = power * factors[i];
			if (max_micro / step < TICKS_MAX)
				break;
		}
		if (power > INT64_MAX / 100)
			break;
		power *= 10;
	}
	return step;
}

static int64_t positive(int64_t micro)
{
	return micro > 0 ? micro : 0;
}

static int64_t highest(const struct scost_chart *chart)
{
	int64_t ret = 0;

	for (size_t i = 0; i < chart->bucket_count; i++) {
		int64_t sum = 0;

		for (size_t j = 0; j < chart->series_count; j++)
			if (__builtin_add_overflow(
				    sum, positive(chart->series[j].micro[i]),
				    &sum))
				return INT64_MAX;
		if (sum > ret)
			ret = sum;
	}
	return ret;
}

static void put_px(FILE *out, const char *name, int64_t length)
{
	fprintf(out, " %s=\"%" PRId64 ".%02" PRId64 "\"", name, length / PX,
		length % PX);
}

/* Where a value lies above the axis, seen from the top. */
static int64_t height_of(int64_t micro, int64_t top_micro)
{
	int64_t ret;

	if (fh_units_muldiv(micro, BOTTOM - TOP, top_micro, &ret))
		ret = BOTTOM - TOP;
	return ret;
}

/* As many digits as the step has. */
static unsigned digits_of(int64_t step)
{
	unsigned digits = 0;

	for (int64_t unit = MILLION; unit > 1 && step % unit; unit /= 10)
		digits++;
	return digits;
}

static void put_axis(FILE *out, const struct scost_chart *chart, int64_t step,
		     int64_t ticks)
{
	for (int64_t i = 0; i <= ticks; i++) {
		int64_t y = BOTTOM - (BOTTOM - TOP) * i / ticks;

		fputs("<line class=\"grid\"", out);
		put_px(out, "x1", LEFT);
		put_px(out, "x2", RIGHT);
		put_px(out, "y1", y);
		put_px(out, "y2", y);
		fputs("/><text text-anchor=\"end\"", out);
		put_px(out, "x", LEFT - 8 * PX);
		put_px(out, "y", y + 4 * PX);
		fputc('>', out);
		scost_html_micro(out, i * step, digits_of(step));
		fputs("</text>\n", out);
	}
	fputs("<text text-anchor=\"end\"", out);
	put_px(out, "x", LEFT - 8 * PX);
	put_px(out, "y", 10 * PX);
	fputs(" class=\"unit\">", out);
	scost_html_text(out, chart->unit);
	fputs("</text>\n", out);
}

static const char *name_of(const struct scost_series *series)
{
	return *series->name ? series->name : "none";
}

/* One part of one bar; its text is seen where the pointer rests. */
static void put_part(FILE *out, const struct scost_chart *chart,
		     size_t bucket, size_t number, int64_t x, int64_t width,
		     int64_t y, int64_t height)
{
	const struct scost_series *series = &chart->series[number];

	fprintf(out, "<rect fill=\"%s\"", colours[number]);
	put_px(out, "x", x);
	put_px(out, "y", y);
	put_px(out, "width", width);
	put_px(out, "height", height);
	fprintf(out, "><title>%s ", chart->label[bucket]);
	scost_html_text(out, name_of(series));
	fputs(": ", out);
	scost_html_micro(out, series->micro[bucket], chart->digits);
	fputc(' ', out);
	scost_html_text(out, chart->unit);
	fputs("</title></rect>\n", out);
}

static void put_bar(FILE *out, const struct scost_chart *chart, size_t bucket,
		    int64_t top_micro)
{
	int64_t room = (RIGHT - LEFT) / (int64_t) chart->bucket_count;
	int64_t width = room * 4 / 5 < BAR_MAX ? room * 4 / 5 : BAR_MAX;
	int64_t x = LEFT + room * (int64_t) bucket + (room - width) / 2;
	int64_t sum = 0, below = 0;

	for (size_t i = 0; i < chart->series_count; i++) {
		int64_t micro = positive(chart->series[i].micro[bucket]);
		int64_t above;

		if (!micro || __builtin_add_overflow(sum, micro, &sum))
			continue;
		above = height_of(sum, top_micro);
		put_part(out, chart, bucket, i, x, width, BOTTOM - above,
			 above - below);
		below = above;
	}
}

/* Every so many dates that they don't run into each other. */
static void put_dates(FILE *out, const struct scost_chart *chart)
{
	int64_t room = (RIGHT - LEFT) / (int64_t) chart->bucket_count;
	size_t every = (size_t) ((LABEL_ROOM + room - 1) / room);

	for (size_t i = 0; i < chart->bucket_count; i += every) {
		int64_t x = LEFT + room * (int64_t) i + room / 2;

		if (x > WIDTH - LABEL_ROOM / 2)
			x = WIDTH - LABEL_ROOM / 2;
		fputs("<text text-anchor=\"middle\"", out);
		put_px(out, "x", x);
		put_px(out, "y", BOTTOM + 18 * PX);
		fprintf(out, ">%s</text>\n", chart->label[i]);
	}
}

static void put_legend(FILE *out, const struct scost_chart *chart)
{
	fputs("<ul class=\"legend\">", out);
	for (size_t i = 0; i < chart->series_count; i++) {
		const struct scost_series *series = &chart->series[i];

		fprintf(out, "<li><svg width=\"12\" height=\"12\" "
			"aria-hidden=\"true\"><rect width=\"12\" "
			"height=\"12\" fill=\"%s\"/></svg> ", colours[i]);
		scost_html_text(out, name_of(series));
		fputs(" <b>", out);
		scost_html_micro(out, series->total_micro, chart->digits);
		fputs("</b>&nbsp;", out);
		scost_html_text(out, chart->unit);
		fputs("</li>\n", out);
	}
	fputs("</ul>\n", out);
}

static bool below_zero(const struct scost_chart *chart)
{
	for (size_t i = 0; i < chart->series_count; i++)
		for (size_t j = 0; j < chart->bucket_count; j++)
			if (chart->series[i].micro[j] < 0)
				return true;
	return false;
}

static void put_plot(FILE *out, const struct scost_chart *chart,
		     int64_t max_micro)
{
	int64_t step = scost_chart_step(max_micro);
	int64_t ticks = (max_micro + step - 1) / step;

	fprintf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" "
		"aria-label=\"", WIDTH / PX, HEIGHT / PX);
	scost_html_text(out, chart->title);
	fputs("\">\n", out);
	put_axis(out, chart, step, ticks);
	for (size_t i = 0; i < chart->bucket_count; i++)
		put_bar(out, chart, i, step * ticks);
	put_dates(out, chart);
	fputs("</svg>\n", out);
}

void scost_chart_write(FILE *out, const struct scost_chart *chart)
{
	int64_t max_micro = highest(chart);

	fputs("<figure>\n<figcaption>", out);
	scost_html_text(out, chart->title);
	fputs("</figcaption>\n", out);
	if (!max_micro || !chart->bucket_count) {
		fputs("<p class=\"none\">Nothing to draw: no line has this "
		      "figure.</p>\n", out);
	} else {
		put_plot(out, chart, max_micro);
		put_legend(out, chart);
	}
	if (below_zero(chart))
		fputs("<p class=\"none\">Parts below zero (corrections) are "
		      "in the totals and not drawn.</p>\n", out);
	fputs("</figure>\n", out);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file of HTML: scost_page_write() of page.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <string.h>

#include "contribs/scost/html.h"
#include "contribs/scost/page.h"
#include "contribs/scost/page_style.h"
#include "contribs/scost/page_table.h"
#include "contribs/scost/plot.h"
#include "plugins/common/fh_period.h"
#include "plugins/common/fh_units.h"

/* Figures over time; unit NULL is the currency. */
static const struct {
	enum scost_page_split split;
	enum scost_measure measure;
	const char *what;
	const char *unit;
} plots[] = {
	{ SCOST_PAGE_ACCOUNT, SCOST_MEASURE_COST, "Cost by account", NULL },
	{ SCOST_PAGE_ACCEL, SCOST_MEASURE_COST, "Cost by accelerator", NULL },
	{ SCOST_PAGE_ACCOUNT, SCOST_MEASURE_ENERGY,
	  "Energy at the nodes by account", "kWh" },
	{ SCOST_PAGE_ACCEL, SCOST_MEASURE_ENERGY,
	  "Energy at the nodes by accelerator", "kWh" },
};

/* Owned against leased and cloud. */
static const struct {
	enum scost_measure measure;
	const char *what;
	const char *unit;
} owned_plots[] = {
	{ SCOST_MEASURE_COST, "Cost, owned against leased and cloud", NULL },
	{ SCOST_MEASURE_ACCEL,
	  "Accelerator-hours, owned against leased and cloud", "hours" },
};

/* Utilisation: what jobs had against what nobody had. */
static const struct {
	enum scost_measure measure;
	const char *what;
	const char *unit;
} use_plots[] = {
	{ SCOST_MEASURE_ACCEL, "Accelerator-hours by use", "hours" },
	{ SCOST_MEASURE_CORE, "Core-hours by use", "hours" },
	{ SCOST_MEASURE_COST, "What the cluster cost, by use", NULL },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TITLE_MAX 128

static void put_head(FILE *out, const struct scost_about *about)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	      "<meta charset=\"utf-8\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\""
	      "default-src 'none'; style-src 'unsafe-inline'\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width\">\n"
	      "<title>Cost and energy report", out);
	if (*about->currency) {
		fputs(", ", out);
		scost_html_text(out, about->currency);
	}
	fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n",
		scost_page_style);
}

/* The last day that is in it, as a date of the billing time zone. */
static void put_period(FILE *out, const struct scost_about *about)
{
	const int64_t days[] = { about->from_s, about->until_s - 1 };
	struct fh_period day;

	for (size_t i = 0; i < COUNT(days); i++) {
		fh_period_at(about->tz, FH_PERIOD_DAY, days[i], &day);
		fprintf(out, "%s%04d-%02d-%02d", i ? " to " : "",
			day.first.year, day.first.month, day.first.day);
	}
}

static void put_title(FILE *out, const struct scost_about *about,
		      int64_t made_s)
{
	char made[32];

	fputs("<header><h1>Cost and energy</h1>\n<p>", out);
	put_period(out, about);
	fputs(" (whole days, ", out);
	scost_html_text(out, about->timezone);
	fputs("). ", out);
	if (*about->currency) {
		fputs("Costs in ", out);
		scost_html_text(out, about->currency);
		fputs(". ", out);
	}
	fprintf(out, "Made %s.</p></header>\n",
		fh_units_format_instant(made_s, made, sizeof(made)));
}

static void put_tile(FILE *out, const struct scost_report *report,
		     enum scost_measure measure, const char *title,
		     const char *unit)
{
	const struct scost_sum *total = &report->total;

	fprintf(out, "<li><span>%s</span><b>", title);
	scost_html_micro(out, scost_sum_shown_micro(total, measure),
			 scost_sum_digits(total, measure));
	fputs("</b> ", out);
	scost_html_text(out, unit);
	if (total->of[measure].lines_without)
		fputs("<sup>*</sup>", out);
	fputs("</li>\n", out);
}

static void put_tiles(FILE *out, const struct scost_report *report)
{
	char jobs[32];

	fputs("<ul class=\"tiles\">\n", out);
	put_tile(out, report, SCOST_MEASURE_COST, "Cost",
		 report->about->currency);
	put_tile(out, report, SCOST_MEASURE_ACCEL, "Accelerators held",
		 "hours");
	put_tile(out, report, SCOST_MEASURE_METER, "Energy at the meter",
		 "kWh");
	put_tile(out, report, SCOST_MEASURE_CO2E, "CO\xe2\x82\x82" "e", "kg");
	snprintf(jobs, sizeof(jobs), "%" PRId64, report->total.jobs);
	fputs("<li><span>Jobs</span><b>", out);
	scost_html_number(out, jobs);
	fputs("</b></li>\n</ul>\n", out);
}

static int put_plot(FILE *out, const struct scost_page *page,
		    enum scost_page_split split, enum scost_measure measure,
		    const char *what, const char *unit, struct fh_error *err)
{
	char title[TITLE_MAX];
	const struct scost_plot plot = {
		.title = title,
		.unit = unit ? unit : page->about->currency,
		.measure = measure,
	};

	snprintf(title, sizeof(title), "%s, per %s (%s)", what,
		 scost_key_name(page->period), plot.unit);
	return scost_plot_write(out, &page->over[split], &plot, err);
}

static int put_plots(FILE *out, const struct scost_page *page,
		     struct fh_error *err)
{
	fputs("<section><h2>Over time</h2>\n", out);
	for (size_t i = 0; i < COUNT(plots); i++)
		if (put_plot(out, page, plots[i].split, plots[i].measure,
			     plots[i].what, plots[i].unit, err))
			return -1;
	fputs("</section>\n", out);
	return 0;
}

static int put_owned(FILE *out, struct scost_page *page, struct fh_error *err)
{
	fputs("<section class=\"new\"><h2>Owned, leased, cloud</h2>\n", out);
	for (size_t i = 0; i < COUNT(owned_plots); i++)
		if (put_plot(out, page, SCOST_PAGE_TENANCY,
			     owned_plots[i].measure, owned_plots[i].what,
			     owned_plots[i].unit, err))
			return -1;
	scost_page_table(out, &page->owned);
	fputs("</section>\n", out);
	return 0;
}

static void put_use_notes(FILE *out, const struct fh_strlist *notes)
{
	fputs("<ul class=\"notes\">\n<li>priced-in: idle time that was "
	      "expected is in the prices of jobs; it is taken off what nobody "
	      "had. All rows together are what the cluster cost.</li>\n",
	      out);
	for (size_t i = 0; i < notes->count; i++) {
		fputs("<li>", out);
		scost_html_text(out, notes->item[i]);
		fputs("</li>\n", out);
	}
	fputs("</ul>\n", out);
}

/* Only with --idle: else jobs are all there is. */
static int put_uses(FILE *out, struct scost_page *page, struct fh_error *err)
{
	if (!page->about->notes)
		return 0;
	fputs("<section class=\"new\"><h2>Utilisation</h2>\n", out);
	for (size_t i = 0; i < COUNT(use_plots); i++)
		if (put_plot(out, page, SCOST_PAGE_USE, use_plots[i].measure,
			     use_plots[i].what, use_plots[i].unit, err))
			return -1;
	scost_page_table(out, &page->uses);
	put_use_notes(out, page->about->notes);
	fputs("</section>\n", out);
	return 0;
}

static void put_tables(FILE *out, struct scost_page *page)
{
	fputs("<section class=\"new\"><h2>By", out);
	for (size_t i = 0; i < page->by.keys.count; i++)
		fprintf(out, "%s %s", i ? "," : "",
			scost_key_name(page->by.keys.item[i]));
	fputs("</h2>\n", out);
	scost_page_table(out, &page->by);
	fputs("</section>\n<section><h2>By site and zone</h2>\n", out);
	scost_page_table(out, &page->zones);
	fputs("</section>\n", out);
}

static void sort(struct scost_page *page)
{
	for (int i = 0; i < SCOST_PAGE_SPLITS; i++)
		scost_report_sort(&page->over[i]);
	scost_report_sort(&page->owned);
	scost_report_sort(&page->zones);
	scost_report_sort(&page->uses);
	scost_report_sort_by_cost(&page->by);
}

int scost_page_write(FILE *out, struct scost_page *page, int64_t made_s,
		     struct fh_error *err)
{
	sort(page);
	put_head(out, page->about);
	put_title(out, page->about, made_s);
	put_tiles(out, &page->by);
	scost_page_notice(out, &page->by);
	if (put_plots(out, page, err) || put_owned(out, page, err) ||
	    put_uses(out, page, err))
		return -1;
	put_tables(out, page);
	fputs("</body>\n</html>\n", out);
	return 0;
}

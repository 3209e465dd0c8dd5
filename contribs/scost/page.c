/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the report for people is made of: see page.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/page.h"
#include "contribs/scost/plot.h"

#define BARS_MAX 62		/* thin ones tell nothing */

static const enum scost_key splits[SCOST_PAGE_SPLITS] = {
	[SCOST_PAGE_ACCOUNT] = SCOST_KEY_ACCOUNT,
	[SCOST_PAGE_ACCEL] = SCOST_KEY_ACCEL,
	[SCOST_PAGE_TENANCY] = SCOST_KEY_TENANCY,
	[SCOST_PAGE_USE] = SCOST_KEY_USE,
};

/* The finest that still makes bars. */
static enum scost_key choose_period(const struct scost_about *about)
{
	if (scost_plot_periods(about, SCOST_KEY_DAY) <= BARS_MAX)
		return SCOST_KEY_DAY;
	if (scost_plot_periods(about, SCOST_KEY_WEEK) <= BARS_MAX)
		return SCOST_KEY_WEEK;
	return SCOST_KEY_MONTH;
}

static int begin_two(struct scost_report *report,
		     const struct scost_about *about, enum scost_key first,
		     enum scost_key second, struct fh_error *err)
{
	const struct scost_keys keys = { { first, second }, 2 };

	return scost_report_begin(report, about, &keys, err);
}

int scost_page_begin(struct scost_page *ret, const struct scost_about *about,
		     const struct scost_keys *keys, struct fh_error *err)
{
	memset(ret, 0, sizeof(*ret));
	ret->about = about;
	ret->period = choose_period(about);
	for (int i = 0; i < SCOST_PAGE_SPLITS; i++)
		if (begin_two(&ret->over[i], about, ret->period, splits[i],
			      err))
			return -1;
	if (begin_two(&ret->owned, about, SCOST_KEY_TENANCY, SCOST_KEY_ACCEL,
		      err) ||
	    begin_two(&ret->zones, about, SCOST_KEY_SITE, SCOST_KEY_ZONE,
		      err) ||
	    begin_two(&ret->uses, about, SCOST_KEY_ZONE, SCOST_KEY_USE, err))
		return -1;
	return scost_report_begin(&ret->by, about, keys, err);
}

int scost_page_add(const struct scost_line *line, void *ctx,
		   struct fh_error *err)
{
	struct scost_page *page = ctx;

	for (int i = 0; i < SCOST_PAGE_SPLITS; i++)
		if (scost_report_add(line, &page->over[i], err))
			return -1;
	if (scost_report_add(line, &page->owned, err) ||
	    scost_report_add(line, &page->zones, err) ||
	    scost_report_add(line, &page->uses, err))
		return -1;
	return scost_report_add(line, &page->by, err);
}

void scost_page_clear(struct scost_page *page)
{
	for (int i = 0; i < SCOST_PAGE_SPLITS; i++)
		scost_report_clear(&page->over[i]);
	scost_report_clear(&page->owned);
	scost_report_clear(&page->zones);
	scost_report_clear(&page->uses);
	scost_report_clear(&page->by);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a report over time to a chart. */
#ifndef SCOST_PLOT_H
#define SCOST_PLOT_H

#include "contribs/scost/chart.h"
#include "contribs/scost/report.h"

struct scost_plot {
	const char *title;
	const char *unit;
	enum scost_measure measure;
};

/*
 * Write a chart of a report whose keys are a period and one other, over
 * every period of the time the report is about, those without a line too.
 * The dearest series are drawn one by one, the rest together.
 * Returns 0, or -1 with err set (no memory).
 */
int scost_plot_write(FILE *out, const struct scost_report *report,
		     const struct scost_plot *plot, struct fh_error *err);

/* Periods of that kind that the time has, at most SCOST_PLOT_MAX. */
#define SCOST_PLOT_MAX 400
size_t scost_plot_periods(const struct scost_about *about,
			  enum scost_key period);

#endif

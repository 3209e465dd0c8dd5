/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stacked bars over time as inline SVG: no script, no file beside it.
 * Colours are told apart by colour-blind readers (Okabe and Ito's).
 */
#ifndef SCOST_CHART_H
#define SCOST_CHART_H

#include <stdint.h>
#include <stdio.h>

#define SCOST_SERIES_MAX 7	/* with a colour of their own */

struct scost_series {
	const char *name;	/* borrowed; "" shows as none */
	int64_t *micro;		/* one per bucket, millionths of the unit */
	int64_t total_micro;
	int64_t order_micro;	/* the largest first; the same in all charts
				 * of a page, so that a colour is one name */
};

struct scost_chart {
	const char *title;
	const char *unit;	/* of the axis: "EUR", "kWh" */
	unsigned digits;	/* behind the point of a total */
	char (*label)[11];	/* one per bucket: "2026-10-31" */
	size_t bucket_count;
	struct scost_series series[SCOST_SERIES_MAX + 1];
	size_t series_count;	/* the one behind SCOST_SERIES_MAX is all
				 * others together */
};

/* The figure: plot, legend with totals, what is not drawn. */
void scost_chart_write(FILE *out, const struct scost_chart *chart);

/*
 * The step between lines of an axis up to max_micro: 1, 2 or 5 times a power
 * of ten, so that there are at most 5 of them; at least 1.
 */
int64_t scost_chart_step(int64_t max_micro);

#endif

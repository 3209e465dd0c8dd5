/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms a report is written in.  Write errors are left in the stream. */
#ifndef SCOST_OUT_H
#define SCOST_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "contribs/scost/report.h"

/* For people: as wide as what is in it, a total, what it leaves out. */
void scost_out_table(FILE *out, const struct scost_report *report,
		     bool header);

/* Every column, with a delimiter between, or behind each (at_end). */
void scost_out_parsable(FILE *out, const struct scost_report *report,
			const char *delimiter, bool at_end, bool header);

/* Every column, RFC 4180. */
void scost_out_csv(FILE *out, const struct scost_report *report, bool header);

/*
 * One object (conf/schema/scost-report.schema.json).
 * Returns 0, or -1 with err set (no memory).
 */
int scost_out_json(FILE *out, const struct scost_report *report,
		   struct fh_error *err);

/* OpenMetrics text format 1.0, which Prometheus' own reads as well. */
void scost_out_openmetrics(FILE *out, const struct scost_report *report);

/* "- without a price: jobs 3, lines 4": nothing when all is there. */
void scost_out_left_out(FILE *out, const struct scost_report *report);

#endif

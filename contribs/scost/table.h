/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing jobs: for people, for scripts, as JSON, with reasons. */
#ifndef SCOST_TABLE_H
#define SCOST_TABLE_H

#include <stdio.h>

#include "contribs/scost/args.h"
#include "contribs/scost/format.h"

/* Names and dashes, or names and delimiters. */
void scost_table_header(FILE *out, const struct scost_args *args,
			const struct scost_format *format);

/* One job.  A text too long for its column ends in '+', a number never. */
void scost_table_row(FILE *out, const struct scost_args *args,
		     const struct scost_format *format,
		     const struct scost_row *row);

/* An array of count objects.  Returns 0, or -1 (no memory). */
int scost_json_print(FILE *out, const struct scost_format *format,
		     const struct scost_row *rows, size_t count);

/* How one job's cost came about, and why a part has no figure. */
void scost_explain_print(FILE *out, const struct scost_row *row);

#endif

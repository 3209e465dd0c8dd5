/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A report as a table of HTML. */
#ifndef SCOST_PAGE_TABLE_H
#define SCOST_PAGE_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "contribs/scost/report.h"

#define SCOST_PAGE_ROWS_MAX 200	/* more is for a spreadsheet, not paper */

/* Keys, figures, the cost of an accelerator-hour, and a total. */
void scost_page_table(FILE *out, const struct scost_report *report);

/* What the total leaves out, as a notice; nothing when it has all. */
void scost_page_notice(FILE *out, const struct scost_report *report);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A report as rows and columns, for the outputs that are tables: its keys,
 * how many jobs, every figure, what is left out.
 */
#ifndef SCOST_RECORD_H
#define SCOST_RECORD_H

#include "contribs/scost/report.h"

struct scost_value {
	const char *text;	/* "-" = not known */
	bool number;		/* else a text of a user */
	bool partial;		/* some lines lack the figure */
	char buf[32];
};

/* Columns of the report; those of a short one come first. */
size_t scost_record_columns(const struct scost_report *report);
size_t scost_record_short_columns(const struct scost_report *report);

/* "Account", "AccelHours", "JobsWithoutCost". */
const char *scost_record_title(const struct scost_report *report,
			       size_t column);

/*
 * The value of a group; ret->text is in ret, or the group's.
 * group:  NULL: of all lines; its keys are "".
 * exact:  with all digits, for programs; else as many as the total needs.
 */
void scost_record_value(const struct scost_report *report,
			const struct scost_group *group, size_t column,
			bool exact, struct scost_value *ret);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The columns scost knows.  A new one is a fill function and a line of the
 * table in fields.c.
 */
#ifndef SCOST_FIELDS_H
#define SCOST_FIELDS_H

#include <stddef.h>

#include "contribs/scost/cell.h"
#include "contribs/scost/job.h"
#include "contribs/scost/price.h"

/* What the table and JSON show of one job. */
struct scost_row {
	const struct scost_job *job;
	const struct scost_bill *bill;
	const struct fh_conf *conf;	/* NULL = none published */
};

struct scost_field {
	const char *name;	/* of the column, in any case in --format */
	const char *key;	/* in JSON, with its unit */
	int width;		/* negative: to the left, as in sacct */
	const char *help;	/* one line */
	void (*fill)(const struct scost_row *row, struct scost_cell *cell);
};

/* The fields in the order of --helpformat; ret_count of them. */
const struct scost_field *scost_fields(size_t *ret_count);

#endif

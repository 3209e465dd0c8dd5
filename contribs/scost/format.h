/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --format, in sacct's grammar: "JobID%20,Cost,user": fields in any case,
 * cut short as long as the first match is meant, a width behind '%'
 * (negative: to the left), "ALL" for every field.
 */
#ifndef SCOST_FORMAT_H
#define SCOST_FORMAT_H

#include "contribs/scost/fields.h"
#include "plugins/common/fh_error.h"

#define SCOST_COLUMN_MAX 100
#define SCOST_WIDTH_MAX 4096

#define SCOST_FORMAT_DEFAULT                                                  \
	"JobID,JobName,User,Account,Accel,Site,Zone,Elapsed,Energy,"          \
	"EnergySrc,Cost,State"

struct scost_column {
	const struct scost_field *field;
	int width;		/* negative: to the left */
};

struct scost_format {
	struct scost_column column[SCOST_COLUMN_MAX];
	size_t count;
};

/*
 * Read a format.
 * Returns 0, or -1 with err set: unknown field (with a did-you-mean), bad
 * width, too many columns, none at all.
 */
int scost_format_parse(const char *text, struct scost_format *ret,
		       struct fh_error *err);

/* Is the field of that name among the columns? */
bool scost_format_has(const struct scost_format *format, const char *name);

#endif

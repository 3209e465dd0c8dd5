/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file that is there as a whole or not at all: written beside its place,
 * then renamed.  "-" is stdout.
 */
#ifndef SCOST_OUTFILE_H
#define SCOST_OUTFILE_H

#include <stdio.h>

#include "plugins/common/fh_error.h"

struct scost_outfile {
	FILE *out;
	const char *path;	/* borrowed */
	char *beside;		/* NULL: stdout */
};

/* Returns 0, or -1 with err set. */
int scost_outfile_open(struct scost_outfile *ret, const char *path,
		       struct fh_error *err);

/* Put it in its place.  Returns 0, or -1 with err set (it is then gone). */
int scost_outfile_commit(struct scost_outfile *file, struct fh_error *err);

/* Leave nothing behind; of one that is committed or empty, nothing is done. */
void scost_outfile_discard(struct scost_outfile *file);

#endif

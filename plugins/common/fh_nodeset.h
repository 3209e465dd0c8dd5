/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Node lists in Slurm's bracket form, for code that runs without Slurm:
 * "tx-h[1-4,7],ny-a[01-02]".  Leading zeros set the width, as in Slurm.
 */
#ifndef FH_NODESET_H
#define FH_NODESET_H

#include "fh_error.h"
#include "fh_strlist.h"

#define FH_NODESET_MAX 65536	/* names one expression may give */

/*
 * Expand expr; names are appended to ret in the order written, duplicates
 * kept.  One pair of brackets per name.
 * Returns 0, or -1 with err set (syntax, empty name, reversed range, more
 * than FH_NODESET_MAX names) and ret as it was.
 */
int fh_nodeset_expand(const char *expr, struct fh_strlist *ret,
		      struct fh_error *err);

#endif

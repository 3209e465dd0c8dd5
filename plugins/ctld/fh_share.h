/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which jobs may be on one node together.  On a node, processes of one user
 * see into each other, whatever their jobs' datasets are; so a class can ask
 * that its jobs' nodes are theirs alone, or shared with jobs of the same
 * datasets only.
 */
#ifndef FH_SHARE_H
#define FH_SHARE_H

#include <stdbool.h>

#include "plugins/common/fh_result.h"
#include "plugins/common/fh_terms.h"

/* What the job's class and those of its datasets ask for: the strictest. */
enum fh_node_share fh_share_needed(const struct fh_conf *conf,
				   const struct fh_terms *terms);

/*
 * What a job with the terms would have in its resolved terms about this.
 * ret:  malloc'ed, for the caller to free; NULL when the job must not start
 *       anyway.
 * Returns 0, or -1 without memory.
 */
int fh_share_text(const struct fh_conf *conf, const struct fh_terms *terms,
		  char **ret);

/* What text says: of fh_share_text(), or resolved terms.  NULL: nothing. */
enum fh_node_share fh_share_of(const char *text);

/* May jobs with these texts not be on one node?  Each may be NULL. */
bool fh_share_clash(const char *a, const char *b);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Proving one controller's audit, line by line: the chain of hashes, the
 * numbers of lines and decisions, and that each file carries the one before
 * it on.
 */
#ifndef FH_AUDIT_CHECK_H
#define FH_AUDIT_CHECK_H

#include <stdbool.h>

#include "fh_audit_record.h"

struct fh_audit_check {
	struct fh_chain chain;	/* how far it is proven */
	int64_t first_line;	/* of what was given; 0 = nothing yet */
	int64_t decision;	/* the last one */
	int64_t decisions;	/* seen */
	int64_t from_s, to_s;	/* UTC */
	int64_t lost;		/* records that had no room, as it says */
	int64_t starts;		/* lines "opened" */
	char cluster[FH_CHAIN_LABEL_MAX + 1];
};

/* Zeroed is a check of nothing yet. */

/*
 * The next line.
 * host:   whose log it should be, by the file's name.
 * fresh:  it is the first of a file.
 * Returns 0, or -1 with err set: what does not hold.  After a broken chain
 * nothing behind it can be proven, and no more lines may be given.
 */
int fh_audit_check_line(struct fh_audit_check *check, const char *host,
			bool fresh, const struct fh_audit_line *line,
			struct fh_error *err);

/*
 * The next of the heads in a line "opened".
 * at:        where to look; moves behind it.
 * ret_host:  FH_CHAIN_LABEL_MAX + 1 bytes.
 * Returns 1, 0 at the end, or -1 when it can't be read.
 */
int fh_audit_next_head(const char **at, char *ret_host,
		       struct fh_chain *ret_head);

#endif

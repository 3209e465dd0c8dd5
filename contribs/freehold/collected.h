/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where scost finds what jobs used: DIR/YYYY-MM/NODE.jsonl, the node's job
 * lines by the month of the job's end in UTC.  Each file is only appended to;
 * its last line says how far the journal was collected.
 */
#ifndef FREEHOLD_COLLECTED_H
#define FREEHOLD_COLLECTED_H

#include <stdbool.h>
#include <stddef.h>

#include "plugins/common/fh_journal.h"

/* What was collected from one node. */
struct collected {
	const char *dir, *node;
	int lock;		/* kept while open: one collector a node */
	struct fh_journal_line *last;	/* of each month */
	size_t last_count;
	int64_t number;		/* the highest among them; 0: none */
	int fd;			/* the file being appended to, or -1 */
	char month[8];		/* of that file: "2026-01" */
};

/*
 * Look at the target, made when it isn't there; half a line at a file's end,
 * which a collector that was killed left, is cut off.
 * dir, node:  kept, not copied.
 * ret:        to collected_close().
 * Returns 0, or -1 with err set.
 */
int collected_open(const char *dir, const char *node, struct collected *ret,
		   struct fh_error *err);

/* Is this line of the journal the last one of a month? */
bool collected_is_last(const struct collected *collected,
		       const struct fh_journal_line *line);

/*
 * Append a job's line.  Lines come to disk in the order of the calls.
 * Returns 0, or -1 with err set: then the line is not there.
 */
int collected_add(struct collected *collected,
		  const struct fh_journal_line *line, struct fh_error *err);

/*
 * Close it; what was added is on disk then.
 * Returns 0, or -1 with err set.
 */
int collected_close(struct collected *collected, struct fh_error *err);

#endif

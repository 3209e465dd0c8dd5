/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A node's energy journal as files: DIR/NODE.jsonl, and what was rotated away
 * from it, DIR/NODE.jsonl.NUMBER with the number of its first line.  The node
 * may go on writing meanwhile.
 */
#ifndef FREEHOLD_JOURNAL_H
#define FREEHOLD_JOURNAL_H

#include <stdbool.h>
#include <stdio.h>

#include "plugins/common/fh_journal.h"
#include "plugins/common/fh_strlist.h"

#define JOURNAL_DIR FH_LOCALSTATEDIR "/lib/freehold/energy"

/* The nodes that have a journal in dir, sorted.  0, or -1 with err set. */
int journal_nodes(const char *dir, struct fh_strlist *ret,
		  struct fh_error *err);

struct journal_file {
	char *path;
	int64_t first;		/* by its name; FH_FOREVER: not rotated */
	FILE *file;
};

struct journal {
	struct journal_file *file;	/* in order; all are open */
	size_t count;
	bool jobs_only;		/* pass over lines of other kinds, unread */
	size_t at;		/* file being read, and its line */
	unsigned long line;
	char *text;		/* of that line */
};

/*
 * Open all files of a node's journal.
 * ret:  to journal_close().
 * Returns 0, or -1 with err set (there are none; no access).
 */
int journal_open(const char *dir, const char *node, struct journal *ret,
		 struct fh_error *err);

enum journal_got {
	JOURNAL_LINE,		/* ret is to be cleared */
	JOURNAL_BAD,		/* err: "file:line: what is wrong with it" */
	JOURNAL_END,		/* also where a line is just being written */
};

/* The next line. */
enum journal_got journal_next(struct journal *journal,
			      struct fh_journal_line *ret,
			      struct fh_error *err);

/* Of the line just read: its file, and its number there. */
const char *journal_file(const struct journal *journal);

/* Begin again with the first line. */
void journal_rewind(struct journal *journal);

void journal_close(struct journal *journal);

#endif

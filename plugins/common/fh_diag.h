/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list of configuration mistakes.  A reader adds every mistake it finds and
 * goes on, so that an administrator sees all of them at once.
 */
#ifndef FH_DIAG_H
#define FH_DIAG_H

#include <stddef.h>

/* More mistakes than this are counted but not kept. */
#define FH_DIAG_MAX 200

struct fh_diag {
	char *file;		/* as the administrator named it */
	unsigned line;		/* from 1; 0 = the mistake has no place */
	unsigned col;		/* from 1, in bytes; 0 as above */
	char *pointer;		/* RFC 6901 JSON Pointer; "" = whole file */
	char *text;		/* one sentence */
};

struct fh_diags {
	struct fh_diag *item;	/* count items, in the order found */
	size_t count;
	size_t dropped;		/* found after the list was full */
};

/*
 * Add one mistake.  Strings are copied, with '?' for control characters,
 * since keys and values of a file get into them.  Out of memory counts
 * as dropped, so that a list with a mistake in it never looks empty.
 */
void fh_diag_add(struct fh_diags *diags, const char *file, unsigned line,
		 unsigned col, const char *pointer, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

/* Mistakes found, kept or not. */
size_t fh_diag_total(const struct fh_diags *diags);

/*
 * "file:line:col: /pointer: text"; parts that are absent are left out.
 * Returns a malloc'ed string for the caller to free, or NULL (no memory).
 */
char *fh_diag_format(const struct fh_diag *diag);

/* Order by file, line, column.  Stable for equal places. */
void fh_diag_sort(struct fh_diags *diags);

/* Free the items; the struct itself is the caller's.  NULL is allowed. */
void fh_diag_clear(struct fh_diags *diags);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A short text that grows up to a bound: parts of messages.  Zero-initialised
 * is empty and valid.
 */
#ifndef FH_LINE_H
#define FH_LINE_H

#include <stdbool.h>
#include <stddef.h>

#define FH_LINE_MAX 320

struct fh_line {
	char text[FH_LINE_MAX];
	size_t len;
	size_t left_out;	/* items that had no room */
};

/* Append; what has no room is cut off. */
void fh_line_add(struct fh_line *line, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Append item with separator before it, unless the line is empty.  Once one
 * had no room (max bytes in all), it and all behind it are only counted.
 */
void fh_line_list(struct fh_line *line, size_t max, const char *separator,
		  const char *item);

/* For a list: its text, with ", ..." when items were left out, or "none". */
const char *fh_line_end(struct fh_line *line);

#endif

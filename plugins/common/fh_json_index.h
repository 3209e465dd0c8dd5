/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside of fh_json: where every value of a JSON text stands.  The scan goes
 * before json-c's: its messages say what would be right, and it is strict
 * where json-c is lax (numbers, literals, control characters, NUL).  UTF-8
 * and escapes are left to json-c.
 */
#ifndef FH_JSON_INDEX_H
#define FH_JSON_INDEX_H

#include <stddef.h>

struct fh_json_entry {
	char *pointer;		/* RFC 6901 */
	const char *text;	/* the token; inside the text scanned */
	size_t len;
	const char *container;	/* the object or array around it; NULL */
	unsigned line, col;	/* from 1 */
};

struct fh_json_index {
	struct fh_json_entry *entry;	/* sorted by pointer, then text */
	size_t count;
};

/*
 * Overwrite comments outside strings by blanks; newlines stay.
 * text:  terminated, without a NUL inside.
 * Returns NULL, or where a comment begins that never ends.
 */
const char *fh_json_blank_comments(char *text);

/*
 * Build the index of len bytes at text.
 * Returns NULL, or what is wrong with ret_at (and ret empty).
 */
const char *fh_json_index_build(const char *text, size_t len,
				struct fh_json_index *ret,
				const char **ret_at);

/* The entry of pointer, or NULL. */
const struct fh_json_entry *
fh_json_index_find(const struct fh_json_index *index, const char *pointer);

void fh_json_index_clear(struct fh_json_index *index);

#endif

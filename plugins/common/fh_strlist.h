/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list of strings that it owns.  Zero-initialised is empty and valid.
 */
#ifndef FH_STRLIST_H
#define FH_STRLIST_H

#include <stdbool.h>
#include <stddef.h>

struct fh_strlist {
	char **item;		/* count strings, then NULL; NULL when empty */
	size_t count;
};

/* Append a copy of text.  Returns 0, or -1 with errno ENOMEM. */
int fh_strlist_add(struct fh_strlist *list, const char *text);
/* Append the len bytes at text, terminated.  Returns as above. */
int fh_strlist_add_n(struct fh_strlist *list, const char *text, size_t len);
/* dst (empty) becomes a copy of src.  Returns as above; dst stays empty. */
int fh_strlist_copy(struct fh_strlist *dst, const struct fh_strlist *src);
bool fh_strlist_has(const struct fh_strlist *list, const char *text);
/* As above, comparing ASCII letters in any case. */
bool fh_strlist_has_any_case(const struct fh_strlist *list, const char *text);
/* Free the strings behind the first count ones. */
void fh_strlist_cut(struct fh_strlist *list, size_t count);
/* Free the strings and empty the list.  NULL is allowed. */
void fh_strlist_clear(struct fh_strlist *list);

#endif

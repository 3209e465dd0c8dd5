/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "Did you mean ...?" for a word that is not in a list. */
#ifndef FH_SUGGEST_H
#define FH_SUGGEST_H

#include <stddef.h>

/*
 * The candidate nearest to word by edit distance, or NULL when none is near
 * (distance above a third of the word's length, at least 1).
 * candidate:  count strings; the result is one of them.
 */
const char *fh_suggest(const char *word, const char *const *candidate,
		       size_t count);

#endif

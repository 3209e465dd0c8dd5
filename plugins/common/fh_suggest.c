/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "Did you mean ...?": see fh_suggest.h. */
#include <ctype.h>
#include <string.h>

#include "fh_suggest.h"

/* Longer words are not compared: names are shorter than this. */
#define WORD_MAX 64

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static int lower(char c)
{
	return tolower((unsigned char) c);
}

/*
 * Insertions, deletions, substitutions and swaps of neighbours that make b
 * out of a, in any case; row by row, three rows kept for the swaps.
 */
static size_t distance(const char *a, size_t a_len, const char *b,
		       size_t b_len)
{
	size_t row[3][WORD_MAX + 1];
	size_t *before = row[0], *above = row[1], *here = row[2], *free_row;

	for (size_t j = 0; j <= b_len; j++)
		above[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		here[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			int a_c = lower(a[i - 1]), b_c = lower(b[j - 1]);

			here[j] = least(above[j - 1] + (a_c != b_c),
					least(above[j], here[j - 1]) + 1);
			if (i > 1 && j > 1 && a_c == lower(b[j - 2]) &&
			    b_c == lower(a[i - 2]))
				here[j] = least(here[j], before[j - 2] + 1);
		}
		free_row = before;
		before = above;
		above = here;
		here = free_row;
	}
	return above[b_len];
}

const char *fh_suggest(const char *word, const char *const *candidate,
		       size_t count)
{
	size_t len = strlen(word);
	size_t limit = len < 6 ? 1 : len / 3;
	const char *nearest = NULL;

	if (!len || len > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t other = strlen(candidate[i]);
		size_t d;

		if (other > WORD_MAX)
			continue;
		d = distance(word, len, candidate[i], other);
		/* As many edits as letters would name anything. */
		if (d > limit || d >= len)
			continue;
		nearest = candidate[i];
		if (!d)
			break;
		limit = d - 1;
	}
	return nearest;
}

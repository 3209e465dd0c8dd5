/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of strings that it owns: see fh_strlist.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fh_strlist.h"

/*
 * Room for one more string and the closing NULL.  The capacity is not kept:
 * it is the power of two that holds count + 1 pointers, so it grows exactly
 * when count + 1 is one itself.
 */
static int grow(struct fh_strlist *list)
{
	size_t used = list->count + 1;
	char **item;

	if (list->item && (used & (used - 1)))
		return 0;
	item = realloc(list->item, 2 * used * sizeof(*item));
	if (!item)
		return -1;
	list->item = item;
	return 0;
}

int fh_strlist_add(struct fh_strlist *list, const char *text)
{
	return fh_strlist_add_n(list, text, strlen(text));
}

int fh_strlist_add_n(struct fh_strlist *list, const char *text, size_t len)
{
	char *copy = strndup(text, len);

	if (!copy)
		return -1;
	if (grow(list)) {
		free(copy);
		return -1;
	}
	list->item[list->count++] = copy;
	list->item[list->count] = NULL;
	return 0;
}

int fh_strlist_copy(struct fh_strlist *dst, const struct fh_strlist *src)
{
	for (size_t i = 0; i < src->count; i++) {
		if (!fh_strlist_add(dst, src->item[i]))
			continue;
		fh_strlist_clear(dst);
		return -1;
	}
	return 0;
}

bool fh_strlist_has(const struct fh_strlist *list, const char *text)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->item[i], text))
			return true;
	return false;
}

bool fh_strlist_has_any_case(const struct fh_strlist *list, const char *text)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcasecmp(list->item[i], text))
			return true;
	return false;
}

void fh_strlist_cut(struct fh_strlist *list, size_t count)
{
	while (list->count > count) {
		free(list->item[--list->count]);
		list->item[list->count] = NULL;
	}
	if (!list->count) {
		free(list->item);
		list->item = NULL;
	}
}

void fh_strlist_clear(struct fh_strlist *list)
{
	if (list)
		fh_strlist_cut(list, 0);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conflicts with Slurm's options: see fh_conflict.h. */
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "fh_conflict.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const kinds[] = { "gres:", "gres/" };
static const char *const gpus[] = { "gpu", "mps", "shard" };

static bool starts_with(const char *text, const char *prefix)
{
	return !strncasecmp(text, prefix, strlen(prefix));
}

/* Behind "gres:", when it is there. */
static const char *skip_kind(const char *item)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (starts_with(item, kinds[i]))
			return item + strlen(kinds[i]);
	return item;
}

/* item:  "gres:gpu:2"; its name ends before a type, a count or the next. */
static bool is_gpu(const char *item)
{
	const char *name = skip_kind(item);
	size_t len = strcspn(name, ":=/,;");

	for (size_t i = 0; i < COUNT(gpus); i++)
		if (len == strlen(gpus[i]) &&
		    !strncasecmp(name, gpus[i], len))
			return true;
	return false;
}

static bool is_expand(const char *item)
{
	return starts_with(item, "expand:");
}

/* Does any item of a list fit?  Blanks in front of an item are skipped. */
static bool any_item(const char *list, const char *separators,
		     bool (*fits)(const char *item))
{
	while (list && *list) {
		list += strspn(list, separators);
		list += strspn(list, " \t");
		if (fits(list))
			return true;
		list += strcspn(list, separators);
	}
	return false;
}

bool fh_conflict_names_gpu(const char *tres)
{
	return any_item(tres, ",;", is_gpu);
}

bool fh_conflict_expands(const char *dependency)
{
	return any_item(dependency, ",?", is_expand);
}

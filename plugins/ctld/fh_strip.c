/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Forged environment entries: see fh_strip.h. */
#include <stddef.h>
#include <string.h>

#include "fh_purse.h"
#include "fh_result.h"
#include "fh_strip.h"
#include "fh_terms.h"

#define NAMESPACE "FREEHOLD_"
#define OPTION_PREFIX "_SLURM_SPANK_OPTION_freehold_"

static const char *const added[] = { "SPANK_", "SLURM_SPANK_" };
static const char *const own[] = {
	FH_BOUND_VARIABLE, FH_RESULT_VARIABLE, FH_TERMS_VARIABLE,
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool starts_with(const char *text, const char *prefix)
{
	return !strncmp(text, prefix, strlen(prefix));
}

/* Behind one prefix that Slurm adds, or entry itself. */
static const char *skip_one(const char *entry)
{
	for (size_t i = 0; i < COUNT(added); i++)
		if (starts_with(entry, added[i]))
			return entry + strlen(added[i]);
	return entry;
}

static const char *skip_added(const char *entry)
{
	const char *next;

	while ((next = skip_one(entry)) != entry)
		entry = next;
	return entry;
}

static bool is_named(const char *entry, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(entry, name, len) &&
		(entry[len] == '=' || !entry[len]);
}

bool fh_strip_is_forged(const char *entry)
{
	entry = skip_added(entry);
	for (size_t i = 0; i < COUNT(own); i++)
		if (is_named(entry, own[i]))
			return true;
	return starts_with(entry, OPTION_PREFIX);
}

bool fh_strip_is_ours(const char *entry)
{
	return fh_strip_is_forged(entry) ||
		starts_with(skip_added(entry), NAMESPACE);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plugin's keys in acct_gather.conf: see energy_conf.h. */
#include "energy_conf.h"

#define PERIOD_KEY "EnergyFreeholdPeriod"
#define PERIOD_MS 1000
#define PERIOD_MS_MIN 100
#define PERIOD_MS_MAX 60000

/* The keys that name a directory. */
static const struct {
	char *key;
	const char *otherwise;
	size_t offset;
} directory[] = {
	{ "EnergyFreeholdConf", FH_SYSCONFDIR,
	  offsetof(struct energy_conf, conf_dir) },
	{ "EnergyFreeholdRun", "/run/freehold/energy",
	  offsetof(struct energy_conf, run_dir) },
	{ "EnergyFreeholdJournal", FH_LOCALSTATEDIR "/lib/freehold/energy",
	  offsetof(struct energy_conf, journal_dir) },
	{ "EnergyFreeholdRoot", "",
	  offsetof(struct energy_conf, root) },
};

#define DIRECTORIES (sizeof(directory) / sizeof(*directory))

static char **directory_at(struct energy_conf *keys, size_t i)
{
	return (char **) ((char *) keys + directory[i].offset);
}

void energy_conf_options(s_p_options_t **options, int *count)
{
	s_p_options_t own[DIRECTORIES + 2] = { { .key = NULL } };

	for (size_t i = 0; i < DIRECTORIES; i++) {
		own[i].key = directory[i].key;
		own[i].type = S_P_STRING;
	}
	own[DIRECTORIES].key = PERIOD_KEY;
	own[DIRECTORIES].type = S_P_UINT32;
	transfer_s_p_options(options, own, count);
}

void energy_conf_read(struct energy_conf *keys, s_p_hashtbl_t *table)
{
	energy_conf_clear(keys);
	for (size_t i = 0; i < DIRECTORIES; i++)
		if (!table ||
		    !s_p_get_string(directory_at(keys, i), directory[i].key,
				    table))
			*directory_at(keys, i) =
				xstrdup(directory[i].otherwise);
	if (!table || !s_p_get_uint32(&keys->period_ms, PERIOD_KEY, table))
		keys->period_ms = PERIOD_MS;
	if (keys->period_ms >= PERIOD_MS_MIN &&
	    keys->period_ms <= PERIOD_MS_MAX)
		return;
	error("freehold: acct_gather.conf: " PERIOD_KEY "=%u: must be %d to "
	      "%d milliseconds; %d is taken",
	      keys->period_ms, PERIOD_MS_MIN, PERIOD_MS_MAX, PERIOD_MS);
	keys->period_ms = PERIOD_MS;
}

static void append(void *list, const char *key, char *value)
{
	config_key_pair_t *pair = xmalloc(sizeof(*pair));

	pair->name = xstrdup(key);
	pair->value = value;
	list_append(list, pair);
}

void energy_conf_values(const struct energy_conf *keys, void *list)
{
	struct energy_conf copy = *keys;

	for (size_t i = 0; i < DIRECTORIES; i++)
		append(list, directory[i].key,
		       xstrdup(*directory_at(&copy, i)));
	append(list, PERIOD_KEY, xstrdup_printf("%u", keys->period_ms));
}

char *energy_conf_expand(const char *dir, const char *node)
{
	char *path = xstrdup(dir);

	xstrsubstituteall(path, "%n", node);
	return path;
}

void energy_conf_clear(struct energy_conf *keys)
{
	for (size_t i = 0; i < DIRECTORIES; i++)
		xfree(*directory_at(keys, i));
	memset(keys, 0, sizeof(*keys));
}

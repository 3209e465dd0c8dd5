/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Trackable resources: see tres.h. */
#include "fh_config.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/tres.h"
#include "plugins/common/fh_units.h"

/* Slurm marks a number it has not with the two largest ones. */
static bool known(uint64_t number)
{
	return number <= INT64_MAX;
}

static const char *name_of(const struct scost_gres_names *names, uint64_t id)
{
	for (size_t i = 0; i < names->count; i++)
		if (names->item[i].id == id)
			return names->item[i].name;
	return NULL;
}

static void add_type(struct scost_tres *tres, const char *type, int64_t count)
{
	struct scost_type_count *typed = &tres->typed[tres->type_count];
	size_t len = strlen(type);

	if (tres->type_count == SCOST_TYPE_MAX || len >= sizeof(typed->type))
		return;
	memcpy(typed->type, type, len + 1);
	typed->count = count;
	tres->type_count++;
}

static void set_gres(struct scost_tres *tres, const char *name, int64_t count)
{
	if (!strcmp(name, "gpu"))
		tres->gpus = count;
	else if (!strncmp(name, "gpu:", 4) && count)
		add_type(tres, name + 4, count);
}

static void set(struct scost_tres *tres, const struct scost_gres_names *names,
		uint64_t id, int64_t count)
{
	const char *name;

	switch (id) {
	case SCOST_TRES_CPU:
		tres->cpus = count;
		break;
	case SCOST_TRES_MEM:
		tres->memory_mib = count;
		break;
	case SCOST_TRES_ENERGY:
		if (count > 0 && count <= INT64_MAX / FH_UJ_PER_J)
			tres->energy_uj = count * FH_UJ_PER_J;
		break;
	case SCOST_TRES_NODE:
		tres->nodes = count;
		break;
	default:
		if ((name = name_of(names, id)))
			set_gres(tres, name, count);
	}
}

/* slurmdbd tracks gres/gpu:T without gres/gpu where a site says so. */
static void complete(struct scost_tres *tres)
{
	int64_t sum = 0;

	for (size_t i = 0; i < tres->type_count; i++)
		sum += tres->typed[i].count;
	if (tres->gpus < sum)
		tres->gpus = sum;
}

static const struct scost_tres nothing = {
	.cpus = FH_UNKNOWN,
	.memory_mib = FH_UNKNOWN,
	.nodes = FH_UNKNOWN,
	.energy_uj = FH_UNKNOWN,
};

void scost_tres_parse(const char *text, const struct scost_gres_names *names,
		      struct scost_tres *ret)
{
	*ret = nothing;
	while (text && *text) {
		char *end;
		uint64_t id = strtoull(text, &end, 10), count;

		if (end == text || *end != '=')
			break;
		text = end + 1;
		errno = 0;
		count = strtoull(text, &end, 10);
		if (end != text && !errno && known(count))
			set(ret, names, id, (int64_t) count);
		text = end + strcspn(end, ",");
		text += *text == ',';
	}
	complete(ret);
}

void scost_tres_parse_words(const char *text, struct scost_tres *ret)
{
	static const char prefix[] = "gres/";

	*ret = nothing;
	while (text && *text) {
		size_t len = strcspn(text, ",");
		const char *equals = memchr(text, '=', len);
		char name[sizeof("gpu:") + FH_TYPE_NAME_MAX];

		if (equals && !strncmp(text, prefix, strlen(prefix))) {
			text += strlen(prefix);
			len -= strlen(prefix);
			snprintf(name, sizeof(name), "%.*s",
				 (int) (equals - text), text);
			set_gres(ret, name, strtoll(equals + 1, NULL, 10));
		}
		text += len + (text[len] == ',');
	}
	complete(ret);
}

void scost_gres_names_clear(struct scost_gres_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->item[i].name);
	free(names->item);
	names->item = NULL;
	names->count = 0;
}

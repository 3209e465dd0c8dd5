/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions about sites, zones and nodes: see fh_zone.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fh_suggest.h"
#include "fh_units.h"
#include "fh_zone.h"

const char *const fh_tenancy_words[FH_TENANCY_COUNT + 1] = {
	[FH_TENANCY_OWNED] = "owned",
	[FH_TENANCY_LEASED] = "leased",
	[FH_TENANCY_CLOUD] = "cloud",
};

int fh_zones_find(const struct fh_zones *zones, const char *name)
{
	for (size_t i = 0; i < zones->zone_count; i++)
		if (!strcasecmp(zones->zone[i].name, name))
			return (int) i;
	return -1;
}

int fh_zones_find_site(const struct fh_zones *zones, const char *name)
{
	for (size_t i = 0; i < zones->site_count; i++)
		if (!strcasecmp(zones->site[i].name, name))
			return (int) i;
	return -1;
}

int fh_zones_of_node(const struct fh_zones *zones, const char *node,
		     int64_t at_s)
{
	size_t low = 0, high = zones->stay_count;

	/* The first stay of the node, if it has one. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(zones->stay[middle].node, node) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < zones->stay_count; low++) {
		const struct fh_stay *stay = &zones->stay[low];

		if (strcmp(stay->node, node))
			break;
		if (stay->from_s <= at_s && at_s < stay->until_s)
			return stay->zone;
	}
	return FH_NO_ZONE;
}

int64_t fh_zones_next_change(const struct fh_zones *zones, int64_t at_s)
{
	int64_t next = FH_FOREVER;

	for (size_t i = 0; i < zones->stay_count; i++) {
		const struct fh_stay *stay = &zones->stay[i];

		if (stay->from_s > at_s && stay->from_s < next)
			next = stay->from_s;
		if (stay->until_s > at_s && stay->until_s < next)
			next = stay->until_s;
	}
	return next;
}

/* Is code the jurisdiction or the country it lies in? */
static bool jurisdiction_in(const char *jurisdiction, const char *code)
{
	size_t len = strlen(code);

	if (strncasecmp(jurisdiction, code, len))
		return false;
	return !jurisdiction[len] || (len == 2 && jurisdiction[len] == '-');
}

bool fh_zone_covered(const struct fh_zone *zone, const char *word)
{
	if (!*word)
		return false;
	if (!strcasecmp(zone->name, word))
		return true;
	if (zone->regime && !strcasecmp(zone->regime, word))
		return true;
	return zone->jurisdiction &&
	       jurisdiction_in(zone->jurisdiction, word);
}

const struct fh_attestation *
fh_zone_find_attestation(const struct fh_zone *zone, const char *name)
{
	for (size_t i = 0; i < zone->attestation_count; i++)
		if (!strcasecmp(zone->attestation[i].name, name))
			return &zone->attestation[i];
	return NULL;
}

bool fh_zones_word_known(const struct fh_zones *zones, const char *word)
{
	for (size_t i = 0; i < zones->zone_count; i++)
		if (fh_zone_covered(&zones->zone[i], word))
			return true;
	return false;
}

const char *fh_zones_suggest(const struct fh_zones *zones, const char *word)
{
	const char **known = malloc((3 * zones->zone_count + 1) *
				    sizeof(*known));
	const char *nearest;
	size_t count = 0;

	if (!known)
		return NULL;
	for (size_t i = 0; i < zones->zone_count; i++) {
		const struct fh_zone *zone = &zones->zone[i];

		known[count++] = zone->name;
		if (zone->jurisdiction)
			known[count++] = zone->jurisdiction;
		if (zone->regime)
			known[count++] = zone->regime;
	}
	nearest = fh_suggest(word, known, count);
	free(known);
	return nearest;
}

const char *fh_zones_suggest_site(const struct fh_zones *zones,
				  const char *name)
{
	const char **known = malloc((zones->site_count + 1) * sizeof(*known));
	const char *nearest;

	if (!known)
		return NULL;
	for (size_t i = 0; i < zones->site_count; i++)
		known[i] = zones->site[i].name;
	nearest = fh_suggest(name, known, zones->site_count);
	free(known);
	return nearest;
}

static bool upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool fh_jurisdiction_ok(const char *code)
{
	size_t len = 0;

	if (!upper(code[0]) || !upper(code[1]))
		return false;
	if (!code[2])
		return true;
	if (code[2] != '-')
		return false;
	for (code += 3; upper(code[len]) || isdigit((unsigned char) code[len]);)
		len++;
	return len >= 1 && len <= 3 && !code[len];
}

const char *fh_tenancy_name(enum fh_tenancy tenancy)
{
	return tenancy < FH_TENANCY_COUNT ? fh_tenancy_words[tenancy] : "?";
}

int fh_tenancy_find(const char *name)
{
	for (int i = 0; i < FH_TENANCY_COUNT; i++)
		if (!strcasecmp(fh_tenancy_words[i], name))
			return i;
	return -1;
}

static void clear_zone(struct fh_zone *zone)
{
	for (size_t i = 0; i < zone->member_count; i++)
		fh_strlist_clear(&zone->member[i].nodes);
	for (size_t i = 0; i < zone->attestation_count; i++) {
		free(zone->attestation[i].name);
		free(zone->attestation[i].evidence);
	}
	free(zone->member);
	free(zone->attestation);
	free(zone->name);
	free(zone->jurisdiction);
	free(zone->regime);
	free(zone->operator_name);
}

void fh_zones_clear(struct fh_zones *zones)
{
	if (!zones)
		return;
	for (size_t i = 0; i < zones->site_count; i++) {
		free(zones->site[i].name);
		free(zones->site[i].title);
	}
	for (size_t i = 0; i < zones->zone_count; i++)
		clear_zone(&zones->zone[i]);
	for (size_t i = 0; i < zones->overseer_count; i++)
		free(zones->overseer[i].name);
	free(zones->site);
	free(zones->zone);
	free(zones->stay);
	free(zones->overseer);
	memset(zones, 0, sizeof(*zones));
}

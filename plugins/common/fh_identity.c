/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a node is, and whether that fits a job: see fh_result.h. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "fh_identity.h"
#include "fh_line.h"
#include "fh_quote.h"

#define ZONES_MAX 200		/* bytes of zone names in a message */

static const struct {
	const char *key;
	size_t offset;
	bool optional;
} values[FH_IDENTITY_VALUES] = {
	{ "zone", offsetof(struct fh_identity, zone), false },
	{ "jurisdiction", offsetof(struct fh_identity, jurisdiction), false },
	{ "regime", offsetof(struct fh_identity, regime), true },
	{ "tenancy", offsetof(struct fh_identity, tenancy), false },
	{ "operator", offsetof(struct fh_identity, operator_name), false },
	{ "site", offsetof(struct fh_identity, site), false },
};

const char *fh_identity_key(size_t i)
{
	return values[i].key;
}

bool fh_identity_optional(size_t i)
{
	return values[i].optional;
}

const char *fh_identity_get(const struct fh_identity *identity, size_t i)
{
	char *const *value = (char *const *) ((const char *) identity +
					      values[i].offset);

	return *value ? *value : "";
}

char **fh_identity_at(struct fh_identity *identity, size_t i)
{
	return (char **) ((char *) identity + values[i].offset);
}

/* The first value in which two identities differ, or FH_IDENTITY_VALUES. */
static size_t difference(const struct fh_identity *a,
			 const struct fh_identity *b)
{
	size_t i;

	for (i = 0; i < FH_IDENTITY_VALUES; i++)
		if (strcmp(fh_identity_get(a, i), fh_identity_get(b, i)))
			break;
	return i;
}

/* The node has a name that the job may run under, but is something else. */
static int explain_difference(const struct fh_result *result,
			      const struct fh_identity *zone,
			      const struct fh_identity *node,
			      struct fh_error *err)
{
	size_t i = difference(zone, node);
	struct fh_quoted name, expected, found;

	return fh_err(err, "job %u may run in zone %s with %s '%s', but this "
		      "node has %s '%s'", result->job_id,
		      fh_quote(zone->zone, &name), values[i].key,
		      fh_quote(fh_identity_get(zone, i), &expected),
		      values[i].key,
		      fh_quote(fh_identity_get(node, i), &found));
}

static int explain_zones(const struct fh_result *result,
			 const struct fh_identity *node, struct fh_error *err)
{
	struct fh_line zones = { 0 };
	struct fh_quoted shown;

	for (size_t i = 0; i < result->zone_count; i++)
		fh_line_list(&zones, ZONES_MAX, ", ",
			     fh_quote(result->zone[i].zone, &shown));
	return fh_err(err, "this node is in zone %s, and job %u may run only "
		      "in: %s", fh_quote(node->zone, &shown), result->job_id,
		      fh_line_end(&zones));
}

bool fh_result_fits(const struct fh_result *result,
		    const struct fh_identity *node, struct fh_error *err)
{
	const struct fh_identity *namesake = NULL;

	if (!result->restricted)
		return true;
	if (!node) {
		fh_err(err, "this node does not know its zone, and job %u is "
		       "restricted to zones; its administrator has to provide "
		       "node.json", result->job_id);
		return false;
	}
	for (size_t i = 0; i < result->zone_count; i++) {
		if (difference(&result->zone[i], node) == FH_IDENTITY_VALUES)
			return true;
		/* The first value is the zone's name. */
		if (difference(&result->zone[i], node) > 0)
			namesake = &result->zone[i];
	}
	if (namesake)
		explain_difference(result, namesake, node, err);
	else
		explain_zones(result, node, err);
	return false;
}

int fh_identity_of_zone(const struct fh_conf *conf, int zone,
			struct fh_identity *ret, struct fh_error *err)
{
	const struct fh_zone *from = &conf->zones.zone[zone];
	const char *const text[FH_IDENTITY_VALUES] = {
		from->name,
		from->jurisdiction,
		from->regime,
		fh_tenancy_name(from->tenancy),
		from->operator_name,
		conf->zones.site[from->site].name,
	};
	struct fh_identity made = { 0 };

	for (size_t i = 0; i < FH_IDENTITY_VALUES; i++) {
		if (!text[i])
			continue;
		*fh_identity_at(&made, i) = strdup(text[i]);
		if (*fh_identity_at(&made, i))
			continue;
		fh_identity_clear(&made);
		return fh_err_nomem(err);
	}
	*ret = made;
	return 0;
}

void fh_identity_clear(struct fh_identity *identity)
{
	if (!identity)
		return;
	for (size_t i = 0; i < FH_IDENTITY_VALUES; i++)
		free(*fh_identity_at(identity, i));
	*identity = (struct fh_identity) { 0 };
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads zones.json: see fh_zone.h. */
#include <ctype.h>
#include <string.h>

#include "fh_reader.h"
#include "fh_zone_stay.h"
#include "fh_units.h"
#include "fh_zone.h"
#include "fh_zone_attest.h"

/* Two letters are taken for a country. */
static bool like_country(const char *word)
{
	return isalpha((unsigned char) word[0]) &&
	       isalpha((unsigned char) word[1]) && !word[2];
}

static const struct fh_field site_fields[] = {
	{ .key = "title", .read = fh_read_text,
	  .offset = offsetof(struct fh_site, title) },
};

static void read_site(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	struct fh_zones *zones = dst;
	struct fh_site *site = &zones->site[zones->site_count];

	if (fh_zones_find_site(zones, name) >= 0)
		fh_reader_diag(reader, "the site \"%.80s\" stands here twice; "
			       "case makes no difference", name);
	site->name = fh_reader_strdup(reader, name);
	if (!site->name)
		return;
	zones->site_count++;
	fh_reader_object(reader, value, site_fields, 1, site);
}

static FH_READER_VALUE(read_sites)
{
	struct fh_zones *zones = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	zones->site = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*zones->site));
	if (zones->site)
		fh_reader_members(reader, value, false, read_site, zones);
}

static FH_READER_VALUE(read_zone_site)
{
	const struct fh_zones *zones = reader->context;
	const char *name;
	int site;

	(void) field;
	name = fh_reader_string(reader, value);
	if (!name)
		return;
	site = fh_zones_find_site(zones, name);
	if (site >= 0)
		*(size_t *) dst = (size_t) site;
	else
		fh_reader_unknown(reader, "site", name,
				  fh_zones_suggest_site(zones, name));
}

static FH_READER_VALUE(read_jurisdiction)
{
	const char *code;

	code = fh_reader_string(reader, value);
	if (!code)
		return;
	if (fh_jurisdiction_ok(code))
		fh_read_name(reader, value, field, dst);
	else
		fh_reader_diag(reader, "\"%.80s\" is not an ISO 3166 code in "
			       "upper case, such as \"DE\" or \"US-TX\"",
			       code);
}

static FH_READER_VALUE(read_regime)
{
	const char *name;

	name = fh_reader_string(reader, value);
	if (!name)
		return;
	if (like_country(name) || fh_jurisdiction_ok(name))
		fh_reader_diag(reader, "the regime \"%s\" reads like an ISO "
			       "3166 code; give it a name of its own", name);
	else
		fh_read_name(reader, value, field, dst);
}

static const struct fh_field member_fields[] = {
	{ .key = "nodes", .read = fh_read_nodes, .required = true,
	  .offset = offsetof(struct fh_member, nodes) },
	{ .key = "from", .read = fh_read_instant,
	  .offset = offsetof(struct fh_member, from_s) },
	{ .key = "until", .read = fh_read_instant,
	  .offset = offsetof(struct fh_member, until_s) },
};

static struct fh_member *new_member(struct fh_zone *zone)
{
	struct fh_member *member = &zone->member[zone->member_count++];

	member->from_s = INT64_MIN;
	member->until_s = FH_FOREVER;
	return member;
}

static void read_member(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	struct fh_member *member = new_member(dst);

	(void) name;
	fh_reader_object(reader, value, member_fields,
			 sizeof(member_fields) / sizeof(*member_fields),
			 member);
	if (member->from_s >= member->until_s)
		fh_reader_diag(reader, "\"from\" must be before \"until\"");
}

/* "nodes": a node list, or a list of node lists with dates. */
static FH_READER_VALUE(read_members)
{
	struct fh_zone *zone = dst;
	bool list = json_object_get_type(value) == json_type_array;

	if (!list && json_object_get_type(value) != json_type_string) {
		fh_reader_diag(reader, "must be a node list such as "
			       "\"n[1-4]\", or a list of objects with "
			       "\"nodes\", \"from\" and \"until\"");
		return;
	}
	zone->member = fh_reader_alloc(
		reader, list ? json_object_array_length(value) : 1,
		sizeof(*zone->member));
	if (!zone->member)
		return;
	if (list)
		fh_reader_elements(reader, value, read_member, zone);
	else
		fh_read_nodes(reader, value, field, &new_member(zone)->nodes);
}

#define AT(member_name) .offset = offsetof(struct fh_zone, member_name)

static const struct fh_field zone_fields[] = {
	{ .key = "site", .read = read_zone_site, AT(site), .required = true },
	{ .key = "jurisdiction", .read = read_jurisdiction, AT(jurisdiction),
	  .required = true },
	{ .key = "regime", .read = read_regime, AT(regime) },
	{ .key = "tenancy", .read = fh_read_word, AT(tenancy),
	  .required = true, .words = fh_tenancy_words },
	{ .key = "operator", .read = fh_read_text, AT(operator_name),
	  .required = true },
	{ .key = "air_gapped", .read = fh_read_bool, AT(air_gapped) },
	{ .key = "power_cap_kw", .read = fh_read_decimal, AT(power_cap_w),
	  .min = 1, .max = 100000000, .scale = 1000 },
	{ .key = "closed_until", .read = fh_read_instant,
	  AT(closed_until_s) },
	{ .key = "attestations", .read = fh_zone_read_attestations },
	{ .key = "nodes", .read = read_members },
};

static void read_zone(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	struct fh_zones *zones = dst;
	struct fh_zone *zone = &zones->zone[zones->zone_count];

	if (fh_zones_find(zones, name) >= 0)
		fh_reader_diag(reader, "the zone \"%.80s\" stands here twice; "
			       "case makes no difference", name);
	zone->name = fh_reader_strdup(reader, name);
	if (!zone->name)
		return;
	zone->power_cap_w = FH_UNKNOWN;
	zone->closed_until_s = INT64_MIN;
	zones->zone_count++;
	fh_reader_object(reader, value, zone_fields,
			 sizeof(zone_fields) / sizeof(*zone_fields), zone);
}

/*
 * A job that asks for a jurisdiction or regime by --zone must not land in a
 * zone that is only called like it.
 */
static bool misleads(const struct fh_zones *zones, const struct fh_zone *zone)
{
	struct fh_zone nameless = *zone;

	nameless.name = "";
	if (fh_zone_covered(&nameless, zone->name))
		return false;
	if (like_country(zone->name))
		return true;
	for (size_t i = 0; i < zones->zone_count; i++) {
		struct fh_zone other = zones->zone[i];

		other.name = "";
		if (fh_zone_covered(&other, zone->name))
			return true;
	}
	return false;
}

static void check_names(struct fh_reader *reader, const struct fh_zones *zones)
{
	for (size_t i = 0; i < zones->zone_count; i++) {
		const struct fh_zone *zone = &zones->zone[i];
		size_t mark;

		if (!misleads(zones, zone))
			continue;
		mark = fh_reader_enter(reader, zone->name);
		fh_reader_diag(reader, "the zone's name \"%s\" reads like a "
			       "jurisdiction or regime that it is not in",
			       zone->name);
		fh_reader_leave(reader, mark);
	}
}

static FH_READER_VALUE(read_zones)
{
	struct fh_zones *zones = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	zones->zone = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*zones->zone));
	if (!zones->zone)
		return;
	fh_reader_members(reader, value, false, read_zone, zones);
	check_names(reader, zones);
	fh_zone_stays_build(reader, zones);
}

/* In the order in which they refer to each other. */
static const struct fh_field fields[] = {
	{ .key = "sites", .read = read_sites, .required = true },
	{ .key = "zones", .read = read_zones, .required = true },
	{ .key = "control_plane", .read = fh_zone_read_overseers },
};

void fh_zones_read(const struct fh_json *doc, const char *pointer,
		   struct fh_zones *ret, struct fh_diags *diags)
{
	struct fh_reader reader;
	struct json_object *value;

	value = fh_reader_begin(&reader, doc, pointer, diags, ret);
	if (value)
		fh_reader_object(&reader, value, fields,
				 sizeof(fields) / sizeof(*fields), ret);
	fh_reader_end(&reader);
}

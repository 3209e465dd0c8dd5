/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads attestations and the control plane of zones.json: see fh_zone.h. */
#include "fh_zone_attest.h"

#include "fh_units.h"

#define AT(member) .offset = offsetof(struct fh_attestation, member)

static const struct fh_field attestation_fields[] = {
	{ .key = "evidence", .read = fh_read_text, AT(evidence),
	  .required = true },
	{ .key = "from", .read = fh_read_instant, AT(from_s) },
	{ .key = "until", .read = fh_read_instant, AT(until_s),
	  .required = true },
};

static void read_attestation(struct fh_reader *reader, const char *name,
			     struct json_object *value, void *dst)
{
	struct fh_zone *zone = dst;
	struct fh_attestation *attestation =
		&zone->attestation[zone->attestation_count];

	if (fh_zone_find_attestation(zone, name))
		fh_reader_diag(reader, "the attestation \"%.80s\" stands here "
			       "twice; case makes no difference", name);
	attestation->name = fh_reader_strdup(reader, name);
	if (!attestation->name)
		return;
	attestation->from_s = INT64_MIN;
	attestation->until_s = FH_FOREVER;
	zone->attestation_count++;
	fh_reader_object(reader, value, attestation_fields,
			 sizeof(attestation_fields) /
			 sizeof(*attestation_fields), attestation);
	if (attestation->from_s >= attestation->until_s)
		fh_reader_diag(reader, "\"from\" must be before \"until\"");
}

FH_READER_VALUE(fh_zone_read_attestations)
{
	struct fh_zone *zone = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	zone->attestation = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*zone->attestation));
	if (zone->attestation)
		fh_reader_members(reader, value, false, read_attestation,
				  zone);
}

static void read_overseer(struct fh_reader *reader, const char *name,
			  struct json_object *value, void *dst)
{
	struct fh_zones *zones = dst;
	struct fh_overseer *overseer = &zones->overseer[zones->overseer_count];
	const char *text = fh_reader_string(reader, value);
	int zone = text ? fh_zones_find(zones, text) : -1;

	if (text && zone < 0)
		fh_reader_unknown(reader, "zone", text,
				  fh_zones_suggest(zones, text));
	if (zone < 0)
		return;
	overseer->name = fh_reader_strdup(reader, name);
	if (!overseer->name)
		return;
	overseer->zone = (size_t) zone;
	zones->overseer_count++;
}

FH_READER_VALUE(fh_zone_read_overseers)
{
	struct fh_zones *zones = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	zones->overseer = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*zones->overseer));
	if (zones->overseer)
		fh_reader_members(reader, value, false, read_overseer, zones);
}

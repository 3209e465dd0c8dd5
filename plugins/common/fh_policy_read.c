/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads policy.json, its switches and sets of zones: see fh_policy.h. */
#include <strings.h>

#include "fh_policy_read.h"

/* In the order of enum fh_estimate. */
static const char *const estimate_words[] = { "never", "options", "always",
					      NULL };
/* In the order of enum fh_span behind FH_SPAN_DEFAULT. */
static const char *const span_words[] = { "site", "zone", "any", NULL };

static void read_zone_name(struct fh_reader *reader, const char *name,
			   struct json_object *value, void *dst)
{
	const struct fh_policy_context *context = reader->context;
	const char *text = fh_reader_string(reader, value);

	(void) name;
	if (!text)
		return;
	if (fh_zones_find(context->zones, text) >= 0)
		fh_reader_append(reader, dst, text);
	else
		fh_reader_unknown(reader, "zone", text,
				  fh_zones_suggest(context->zones, text));
}

FH_READER_VALUE(fh_policy_read_zones)
{
	(void) field;
	fh_reader_elements(reader, value, read_zone_name, dst);
}

static bool is_regime(const struct fh_zones *zones, const char *text)
{
	for (size_t i = 0; i < zones->zone_count; i++)
		if (zones->zone[i].regime &&
		    !strcasecmp(zones->zone[i].regime, text))
			return true;
	return false;
}

/*
 * Codes need no zone: one may forbid a country that has none yet.  Anything
 * else must be the regime of a zone.
 */
static void read_jurisdiction(struct fh_reader *reader, const char *name,
			      struct json_object *value, void *dst)
{
	const struct fh_policy_context *context = reader->context;
	const char *text = fh_reader_string(reader, value);
	const char *nearest;

	(void) name;
	if (!text)
		return;
	if (fh_jurisdiction_ok(text) || is_regime(context->zones, text)) {
		fh_reader_append(reader, dst, text);
		return;
	}
	nearest = fh_zones_suggest(context->zones, text);
	fh_reader_diag(reader, "\"%.80s\" is neither an ISO 3166 code in "
		       "upper case, such as \"DE\" or \"US-TX\", nor the "
		       "regime of a zone%s%s%s", text,
		       nearest ? "; did you mean \"" : "",
		       nearest ? nearest : "", nearest ? "\"?" : "");
}

static FH_READER_VALUE(read_jurisdictions)
{
	(void) field;
	fh_reader_elements(reader, value, read_jurisdiction, dst);
}

static const struct fh_field where_fields[] = {
	{ .key = "zones", .read = fh_policy_read_zones,
	  .offset = offsetof(struct fh_where, zones) },
	{ .key = "jurisdictions", .read = read_jurisdictions,
	  .offset = offsetof(struct fh_where, jurisdictions) },
	{ .key = "tenancies", .read = fh_read_word_bits,
	  .offset = offsetof(struct fh_where, tenancies),
	  .words = fh_tenancy_words },
};

FH_READER_VALUE(fh_policy_read_where)
{
	struct fh_where *where = dst;

	(void) field;
	where->given = true;
	fh_reader_object(reader, value, where_fields,
			 sizeof(where_fields) / sizeof(*where_fields), where);
}

static FH_READER_VALUE(read_span)
{
	const char *text = fh_reader_string(reader, value);
	int word = text ? fh_reader_word(reader, field->words, text) : -1;

	if (word >= 0)
		*(enum fh_span *) dst = FH_SPAN_SITE + (unsigned) word;
}

/* Classes before all that refers to them. */
static const struct fh_field fields[] = {
	{ .key = "estimate", .read = fh_read_word, .words = estimate_words,
	  .offset = offsetof(struct fh_policy, estimate) },
	{ .key = "default_span", .read = read_span, .words = span_words,
	  .offset = offsetof(struct fh_policy, default_span) },
	{ .key = "data_classes", .read = fh_policy_read_classes },
	{ .key = "datasets", .read = fh_policy_read_datasets },
	{ .key = "accounts", .read = fh_policy_read_accounts },
	{ .key = "audit", .read = fh_policy_read_audit,
	  .offset = offsetof(struct fh_policy, audit) },
	{ .key = "budgets", .read = fh_policy_read_budgets },
	{ .key = "partitions", .read = fh_policy_read_partitions },
	{ .key = "break_glass", .read = fh_policy_read_break_glass },
};

void fh_policy_read(const struct fh_json *doc, const char *pointer,
		    const struct fh_zones *zones, struct fh_policy *ret,
		    struct fh_diags *diags)
{
	struct fh_policy_context context = { zones, ret };
	struct fh_reader reader;
	struct json_object *value;

	ret->estimate = FH_ESTIMATE_OPTIONS;
	ret->default_span = FH_SPAN_SITE;
	fh_audit_settings_begin(&ret->audit);
	value = fh_reader_begin(&reader, doc, pointer, diags, &context);
	if (value)
		fh_reader_object(&reader, value, fields,
				 sizeof(fields) / sizeof(*fields), ret);
	fh_reader_end(&reader);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads policy.json, its switches and data classes: see fh_policy.h. */
#include <strings.h>

#include "fh_policy_read.h"

/* In the order of enum fh_enforce. */
static const char *const enforce_words[] = { "observe", "enforce", NULL };
/* In the order of enum fh_on_narrow. */
static const char *const narrow_words[] = { "leave", "requeue", "cancel",
					    NULL };
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

static FH_READER_VALUE(read_where)
{
	struct fh_where *where = dst;

	(void) field;
	where->given = true;
	fh_reader_object(reader, value, where_fields,
			 sizeof(where_fields) / sizeof(*where_fields), where);
}

#define AT(member) .offset = offsetof(struct fh_class, member)

static const struct fh_field class_fields[] = {
	{ .key = "allow", .read = read_where, AT(allow) },
	{ .key = "deny", .read = read_where, AT(deny) },
	{ .key = "air_gapped", .read = fh_read_bool, AT(need_air_gap) },
	{ .key = "accounts", .read = fh_read_names_or_any, AT(accounts),
	  .required = true },
	{ .key = "enforce", .read = fh_read_word, AT(enforce),
	  .words = enforce_words },
	{ .key = "on_narrow", .read = fh_read_word, AT(on_narrow),
	  .words = narrow_words },
};

static void read_class(struct fh_reader *reader, const char *name,
		       struct json_object *value, void *dst)
{
	struct fh_policy *policy = dst;
	struct fh_class *data_class = &policy->data_class[policy->class_count];

	data_class->name = fh_reader_strdup(reader, name);
	if (!data_class->name)
		return;
	data_class->enforce = FH_ENFORCE;
	data_class->on_narrow = FH_NARROW_LEAVE;
	policy->class_count++;
	fh_reader_object(reader, value, class_fields,
			 sizeof(class_fields) / sizeof(*class_fields),
			 data_class);
}

static FH_READER_VALUE(read_classes)
{
	struct fh_policy *policy = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	policy->data_class = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*policy->data_class));
	if (policy->data_class)
		fh_reader_members(reader, value, false, read_class, policy);
}

static FH_READER_VALUE(read_span)
{
	const char *text = fh_reader_string(reader, value);
	int word = text ? fh_reader_word(reader, field->words, text) : -1;

	if (word >= 0)
		*(enum fh_span *) dst = FH_SPAN_SITE + (unsigned) word;
}

/* Classes before datasets and accounts, which refer to them. */
static const struct fh_field fields[] = {
	{ .key = "estimate", .read = fh_read_word, .words = estimate_words,
	  .offset = offsetof(struct fh_policy, estimate) },
	{ .key = "default_span", .read = read_span, .words = span_words,
	  .offset = offsetof(struct fh_policy, default_span) },
	{ .key = "data_classes", .read = read_classes },
	{ .key = "datasets", .read = fh_policy_read_datasets },
	{ .key = "accounts", .read = fh_policy_read_accounts },
	{ .key = "audit", .read = fh_policy_read_audit,
	  .offset = offsetof(struct fh_policy, audit) },
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

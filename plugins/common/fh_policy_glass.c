/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the dated exceptions of policy.json: see fh_policy.h. */
#include "fh_policy_read.h"

#include "fh_units.h"

#define AT(member) .offset = offsetof(struct fh_break_glass, member)

static void read_class_name(struct fh_reader *reader, const char *name,
			    struct json_object *value, void *dst)
{
	const struct fh_policy_context *context = reader->context;
	const char *text = fh_reader_string(reader, value);

	(void) name;
	if (!text)
		return;
	if (fh_policy_find_class(context->policy, text))
		fh_reader_append(reader, dst, text);
	else
		fh_reader_unknown(reader, "data class", text,
				  fh_policy_suggest_class(context->policy,
							  text));
}

static FH_READER_VALUE(read_class_names)
{
	(void) field;
	fh_reader_elements(reader, value, read_class_name, dst);
}

static const struct fh_field glass_fields[] = {
	{ .key = "reason", .read = fh_read_text, AT(reason),
	  .required = true },
	{ .key = "approved_by", .read = fh_read_text, AT(approved_by),
	  .required = true },
	{ .key = "from", .read = fh_read_instant, AT(from_s),
	  .required = true },
	{ .key = "until", .read = fh_read_instant, AT(until_s),
	  .required = true },
	{ .key = "classes", .read = read_class_names, AT(classes),
	  .required = true },
	{ .key = "accounts", .read = fh_read_names_or_any, AT(accounts),
	  .required = true },
	{ .key = "users", .read = fh_read_names_or_any, AT(users) },
	{ .key = "to", .read = fh_policy_read_where, AT(to),
	  .required = true },
};

static void check_span(const struct fh_reader *reader,
		       const struct fh_break_glass *glass)
{
	if (glass->from_s >= glass->until_s)
		fh_reader_diag(reader, "\"from\" must be before \"until\"");
	else if (glass->until_s - glass->from_s > FH_BREAK_GLASS_MAX_S)
		fh_reader_diag(reader, "an exception lasts %d days at most; "
			       "what lasts longer belongs into the class",
			       FH_BREAK_GLASS_MAX_S / 86400);
}

static void read_glass(struct fh_reader *reader, const char *name,
		       struct json_object *value, void *dst)
{
	struct fh_policy *policy = dst;
	struct fh_break_glass *glass =
		&policy->break_glass[policy->break_glass_count];
	size_t told = fh_diag_total(reader->diags);

	glass->name = fh_reader_strdup(reader, name);
	if (!glass->name)
		return;
	policy->break_glass_count++;
	fh_reader_object(reader, value, glass_fields,
			 sizeof(glass_fields) / sizeof(*glass_fields), glass);
	fh_policy_default_any(reader, value, "users", &glass->users);
	if (fh_diag_total(reader->diags) == told)
		check_span(reader, glass);
}

FH_READER_VALUE(fh_policy_read_break_glass)
{
	struct fh_policy *policy = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	policy->break_glass = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*policy->break_glass));
	if (policy->break_glass)
		fh_reader_members(reader, value, false, read_glass, policy);
}

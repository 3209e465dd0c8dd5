/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the data classes of policy.json: see fh_policy.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_policy_read.h"
#include "fh_units.h"

#define NO_TRANSFER (1u << FH_MECHANISM_NONE | 1u << FH_MECHANISM_UNKNOWN)

/* In the order of enum fh_enforce. */
static const char *const enforce_words[] = { "observe", "enforce", NULL };
/* In the order of enum fh_on_narrow. */
static const char *const narrow_words[] = { "leave", "requeue", "cancel",
					    NULL };

void fh_policy_default_any(const struct fh_reader *reader,
			   struct json_object *object, const char *key,
			   struct fh_strlist *list)
{
	if (!json_object_object_get_ex(object, key, NULL) &&
	    fh_strlist_add(list, "*"))
		fh_reader_diag(reader, "out of memory");
}

#define AT(member) .offset = offsetof(struct fh_transfer, member)

static const struct fh_field transfer_fields[] = {
	{ .key = "to", .read = fh_policy_read_where, AT(to),
	  .required = true },
	{ .key = "mechanism", .read = fh_read_word, AT(mechanism),
	  .required = true, .words = fh_mechanism_words },
	{ .key = "evidence", .read = fh_read_text, AT(evidence),
	  .required = true },
	{ .key = "from", .read = fh_read_instant, AT(from_s) },
	{ .key = "until", .read = fh_read_instant, AT(until_s),
	  .required = true },
};

/* Is the mechanism one, and one that the class accepts? */
static void check_mechanism(const struct fh_reader *reader,
			    const struct fh_class *data_class,
			    enum fh_mechanism mechanism)
{
	char accepted[FH_MECHANISM_TEXT_MAX];
	unsigned bit = 1u << mechanism;

	if (bit & NO_TRANSFER)
		fh_reader_diag(reader, "\"%s\" is no mechanism that a "
			       "transfer can rest on",
			       fh_mechanism_words[mechanism]);
	else if (data_class->mechanisms && !(data_class->mechanisms & bit))
		fh_reader_diag(reader, "the class does not accept \"%s\"; its "
			       "\"mechanisms\" are: %s",
			       fh_mechanism_words[mechanism],
			       fh_mechanism_format(data_class->mechanisms,
						   accepted,
						   sizeof(accepted)));
}

static void read_transfer(struct fh_reader *reader, const char *name,
			  struct json_object *value, void *dst)
{
	struct fh_class *data_class = dst;
	struct fh_transfer *transfer =
		&data_class->transfer[data_class->transfer_count++];
	size_t told = fh_diag_total(reader->diags);

	(void) name;
	transfer->from_s = INT64_MIN;
	transfer->until_s = FH_FOREVER;
	fh_reader_object(reader, value, transfer_fields,
			 sizeof(transfer_fields) / sizeof(*transfer_fields),
			 transfer);
	if (fh_diag_total(reader->diags) != told)
		return;
	if (transfer->from_s >= transfer->until_s)
		fh_reader_diag(reader, "\"from\" must be before \"until\"");
	check_mechanism(reader, data_class, transfer->mechanism);
}

static FH_READER_VALUE(read_transfers)
{
	struct fh_class *data_class = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_array))
		return;
	if (!data_class->allow.given)
		fh_reader_diag(reader, "a class without \"allow\" is allowed "
			       "everywhere and needs no transfer");
	data_class->transfer = fh_reader_alloc(
		reader, json_object_array_length(value),
		sizeof(*data_class->transfer));
	if (data_class->transfer)
		fh_reader_elements(reader, value, read_transfer, data_class);
}

#undef AT
#define AT(member) .offset = offsetof(struct fh_class, member)

/* "allow" and "mechanisms" before "transfers", which are checked by them. */
static const struct fh_field class_fields[] = {
	{ .key = "allow", .read = fh_policy_read_where, AT(allow) },
	{ .key = "deny", .read = fh_policy_read_where, AT(deny) },
	{ .key = "mechanisms", .read = fh_read_word_bits, AT(mechanisms),
	  .words = fh_mechanism_words },
	{ .key = "transfers", .read = read_transfers },
	{ .key = "attestations", .read = fh_read_names, AT(attestations) },
	{ .key = "control_plane", .read = fh_policy_read_where,
	  AT(control_plane) },
	{ .key = "air_gapped", .read = fh_read_bool, AT(need_air_gap) },
	{ .key = "accounts", .read = fh_read_names_or_any, AT(accounts),
	  .required = true },
	{ .key = "users", .read = fh_read_names_or_any, AT(users) },
	{ .key = "enforce", .read = fh_read_word, AT(enforce),
	  .words = enforce_words },
	{ .key = "on_narrow", .read = fh_read_word, AT(on_narrow),
	  .words = narrow_words },
	{ .key = "node", .read = fh_read_word, AT(node),
	  .words = fh_node_share_words },
	{ .key = "until", .read = fh_read_instant, AT(until_s) },
	{ .key = "review", .read = fh_read_instant, AT(review_s) },
};

/* Each half of LABEL@ORIGIN is a name. */
static void check_name(const struct fh_reader *reader, const char *name)
{
	const char *origin = fh_class_origin(name);
	char *label = strndup(name, strcspn(name, "@"));

	if (!label)
		fh_reader_diag(reader, "out of memory");
	else if (fh_reader_name_ok(reader, label) && origin)
		(void) fh_reader_name_ok(reader, origin);
	free(label);
}

/* The same class in another case of its origin? */
static void check_twin(const struct fh_reader *reader,
		       const struct fh_policy *policy, const char *name)
{
	const struct fh_class *twin = fh_policy_find_class(policy, name);
	const char *origin = fh_class_origin(name);
	const char *other = twin ? fh_class_origin(twin->name) : NULL;

	if (origin && other && strlen(origin) == strlen(other))
		fh_reader_diag(reader, "the class \"%.140s\" stands here "
			       "twice; the case of an origin makes no "
			       "difference", name);
}

static void read_class(struct fh_reader *reader, const char *name,
		       struct json_object *value, struct fh_policy *policy)
{
	struct fh_class *data_class = &policy->data_class[policy->class_count];

	check_name(reader, name);
	check_twin(reader, policy, name);
	data_class->name = fh_reader_strdup(reader, name);
	if (!data_class->name)
		return;
	data_class->enforce = FH_ENFORCE;
	data_class->on_narrow = FH_NARROW_LEAVE;
	data_class->until_s = FH_FOREVER;
	data_class->review_s = FH_FOREVER;
	policy->class_count++;
	fh_reader_object(reader, value, class_fields,
			 sizeof(class_fields) / sizeof(*class_fields),
			 data_class);
	fh_policy_default_any(reader, value, "users", &data_class->users);
}

FH_READER_VALUE(fh_policy_read_classes)
{
	struct fh_policy *policy = dst;
	int count;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	count = json_object_object_length(value);
	if (count > FH_READER_ENTRIES_MAX) {
		fh_reader_diag(reader, "%d entries are too many; at most %d "
			       "are read", count, FH_READER_ENTRIES_MAX);
		return;
	}
	policy->data_class = fh_reader_alloc(reader, (size_t) count,
					     sizeof(*policy->data_class));
	if (!policy->data_class)
		return;
	json_object_object_foreach(value, name, child)
	{
		size_t mark = fh_reader_enter(reader, name);

		read_class(reader, name, child, policy);
		fh_reader_leave(reader, mark);
	}
}

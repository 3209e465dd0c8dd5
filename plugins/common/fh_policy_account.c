/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the accounts and partitions of policy.json: see fh_policy.h. */
#include <string.h>

#include "fh_policy_read.h"

#define WORD_MAX FH_READER_NAME_MAX

static FH_READER_VALUE(read_default_class)
{
	const struct fh_policy_context *context = reader->context;
	const char *name = fh_reader_string(reader, value);

	if (!name)
		return;
	if (fh_policy_find_class(context->policy, name))
		fh_read_text(reader, value, field, dst);
	else
		fh_reader_unknown(reader, "data class", name,
				  fh_policy_suggest_class(context->policy,
							  name));
}

/* The word of len bytes at text, which is a part of a comma list. */
static bool take_word(const struct fh_reader *reader, const char *text,
		      size_t len, char word[WORD_MAX + 1])
{
	if (!len || len > WORD_MAX) {
		fh_reader_diag(reader, "must be words of 1 to %d bytes with "
			       "\",\" between them", WORD_MAX);
		return false;
	}
	memcpy(word, text, len);
	word[len] = '\0';
	return true;
}

/* "us,de": as --zone takes it. */
static FH_READER_VALUE(read_zone_words)
{
	const struct fh_policy_context *context = reader->context;
	const char *text = fh_reader_string(reader, value);
	char word[WORD_MAX + 1];

	(void) field;
	while (text) {
		size_t len = strcspn(text, ",");

		if (!take_word(reader, text, len, word))
			return;
		if (fh_zones_word_known(context->zones, word))
			fh_reader_append(reader, dst, word);
		else
			fh_reader_unknown(reader, "zone, jurisdiction or "
					  "regime", word,
					  fh_zones_suggest(context->zones,
							   word));
		text = text[len] ? text + len + 1 : NULL;
	}
}

/* "owned,leased": as --tenancy takes it. */
static FH_READER_VALUE(read_tenancies)
{
	const char *text = fh_reader_string(reader, value);
	char word[WORD_MAX + 1];
	unsigned *bits = dst;

	while (text) {
		size_t len = strcspn(text, ",");
		int tenancy;

		if (!take_word(reader, text, len, word))
			return;
		tenancy = fh_reader_word(reader, field->words, word);
		if (tenancy >= 0)
			*bits |= 1u << tenancy;
		text = text[len] ? text + len + 1 : NULL;
	}
}

#define AT(member) .offset = offsetof(struct fh_account, member)

static const struct fh_field default_fields[] = {
	{ .key = "data_class", .read = read_default_class,
	  AT(default_class) },
	{ .key = "zone", .read = read_zone_words, AT(default_zones) },
};

static const struct fh_field floor_fields[] = {
	{ .key = "zone", .read = read_zone_words, AT(floor_zones) },
	{ .key = "tenancy", .read = read_tenancies, AT(floor_tenancies),
	  .words = fh_tenancy_words },
};

static FH_READER_VALUE(read_default)
{
	(void) field;
	fh_reader_object(reader, value, default_fields,
			 sizeof(default_fields) / sizeof(*default_fields),
			 dst);
}

/* A default that the account may not use would reject its every job. */
static FH_READER_VALUE(read_account_default)
{
	const struct fh_policy_context *context = reader->context;
	const struct fh_account *account = dst;
	const struct fh_class *data_class;
	size_t mark;

	read_default(reader, value, field, dst);
	if (!account->default_class)
		return;
	data_class = fh_policy_find_class(context->policy,
					  account->default_class);
	if (!data_class || fh_class_open_to(data_class, account->name))
		return;
	mark = fh_reader_enter(reader, "data_class");
	fh_reader_diag(reader, "the account \"%s\" may not use the data "
		       "class \"%s\"; add it to that class's \"accounts\"",
		       account->name, data_class->name);
	fh_reader_leave(reader, mark);
}

static bool above_floor(const struct fh_account *account,
			const struct fh_zone *zone)
{
	bool covered = !account->floor_zones.count;

	if (account->floor_tenancies &&
	    !(account->floor_tenancies & 1u << zone->tenancy))
		return false;
	for (size_t i = 0; i < account->floor_zones.count; i++)
		covered |= fh_zone_covered(zone,
					   account->floor_zones.item[i]);
	return covered;
}

/* A floor that no zone meets would leave no place for any job. */
static FH_READER_VALUE(read_floor)
{
	const struct fh_policy_context *context = reader->context;
	const struct fh_zones *zones = context->zones;
	size_t told = fh_diag_total(reader->diags);

	(void) field;
	fh_reader_object(reader, value, floor_fields,
			 sizeof(floor_fields) / sizeof(*floor_fields), dst);
	if (fh_diag_total(reader->diags) != told)
		return;
	for (size_t i = 0; i < zones->zone_count; i++)
		if (above_floor(dst, &zones->zone[i]))
			return;
	fh_reader_diag(reader, "no zone meets this floor, so no job under it "
		       "could run");
}

static const struct fh_field account_fields[] = {
	{ .key = "origin", .read = fh_read_name, AT(origin) },
	{ .key = "default", .read = read_account_default },
	{ .key = "floor", .read = read_floor },
};

static const struct fh_field partition_fields[] = {
	{ .key = "default", .read = read_default },
	{ .key = "floor", .read = read_floor },
};

/* An entry that no account matches would leave its floor without effect. */
static void check_account_name(const struct fh_reader *reader,
			       const char *name)
{
	for (const char *c = name; *c; c++) {
		if (*c < 'A' || *c > 'Z')
			continue;
		fh_reader_diag(reader, "Slurm keeps account names in lower "
			       "case, so \"%.80s\" is none", name);
		return;
	}
}

static void read_account(struct fh_reader *reader, const char *name,
			 struct json_object *value, void *dst)
{
	struct fh_policy *policy = dst;
	struct fh_account *account = &policy->account[policy->account_count];

	account->name = fh_reader_strdup(reader, name);
	if (!account->name)
		return;
	policy->account_count++;
	check_account_name(reader, name);
	fh_reader_object(reader, value, account_fields,
			 sizeof(account_fields) / sizeof(*account_fields),
			 account);
}

FH_READER_VALUE(fh_policy_read_accounts)
{
	struct fh_policy *policy = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	policy->account = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*policy->account));
	if (policy->account)
		fh_reader_members(reader, value, true, read_account, policy);
}

static void read_partition(struct fh_reader *reader, const char *name,
			   struct json_object *value, void *dst)
{
	struct fh_policy *policy = dst;
	struct fh_account *partition =
		&policy->partition[policy->partition_count];

	partition->name = fh_reader_strdup(reader, name);
	if (!partition->name)
		return;
	policy->partition_count++;
	fh_reader_object(reader, value, partition_fields,
			 sizeof(partition_fields) / sizeof(*partition_fields),
			 partition);
}

FH_READER_VALUE(fh_policy_read_partitions)
{
	struct fh_policy *policy = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	policy->partition = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*policy->partition));
	if (policy->partition)
		fh_reader_members(reader, value, false, read_partition,
				  policy);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions about the policy: see fh_policy.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fh_policy.h"
#include "fh_suggest.h"

const char *const fh_node_share_words[] = {
	[FH_NODE_SHARED] = "shared",
	[FH_NODE_SAME_GRANTS] = "same_grants",
	[FH_NODE_ALONE] = "alone",
	NULL
};

enum fh_node_share fh_node_share_find(const char *name, size_t len)
{
	enum fh_node_share i;

	for (i = FH_NODE_SHARED; i < FH_NODE_ALONE; i++)
		if (strlen(fh_node_share_words[i]) == len &&
		    !strncmp(fh_node_share_words[i], name, len))
			break;
	return i;
}

const char *fh_class_origin(const char *name)
{
	const char *at = strchr(name, '@');

	return at ? at + 1 : NULL;
}

/* The class of the label (len bytes) and the origin; NULL = of any origin. */
static const struct fh_class *find_class(const struct fh_policy *policy,
					 const char *label, size_t len,
					 const char *origin)
{
	for (size_t i = 0; i < policy->class_count; i++) {
		const char *name = policy->data_class[i].name;
		const char *of = fh_class_origin(name);

		if (strcspn(name, "@") == len && !strncmp(name, label, len) &&
		    (origin ? of && !strcasecmp(of, origin) : !of))
			return &policy->data_class[i];
	}
	return NULL;
}

const struct fh_class *fh_policy_find_class(const struct fh_policy *policy,
					    const char *name)
{
	const char *origin = fh_class_origin(name);
	size_t len = strcspn(name, "@");
	const struct fh_class *found = NULL;
	char country[3];

	if (origin)
		found = find_class(policy, name, len, origin);
	if (!found && origin && strlen(origin) > 3 && origin[2] == '-') {
		memcpy(country, origin, 2);
		country[2] = '\0';
		found = find_class(policy, name, len, country);
	}
	return found ? found : find_class(policy, name, len, NULL);
}

const char *fh_policy_suggest_class(const struct fh_policy *policy,
				    const char *name)
{
	const char **known = malloc((policy->class_count + 1) *
				    sizeof(*known));
	const char *nearest;

	if (!known)
		return NULL;
	for (size_t i = 0; i < policy->class_count; i++)
		known[i] = policy->data_class[i].name;
	nearest = fh_suggest(name, known, policy->class_count);
	free(known);
	return nearest;
}

const struct fh_account *fh_policy_find_account(const struct fh_policy *policy,
						const char *name)
{
	const struct fh_account *other = NULL;

	for (size_t i = 0; i < policy->account_count; i++) {
		const struct fh_account *account = &policy->account[i];

		if (name && !strcmp(account->name, name))
			return account;
		if (!strcmp(account->name, "*"))
			other = account;
	}
	return other;
}

static const struct fh_account *find_partition(const struct fh_policy *policy,
					       const char *name, size_t len)
{
	for (size_t i = 0; i < policy->partition_count; i++)
		if (strlen(policy->partition[i].name) == len &&
		    !strncmp(policy->partition[i].name, name, len))
			return &policy->partition[i];
	return NULL;
}

const struct fh_account *
fh_policy_next_partition(const struct fh_policy *policy, const char **list)
{
	const struct fh_account *found = NULL;

	while (!found && *list && **list) {
		size_t len = strcspn(*list, ",");

		found = find_partition(policy, *list, len);
		*list += len + ((*list)[len] == ',');
	}
	return found;
}

bool fh_class_open_to(const struct fh_class *data_class, const char *account)
{
	return fh_strlist_has(&data_class->accounts, "*") ||
	       (account && fh_strlist_has(&data_class->accounts, account));
}

bool fh_class_open_to_user(const struct fh_class *data_class,
			   const char *user)
{
	return fh_strlist_has(&data_class->users, "*") ||
	       (user && fh_strlist_has(&data_class->users, user));
}

static void clear_where(struct fh_where *where)
{
	fh_strlist_clear(&where->zones);
	fh_strlist_clear(&where->jurisdictions);
}

static void clear_class(struct fh_class *data_class)
{
	for (size_t i = 0; i < data_class->transfer_count; i++) {
		clear_where(&data_class->transfer[i].to);
		free(data_class->transfer[i].evidence);
	}
	free(data_class->transfer);
	free(data_class->name);
	clear_where(&data_class->allow);
	clear_where(&data_class->deny);
	clear_where(&data_class->control_plane);
	fh_strlist_clear(&data_class->attestations);
	fh_strlist_clear(&data_class->accounts);
	fh_strlist_clear(&data_class->users);
}

static void clear_dataset(struct fh_dataset *dataset)
{
	free(dataset->name);
	fh_strlist_clear(&dataset->home_zones);
	fh_strlist_clear(&dataset->paths);
	fh_strlist_clear(&dataset->accounts);
}

static void clear_account(struct fh_account *account)
{
	free(account->name);
	free(account->origin);
	free(account->default_class);
	fh_strlist_clear(&account->default_zones);
	fh_strlist_clear(&account->floor_zones);
}

static void clear_break_glass(struct fh_break_glass *glass)
{
	free(glass->name);
	free(glass->reason);
	free(glass->approved_by);
	fh_strlist_clear(&glass->classes);
	fh_strlist_clear(&glass->accounts);
	fh_strlist_clear(&glass->users);
	clear_where(&glass->to);
}

void fh_policy_clear(struct fh_policy *policy)
{
	if (!policy)
		return;
	for (size_t i = 0; i < policy->class_count; i++)
		clear_class(&policy->data_class[i]);
	for (size_t i = 0; i < policy->dataset_count; i++)
		clear_dataset(&policy->dataset[i]);
	for (size_t i = 0; i < policy->account_count; i++)
		clear_account(&policy->account[i]);
	fh_audit_settings_clear(&policy->audit);
	for (size_t i = 0; i < policy->partition_count; i++)
		clear_account(&policy->partition[i]);
	for (size_t i = 0; i < policy->budget_count; i++)
		fh_budget_clear(&policy->budget[i]);
	for (size_t i = 0; i < policy->break_glass_count; i++)
		clear_break_glass(&policy->break_glass[i]);
	free(policy->data_class);
	free(policy->dataset);
	free(policy->account);
	free(policy->budget);
	free(policy->partition);
	free(policy->break_glass);
	memset(policy, 0, sizeof(*policy));
}

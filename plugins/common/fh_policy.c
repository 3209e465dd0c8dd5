/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions about the policy: see fh_policy.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_policy.h"
#include "fh_suggest.h"

const struct fh_class *fh_policy_find_class(const struct fh_policy *policy,
					    const char *name)
{
	for (size_t i = 0; i < policy->class_count; i++)
		if (!strcmp(policy->data_class[i].name, name))
			return &policy->data_class[i];
	return NULL;
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

bool fh_class_open_to(const struct fh_class *data_class, const char *account)
{
	return fh_strlist_has(&data_class->accounts, "*") ||
	       (account && fh_strlist_has(&data_class->accounts, account));
}

static void clear_where(struct fh_where *where)
{
	fh_strlist_clear(&where->zones);
	fh_strlist_clear(&where->jurisdictions);
}

static void clear_class(struct fh_class *data_class)
{
	free(data_class->name);
	clear_where(&data_class->allow);
	clear_where(&data_class->deny);
	fh_strlist_clear(&data_class->accounts);
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
	free(account->default_class);
	fh_strlist_clear(&account->default_zones);
	fh_strlist_clear(&account->floor_zones);
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
	free(policy->data_class);
	free(policy->dataset);
	free(policy->account);
	memset(policy, 0, sizeof(*policy));
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Accounts and who may change jobs of them: see fh_slurm_account.h. */
#include "src/common/slurm_xlator.h"

#include <string.h>

#include "slurm/slurm_version.h"
#include "src/common/assoc_mgr.h"
#include "src/common/read_config.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"
#include "src/slurmctld/slurmctld.h"

#include "fh_slurm_account.h"

#define PARTITION_NAME_MAX 255

/*
 * Commands that load the select plugin lack what is slurmctld's own, and those
 * of others, linked with libslurm alone, the associations as well.
 */
#pragma weak assoc_mgr_assoc_list
#pragma weak assoc_mgr_user_list
#pragma weak validate_operator

/* Does the user have an association with the account?  Under the locks. */
static bool is_member(uint32_t uid, const char *account, char *partition)
{
	slurmdb_assoc_rec_t assoc = {
		.uid = uid,
		.acct = (char *) account,	/* only compared */
		.partition = partition,
	};
	slurmdb_assoc_rec_t *found = NULL;

	/* Not enforced, so that a missing one is no line in the log. */
	assoc_mgr_fill_in_assoc(NULL, &assoc, 0, &found, true);
	return found;
}

/* As above, with any of the partitions or with none. */
static bool is_member_in(uint32_t uid, const char *account,
			 const char *partitions)
{
	char name[PARTITION_NAME_MAX + 1];
	size_t len;

	if (is_member(uid, account, NULL))
		return true;
	for (; partitions && *partitions; partitions += len) {
		partitions += strspn(partitions, ",");
		len = strcspn(partitions, ",");
		if (!len || len >= sizeof(name))
			continue;
		memcpy(name, partitions, len);
		name[len] = '\0';
		if (is_member(uid, account, name))
			return true;
	}
	return false;
}

/* Slurm's own allocator: no memory must not look like no account. */
static char *lower(const char *text)
{
	char *copy = xstrdup(text);

	xstrtolower(copy);
	return copy;
}

static bool is_enforced(void)
{
	return slurm_conf.accounting_storage_enforce &
		ACCOUNTING_ENFORCE_ASSOCS;
}

/* Slurm replaces an account that the user is not in, unless it refuses it. */
static bool keeps(uint32_t uid, const char *account, const char *partitions)
{
	return account &&
		(is_enforced() || is_member_in(uid, account, partitions));
}

/* The user's default account; the string is the association manager's. */
static const char *default_account(uint32_t uid)
{
	slurmdb_user_rec_t user = { .uid = uid };

	if (assoc_mgr_fill_in_user(NULL, &user, 0, NULL, true))
		return NULL;
	return user.default_acct;
}

char *fh_slurm_user(uint32_t uid)
{
	assoc_mgr_lock_t locks = { .user = READ_LOCK };
	slurmdb_user_rec_t user = { .uid = uid };
	char *name = NULL;

	assoc_mgr_lock(&locks);
	if (assoc_mgr_user_list &&
	    !assoc_mgr_fill_in_user(NULL, &user, 0, NULL, true))
		name = xstrdup(user.name);
	assoc_mgr_unlock(&locks);
	return name;
}

char *fh_slurm_account(uint32_t uid, const char *account,
		       const char *partitions)
{
	assoc_mgr_lock_t locks = { .assoc = READ_LOCK, .user = READ_LOCK };
	char *given, *chosen = NULL;

	given = lower(account && *account ? account : NULL);
	assoc_mgr_lock(&locks);
	/* Without a database Slurm keeps what the user says. */
	if (assoc_mgr_assoc_list && assoc_mgr_user_list &&
	    !keeps(uid, given, partitions))
		chosen = lower(default_account(uid));
	assoc_mgr_unlock(&locks);

	if (!chosen)
		return given;
	xfree(given);
	return chosen;
}

bool fh_slurm_may_charge(uint32_t uid, const char *account,
			 const char *partitions)
{
	assoc_mgr_lock_t locks = { .assoc = READ_LOCK, .user = READ_LOCK };
	bool may;

	if (!is_enforced())
		return true;
	assoc_mgr_lock(&locks);
	may = assoc_mgr_assoc_list && is_member_in(uid, account, partitions);
	assoc_mgr_unlock(&locks);
	return may;
}

/* Slurm's own parameter is not const, though it is only compared. */
static bool coordinates(uint32_t uid, const char *account)
{
	/* Without a list Slurm would ask a database over no connection. */
	if (!assoc_mgr_user_list)
		return false;
#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(23, 11, 0)
	return assoc_mgr_is_user_acct_coord(NULL, uid, (char *) account,
					    false);
#else
	return assoc_mgr_is_user_acct_coord(NULL, uid, (char *) account);
#endif
}

bool fh_slurm_may_update(uint32_t uid, uint32_t owner, const char *account,
			 const char *new_account)
{
	if (uid == owner || validate_operator(uid))
		return true;
	return account && coordinates(uid, account) &&
		(!new_account || coordinates(uid, new_account));
}

/* The account's own association, without a user; or NULL. */
static const slurmdb_assoc_rec_t *find_account(const char *account)
{
	slurmdb_assoc_rec_t assoc = {
		.uid = NO_VAL,
		.acct = (char *) account,	/* only compared */
	};
	slurmdb_assoc_rec_t *found = NULL;

	if (assoc_mgr_assoc_list)
		assoc_mgr_fill_in_assoc(NULL, &assoc, 0, &found, true);
	return found;
}

uint64_t fh_slurm_budgets(const struct fh_policy *policy, const char *account)
{
	assoc_mgr_lock_t locks = { .assoc = READ_LOCK, .user = READ_LOCK };
	const slurmdb_assoc_rec_t *assoc;
	uint64_t budgets;

	if (!account || !policy->budget_count)
		return 0;
	budgets = fh_budget_naming(policy->budget, policy->budget_count,
				   account);
	assoc_mgr_lock(&locks);
	assoc = find_account(account);
	while (assoc && assoc->usage &&
	       (assoc = assoc->usage->parent_assoc_ptr))
		budgets |= fh_budget_naming(policy->budget,
					    policy->budget_count, assoc->acct);
	assoc_mgr_unlock(&locks);
	return budgets;
}

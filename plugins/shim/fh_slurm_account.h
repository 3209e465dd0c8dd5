/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slurm's associations, as far as a submission needs them. */
#ifndef FH_SLURM_ACCOUNT_H
#define FH_SLURM_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/common/fh_policy.h"

/*
 * The account slurmctld will charge: the one given, or the user's default
 * when none is given or, without enforced associations, when the user is not
 * in the one given.  slurmctld decides the same only after job_submit.
 * account:     as given, or NULL.
 * partitions:  list of partitions, or NULL; associations may be of one.
 * Only in slurmctld, with none of its association locks held.
 * Returns a lower-case name for the caller to xfree(), or NULL: none.
 */
char *fh_slurm_account(uint32_t uid, const char *account,
		       const char *partitions);

/*
 * The user's name as Slurm's accounting has it, for the caller to xfree(), or
 * NULL: it does not know the user.  The system's own tables are not asked,
 * which might take its time.  As above.
 */
char *fh_slurm_user(uint32_t uid);

/*
 * Will slurmctld let the user charge the account?  As above; without enforced
 * associations it always will, after its own fashion.
 */
bool fh_slurm_may_charge(uint32_t uid, const char *account,
			 const char *partitions);

/*
 * May uid change a job of owner?  Slurm asks that only after job_modify.
 * account:      the job's, or NULL.
 * new_account:  that the job is to get, or NULL.
 */
bool fh_slurm_may_update(uint32_t uid, uint32_t owner, const char *account,
			 const char *new_account);

/*
 * The budgets that the account, or one above it in Slurm's tree, is named in.
 * account:  NULL is in none.
 * As above.
 */
uint64_t fh_slurm_budgets(const struct fh_policy *policy,
			  const char *account);

#endif

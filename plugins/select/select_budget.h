/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Budgets at start and end of jobs.  A thread of its own reads what scost
 * sync publishes, sums the jobs' bounds now and then, looks again at those
 * that wait for money when there is more, and writes the sums down.
 */
#ifndef SELECT_BUDGET_H
#define SELECT_BUDGET_H

#include "fh_slurm_select.h"

#include "select_view.h"

#include "plugins/ctld/fh_purse.h"

/*
 * Make the sums anew.  Only from select's reconfigure, which has slurmctld's
 * locks; at its first call what was written down before is read.
 */
void fh_select_budget_refresh(void);

/* The budgets the job's account is in; 0 = none. */
uint64_t fh_select_budgets(const struct fh_conf *active,
			   const job_record_t *job);

/*
 * The least that is left of those of the budgets that keep jobs waiting;
 * INT64_MAX when none does.
 * ret:  which.
 */
int64_t fh_select_budget_left(const struct fh_conf *active, uint64_t budgets,
			      size_t *ret);

/* The job waits for money: have it looked at when there is more. */
void fh_select_budget_waits(void);

/*
 * The job starts: write its bound into its variables and add it.
 * used:  per zone, where its nodes are.
 */
void fh_select_budget_commit(job_record_t *job, const struct fh_view *view,
			     const bool *used);

/* The job ends: its share of the bound is settled. */
void fh_select_budget_settle(const job_record_t *job);

#endif

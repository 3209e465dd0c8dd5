/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Budgets of policy.json: what accounts, and those below them in Slurm's
 * tree, may spend together in a period of the billing time zone.
 */
#ifndef FH_BUDGET_H
#define FH_BUDGET_H

#include <stddef.h>
#include <stdint.h>

#include "fh_strlist.h"
#include "fh_tz.h"

/* A set of them is a bit mask. */
#define FH_BUDGET_MAX 64

enum fh_budget_period {
	FH_BUDGET_MONTH,
	FH_BUDGET_QUARTER,	/* from January, April, July, October */
	FH_BUDGET_YEAR,
};

enum fh_budget_over {	/* what becomes of a job that does not fit in */
	FH_BUDGET_WARN,		/* it runs; its owner is told */
	FH_BUDGET_DEFER,	/* it is accepted, and waits for money */
	FH_BUDGET_REJECT,	/* it is refused; one accepted earlier waits */
};

struct fh_budget {
	char *name;
	struct fh_strlist accounts;	/* Slurm's, lower case */
	int64_t limit_micro;
	enum fh_budget_period period;
	enum fh_budget_over over;
};

/* The period that at_s lies in, from .. until (exclusive). */
void fh_budget_span(enum fh_budget_period period, const struct fh_tz *tz,
		    int64_t at_s, int64_t *ret_from_s, int64_t *ret_until_s);

/* "month", "quarter", "year"; "warn", "defer", "reject" */
const char *fh_budget_period_name(enum fh_budget_period period);
const char *fh_budget_over_name(enum fh_budget_over over);

/* Which of the budgets name the account itself: bit i for budget[i]. */
uint64_t fh_budget_naming(const struct fh_budget *budget, size_t count,
			  const char *account);

void fh_budget_clear(struct fh_budget *budget);

#endif

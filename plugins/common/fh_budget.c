/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Budgets: see fh_budget.h. */
#include "fh_budget.h"

#include <stdlib.h>
#include <string.h>

#define MONTHS 12

static const char *const period_name[] = { "month", "quarter", "year" };
static const char *const over_name[] = { "warn", "defer", "reject" };

static int months_of(enum fh_budget_period period)
{
	switch (period) {
	case FH_BUDGET_QUARTER:
		return 3;
	case FH_BUDGET_YEAR:
		return MONTHS;
	case FH_BUDGET_MONTH:
		break;
	}
	return 1;
}

/* The instant of a month's first midnight; months count from 0. */
static int64_t month_begin_s(const struct fh_tz *tz, int year, int month)
{
	int64_t day = fh_civil_days(year + month / MONTHS, month % MONTHS + 1,
				    1);

	return fh_tz_reach(tz, day * FH_CIVIL_DAY_S);
}

void fh_budget_span(enum fh_budget_period period, const struct fh_tz *tz,
		    int64_t at_s, int64_t *ret_from_s, int64_t *ret_until_s)
{
	int months = months_of(period), first;
	struct fh_tz_clock clock;

	fh_tz_clock(tz, at_s, &clock);
	first = (clock.date.month - 1) / months * months;
	*ret_from_s = month_begin_s(tz, clock.date.year, first);
	*ret_until_s = month_begin_s(tz, clock.date.year, first + months);
}

const char *fh_budget_period_name(enum fh_budget_period period)
{
	return period_name[period];
}

const char *fh_budget_over_name(enum fh_budget_over over)
{
	return over_name[over];
}

uint64_t fh_budget_naming(const struct fh_budget *budget, size_t count,
			  const char *account)
{
	uint64_t mask = 0;

	for (size_t i = 0; i < count; i++)
		if (fh_strlist_has(&budget[i].accounts, account))
			mask |= UINT64_C(1) << i;
	return mask;
}

void fh_budget_clear(struct fh_budget *budget)
{
	free(budget->name);
	fh_strlist_clear(&budget->accounts);
	memset(budget, 0, sizeof(*budget));
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A submission against the budgets of its account: see fh_submit_budget.h. */
#include "fh_submit_budget.h"

#include <inttypes.h>
#include <stdio.h>

#include "fh_purse.h"
#include "fh_units.h"

/* What is left of the strictest budget of a kind. */
struct purse_left {
	int64_t micro;		/* INT64_MAX: no such budget */
	size_t budget;
};

static struct purse_left left_of(const struct fh_bound *bound,
				 uint64_t budgets, enum fh_budget_over over)
{
	struct purse_left left = { 0, 0 };

	left.micro = fh_purse_left(bound->conf, budgets, over, true,
				   &left.budget);
	return left;
}

/* "budget team of 100.00 USD a month has 12.00 left" */
static void describe(const struct fh_conf *conf, const struct purse_left *left,
		     int64_t cost_micro, char *buf, size_t size)
{
	const struct fh_budget *budget = &conf->policy.budget[left->budget];
	char limit[32], rest[32], cost[32];

	snprintf(buf, size, "budget %s of %s %s a %s has %s left, and the job "
		 "can cost %s", budget->name,
		 fh_units_format_micro(budget->limit_micro, 2, limit,
				       sizeof(limit)),
		 conf->rates.currency, fh_budget_period_name(budget->period),
		 fh_units_format_micro(left->micro < 0 ? 0 : left->micro, 2,
				       rest, sizeof(rest)),
		 fh_units_format_micro(cost_micro, 2, cost, sizeof(cost)));
}

static int refuse_unbounded(const struct fh_bound *bound,
			    const struct purse_left *left,
			    struct fh_error *err)
{
	const char *name = bound->conf->policy.budget[left->budget].name;

	if (fh_estimate_is_hourly(bound->plan))
		return fh_err(err, "budget %s: a job without a time limit of at "
			      "most 31 days could cost anything; give one with "
			      "--time", name);
	return fh_err(err, "budget %s: nothing that this job may use has a "
		      "price in the rate card; ask for other types or zones",
		      name);
}

/* More than a whole period's money never comes. */
static int refuse_too_large(const struct fh_conf *conf,
			    const struct purse_left *left, int64_t micro,
			    struct fh_error *err)
{
	char what[256];

	describe(conf, left, micro, what, sizeof(what));
	return fh_err(err, "%s: more than there ever is; ask for less time or "
		      "fewer accelerators", what);
}

static int refuse_over(const struct fh_conf *conf,
		       const struct purse_left *left, int64_t cost_micro,
		       struct fh_error *err)
{
	char what[256], until[32];

	describe(conf, left, cost_micro, what, sizeof(what));
	return fh_err(err, "%s, jobs before it counted; ask for less time or "
		      "fewer accelerators, or wait for %s", what,
		      fh_units_format_instant(fh_purse_until(conf,
							     left->budget),
					      until, sizeof(until)));
}

static void note_over(const struct fh_conf *conf,
		      const struct purse_left *left, int64_t cost_micro,
		      const char *then, struct fh_submit_reply *reply)
{
	char what[256];

	describe(conf, left, cost_micro, what, sizeof(what));
	snprintf(reply->note, sizeof(reply->note), "%s; %s", what, then);
}

static bool is_too_large(const struct fh_conf *conf,
			 const struct purse_left *left, int64_t micro)
{
	return micro > conf->policy.budget[left->budget].limit_micro;
}

/* What an update takes off always fits. */
static bool exceeds(int64_t cost_micro, const struct purse_left *left)
{
	return left->micro != INT64_MAX && cost_micro > 0 &&
	       cost_micro > left->micro;
}

/* micro:  of one record; cost_micro: of all, less what it had. */
static int check(const struct fh_bound *bound, uint64_t budgets,
		 int64_t micro, int64_t cost_micro,
		 struct fh_submit_reply *reply, struct fh_error *err)
{
	const struct fh_conf *conf = bound->conf;
	struct purse_left reject = left_of(bound, budgets, FH_BUDGET_REJECT);
	struct purse_left defer = left_of(bound, budgets, FH_BUDGET_DEFER);
	struct purse_left warn = left_of(bound, budgets, FH_BUDGET_WARN);
	const struct purse_left *strict = reject.micro != INT64_MAX ?
						  &reject : &defer;

	if (micro < 0)
		return strict->micro == INT64_MAX ? 0 :
			       refuse_unbounded(bound, strict, err);
	if (exceeds(cost_micro, &reject))
		return refuse_over(conf, &reject, cost_micro, err);
	if (defer.micro != INT64_MAX && is_too_large(conf, &defer, micro))
		return refuse_too_large(conf, &defer, micro, err);
	if (exceeds(cost_micro, &warn))
		note_over(conf, &warn, cost_micro, "it runs nevertheless",
			  reply);
	if (exceeds(cost_micro, &defer))
		note_over(conf, &defer, cost_micro, "it may have to wait for "
			  "money", reply);
	return 0;
}

int fh_submit_check_budgets(const struct fh_bound *bound,
			    const struct fh_decide_list *list,
			    const struct fh_submission *submission,
			    struct fh_submit_reply *reply,
			    struct fh_error *err)
{
	uint64_t budgets = submission->budgets;
	int64_t micro, cost_micro, more_micro;
	size_t i;

	if (!budgets || !list->count)
		return 0;
	micro = fh_bound_cheapest(bound, list, &i);
	if (__builtin_mul_overflow(micro, bound->plan->records, &cost_micro))
		cost_micro = INT64_MAX;
	more_micro = cost_micro - submission->had_micro;
	if (check(bound, budgets, micro, more_micro, reply, err))
		return -1;
	if (micro < 0)
		return 0;
	snprintf(reply->bound, sizeof(reply->bound), "%" PRId64 ",%" PRId64,
		 micro, bound->plan->limit_s);
	fh_purse_commit(bound->conf, budgets, more_micro, false);
	return 0;
}

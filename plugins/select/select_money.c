/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of its open candidates a job's limit and budgets allow by now. */
#include "select_place.h"

#include <string.h>

#include "src/common/xmalloc.h"

#include "fh_slurm.h"
#include "fh_slurm_fleet.h"
#include "fh_slurm_plan.h"
#include "select_budget.h"

#include "plugins/common/fh_units.h"
#include "plugins/ctld/fh_bound.h"

static struct fh_decide_list copy_list(const struct fh_decide_list *list)
{
	struct fh_decide_list copy = {
		.item = xcalloc(list->count + 1, sizeof(*list->item)),
		.count = list->count,
	};

	memcpy(copy.item, list->item, list->count * sizeof(*copy.item));
	return copy;
}

/* What the job asks for, priced as if it started now. */
static struct fh_plan plan_of(const job_record_t *job,
			      const struct fh_view *view)
{
	struct fh_plan plan;

	fh_slurm_plan_job(job,
			  view->decision->terms.request.alternative_count > 0,
			  view->now_s, &plan);
	plan.fleet = fh_slurm_fleet(view->conf, view->generation, view->now_s,
				    job->partition);
	return plan;
}

/*
 * Within the job's own limit.  When nothing is:
 * ret_until_s, ret_why:  as of fh_select_affordable().
 */
static void cut_to_limit(const struct fh_bound *bound,
			 const struct fh_decide_list *all,
			 struct fh_decide_list *list, int64_t *ret_until_s,
			 struct fh_error *ret_why)
{
	int64_t limit_micro = bound->terms->request.cost_limit_micro;

	if (!limit_micro)
		return;
	fh_bound_cut(bound, limit_micro, list);
	if (list->count)
		return;
	*ret_until_s = fh_bound_later(bound, limit_micro, all);
	fh_bound_explain(bound, all, ret_why);
}

/* Within what the budgets of its account have left; else it waits for more. */
static void cut_to_budgets(const struct fh_bound *bound, uint64_t budgets,
			   struct fh_decide_list *list, int64_t *ret_until_s)
{
	size_t budget = 0;
	int64_t left_micro = fh_select_budget_left(bound->conf, budgets,
						   &budget);

	if (left_micro == INT64_MAX)
		return;
	fh_bound_cut(bound, left_micro, list);
	if (list->count)
		return;
	fh_select_budget_waits();
	*ret_until_s = fh_purse_until(bound->conf, budget);
}

struct fh_decide_list fh_select_affordable(const job_record_t *job,
					   const struct fh_view *view,
					   int64_t *ret_until_s,
					   struct fh_error *ret_why)
{
	const struct fh_decision *decision = view->decision;
	struct fh_decide_list list = copy_list(&decision->now);
	uint64_t budgets = fh_select_budgets(view->conf, job);
	struct fh_bound bound = {
		view->conf, &decision->terms, decision->open, NULL
	};
	struct fh_plan plan;

	*ret_until_s = FH_UNKNOWN;
	if (!list.count ||
	    (!budgets && !decision->terms.request.cost_limit_micro))
		return list;
	plan = plan_of(job, view);
	bound.plan = &plan;
	cut_to_limit(&bound, &decision->now, &list, ret_until_s, ret_why);
	if (list.count)
		cut_to_budgets(&bound, budgets, &list, ret_until_s);
	return list;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of its open candidates a job's --cost-limit allows at the moment. */
#include "select_place.h"

#include <string.h>

#include "src/common/xmalloc.h"

#include "fh_slurm.h"
#include "fh_slurm_fleet.h"
#include "fh_slurm_plan.h"

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

struct fh_decide_list fh_select_affordable(const job_record_t *job,
					   const struct fh_view *view,
					   int64_t *ret_until_s,
					   struct fh_error *ret_why)
{
	const struct fh_decision *decision = view->decision;
	int64_t limit_micro = decision->terms.request.cost_limit_micro;
	struct fh_decide_list list = copy_list(&decision->now);
	struct fh_bound bound = {
		view->conf, &decision->terms, decision->open, NULL
	};
	struct fh_plan plan;

	*ret_until_s = FH_UNKNOWN;
	if (!limit_micro || !list.count)
		return list;
	plan = plan_of(job, view);
	bound.plan = &plan;
	fh_bound_cut(&bound, limit_micro, &list);
	if (list.count)
		return list;
	*ret_until_s = fh_bound_later(&bound, limit_micro, &decision->now);
	fh_bound_explain(&bound, &decision->now, ret_why);
	return list;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules of fh_try.h. */
#include "fh_try.h"

struct search {
	const struct fh_try *plan;
	const struct fh_try_ops *ops;
	void *ctx;
	int taken;		/* run now: committed; else: kept */
	int64_t start_s;	/* of the one kept */
	int limited;		/* first that only the limits refused */
	bool limited_preempt;	/* in which pass */
	bool done;
};

/* Could the candidate tested last start at once, limits apart? */
static bool starts_now(const struct search *search, int64_t start_s)
{
	switch (search->plan->mode) {
	case FH_TRY_RUN_NOW:
		return true;
	case FH_TRY_WILL_RUN:
		return start_s <= search->plan->now_s;
	case FH_TRY_TEST_ONLY:
		break;
	}
	return false;
}

static void refuse_by_limits(struct search *search, int i, bool preempt)
{
	search->ops->undo(search->ctx);
	if (search->limited != FH_TRY_NONE)
		return;
	search->limited = i;
	search->limited_preempt = preempt;
}

static void take(struct search *search, int i, int64_t start_s)
{
	bool better = search->taken == FH_TRY_NONE || start_s < search->start_s;

	if (search->plan->mode == FH_TRY_RUN_NOW) {
		search->ops->commit(search->ctx);
		search->taken = i;
		search->done = true;
		return;
	}
	if (better) {
		search->ops->keep(search->ctx);
		search->taken = i;
		search->start_s = start_s;
	}
	search->ops->undo(search->ctx);
	search->done = search->plan->mode == FH_TRY_TEST_ONLY ||
		       starts_now(search, start_s);
}

static void try_one(struct search *search, int i, bool preempt,
		    bool mind_limits)
{
	int64_t start_s = 0;

	if (!search->ops->test(search->ctx, (size_t) i, preempt, &start_s))
		return;
	if (mind_limits && starts_now(search, start_s) &&
	    !search->ops->limits_admit(search->ctx))
		refuse_by_limits(search, i, preempt);
	else
		take(search, i, start_s);
}

static void pass(struct search *search, bool preempt)
{
	for (size_t i = 0; i < search->plan->count && !search->done; i++)
		try_one(search, (int) i, preempt, true);
}

int fh_try(const struct fh_try *plan, const struct fh_try_ops *ops, void *ctx)
{
	struct search search = {
		.plan = plan,
		.ops = ops,
		.ctx = ctx,
		.taken = FH_TRY_NONE,
		.limited = FH_TRY_NONE,
	};

	pass(&search, false);
	if (!search.done && plan->may_preempt &&
	    plan->mode != FH_TRY_TEST_ONLY)
		pass(&search, true);
	if (search.taken == FH_TRY_NONE && search.limited != FH_TRY_NONE)
		try_one(&search, search.limited, search.limited_preempt, false);
	if (search.taken != FH_TRY_NONE && plan->mode != FH_TRY_RUN_NOW)
		ops->answer(ctx);
	return search.taken;
}

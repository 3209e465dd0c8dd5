/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The operations of fh_try.h on a job record and select/cons_tres. */
#include "select_place.h"

#include <stdlib.h>

#include "src/common/bitstring.h"
#include "src/common/list.h"
#include "src/common/xmalloc.h"

#include "fh_slurm_swap.h"
#include "select_delegate.h"
#include "select_share.h"

#include "plugins/ctld/fh_gres.h"
#include "plugins/ctld/fh_share.h"
#include "plugins/ctld/fh_try.h"

/* What the best test so far has left in the job record. */
struct kept {
	bitstr_t *nodes;
	List preempted;
	uint64_t pn_min_memory;
	time_t start_time;
	uint32_t total_cpus;
};

struct place {
	struct fh_job_test *test;
	const struct fh_view *view;
	const struct fh_decide_list *list;
	const bool *usable;
	int64_t *opens_s;	/* per candidate; NULL: all are open */
	bitstr_t *nodes;	/* that were usable at first */
	struct fh_slurm_before before;	/* of the test under way */
	struct kept kept;
};

int fh_select_inner(const struct fh_job_test *test)
{
	return fh_inner.job_test(test->job, test->nodes, test->min_nodes,
				 test->max_nodes, test->req_nodes, test->mode,
				 test->preemptable, test->ret_preempted,
				 test->excluded_cores);
}

static void drop_preempted(const struct fh_job_test *test)
{
	if (test->ret_preempted)
		FREE_NULL_LIST(*test->ret_preempted);
}

/* Cut the nodes to the candidate's.  Can they be enough for the job? */
static bool mask_nodes(struct place *place,
		       const struct fh_candidate *candidate)
{
	const struct fh_job_test *test = place->test;
	const struct fh_view *view = place->view;
	bitstr_t *required = test->job->details->req_node_bitmap;

	bit_copybits(test->nodes, place->nodes);
	if (place->usable)
		fh_slurm_zones_mask(view->zones, view->conf, candidate,
				    place->usable, view->decision->restricted,
				    test->nodes);
	/* cons_tres relies on the required nodes being there. */
	return bit_set_count(test->nodes) >= (int) test->min_nodes &&
	       (!required || bit_super_set(required, test->nodes));
}

static int put_alternative(struct place *place,
			   const struct fh_candidate *candidate)
{
	const struct fh_request *request =
		&place->view->decision->terms.request;
	job_record_t *job = place->test->job;
	char *gres;
	int rc;

	if (candidate->alternative == FH_NO_ALTERNATIVE)
		return 0;
	if (fh_gres_with(job->tres_per_node,
			 &request->alternative[candidate->alternative], &gres))
		return -1;
	rc = fh_slurm_swap_put(job, &place->before, gres);
	free(gres);
	return rc;
}

/* Is it too early for the candidate to start? */
static bool is_closed(const struct place *place, size_t i)
{
	return place->opens_s && place->test->mode == SELECT_MODE_RUN_NOW &&
	       place->opens_s[i] > place->view->now_s;
}

/* A job that is planned starts when the candidate opens, or later. */
static void raise_start(const struct place *place, size_t i)
{
	job_record_t *job = place->test->job;

	if (place->opens_s && place->test->mode == SELECT_MODE_WILL_RUN &&
	    job->start_time < place->opens_s[i])
		job->start_time = place->opens_s[i];
}

static bool test_candidate(void *ctx, size_t i, bool preempt,
			   int64_t *ret_start_s)
{
	struct place *place = ctx;
	struct fh_job_test inner = *place->test;
	const struct fh_candidate *candidate = &place->list->item[i];

	if (is_closed(place, i) || !mask_nodes(place, candidate))
		return false;
	drop_preempted(&inner);
	if (!preempt)
		inner.preemptable = NULL;

	fh_slurm_swap_save(inner.job, &place->before);
	if (put_alternative(place, candidate) ||
	    fh_select_inner(&inner) != SLURM_SUCCESS) {
		fh_slurm_swap_restore(inner.job, &place->before);
		return false;
	}
	raise_start(place, i);
	*ret_start_s = inner.job->start_time;
	return true;
}

static bool limits_admit(void *ctx)
{
	const struct fh_job_test *test = ((struct place *) ctx)->test;

	return fh_slurm_limits_admit(test->job, test->nodes);
}

static void keep(void *ctx)
{
	struct place *place = ctx;
	const struct fh_job_test *test = place->test;
	struct kept *kept = &place->kept;

	FREE_NULL_BITMAP(kept->nodes);
	FREE_NULL_LIST(kept->preempted);
	kept->nodes = bit_copy(test->nodes);
	if (test->ret_preempted) {
		kept->preempted = *test->ret_preempted;
		*test->ret_preempted = NULL;
	}
	kept->pn_min_memory = test->job->details->pn_min_memory;
	kept->start_time = test->job->start_time;
	kept->total_cpus = test->job->total_cpus;
}

static void undo(void *ctx)
{
	struct place *place = ctx;

	drop_preempted(place->test);
	fh_slurm_swap_restore(place->test->job, &place->before);
}

static void commit(void *ctx)
{
	fh_slurm_swap_commit(&((struct place *) ctx)->before);
}

static void answer(void *ctx)
{
	struct place *place = ctx;
	const struct fh_job_test *test = place->test;
	struct kept *kept = &place->kept;

	bit_copybits(test->nodes, kept->nodes);
	if (test->ret_preempted) {
		FREE_NULL_LIST(*test->ret_preempted);
		*test->ret_preempted = kept->preempted;
		kept->preempted = NULL;
	}
	test->job->details->pn_min_memory = kept->pn_min_memory;
	test->job->start_time = kept->start_time;
	test->job->total_cpus = kept->total_cpus;
}

static const struct fh_try_ops ops = {
	.test = test_candidate,
	.limits_admit = limits_admit,
	.keep = keep,
	.undo = undo,
	.commit = commit,
	.answer = answer,
};

static enum fh_try_mode try_mode(uint16_t mode)
{
	switch (mode) {
	case SELECT_MODE_RUN_NOW:
		return FH_TRY_RUN_NOW;
	case SELECT_MODE_WILL_RUN:
		return FH_TRY_WILL_RUN;
	default:
		return FH_TRY_TEST_ONLY;
	}
}

static bool is_test_only(const struct fh_job_test *test)
{
	return test->mode != SELECT_MODE_RUN_NOW &&
	       test->mode != SELECT_MODE_WILL_RUN;
}

/* apart:  without the nodes of jobs that it may not be together with. */
static int place_once(struct fh_job_test *test, const struct fh_view *view,
		      const struct fh_decide_list *list, const bool *usable,
		      bool apart)
{
	struct place place = {
		.test = test,
		.view = view,
		.list = list,
		.usable = usable,
		.opens_s = fh_select_openings(test, view, list, usable),
		.nodes = bit_copy(test->nodes),
	};
	struct fh_try plan = {
		.mode = try_mode(test->mode),
		.count = list->count,
		.may_preempt = test->preemptable &&
			       list_count(test->preemptable),
		.now_s = view->now_s,
	};
	bitstr_t *found = bit_copy(test->nodes);
	int taken;

	if (apart)
		fh_select_share_cut(test->job, view->decision->share,
				    place.nodes);
	taken = fh_try(&plan, &ops, &place);
	if (place.opens_s)
		fh_select_wake(place.opens_s, list->count, view->now_s);
	if (taken == FH_TRY_NONE)
		bit_copybits(test->nodes, found);
	FREE_NULL_BITMAP(found);
	FREE_NULL_BITMAP(place.kept.nodes);
	FREE_NULL_LIST(place.kept.preempted);
	FREE_NULL_BITMAP(place.nodes);
	xfree(place.opens_s);
	return taken == FH_TRY_NONE ? ESLURM_NODES_BUSY : SLURM_SUCCESS;
}

/*
 * No node is fit for it now.  It will be fit at the latest when it is empty,
 * which select/cons_tres can foresee: so the job has its turn reserved.
 */
static int foresee(struct fh_job_test *test, const struct fh_view *view,
		   const struct fh_decide_list *list, const bool *usable)
{
	struct job_details *details = test->job->details;
	uint8_t whole_node = details->whole_node;
	int rc;

	details->whole_node = WHOLE_NODE_REQUIRED;
	rc = place_once(test, view, list, usable, false);
	details->whole_node = whole_node;
	return rc;
}

int fh_select_place(struct fh_job_test *test, const struct fh_view *view,
		    const struct fh_decide_list *list, const bool *usable)
{
	int rc = place_once(test, view, list, usable, !is_test_only(test));

	if (rc == SLURM_SUCCESS || test->mode != SELECT_MODE_WILL_RUN ||
	    fh_share_of(view->decision->share) == FH_NODE_SHARED)
		return rc;
	return foresee(test, view, list, usable);
}

int fh_select_place_free(struct fh_job_test *test)
{
	bitstr_t *required = test->job->details->req_node_bitmap;
	bitstr_t *found;
	int rc = ESLURM_NODES_BUSY;

	if (is_test_only(test))
		return fh_select_inner(test);
	found = bit_copy(test->nodes);
	fh_select_share_cut(test->job, NULL, test->nodes);
	if (bit_set_count(test->nodes) >= (int) test->min_nodes &&
	    (!required || bit_super_set(required, test->nodes)))
		rc = fh_select_inner(test);
	if (rc != SLURM_SUCCESS)
		bit_copybits(test->nodes, found);
	FREE_NULL_BITMAP(found);
	return rc;
}

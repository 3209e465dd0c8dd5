/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * select_p_job_test() for a job with terms: what its terms and the moment
 * say before any candidate is tried.
 *
 * A failing SELECT_MODE_TEST_ONLY rejects a submission, and holds a pending
 * job for good.  So only a new job is tested with the zones it may use;
 * later ones always pass for policy, however the configuration has changed.
 */
#include "select_place.h"

#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "src/common/bitstring.h"
#include "src/common/list.h"
#include "src/common/xmalloc.h"

#include "fh_slurm.h"
#include "fh_slurm_account.h"
#include "fh_slurm_swap.h"
#include "select_audit.h"

#include "plugins/common/fh_units.h"
#include "plugins/ctld/fh_ctld.h"
#include "plugins/ctld/fh_gres.h"
#include "plugins/ctld/fh_submit.h"

/*
 * A requeued job still has the accelerator of its last run, and a test that
 * slurmctld did not follow may have left one: start from its own list.
 */
static void reset_gres(job_record_t *job, const struct fh_decision *decision)
{
	char *gres;

	if (!decision->terms.request.alternative_count ||
	    !fh_gres_has_gpu(job->tres_per_node) ||
	    fh_gres_with(job->tres_per_node, NULL, &gres))
		return;
	fh_slurm_swap_reset(job, gres);
	free(gres);
}

/* Test with every alternative, wherever it is. */
static int test_anywhere(struct fh_job_test *test, const struct fh_view *view)
{
	struct fh_candidate candidate[FH_EXPANDED_MAX];
	struct fh_decide_list list = {
		.item = candidate,
		.count = view->decision->terms.request.alternative_count,
	};

	if (!list.count)
		return fh_select_inner(test);
	for (size_t i = 0; i < list.count; i++)
		candidate[i] = (struct fh_candidate) {
			.alternative = (int) i, .site = -1, .zone = -1
		};
	return fh_select_place(test, view, &list, NULL);
}

static int test_only(struct fh_job_test *test, const struct fh_view *view)
{
	const struct fh_decision *decision = view->decision;

	if (decision->read != FH_TERMS_OK)
		return fh_select_inner(test);
	reset_gres(test->job, decision);
	if (!fh_slurm_job_is_new(test->job))
		return test_anywhere(test, view);
	return fh_select_place(test, view, &decision->ever,
			       decision->allowed);
}

/* All nodes of all the job's partitions. */
static bitstr_t *partition_nodes(const job_record_t *job)
{
	bitstr_t *nodes = bit_alloc(node_record_count);
	ListIterator iter;
	part_record_t *part;

	if (job->part_ptr && job->part_ptr->node_bitmap)
		bit_or(nodes, job->part_ptr->node_bitmap);
	if (!job->part_ptr_list)
		return nodes;
	iter = list_iterator_create(job->part_ptr_list);
	while ((part = list_next(iter)))
		if (part->node_bitmap)
			bit_or(nodes, part->node_bitmap);
	list_iterator_destroy(iter);
	return nodes;
}

/*
 * Could the job never run, whatever becomes free, and only because of its
 * terms?  Asked after a test failed; mostly the first question ends it.
 */
static bool only_terms_forbid(const struct fh_job_test *failed,
			      const struct fh_view *view)
{
	const struct fh_decision *decision = view->decision;
	bitstr_t *nodes = partition_nodes(failed->job);
	struct fh_job_test test = *failed;
	bool ret;

	test.mode = SELECT_MODE_TEST_ONLY;
	test.preemptable = NULL;
	test.ret_preempted = NULL;
	test.nodes = bit_copy(nodes);
	ret = fh_select_place(&test, view, &decision->ever,
			      decision->allowed) != SLURM_SUCCESS;
	if (ret) {
		bit_copybits(test.nodes, nodes);
		ret = test_anywhere(&test, view) == SLURM_SUCCESS;
	}
	FREE_NULL_BITMAP(test.nodes);
	FREE_NULL_BITMAP(nodes);
	return ret;
}

static void hold(job_record_t *job, const char *why)
{
	if (!fh_slurm_job_hold(job, why))
		return;
	fh_slurm_debug("JobId=%u is held: %s", job->job_id, why);
	fh_select_audit_stranded(job, why);
}

/* What a job waits for that does not fit now. */
enum outlook {
	OUTLOOK_NONE,		/* resources, as any job */
	OUTLOOK_LATER,		/* an instant at which policy may allow it */
	OUTLOOK_NEVER,		/* another configuration */
};

/* until_s:  for OUTLOOK_LATER. */
static int wait_for(job_record_t *job, enum outlook outlook, int64_t until_s)
{
	switch (outlook) {
	case OUTLOOK_LATER:
		fh_select_defer(job, until_s);
		break;
	case OUTLOOK_NEVER:
		hold(job, "its terms allow none of the nodes it could run on");
		break;
	case OUTLOOK_NONE:
		break;
	}
	return ESLURM_NODES_BUSY;
}

/* Zones are open, and the job fits none of them now. */
static enum outlook look_ahead(const struct fh_job_test *test,
			       const struct fh_view *view)
{
	/* The test that follows at submit rejects it. */
	if (fh_slurm_job_is_new(test->job) ||
	    test->mode != SELECT_MODE_RUN_NOW ||
	    !only_terms_forbid(test, view))
		return OUTLOOK_NONE;
	return view->decision->hope_s == FH_FOREVER ? OUTLOOK_NEVER :
						      OUTLOOK_LATER;
}

/* Not the backfill scheduler's: somebody asks when the job would start. */
static bool is_question(const struct fh_job_test *test)
{
	return test->mode == SELECT_MODE_WILL_RUN &&
	       !(test->job->bit_flags & BACKFILL_TEST);
}

/* The answer to a question about a job that policy opens at from_s only. */
static int answer_from(struct fh_job_test *test, const struct fh_view *view,
		       int64_t from_s)
{
	const struct fh_decision *decision = view->decision;
	int rc = fh_select_place(test, view, &decision->ever,
				 decision->allowed);

	if (rc == SLURM_SUCCESS && test->job->start_time < from_s)
		test->job->start_time = from_s;
	return rc;
}

/*
 * Slurm asks job_submit before it authorises and checks an update, so an
 * update that fails may leave terms of an account that the job did not get.
 */
static bool made_for_other_account(const job_record_t *job,
				   const struct fh_terms *terms)
{
	const char *made_for = terms->account ? terms->account : "";
	const char *has = job->account ? job->account : "";

	return strcasecmp(made_for, has);
}

/* Hold a job whose terms say nothing about it.  Returns whether they do. */
static bool terms_apply(job_record_t *job, const struct fh_decision *decision)
{
	if (decision->read != FH_TERMS_OK)
		hold(job, decision->why.text);
	else if (made_for_other_account(job, &decision->terms))
		hold(job, "its terms were made for another account; set its "
		     "account again");
	else
		return true;
	return false;
}

/* No zone or no candidate is open to the job before until_s. */
static int stay_closed(struct fh_job_test *test, const struct fh_view *view,
		       int64_t until_s, enum outlook *ret_outlook,
		       int64_t *ret_until_s)
{
	if (is_question(test))
		return answer_from(test, view, until_s);
	*ret_outlook = OUTLOOK_LATER;
	*ret_until_s = until_s;
	return ESLURM_NODES_BUSY;
}

/* Try the open candidates that the job's money allows. */
static int test_affordable(struct fh_job_test *test,
			   const struct fh_view *view,
			   enum outlook *ret_outlook, int64_t *ret_until_s)
{
	const struct fh_decision *decision = view->decision;
	struct fh_error why = { "" };
	struct fh_decide_list list;
	int64_t until_s;
	int rc = ESLURM_NODES_BUSY;

	list = fh_select_affordable(test->job, view, &until_s, &why);
	if (list.count || !decision->now.count) {
		rc = fh_select_place(test, view, &list, decision->open);
		if (rc != SLURM_SUCCESS) {
			*ret_outlook = look_ahead(test, view);
			*ret_until_s = decision->hope_s;
		}
	} else if (until_s != FH_UNKNOWN) {
		rc = stay_closed(test, view, until_s, ret_outlook,
				 ret_until_s);
	} else if (!is_question(test)) {
		hold(test->job, why.text);
	}
	xfree(list.item);
	return rc;
}

/* ret_outlook, ret_until_s:  for a job that does not fit now. */
static int test_in_view(struct fh_job_test *test, const struct fh_view *view,
			enum outlook *ret_outlook, int64_t *ret_until_s)
{
	const struct fh_decision *decision = view->decision;

	if (!terms_apply(test->job, decision))
		return ESLURM_NODES_BUSY;
	reset_gres(test->job, decision);
	if (decision->opens_s > view->now_s)
		return stay_closed(test, view, decision->opens_s, ret_outlook,
				   ret_until_s);
	if (!is_question(test) &&
	    fh_terms_regulated(&decision->terms) &&
	    fh_select_audit_blocks(test->job)) {
		*ret_outlook = OUTLOOK_LATER;
		*ret_until_s = view->now_s + SELECT_AUDIT_RETRY_S;
		return ESLURM_NODES_BUSY;
	}
	return test_affordable(test, view, ret_outlook, ret_until_s);
}

int fh_select_test(struct fh_job_test *test, const char *text)
{
	enum outlook outlook = OUTLOOK_NONE;
	int64_t until_s = 0;
	struct fh_view view;
	int rc;

	if (fh_view_open(test->job, text, &view))
		return test->mode == SELECT_MODE_TEST_ONLY ?
			       fh_select_inner(test) : ESLURM_NODES_BUSY;
	if (test->mode == SELECT_MODE_TEST_ONLY)
		rc = test_only(test, &view);
	else
		rc = test_in_view(test, &view, &outlook, &until_s);
	/* Deferring one job may look at others: the view ends before. */
	fh_view_close(&view);
	return rc == SLURM_SUCCESS ? rc : wait_for(test->job, outlook, until_s);
}

/*
 * Terms for a job that has none.
 * ret_terms:  to store; NULL = nothing binds it.
 * ret_moment: else, what keeps it out of zones that are closed; or NULL.
 */
static int bind_job(const job_record_t *job, char **ret_terms,
		    char **ret_moment, struct fh_error *err)
{
	const struct fh_conf *active = fh_ctld_hold();
	struct fh_subject subject = {
		.account = job->account,
		.partitions = job->partition,
	};
	int64_t now_s = fh_slurm_now_s();
	char *user = NULL;
	int rc = 0;

	subject.budgeted = fh_slurm_budgets(&active->policy, job->account);
	*ret_terms = *ret_moment = NULL;
	if (fh_submit_may_bind(active, &subject)) {
		subject.user = user = fh_slurm_user(job->user_id);
		rc = fh_submit_bind(active, &subject, now_s, ret_terms, err);
	}
	if (!rc && !*ret_terms)
		rc = fh_submit_keep_out(active, &subject, now_s, ret_moment,
					err);
	xfree(user);
	fh_ctld_release(active);
	return rc;
}

int fh_select_test_unbound(struct fh_job_test *test)
{
	job_record_t *job = test->job;
	struct fh_error err = { "" };
	char *terms, *moment;
	int rc;

	if (test->mode == SELECT_MODE_TEST_ONLY)
		return fh_select_inner(test);
	if (bind_job(job, &terms, &moment, &err)) {
		hold(job, err.text);
		return ESLURM_NODES_BUSY;
	}
	if (terms) {
		fh_slurm_job_set(job, FH_TERMS_VARIABLE, terms);
		free(terms);
		return fh_select_test(test, fh_slurm_job_get(job,
						FH_TERMS_VARIABLE));
	}
	rc = moment ? fh_select_test(test, moment) :
		      fh_select_place_free(test);
	free(moment);
	return rc;
}

bool fh_select_rest(struct fh_job_test *test)
{
	int64_t rested_s = fh_slurm_job_rested_s(test->job);

	if (test->mode == SELECT_MODE_TEST_ONLY || is_question(test) ||
	    rested_s <= time(NULL))
		return false;
	fh_select_defer(test->job, rested_s);
	return true;
}

int fh_select_refuse_expand(struct fh_job_test *test)
{
	if (fh_slurm_job_is_new(test->job))
		return ESLURM_NOT_SUPPORTED;
	if (test->mode == SELECT_MODE_TEST_ONLY)
		return fh_select_inner(test);
	hold(test->job, "a job under terms cannot be expanded");
	return ESLURM_NODES_BUSY;
}

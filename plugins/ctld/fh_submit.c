/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The decision at submit and at update: see fh_submit.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "fh_bound.h"
#include "fh_conflict.h"
#include "fh_expand.h"
#include "fh_fleet.h"
#include "fh_judge.h"
#include "fh_order.h"
#include "fh_place.h"
#include "fh_request.h"
#include "fh_submit.h"
#include "fh_submit_budget.h"
#include "fh_terms.h"

static int refuse(struct fh_submit_reply *reply, enum fh_submit_refusal why)
{
	reply->refusal = why;
	return -1;
}

/*
 * A dependency of kind expand gives this job's nodes to another job, which
 * nobody asks the select plugin about, so its terms would not be looked at.
 */
static int check_dependency(const struct fh_submission *submission,
			    struct fh_error *err)
{
	if (!fh_conflict_expands(submission->dependency))
		return 0;
	return fh_err(err, "--dependency=expand is not accepted: job expansion "
		      "skips the checks on where a job may run; submit one "
		      "larger job instead");
}

/* A job that another cluster's policy restricts comes with its bundle. */
static int check_sibling(const struct fh_conf *conf,
			 const struct fh_incoming *incoming,
			 const struct fh_submission *submission,
			 struct fh_error *err)
{
	const char *digest = fh_slurm_env_get(&incoming->spank,
					      FH_SUBMIT_BUNDLE_VARIABLE);

	if (!submission->of_sibling || !digest ||
	    !strcmp(digest, conf->digest))
		return 0;
	return fh_err(err, "the policy of the cluster that sent this job binds "
		      "it to zones, and the policy here is another one "
		      "(%.12s there, %.12s here); submit it to this cluster "
		      "with -M, or have the same configuration activated on "
		      "both", digest, conf->digest);
}

static bool asks_gpus(const struct fh_submission *submission)
{
	for (size_t i = 0; i < FH_SUBMIT_TRES; i++)
		if (fh_conflict_names_gpu(submission->tres[i]))
			return true;
	return submission->tasks_per_gpu;
}

static int check_gres(const struct fh_request *request,
		      const struct fh_submission *submission,
		      struct fh_error *err)
{
	if (!request->alternative_count || !asks_gpus(submission))
		return 0;
	return fh_err(err, "--accel cannot stand beside --gres=gpu (or mps, "
		      "shard), --gpus... or --ntasks-per-gpu: ask for "
		      "accelerators with --accel alone, as in --accel=%s:%u",
		      request->alternative[0].type,
		      request->alternative[0].count);
}

static int make_nonce(char ret[FH_NONCE_HEX + 1], struct fh_error *err)
{
	unsigned char raw[FH_NONCE_HEX / 2];

	if (getrandom(raw, sizeof(raw), 0) != (ssize_t) sizeof(raw))
		return fh_err(err, "no random numbers: %s", strerror(errno));
	for (size_t i = 0; i < sizeof(raw); i++)
		snprintf(ret + 2 * i, 3, "%02x", raw[i]);
	return 0;
}

/* Which zones the terms allow at all; those closed for now count as open. */
static bool *open_zones(const struct fh_conf *conf,
			const struct fh_terms *terms, int64_t now_s)
{
	bool *open = calloc(conf->zones.zone_count + 1, sizeof(*open));

	for (size_t i = 0; open && i < conf->zones.zone_count; i++)
		open[i] = fh_judge(conf, terms, i, now_s).allowed;
	return open;
}

/*
 * The candidates that some node can meet.  Slurm refuses a job that fits no
 * node as well, but says nothing about why.
 */
static int list_candidates(const struct fh_conf *conf,
			   const struct fh_terms *terms,
			   const struct fh_plan *plan, const bool *open,
			   struct fh_candidates *ret, struct fh_error *err)
{
	if (fh_place_list(conf, terms, open, ret, err))
		return FH_SUBMIT_FAILED;
	if (plan->fleet &&
	    fh_fleet_cut(plan->fleet, conf, terms, open, ret, err))
		return FH_SUBMIT_DENIED;
	return FH_SUBMIT_ACCEPTED;
}

/* The estimate, and what is to be said of the order. */
static int write_line(const struct fh_conf *conf, const struct fh_terms *terms,
		      const struct fh_plan *plan, const bool *open,
		      struct fh_candidates *candidates,
		      char line[FH_SUBMIT_LINE], struct fh_error *err)
{
	struct fh_estimate_range range;
	struct fh_order_notes notes;
	size_t len;

	if (fh_order_sort(conf, terms, open, plan, candidates, &notes, err))
		return FH_SUBMIT_FAILED;
	fh_estimate_all(conf, terms, candidates, open, plan, &range);
	fh_estimate_line(conf, &range, plan, line, FH_SUBMIT_LINE);
	len = strlen(line);
	fh_order_line(terms, &notes, candidates->count, line + len,
		      FH_SUBMIT_LINE - len);
	return FH_SUBMIT_ACCEPTED;
}

/* Is a candidate within the job's --cost-limit? */
static int check_limit(const struct fh_conf *conf,
		       const struct fh_terms *terms,
		       const struct fh_plan *plan, const bool *open,
		       struct fh_candidates *candidates, struct fh_error *err)
{
	struct fh_bound bound = { conf, terms, open, plan };
	struct fh_decide_list list = { candidates->item, candidates->count };
	int64_t micro;
	size_t i;

	if (!terms->request.cost_limit_micro || !list.count)
		return FH_SUBMIT_ACCEPTED;
	micro = fh_bound_cheapest(&bound, &list, &i);
	if (micro < 0 || micro > terms->request.cost_limit_micro) {
		fh_bound_explain(&bound, &list, err);
		return FH_SUBMIT_DENIED;
	}
	fh_bound_cut(&bound, terms->request.cost_limit_micro, &list);
	candidates->count = list.count;
	return FH_SUBMIT_ACCEPTED;
}

/* What it may cost: within its own limit, and the budgets of its account. */
static int check_money(const struct fh_conf *conf,
		       const struct fh_terms *terms,
		       const struct fh_submission *submission,
		       const bool *open, struct fh_candidates *candidates,
		       struct fh_submit_reply *reply, struct fh_error *err)
{
	struct fh_bound bound = { conf, terms, open, &submission->plan };
	struct fh_decide_list list;

	if (check_limit(conf, terms, &submission->plan, open, candidates, err))
		return FH_SUBMIT_DENIED;
	list = (struct fh_decide_list) {
		candidates->item, candidates->count
	};
	if (fh_submit_check_budgets(&bound, &list, submission, reply, err))
		return FH_SUBMIT_DENIED;
	return FH_SUBMIT_ACCEPTED;
}

/*
 * Where the job can run at all, and what that costs.
 * reply:  its line is filled when with_line.
 * Returns an enum fh_submit_refusal, with err set unless it is accepted.
 */
static int survey(const struct fh_conf *conf, const struct fh_terms *terms,
		  const struct fh_submission *submission, int64_t now_s,
		  bool with_line, struct fh_submit_reply *reply,
		  struct fh_error *err)
{
	const struct fh_plan *plan = &submission->plan;
	struct fh_candidates candidates = { 0 };
	bool *open;
	int rc;

	if (!(open = open_zones(conf, terms, now_s))) {
		fh_err_nomem(err);
		return FH_SUBMIT_FAILED;
	}
	rc = list_candidates(conf, terms, plan, open, &candidates, err);
	if (rc == FH_SUBMIT_ACCEPTED)
		rc = check_money(conf, terms, submission, open, &candidates,
				 reply, err);
	if (rc == FH_SUBMIT_ACCEPTED && with_line && candidates.count)
		rc = write_line(conf, terms, plan, open, &candidates,
				reply->line, err);
	free(open);
	return rc;
}

/* The terms that are stored keep what stands for types. */
static int survey_expanded(const struct fh_conf *conf,
			   const struct fh_terms *terms,
			   const struct fh_submission *submission,
			   int64_t now_s, bool with_line,
			   struct fh_submit_reply *reply,
			   struct fh_error *err)
{
	struct fh_terms expanded = *terms;

	if (fh_expand(conf, submission->plan.fleet, &expanded.request, err))
		return FH_SUBMIT_DENIED;
	return survey(conf, &expanded, submission, now_s, with_line, reply,
		      err);
}

static bool wants_estimate(const struct fh_conf *conf,
			   const struct fh_wish *wish)
{
	switch (conf->policy.estimate) {
	case FH_ESTIMATE_ALWAYS:
		return true;
	case FH_ESTIMATE_OPTIONS:
		return !fh_wish_empty(wish);
	case FH_ESTIMATE_NEVER:
		break;
	}
	return false;
}

/* Fill the reply of a job whose terms are made. */
static int answer(const struct fh_conf *conf,
		  const struct fh_submission *submission, int64_t now_s,
		  const struct fh_terms *terms, struct fh_submit_reply *ret,
		  struct fh_error *err)
{
	bool with_line = wants_estimate(conf, &ret->wish);
	int rc = FH_SUBMIT_ACCEPTED;

	if (with_line || terms->request.alternative_count ||
	    terms->request.cost_limit_micro || submission->budgets)
		rc = survey_expanded(conf, terms, submission, now_s,
				     with_line, ret, err);
	if (rc != FH_SUBMIT_ACCEPTED)
		return refuse(ret, rc);
	if (!submission->account_changes && !submission->subject.budgeted &&
	    !fh_terms_bind(conf, terms))
		return 0;
	if (fh_judge_restricts(conf, terms))
		memcpy(ret->digest, conf->digest, sizeof(ret->digest));
	ret->terms = fh_terms_encode(terms, err);
	return ret->terms ? 0 : refuse(ret, FH_SUBMIT_FAILED);
}

/* What the policy says of jobs that say nothing, when it makes a difference. */
static enum fh_span default_span(const struct fh_conf *conf)
{
	switch (conf->policy.default_span) {
	case FH_SPAN_SITE:
		if (conf->zones.site_count > 1)
			return FH_SPAN_SITE;
		break;
	case FH_SPAN_ZONE:
		if (conf->zones.zone_count > 1)
			return FH_SPAN_ZONE;
		break;
	case FH_SPAN_DEFAULT:
	case FH_SPAN_ANY:
		break;
	}
	return FH_SPAN_DEFAULT;
}

/* From the request on: what the policy makes of it. */
static int apply_policy(const struct fh_conf *conf,
			const struct fh_submission *submission, int64_t now_s,
			struct fh_request *request,
			struct fh_submit_reply *ret, struct fh_error *err)
{
	char nonce[FH_NONCE_HEX + 1];
	struct fh_terms terms = { 0 };
	int rc;

	/* A job on one node keeps any span: it needs no terms for that. */
	if (submission->may_spread && request->span == FH_SPAN_DEFAULT)
		request->span = default_span(conf);
	if (make_nonce(nonce, err))
		return refuse(ret, FH_SUBMIT_FAILED);
	if (fh_terms_make(conf, request, &submission->subject, nonce, now_s,
			  &terms, err))
		return refuse(ret, FH_SUBMIT_DENIED);
	rc = answer(conf, submission, now_s, &terms, ret, err);
	fh_terms_clear(&terms);
	return rc;
}

int fh_submit_decide(const struct fh_conf *conf,
		     const struct fh_incoming *incoming, const char *comment,
		     const struct fh_submission *submission, int64_t now_s,
		     struct fh_submit_reply *ret, struct fh_error *err)
{
	struct fh_request request = { 0 };
	int rc;

	if (check_dependency(submission, err))
		return refuse(ret, FH_SUBMIT_BAD_DEPENDENCY);
	if (check_sibling(conf, incoming, submission, err))
		return refuse(ret, FH_SUBMIT_DENIED);
	if (fh_incoming_wish(incoming, comment, &ret->wish, err) ||
	    fh_request_parse(&ret->wish, &request, err))
		return refuse(ret, FH_SUBMIT_BAD_OPTION);
	if (check_gres(&request, submission, err))
		rc = refuse(ret, FH_SUBMIT_BAD_GRES);
	else
		rc = apply_policy(conf, submission, now_s, &request, ret, err);
	fh_request_clear(&request);
	return rc;
}

bool fh_submit_may_bind(const struct fh_conf *conf,
			const struct fh_subject *subject)
{
	const char *list = subject->partitions;

	return subject->budgeted ||
	       fh_policy_find_account(&conf->policy, subject->account) ||
	       fh_policy_next_partition(&conf->policy, &list);
}

/* *ret_terms stays NULL when they bind nothing. */
static int bind_to(const struct fh_conf *conf, const struct fh_request *request,
		   const struct fh_subject *subject, int64_t now_s,
		   char **ret_terms, struct fh_error *err)
{
	char nonce[FH_NONCE_HEX + 1];
	struct fh_terms terms = { 0 };
	int rc = 0;

	if (make_nonce(nonce, err) ||
	    fh_terms_make(conf, request, subject, nonce, now_s, &terms, err))
		return -1;
	if (subject->budgeted || fh_terms_bind(conf, &terms)) {
		*ret_terms = fh_terms_encode(&terms, err);
		rc = *ret_terms ? 0 : -1;
	}
	fh_terms_clear(&terms);
	return rc;
}

int fh_submit_bind(const struct fh_conf *conf,
		   const struct fh_subject *subject,
		   int64_t now_s, char **ret_terms, struct fh_error *err)
{
	const struct fh_request nothing = { 0 };

	*ret_terms = NULL;
	if (!fh_submit_may_bind(conf, subject))
		return 0;
	return bind_to(conf, &nothing, subject, now_s, ret_terms, err);
}

int fh_submit_keep_out(const struct fh_conf *conf,
		       const struct fh_subject *subject, int64_t now_s,
		       char **ret_terms, struct fh_error *err)
{
	const struct fh_request anywhere = { .span = FH_SPAN_ANY };

	*ret_terms = NULL;
	for (size_t i = 0; i < conf->zones.zone_count; i++)
		if (conf->zones.zone[i].closed_until_s > now_s)
			return bind_to(conf, &anywhere, subject, now_s,
				       ret_terms, err);
	return 0;
}

void fh_submit_clear(struct fh_submit_reply *reply)
{
	fh_wish_clear(&reply->wish);
	free(reply->terms);
	memset(reply, 0, sizeof(*reply));
}

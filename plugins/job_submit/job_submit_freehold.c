/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * job_submit/freehold: slurmctld's authority at submit and at update.  This
 * file is what Slurm calls; libfreehold_ctld decides, the shim
 * translates.
 */
#include "src/common/slurm_xlator.h"

#include "slurm/slurm_errno.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"
#include "src/slurmctld/fed_mgr.h"
#include "src/slurmctld/slurmctld.h"

#include "fh_ctld.h"
#include "fh_incoming.h"
#include "fh_slurm.h"
#include "fh_slurm_account.h"
#include "fh_slurm_fleet.h"
#include "fh_slurm_hold.h"
#include "fh_slurm_plan.h"
#include "fh_submit.h"
#include "job_submit_audit.h"

const char plugin_name[] = "Freehold job submit plugin";
const char plugin_type[] = "job_submit/freehold";
const uint32_t plugin_version = SLURM_VERSION_NUMBER;

/* The error number behind our sentence; Slurm prints its text as well. */
static const int refusal_errno[] = {
	[FH_SUBMIT_ACCEPTED] = SLURM_SUCCESS,
	[FH_SUBMIT_BAD_OPTION] = ESLURM_REQUESTED_NODE_CONFIG_UNAVAILABLE,
	[FH_SUBMIT_BAD_GRES] = ESLURM_INVALID_GRES,
	[FH_SUBMIT_BAD_DEPENDENCY] = ESLURM_DEPENDENCY,
	[FH_SUBMIT_DENIED] = ESLURM_REQUESTED_NODE_CONFIG_UNAVAILABLE,
	[FH_SUBMIT_FAILED] = SLURM_ERROR,
};

/* Slurm finds all of these by name: no header declares them. */
extern int init(void);
extern int fini(void);
extern int job_submit(job_desc_msg_t *desc, uint32_t uid, char **err_msg);
#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(23, 2, 0)
extern int job_modify(job_desc_msg_t *update, job_record_t *job, uint32_t uid,
		      char **err_msg);
#else
extern int job_modify(job_desc_msg_t *update, job_record_t *job, uint32_t uid);
#endif

extern int init(void)
{
	struct fh_error err = { "" };

	if (!fh_slurm_in_slurmctld() ||
	    !fh_ctld_attach(fh_slurm_state_dir(), &err))
		return SLURM_SUCCESS;
	fh_slurm_error("job_submit: %s", err.text);
	return SLURM_ERROR;
}

extern int fini(void)
{
	return SLURM_SUCCESS;
}

/* Give the user a line; other plugins may have left theirs. */
static void tell(char **err_msg, const char *text)
{
	if (*err_msg)
		xstrcat(*err_msg, "\n");
	xstrfmtcat(*err_msg, "freehold: %s", text);
}

/* What the job can cost by the bound it has; 0 when it has none. */
static int64_t had_micro(const job_record_t *job)
{
	int64_t micro, seconds;

	if (!job ||
	    fh_purse_parse_bound(fh_slurm_job_get(job, FH_BOUND_VARIABLE),
				 &micro, &seconds))
		return 0;
	return micro;
}

/*
 * Decide about what a job asks for.
 * job:  that is changed; NULL: it is new.
 * Returns 0, or -1 with reply->refusal and err set.
 */
static int decide(const job_desc_msg_t *desc, const job_record_t *job,
		  bool account_changes,
		  const struct fh_incoming *incoming,
		  struct fh_submit_reply *reply, struct fh_error *err)
{
	/* Read first: a newer configuration under it is read again. */
	uint64_t generation = fh_ctld_generation();
	const struct fh_conf *held = fh_ctld_hold();
	struct fh_submission submission = {
		.account_changes = account_changes,
		.of_sibling = desc->fed_siblings_viable,
		.had_micro = account_changes ? 0 : had_micro(job),
	};
	int64_t now_s = fh_slurm_now_s();
	char *account, *user;
	int rc;

	account = fh_slurm_account(desc->user_id, desc->account,
				   desc->partition);
	user = fh_slurm_user(desc->user_id);
	submission.subject.account = account;
	submission.subject.user = user;
	submission.budgets = fh_slurm_budgets(&held->policy, account);
	submission.subject.budgeted = submission.budgets;
	fh_slurm_plan_submission(desc, &submission);
	fh_slurm_plan_of(desc, false, now_s, &submission.plan);
	submission.plan.fleet = fh_slurm_fleet(held, generation, now_s,
					       submission.subject.partitions);
	rc = fh_submit_decide(held, incoming, desc->comment, &submission,
			      now_s, reply, err);
	xfree(account);
	xfree(user);
	fh_ctld_release(held);
	return rc;
}

/*
 * In a federation slurmctld sends the job on to other clusters, whose
 * job_submit decides again, by their own policy.
 */
static void mark_for_siblings(struct fh_slurm_env *spank,
			      const struct fh_submit_reply *reply)
{
	if (fed_mgr_fed_rec && *reply->digest)
		fh_slurm_env_set(spank, FH_SUBMIT_BUNDLE_VARIABLE,
				 reply->digest);
}

/* What the job can cost, for the sums of budgets. */
static void store_bound(struct fh_slurm_env *spank,
			const struct fh_submit_reply *reply)
{
	if (*reply->bound)
		fh_slurm_env_set(spank, FH_BOUND_VARIABLE, reply->bound);
}

/* A comment that holds options is used up. */
static void drop_request(job_desc_msg_t *desc)
{
	if (fh_incoming_is_request(desc->comment))
		xfree(desc->comment);
}

extern int job_submit(job_desc_msg_t *desc, uint32_t uid, char **err_msg)
{
	struct fh_incoming incoming = {
		.spank = { desc->spank_job_env, desc->spank_job_env_size },
		.user = { desc->environment, desc->env_size },
	};
	struct fh_submit_reply reply = { 0 };
	struct fh_error err = { "" };
	struct job_audit audit = {
		.account = desc->account,
		.partition = desc->partition,
		.uid = desc->user_id,
		.by_uid = uid,
	};
	int rc;

	if (!decide(desc, NULL, false, &incoming, &reply, &err)) {
		audit.terms = reply.terms;
		fh_incoming_clean(&incoming);
		fh_incoming_store(&incoming.spank, &reply.wish, reply.terms);
		store_bound(&incoming.spank, &reply);
		mark_for_siblings(&incoming.spank, &reply);
		drop_request(desc);
		if (*reply.line)
			tell(err_msg, reply.line);
		if (*reply.note)
			tell(err_msg, reply.note);
	} else {
		audit.why = err.text;
		tell(err_msg, err.text);
		fh_slurm_debug("job of uid %u refused: %s", desc->user_id,
			       err.text);
	}
	job_audit_submit(&audit);
	desc->spank_job_env = incoming.spank.entry;
	desc->spank_job_env_size = incoming.spank.size;
	desc->environment = incoming.user.entry;
	desc->env_size = incoming.user.size;

	rc = refusal_errno[reply.refusal];
	fh_submit_clear(&reply);
	return rc;
}

/*
 * Slurm hands the same description over for every record of an array or of a
 * het job.  So a comment that holds options is not used up by the first:
 * it moves to where no update is stored from.
 */
#define REQUEST "UPDATE_REQUEST"

static void set_request_aside(job_desc_msg_t *update)
{
	struct fh_slurm_env env = {
		update->spank_job_env, update->spank_job_env_size
	};

	if (!fh_incoming_is_request(update->comment))
		return;
	fh_slurm_env_set(&env, REQUEST, update->comment);
	update->spank_job_env = env.entry;
	update->spank_job_env_size = env.size;
	xfree(update->comment);
}

/* The options of the update, or NULL. */
static const char *request_of(const job_desc_msg_t *update)
{
	struct fh_slurm_env env = {
		update->spank_job_env, update->spank_job_env_size
	};
	const char *request = fh_slurm_env_get(&env, REQUEST);

	return fh_incoming_is_request(request) ? request : NULL;
}

/* Is the job held to a limit or budget, which its time limit bears on? */
static bool is_priced(const job_record_t *job)
{
	struct fh_slurm_env env = {
		job->spank_job_env, job->spank_job_env_size
	};

	return fh_incoming_has(&env, FH_OPT_COST_LIMIT) ||
	       fh_slurm_env_get(&env, FH_BOUND_VARIABLE);
}

/* Does the update change anything that the decision was made from? */
static bool is_relevant(const job_desc_msg_t *update, const job_record_t *job)
{
	const char *const texts[] = {
		update->account, update->partition, update->dependency,
		update->req_nodes, update->exc_nodes, update->reservation,
		update->tres_per_job,
		update->tres_per_node, update->tres_per_socket,
		update->tres_per_task,
	};
	const uint32_t counts[] = {
		update->min_nodes, update->max_nodes, update->num_tasks,
		update->min_cpus,
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (texts[i])
			return true;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		if (counts[i] != NO_VAL)
			return true;
	if (update->time_limit != NO_VAL && is_priced(job))
		return true;
	return request_of(update);
}

/*
 * Decide again about a pending job, and bind it to the new terms.  Slurm may
 * still refuse the update, after this or after half of its fields.  Then the
 * terms are those of a change that its owner wanted, which is harmless but
 * for the account: select compares the job's with the one in the terms.
 */
static int modify_pending(job_desc_msg_t *update, job_record_t *job,
			  struct fh_submit_reply *reply, struct fh_error *err)
{
	struct fh_incoming incoming = {
		.spank = { job->spank_job_env, job->spank_job_env_size },
	};
	job_desc_msg_t merged;

	/* A job with --accel has gres by select's choice from its last run. */
	fh_slurm_plan_merge(update, job,
			    fh_incoming_has(&incoming.spank, FH_OPT_ACCEL),
			    &merged);
	merged.comment = (char *) request_of(update);	/* only read */
	if (decide(&merged, job, update->account, &incoming, reply, err))
		return -1;
	/*
	 * What kept it waiting may be mended: have it looked at afresh.
	 * Before the store, which drops the time it had.
	 */
	fh_slurm_job_recall(job);
	incoming.spank = (struct fh_slurm_env) {
		job->spank_job_env, job->spank_job_env_size
	};
	fh_incoming_store(&incoming.spank, &reply->wish, reply->terms);
	store_bound(&incoming.spank, reply);
	job->spank_job_env = incoming.spank.entry;
	job->spank_job_env_size = incoming.spank.size;
	return 0;
}

/* err_msg:  NULL where Slurm has no way to show one (22.05). */
static int modify(job_desc_msg_t *update, job_record_t *job, uint32_t uid,
		  char **err_msg)
{
	struct fh_submit_reply reply = { 0 };
	struct fh_error err = { "" };
	struct job_audit audit = {
		.account = update->account ? update->account : job->account,
		.partition = job->partition,
		.uid = job->user_id,
		.by_uid = uid,
	};
	const char *text = reply.line;
	int rc;

	if (job_audit_takes(update, job, uid))
		return SLURM_SUCCESS;
	set_request_aside(update);
	/* Slurm refuses others only afterwards, when the job is changed. */
	if (!fh_slurm_may_update(uid, job->user_id, job->account,
				 update->account))
		return SLURM_SUCCESS;
	if (!update->priority)
		fh_slurm_job_hand_over(job);
	if (!is_relevant(update, job))
		return SLURM_SUCCESS;
	if (update->account &&
	    !fh_slurm_may_charge(job->user_id, update->account,
				 update->partition ? update->partition :
						     job->partition))
		return ESLURM_INVALID_ACCOUNT;
	if (!IS_JOB_PENDING(job))
		return request_of(update) ? ESLURM_JOB_NOT_PENDING :
					    SLURM_SUCCESS;

	if (modify_pending(update, job, &reply, &err)) {
		audit.why = text = err.text;
		fh_slurm_verbose("update of job %u refused: %s", job->job_id,
				 text);
	}
	audit.terms = reply.terms;
	job_audit_update(&audit, job);
	if (err_msg && *text)
		tell(err_msg, text);
	rc = refusal_errno[reply.refusal];
	fh_submit_clear(&reply);
	return rc;
}

#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(23, 2, 0)
extern int job_modify(job_desc_msg_t *update, job_record_t *job, uint32_t uid,
		      char **err_msg)
{
	return modify(update, job, uid, err_msg);
}
#else
extern int job_modify(job_desc_msg_t *update, job_record_t *job, uint32_t uid)
{
	return modify(update, job, uid, NULL);
}
#endif

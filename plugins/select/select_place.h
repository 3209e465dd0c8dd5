/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the select plugin, each called from its entry file. */
#ifndef SELECT_PLACE_H
#define SELECT_PLACE_H

#include "fh_slurm_select.h"

#include "select_view.h"

/* The arguments of select_p_job_test(). */
struct fh_job_test {
	job_record_t *job;
	bitstr_t *nodes;	/* in: usable; out: chosen */
	uint32_t min_nodes, max_nodes, req_nodes;
	uint16_t mode;
	List preemptable;
	List *ret_preempted;	/* NULL: not asked for */
	bitstr_t *excluded_cores;
};

/* Hand the test to select/cons_tres.  Returns its return code. */
int fh_select_inner(const struct fh_job_test *test);

/* The whole test, for a job whose terms are text (select_test.c). */
int fh_select_test(struct fh_job_test *test, const char *text);

/*
 * The whole test, for a job without terms.  When the policy gives its account
 * some by now, it gets them first.
 */
int fh_select_test_unbound(struct fh_job_test *test);

/*
 * Is a requeued job to wait until its old nodes run its prolog again?  Then
 * it has been deferred; see fh_slurm_job_rested_s().
 */
bool fh_select_rest(struct fh_job_test *test);

/*
 * The test of a job that would merge with another while terms bind one of
 * them: it fails.
 */
int fh_select_refuse_expand(struct fh_job_test *test);

/*
 * Test the job with each of the candidates (select_place.c).
 * usable:  per zone, which to use; NULL = every node, in a zone or not.
 * Returns SLURM_SUCCESS or ESLURM_NODES_BUSY.
 */
int fh_select_place(struct fh_job_test *test, const struct fh_view *view,
		    const struct fh_decide_list *list, const bool *usable);

/* Test a job that has no terms and asks for nothing of ours. */
int fh_select_place_free(struct fh_job_test *test);

/*
 * When each candidate opens by --accel-wait (UTC; select_wait.c): the best at
 * once, each further one that could ever be the job's that much later.
 * Returns an array to xfree(); NULL: all are open.
 */
int64_t *fh_select_openings(const struct fh_job_test *test,
			    const struct fh_view *view,
			    const struct fh_decide_list *list,
			    const bool *usable);

/* Have the scheduler look again when the next candidate opens. */
void fh_select_wake(const int64_t *opens_s, size_t count, int64_t now_s);

/*
 * The open candidates within the job's --cost-limit and the budgets of its
 * account (select_money.c).  When
 * none is left:
 * ret_until_s:  when one will be, or FH_UNKNOWN.
 * ret_why:      the sentence for the user.
 * Returns a list whose items are for the caller to xfree().
 */
struct fh_decide_list fh_select_affordable(const job_record_t *job,
					   const struct fh_view *view,
					   int64_t *ret_until_s,
					   struct fh_error *ret_why);

/*
 * No policy lets the job start before until_s: move its begin time there,
 * so that it makes nobody wait (select_defer.c).
 */
void fh_select_defer(job_record_t *job, int64_t until_s);

/*
 * Look again at every pending job that was held or deferred under another
 * configuration.
 */
void fh_select_recall_all(void);

/*
 * Write the resolved terms, the comment and what is counted into the record
 * of a job that starts on job->node_bitmap (select_start.c).
 * Returns SLURM_SUCCESS, or SLURM_ERROR: the job must not start.
 */
int fh_select_begin(job_record_t *job);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * slurmctld's decision about a job that is submitted or changed: refuse it
 * with one sentence, or say what terms it is held to.
 */
#ifndef FH_SUBMIT_H
#define FH_SUBMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_error.h"
#include "fh_estimate.h"
#include "fh_incoming.h"
#include "fh_purse.h"
#include "fh_terms.h"

/* Where Slurm keeps a job's generic resources: per job, node, socket, task. */
#define FH_SUBMIT_TRES 4
#define FH_SUBMIT_LINE 384

/* What Slurm knows of the job; every text comes from a client. */
struct fh_submission {
	struct fh_subject subject;	/* account: that Slurm will use */
	const char *tres[FH_SUBMIT_TRES];	/* each may be NULL */
	bool tasks_per_gpu;	/* --ntasks-per-gpu, which implies GPUs */
	const char *dependency;	/* or NULL */
	bool may_spread;	/* may get more than one node */
	bool of_sibling;	/* another cluster of the federation sent it */
	bool account_changes;	/* an update that Slurm may yet refuse: terms
				 * are kept even when they bind nothing, so
				 * that select sees whose they are */
	uint64_t budgets;	/* that its account is in */
	int64_t had_micro;	/* an update: the bound of before; else 0 */
	struct fh_plan plan;
};

/*
 * What a federation's cluster sends along with a job that its policy restricts:
 * the digest of its bundle.  Another cluster knows the same classes, zones and
 * defaults only under the same bundle.
 */
#define FH_SUBMIT_BUNDLE_VARIABLE "FREEHOLD_BUNDLE"

enum fh_submit_refusal {
	FH_SUBMIT_ACCEPTED,
	FH_SUBMIT_BAD_OPTION,	/* an option cannot be read */
	FH_SUBMIT_BAD_GRES,	/* --accel beside Slurm's own for GPUs */
	FH_SUBMIT_BAD_DEPENDENCY,	/* --dependency=expand */
	FH_SUBMIT_DENIED,	/* the policy is against it */
	FH_SUBMIT_FAILED,	/* no memory, no random numbers */
};

struct fh_submit_reply {
	enum fh_submit_refusal refusal;
	struct fh_wish wish;	/* as read; to store, for later updates */
	char *terms;		/* to store; NULL = bound to nothing */
	/* Of the bundle, when the terms restrict zones: for siblings. */
	char digest[FH_DIGEST_HEX + 1];
	char line[FH_SUBMIT_LINE];	/* estimate for the user; "" = none */
	char note[FH_SUBMIT_LINE];	/* of a budget; "" = none */
	char bound[FH_BOUND_SIZE];	/* to store; "" = none */
};

/*
 * Read the wish, and decide.
 * incoming:  as they came, not yet cleaned.
 * comment:   the job's, which may change the wish; or NULL.
 * now_s:     UTC seconds.
 * ret:       empty before; to fh_submit_clear, also after a failure.
 * Returns 0, or -1 with ret->refusal and err set: the sentence for the user.
 */
int fh_submit_decide(const struct fh_conf *conf,
		     const struct fh_incoming *incoming, const char *comment,
		     const struct fh_submission *submission, int64_t now_s,
		     struct fh_submit_reply *ret, struct fh_error *err);

/* Could fh_submit_bind() give such a job terms?  user is not looked at. */
bool fh_submit_may_bind(const struct fh_conf *conf,
			const struct fh_subject *subject);

/*
 * The terms that the policy in force gives to a job that has none: it asked
 * for nothing, and nothing bound it when it was submitted.
 * ret_terms:  to store, malloc'ed; NULL = bound to nothing, as mostly.
 * Returns 0, or -1 with err set: the policy leaves it no place.
 */
int fh_submit_bind(const struct fh_conf *conf,
		   const struct fh_subject *subject,
		   int64_t now_s, char **ret_terms, struct fh_error *err);

/*
 * Terms for this moment that keep such a job out of closed zones and bind it
 * to nothing else: not to be stored.
 * ret_terms:  malloc'ed; NULL = no zone is closed.
 * Returns 0, or -1 with err set.
 */
int fh_submit_keep_out(const struct fh_conf *conf,
		       const struct fh_subject *subject, int64_t now_s,
		       char **ret_terms, struct fh_error *err);

void fh_submit_clear(struct fh_submit_reply *reply);

#endif

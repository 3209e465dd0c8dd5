/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is left of the budgets:
 *
 *   left = limit - spent - settled - committed
 *
 * spent      by the ledger: all that ended until an instant, which scost sync
 *            publishes as a small file
 * settled    what jobs that ended since then took of their bounds; kept until
 *            a newer file has them
 * committed  bounds of the jobs that run
 * pending    bounds of those that wait, which only a submission looks at
 *
 * Each job carries its bound in a variable of its own, so nothing is kept per
 * job here: a sweep over the job list makes the sums anew, at every start and
 * now and then, and starts in between are added.  One lock, held for sums
 * only, and the last to be taken.
 */
#ifndef FH_PURSE_H
#define FH_PURSE_H

#include <stdbool.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_error.h"

/* "MICRO,SECONDS": what the job can cost in its time. */
#define FH_BOUND_VARIABLE "FREEHOLD_BOUND"
#define FH_BOUND_SIZE 48

struct fh_purse_line {
	int64_t from_s, until_s;	/* the period */
	int64_t spent_micro;	/* FH_UNKNOWN: nothing was published */
	int64_t settled_micro;
	int64_t committed_micro;
	int64_t pending_micro;
};

struct fh_purse {
	char digest[FH_DIGEST_HEX + 1];	/* of the configuration */
	size_t count;			/* its budgets */
	int64_t as_of_s;		/* of spent; FH_UNKNOWN */
	struct fh_purse_line line[FH_BUDGET_MAX];
};

/* The budgets an account is in; see fh_slurm_budgets(). */
typedef uint64_t fh_purse_mask_fn(const struct fh_policy *policy,
				  const char *account);

/* Begin a sweep: periods, spent and settled; nothing of jobs. */
void fh_purse_begin(const struct fh_conf *conf, int64_t now_s,
		    fh_purse_mask_fn *mask_of, struct fh_purse *ret);
void fh_purse_add(struct fh_purse *purse, uint64_t budgets, int64_t micro,
		  bool running);

/*
 * Put the sums of a sweep in force.
 * Returns whether some budget has more left than before, or is new.
 */
bool fh_purse_put(const struct fh_purse *purse);

/*
 * A job is accepted, or starts: add its bound until the next sweep.  One
 * below 0 is taken off.
 */
void fh_purse_commit(const struct fh_conf *conf, uint64_t budgets,
		     int64_t micro, bool running);

/* Has anything been added or settled since it was last asked? */
bool fh_purse_has_changed(void);

/* A job of the account has ended, and took that much. */
void fh_purse_settle(const char *account, int64_t end_s, int64_t micro);

/*
 * The least that is left of those of the budgets that are as strict as over.
 * pending:  take off what waits as well.
 * ret:      which budget.
 * Returns INT64_MAX when none is, or the sums are of another configuration.
 */
int64_t fh_purse_left(const struct fh_conf *conf, uint64_t budgets,
		      enum fh_budget_over over, bool pending, size_t *ret);

/* When the period of a budget ends; FH_FOREVER when it is not known. */
int64_t fh_purse_until(const struct fh_conf *conf, size_t budget);

/*
 * Read what scost sync published, unless it is what was read before.
 * Returns 1 when it changed, 0 when not or when there is none, -1 with err
 * set: what was read before stays.
 */
int fh_purse_read_spent(const char *path, struct fh_error *err);

/*
 * The sums and what is settled as text, malloc'ed, for scost budget and for
 * the next start; NULL without memory.
 */
char *fh_purse_write(const struct fh_conf *conf, int64_t now_s);

/* Take up what is settled of such a text; a damaged one is left alone. */
void fh_purse_read_settled(const char *text);

/* "MICRO,SECONDS".  Returns 0, or -1: it is none. */
int fh_purse_parse_bound(const char *text, int64_t *ret_micro,
			 int64_t *ret_s);

#endif

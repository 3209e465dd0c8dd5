/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --cost-limit: what a candidate can cost at most, price x time limit with
 * energy at nameplate power, against what the job may cost.
 */
#ifndef FH_BOUND_H
#define FH_BOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_decide.h"
#include "fh_error.h"
#include "fh_estimate.h"

struct fh_bound {
	const struct fh_conf *conf;
	const struct fh_terms *terms;
	const bool *open;	/* per zone: the job may lie there */
	const struct fh_plan *plan;
};

/* The most a candidate can cost; FH_UNKNOWN when nothing bounds it. */
int64_t fh_bound_micro(const struct fh_bound *bound,
		       const struct fh_candidate *candidate);

/*
 * The least of all candidates' bounds, or FH_UNKNOWN.
 * ret:  the candidate; only set when there is a bound.
 */
int64_t fh_bound_cheapest(const struct fh_bound *bound,
			  const struct fh_decide_list *list, size_t *ret);

/*
 * Keep the candidates whose bound is at most limit_micro.  One without a
 * price is not kept: nothing says that it would stay within.
 */
void fh_bound_cut(const struct fh_bound *bound, int64_t limit_micro,
		  struct fh_decide_list *list);

/*
 * When a candidate is within limit_micro, should the job start then and not
 * now: the first hour of the next day, or the first later rate card.
 * Returns an instant, or FH_UNKNOWN.
 */
int64_t fh_bound_later(const struct fh_bound *bound, int64_t limit_micro,
		       const struct fh_decide_list *list);

/*
 * Why no candidate is within the job's --cost-limit: the cheapest price, and
 * what would be accepted.  list has at least one.
 */
void fh_bound_explain(const struct fh_bound *bound,
		      const struct fh_decide_list *list, struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Candidates: (alternative, group of zones) in the order of the job's
 * policy.  A group is a site, a zone or everything, as the span says; all
 * nodes of a job lie in one.  Nodes in no zone lie in the group of everything
 * only: they take jobs whose span is any and which restrict no zones.
 */
#ifndef FH_PLACE_H
#define FH_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_terms.h"

#define FH_NO_ALTERNATIVE (-1)
#define FH_CANDIDATE_MAX 512

struct fh_candidate {
	int alternative;	/* index into request.alternative, or
				 * FH_NO_ALTERNATIVE */
	int site;		/* index into zones.site; -1 = any site */
	int zone;		/* index into zones.zone; -1 = any zone */
};

struct fh_candidates {
	struct fh_candidate item[FH_CANDIDATE_MAX];
	size_t count;
	bool compare_start;	/* FH_ORDER_SOONEST: the earliest start wins,
				 * ties by this order */
};

/*
 * List the candidates in whose zones at least one node may run the job, as
 * written: fh_order.h has other orders.  Alternatives vary slowest: every site
 * is tried with the first alternative before the second.  Owned capacity comes
 * before leased and leased before cloud; equals come in the configuration's
 * order, which in a bundle is that of their names.
 * open:  per zone (zone_count entries), whether the job may start there now.
 * Returns 0, or -1 with err set (more than FH_CANDIDATE_MAX).
 */
int fh_place_list(const struct fh_conf *conf, const struct fh_terms *terms,
		  const bool *open, struct fh_candidates *ret,
		  struct fh_error *err);

/* Is the zone in the candidate's group? */
bool fh_place_covers(const struct fh_conf *conf,
		     const struct fh_candidate *candidate, int zone);

/*
 * The most owned tenancy among the candidate's open zones;
 * FH_TENANCY_COUNT when none is open.
 */
enum fh_tenancy fh_place_tenancy(const struct fh_conf *conf,
				 const struct fh_terms *terms,
				 const struct fh_candidate *candidate,
				 const bool *open);

/*
 * Span of the terms with the policy's default put in; FH_SPAN_ANY when there
 * are no zones at all.
 */
enum fh_span fh_place_span(const struct fh_conf *conf,
			   const struct fh_terms *terms);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Candidates in order: see fh_place.h. */
#include "fh_judge.h"
#include "fh_place.h"

/* How many groups a span makes of the zones. */
static size_t group_count(const struct fh_conf *conf, enum fh_span span)
{
	switch (span) {
	case FH_SPAN_SITE:
		return conf->zones.site_count;
	case FH_SPAN_ZONE:
		return conf->zones.zone_count;
	default:
		return 1;
	}
}

static struct fh_candidate group(const struct fh_conf *conf,
				 enum fh_span span, size_t number)
{
	struct fh_candidate whole = { FH_NO_ALTERNATIVE, -1, -1 };

	if (span == FH_SPAN_SITE)
		whole.site = (int) number;
	if (span == FH_SPAN_ZONE) {
		whole.zone = (int) number;
		whole.site = (int) conf->zones.zone[number].site;
	}
	return whole;
}

bool fh_place_covers(const struct fh_conf *conf,
		     const struct fh_candidate *candidate, int zone)
{
	if (zone == FH_NO_ZONE)
		return candidate->site < 0 && candidate->zone < 0;
	if (candidate->zone >= 0)
		return candidate->zone == zone;
	return candidate->site < 0 ||
	       (size_t) candidate->site == conf->zones.zone[zone].site;
}

/*
 * Nodes in no zone are in the group of everything, take jobs that restrict no
 * zones, and count as owned.
 */
enum fh_tenancy fh_place_tenancy(const struct fh_conf *conf,
				 const struct fh_terms *terms,
				 const struct fh_candidate *candidate,
				 const bool *open)
{
	enum fh_tenancy best = FH_TENANCY_COUNT;

	for (size_t i = 0; i < conf->zones.zone_count; i++)
		if (open[i] && conf->zones.zone[i].tenancy < best &&
		    fh_place_covers(conf, candidate, (int) i))
			best = conf->zones.zone[i].tenancy;
	if (best == FH_TENANCY_COUNT &&
	    fh_place_covers(conf, candidate, FH_NO_ZONE) &&
	    !fh_judge_restricts(conf, terms))
		best = FH_TENANCY_OWNED;
	return best;
}

static int add(struct fh_candidates *ret, struct fh_candidate candidate,
	       int alternative, struct fh_error *err)
{
	if (ret->count == FH_CANDIDATE_MAX)
		return fh_err(err, "more than %d pairs of an alternative and "
			      "a site; ask for fewer alternatives or zones",
			      FH_CANDIDATE_MAX);
	candidate.alternative = alternative;
	ret->item[ret->count++] = candidate;
	return 0;
}

/* The open groups of one tenancy, with one alternative. */
static int add_groups(const struct fh_conf *conf, const struct fh_terms *terms,
		      const bool *open, int alternative,
		      enum fh_tenancy tenancy, struct fh_candidates *ret,
		      struct fh_error *err)
{
	enum fh_span span = fh_place_span(conf, terms);

	for (size_t i = 0; i < group_count(conf, span); i++) {
		struct fh_candidate candidate = group(conf, span, i);

		if (fh_place_tenancy(conf, terms, &candidate, open) ==
			    tenancy &&
		    add(ret, candidate, alternative, err))
			return -1;
	}
	return 0;
}

int fh_place_list(const struct fh_conf *conf, const struct fh_terms *terms,
		  const bool *open, struct fh_candidates *ret,
		  struct fh_error *err)
{
	int alternatives = (int) terms->request.alternative_count;
	int first = alternatives ? 0 : FH_NO_ALTERNATIVE;
	int last = alternatives ? alternatives - 1 : FH_NO_ALTERNATIVE;

	ret->count = 0;
	ret->compare_start = terms->request.order == FH_ORDER_SOONEST;
	for (int i = first; i <= last; i++)
		for (enum fh_tenancy t = 0; t < FH_TENANCY_COUNT; t++)
			if (add_groups(conf, terms, open, i, t, ret, err))
				return -1;
	return 0;
}

enum fh_span fh_place_span(const struct fh_conf *conf,
			   const struct fh_terms *terms)
{
	/* Without zones there is nothing to stay inside of. */
	if (!conf->zones.zone_count)
		return FH_SPAN_ANY;
	return terms->request.span == FH_SPAN_DEFAULT ?
		       conf->policy.default_span : terms->request.span;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of candidates: see fh_order.h. */
#include <stdio.h>
#include <stdlib.h>

#include "fh_cut.h"
#include "fh_order.h"
#include "fh_speed.h"
#include "fh_units.h"

#define WEEK_S (7 * 24 * 3600)
#define KEPT_S 900

/* A candidate and what it is compared by. */
struct ranked {
	struct fh_candidate candidate;
	int64_t figure;		/* less is better; FH_UNKNOWN */
	int64_t spare;		/* accelerators left on a node */
	size_t at;		/* where it was */
};

struct ranking {
	const struct fh_conf *conf;
	const struct fh_terms *terms;
	const bool *open;
	const struct fh_plan *plan;
	bool with_energy;
	bool lacks_energy;	/* found on the way */
	bool nominal;
};

bool fh_order_is_priced(enum fh_order order)
{
	return order == FH_ORDER_CHEAPEST || order == FH_ORDER_GREENEST;
}

/* The job as the candidate would run it: its first week. */
static struct fh_plan plan_of(const struct ranking *ranking,
			      const struct fh_candidate *candidate,
			      int64_t *ret_time_s)
{
	struct fh_plan plan = *ranking->plan;
	int64_t limit_s = plan.limit_s == FH_FOREVER ? WEEK_S : plan.limit_s;

	*ret_time_s = limit_s;
	if (candidate->alternative != FH_NO_ALTERNATIVE)
		*ret_time_s = fh_speed_time_s(&ranking->terms->request,
					      (size_t) candidate->alternative,
					      limit_s);
	plan.limit_s = *ret_time_s > WEEK_S ? WEEK_S : *ret_time_s;
	plan.cores = plan.cores < 0 ? 0 : plan.cores;
	plan.memory_mib = plan.memory_mib < 0 ? 0 : plan.memory_mib;
	return plan;
}

/* What the first week comes to over the whole time. */
static int64_t extend(int64_t figure, const struct fh_plan *plan,
		      int64_t time_s)
{
	int64_t ret;

	if (figure < 0 || plan->limit_s <= 0 || plan->limit_s == time_s)
		return figure;
	return fh_units_muldiv(figure, time_s, plan->limit_s, &ret) ?
		       FH_UNKNOWN : ret;
}

static int64_t cost_of(struct ranking *ranking,
		       const struct fh_candidate *candidate)
{
	struct fh_cost cost;
	int64_t time_s;
	struct fh_plan plan = plan_of(ranking, candidate, &time_s);

	if (time_s < 0)
		return FH_UNKNOWN;
	if (ranking->with_energy)
		fh_estimate_candidate(ranking->conf, ranking->terms, candidate,
				      ranking->open, &plan, &cost);
	else
		fh_estimate_bare(ranking->conf, ranking->terms, candidate,
				 ranking->open, &plan, &cost);
	if (cost.total_micro >= 0 && cost.energy_micro < 0)
		ranking->lacks_energy = true;
	return extend(cost.total_micro, &plan, time_s);
}

static int64_t carbon_of(struct ranking *ranking,
			 const struct fh_candidate *candidate)
{
	int64_t time_s;
	struct fh_plan plan = plan_of(ranking, candidate, &time_s);

	if (time_s < 0)
		return FH_UNKNOWN;
	return extend(fh_estimate_carbon(ranking->conf, ranking->terms,
					 candidate, ranking->open, &plan),
		      &plan, time_s);
}

static int64_t slowness_of(struct ranking *ranking,
			   const struct fh_candidate *candidate)
{
	const struct fh_request *request = &ranking->terms->request;
	size_t alternative = (size_t) candidate->alternative;
	int64_t throughput;

	if (candidate->alternative == FH_NO_ALTERNATIVE)
		return 0;
	ranking->nominal = !request->speed_count;
	throughput = request->speed_count ?
		fh_speed_throughput(request, alternative) :
		fh_speed_nominal(&ranking->conf->catalog, request,
				 alternative);
	return throughput < 0 ? FH_UNKNOWN : INT64_MAX - throughput;
}

/* Candidates of one alternative and tenancy are equals. */
static int64_t rank_as_written(struct ranking *ranking,
			       const struct fh_candidate *candidate)
{
	return (int64_t) (candidate->alternative + 1) *
	       (FH_TENANCY_COUNT + 1) +
	       fh_place_tenancy(ranking->conf, ranking->terms, candidate,
				ranking->open);
}

static int64_t figure_of(struct ranking *ranking,
			 const struct fh_candidate *candidate)
{
	switch (ranking->terms->request.order) {
	case FH_ORDER_CHEAPEST:
		return cost_of(ranking, candidate);
	case FH_ORDER_GREENEST:
		return carbon_of(ranking, candidate);
	case FH_ORDER_FASTEST:
		return slowness_of(ranking, candidate);
	default:
		return rank_as_written(ranking, candidate);
	}
}

/* The fewest accelerators that the job leaves on a node there. */
static int64_t spare_of(const struct ranking *ranking,
			const struct fh_candidate *candidate)
{
	const struct fh_fleet *fleet = ranking->plan->fleet;
	const struct fh_alternative *alternative;
	int64_t least = INT64_MAX;

	if (!fleet || candidate->alternative == FH_NO_ALTERNATIVE)
		return 0;
	alternative = &ranking->terms->request.alternative
			       [candidate->alternative];
	for (size_t i = 0; i < ranking->conf->zones.zone_count; i++) {
		int64_t spare;

		if (!ranking->open[i] ||
		    !fh_place_covers(ranking->conf, candidate, (int) i))
			continue;
		spare = (int64_t) fh_fleet_most(fleet, ranking->conf, (int) i,
						alternative->type) -
			alternative->count;
		if (spare >= 0 && spare < least)
			least = spare;
	}
	return least;
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;
	int rc = (left->figure < 0) - (right->figure < 0);

	if (!rc)
		rc = compare_numbers(left->figure, right->figure);
	if (!rc)
		rc = compare_numbers(left->spare, right->spare);
	return rc ? rc : compare_numbers((int64_t) left->at,
					 (int64_t) right->at);
}

static void rank(struct ranking *ranking, const struct fh_candidates *list,
		 struct ranked *ranked)
{
	for (size_t i = 0; i < list->count; i++)
		ranked[i] = (struct ranked) {
			.candidate = list->item[i],
			.figure = figure_of(ranking, &list->item[i]),
			.spare = spare_of(ranking, &list->item[i]),
			.at = i,
		};
}

int fh_order_sort(const struct fh_conf *conf, const struct fh_terms *terms,
		  const bool *open, const struct fh_plan *plan,
		  struct fh_candidates *list, struct fh_order_notes *ret,
		  struct fh_error *err)
{
	struct ranking ranking = { .conf = conf, .terms = terms, .open = open,
				   .plan = plan, .with_energy = true };
	struct ranked *ranked = calloc(list->count + 1, sizeof(*ranked));
	struct fh_order_notes notes = { 0 };

	if (!ranked)
		return fh_err_nomem(err);
	rank(&ranking, list, ranked);
	if (ranking.lacks_energy) {
		ranking.with_energy = false;
		rank(&ranking, list, ranked);
	}
	qsort(ranked, list->count, sizeof(*ranked), compare);
	for (size_t i = 0; i < list->count; i++) {
		list->item[i] = ranked[i].candidate;
		notes.unknown += ranked[i].figure < 0;
	}
	notes.nominal = ranking.nominal;
	if (ret)
		*ret = notes;
	free(ranked);
	return 0;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t fh_order_until(const struct fh_conf *conf,
		       const struct fh_terms *terms, const bool *open,
		       int64_t now_s)
{
	const struct fh_card *card = fh_rates_at(&conf->rates, now_s);
	int64_t until_s = earlier(fh_rates_next_change(&conf->rates, now_s),
				  now_s + KEPT_S);

	if (!fh_order_is_priced(terms->request.order))
		return FH_FOREVER;
	for (size_t i = 0; card && i < card->zone_count; i++) {
		const struct fh_prices *prices = &card->zone[i];

		if (!open[i])
			continue;
		if (prices->tariff)
			until_s = earlier(until_s, fh_cut_tariff(
						  prices->tariff, now_s));
		if (prices->carbon)
			until_s = earlier(until_s, fh_cut_series(
						  prices->carbon, now_s));
	}
	return until_s;
}

/* What a policy's figure is. */
static const char *figure_name(enum fh_order order)
{
	switch (order) {
	case FH_ORDER_CHEAPEST:
		return "price";
	case FH_ORDER_GREENEST:
		return "carbon figure";
	default:
		return "speed";
	}
}

void fh_order_line(const struct fh_terms *terms,
		   const struct fh_order_notes *notes, size_t candidates,
		   char *buf, size_t size)
{
	char unknown[96] = "";

	if (notes->unknown)
		snprintf(unknown, sizeof(unknown), "; no %s known for %zu of "
			 "%zu candidates, which come last",
			 figure_name(terms->request.order), notes->unknown,
			 candidates);
	snprintf(buf, size, "%s%s", notes->nominal ?
		 "; fastest by the catalogue's BF16 figures" : "", unknown);
}

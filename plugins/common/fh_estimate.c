/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a job will cost at most: see fh_estimate.h. */
#include "fh_estimate.h"
#include "fh_footprint.h"
#include "fh_units.h"

#define ENERGY_GAPS ((unsigned) (FH_GAP_ENERGY | FH_GAP_ENERGY_PRICE))
#define HOUR_S 3600
/*
 * A tariff may change every quarter hour, and slurmctld waits: beyond this
 * limit an estimate is one of an hour.
 */
#define LONGEST_S (31LL * 24 * HOUR_S)

/* The job as it is priced in one place. */
struct priced {
	struct fh_cost cost;
	int zone;
};

bool fh_estimate_is_hourly(const struct fh_plan *plan)
{
	return plan->limit_s > LONGEST_S;
}

static int64_t length_s(const struct fh_plan *plan)
{
	return fh_estimate_is_hourly(plan) ? HOUR_S : plan->limit_s;
}

/* Nameplate power of all its accelerators over the whole time. */
static int64_t nameplate_uj(const struct fh_accel *accel, int64_t count,
			    int64_t seconds)
{
	int64_t energy_uj;

	if (accel->tdp_w < 0 || count < 0 ||
	    __builtin_mul_overflow(accel->tdp_w, count, &energy_uj) ||
	    __builtin_mul_overflow(energy_uj, seconds, &energy_uj) ||
	    __builtin_mul_overflow(energy_uj, FH_UJ_PER_J, &energy_uj))
		return FH_UNKNOWN;
	return energy_uj;
}

/* a x b; FH_UNKNOWN when one is or when it is too large. */
static int64_t times(int64_t a, int64_t b)
{
	int64_t product;

	if (a < 0 || b < 0 || __builtin_mul_overflow(a, b, &product))
		return FH_UNKNOWN;
	return product;
}

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* The type asked for, or NULL, and how many in all. */
static const struct fh_alternative *
accel_of(const struct fh_terms *terms, const struct fh_candidate *candidate,
	 const struct fh_plan *plan, int64_t *ret_count)
{
	const struct fh_alternative *alternative;

	*ret_count = plan->own.count;
	if (candidate->alternative == FH_NO_ALTERNATIVE)
		return plan->own.count ? &plan->own : NULL;
	alternative = &terms->request.alternative[candidate->alternative];
	*ret_count = times(alternative->count, plan->nodes);
	return alternative;
}

/* CPUs and memory that follow the accelerators. */
static void follow_accel(const struct fh_plan *plan, struct fh_usage *usage)
{
	int64_t cores = times(plan->cores_per_accel, usage->accel_count);
	int64_t mib = times(plan->memory_per_accel_mib, usage->accel_count);

	if (plan->cores_per_accel)
		usage->cores = cores < 0 ? cores : larger(usage->cores, cores);
	if (plan->memory_per_accel_mib)
		usage->memory_mib = mib;
}

/* What the candidate would hold; its zone is still to be set. */
static struct fh_usage usage_of(const struct fh_conf *conf,
				const struct fh_terms *terms,
				const struct fh_candidate *candidate,
				const struct fh_plan *plan)
{
	const struct fh_alternative *alternative;
	const struct fh_accel *accel;
	struct fh_usage usage = {
		.zone = FH_NO_ZONE,
		.start_s = plan->start_s,
		.accel = -1,
		.cores = plan->cores,
		.memory_mib = plan->memory_mib,
		.energy_uj = FH_UNKNOWN,
	};

	if (__builtin_add_overflow(plan->start_s, length_s(plan),
				   &usage.end_s))
		usage.end_s = INT64_MAX;
	alternative = accel_of(terms, candidate, plan, &usage.accel_count);
	if (!alternative)
		return usage;
	follow_accel(plan, &usage);
	accel = fh_catalog_find(&conf->catalog, alternative->type);
	if (accel)
		usage.accel = (int) (accel - conf->catalog.accel);
	return usage;
}

/* The same in one zone: its largest nodes, when they are taken whole. */
static struct fh_usage usage_in(const struct fh_conf *conf,
				const struct fh_plan *plan, int zone,
				struct fh_usage usage)
{
	const struct fh_accel *accel = NULL;
	struct fh_fleet_node node = { 0 };

	usage.zone = zone;
	if (usage.accel >= 0)
		accel = &conf->catalog.accel[usage.accel];
	if (plan->fleet)
		node = fh_fleet_largest(plan->fleet, zone);
	if (plan->whole_nodes && node.cores)
		usage.cores = times(node.cores, plan->nodes);
	if ((plan->whole_nodes || plan->whole_memory) && node.memory_mib)
		usage.memory_mib = times(node.memory_mib, plan->nodes);
	if (plan->whole_nodes && plan->fleet && accel)
		usage.accel_count = times(fh_fleet_most(plan->fleet, conf,
							zone, accel->type),
					  plan->nodes);
	if (accel)
		usage.energy_uj = nameplate_uj(accel, usage.accel_count,
					       length_s(plan));
	return usage;
}

/* An unknown price is dearer than any. */
static bool is_dearer(int64_t a_micro, int64_t b_micro)
{
	return b_micro >= 0 && (a_micro < 0 || a_micro > b_micro);
}

/* May the candidate come to lie in the zone? */
static bool may_use(const struct fh_conf *conf, const struct fh_terms *terms,
		    const struct fh_candidate *candidate, const bool *open,
		    const struct fh_plan *plan, size_t zone)
{
	return open[zone] && fh_place_covers(conf, candidate, (int) zone) &&
	       fh_fleet_offers(plan->fleet, conf, terms, candidate,
			       (int) zone);
}

/* The dearest zone of the group, with the gaps of all of them. */
static struct priced find_dearest(const struct fh_conf *conf,
				  const struct fh_terms *terms,
				  const struct fh_candidate *candidate,
				  const bool *open, const struct fh_plan *plan,
				  struct fh_usage usage, bool with_energy)
{
	struct priced dearest = { .zone = FH_NO_ZONE };
	unsigned gaps = 0;
	bool found = false;

	for (size_t i = 0; i < conf->zones.zone_count; i++) {
		struct fh_usage here;
		struct fh_cost cost;

		if (!may_use(conf, terms, candidate, open, plan, i))
			continue;
		here = usage_in(conf, plan, (int) i, usage);
		/* No energy costs nothing, so this compares the rest. */
		if (!with_energy)
			here.energy_uj = 0;
		fh_cost_of(conf, &here, &cost);
		gaps |= cost.gaps;
		if (found &&
		    !is_dearer(cost.total_micro, dearest.cost.total_micro))
			continue;
		dearest = (struct priced) { cost, (int) i };
		found = true;
	}
	if (found)
		dearest.cost.gaps = gaps;
	else
		fh_cost_of(conf, &usage, &dearest.cost);
	return dearest;
}

static struct priced price(const struct fh_conf *conf,
			   const struct fh_terms *terms,
			   const struct fh_candidate *candidate,
			   const bool *open, const struct fh_plan *plan,
			   bool with_energy)
{
	struct fh_usage usage = usage_of(conf, terms, candidate, plan);
	struct priced dearest;

	if (with_energy) {
		dearest = find_dearest(conf, terms, candidate, open, plan,
				       usage, true);
		if (!(dearest.cost.gaps & ENERGY_GAPS))
			return dearest;
	}
	dearest = find_dearest(conf, terms, candidate, open, plan, usage,
			       false);
	dearest.cost.energy_micro = FH_UNKNOWN;
	dearest.cost.gaps |= FH_GAP_ENERGY;
	return dearest;
}

void fh_estimate_candidate(const struct fh_conf *conf,
			   const struct fh_terms *terms,
			   const struct fh_candidate *candidate,
			   const bool *open, const struct fh_plan *plan,
			   struct fh_cost *ret)
{
	*ret = price(conf, terms, candidate, open, plan, true).cost;
}

void fh_estimate_bare(const struct fh_conf *conf, const struct fh_terms *terms,
		      const struct fh_candidate *candidate, const bool *open,
		      const struct fh_plan *plan, struct fh_cost *ret)
{
	*ret = price(conf, terms, candidate, open, plan, false).cost;
}

int64_t fh_estimate_carbon(const struct fh_conf *conf,
			   const struct fh_terms *terms,
			   const struct fh_candidate *candidate,
			   const bool *open, const struct fh_plan *plan)
{
	struct fh_usage usage = usage_of(conf, terms, candidate, plan);
	int64_t most_mg = FH_UNKNOWN;

	if (candidate->alternative == FH_NO_ALTERNATIVE)
		usage.energy_uj = FH_UJ_PER_KWH;
	for (size_t i = 0; i < conf->zones.zone_count; i++) {
		struct fh_footprint footprint;
		struct fh_usage here;

		if (!may_use(conf, terms, candidate, open, plan, i))
			continue;
		here = usage_in(conf, plan, (int) i, usage);
		fh_footprint_of(conf, &here, &footprint);
		if (footprint.co2e_mg < 0)
			return FH_UNKNOWN;
		if (footprint.co2e_mg > most_mg)
			most_mg = footprint.co2e_mg;
	}
	return most_mg;
}

/* How many alternatives and sites the candidates are in. */
static void count_places(const struct fh_conf *conf,
			 const struct fh_terms *terms,
			 const struct fh_candidates *candidates,
			 const bool *open, const struct fh_plan *plan,
			 struct fh_estimate_range *ret)
{
	for (int i = 0; i < (int) terms->request.alternative_count; i++) {
		bool used = false;

		for (size_t j = 0; j < candidates->count; j++)
			used |= candidates->item[j].alternative == i;
		ret->alternatives += used;
	}
	for (size_t site = 0; site < conf->zones.site_count; site++) {
		bool used = false;

		for (size_t i = 0; i < conf->zones.zone_count; i++) {
			if (conf->zones.zone[i].site != site)
				continue;
			for (size_t j = 0; j < candidates->count; j++)
				used |= may_use(conf, terms,
						&candidates->item[j], open,
						plan, i);
		}
		ret->sites += used;
	}
}

static void note_unpriced(const struct fh_conf *conf,
			  const struct fh_terms *terms,
			  const struct fh_candidate *candidate,
			  const struct fh_plan *plan,
			  const struct priced *priced,
			  struct fh_estimate_range *ret)
{
	const struct fh_alternative *alternative =
		terms->request.alternative;
	const struct fh_accel *accel;

	if (ret->unpriced++)
		return;
	if (priced->zone != FH_NO_ZONE)
		ret->unpriced_zone = conf->zones.zone[priced->zone].name;
	if (!(priced->cost.gaps & FH_GAP_ACCEL_PRICE))
		return;
	alternative = candidate->alternative == FH_NO_ALTERNATIVE ?
			      &plan->own :
			      alternative + candidate->alternative;
	accel = fh_catalog_find(&conf->catalog, alternative->type);
	ret->unpriced_type = accel ? accel->type : NULL;
}

/* Low, high and what has no price.  Returns whether energy is in all. */
static bool price_all(const struct fh_conf *conf, const struct fh_terms *terms,
		      const struct fh_candidates *candidates,
		      const bool *open, const struct fh_plan *plan,
		      bool with_energy, struct fh_estimate_range *ret)
{
	bool all_energy = true;

	for (size_t i = 0; i < candidates->count; i++) {
		const struct fh_candidate *candidate = &candidates->item[i];
		struct priced priced = price(conf, terms, candidate, open,
					     plan, with_energy);
		int64_t total = priced.cost.total_micro;

		if (total < 0) {
			note_unpriced(conf, terms, candidate, plan, &priced,
				      ret);
			continue;
		}
		all_energy &= priced.cost.energy_micro >= 0;
		if (ret->low_micro < 0 || total < ret->low_micro)
			ret->low_micro = total;
		if (total > ret->high_micro)
			ret->high_micro = total;
	}
	return all_energy;
}

void fh_estimate_all(const struct fh_conf *conf, const struct fh_terms *terms,
		     const struct fh_candidates *candidates,
		     const bool *open, const struct fh_plan *plan,
		     struct fh_estimate_range *ret)
{
	struct fh_estimate_range places = {
		.candidates = candidates->count,
		.low_micro = FH_UNKNOWN,
		.high_micro = FH_UNKNOWN,
		.hourly = fh_estimate_is_hourly(plan),
	};

	count_places(conf, terms, candidates, open, plan, &places);
	*ret = places;
	if (price_all(conf, terms, candidates, open, plan, true, ret))
		return;
	*ret = places;
	ret->without_energy = true;
	price_all(conf, terms, candidates, open, plan, false, ret);
}

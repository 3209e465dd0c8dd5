/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where requests can be met: see fh_fleet.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_fleet.h"
#include "fh_judge.h"

int fh_fleet_init(struct fh_fleet *ret, const struct fh_conf *conf,
		  struct fh_error *err)
{
	*ret = (struct fh_fleet) {
		.zone_count = conf->zones.zone_count,
		.accel_count = conf->catalog.count,
	};
	ret->most = calloc((ret->zone_count + 1) * (ret->accel_count + 1),
			   sizeof(*ret->most));
	ret->largest = calloc(ret->zone_count + 1, sizeof(*ret->largest));
	if (ret->most && ret->largest)
		return 0;
	fh_fleet_clear(ret);
	return fh_err_nomem(err);
}

static size_t row_of(const struct fh_fleet *fleet, int zone)
{
	return zone == FH_NO_ZONE ? fleet->zone_count : (size_t) zone;
}

/* The cell of a type in a zone, or NULL. */
static uint32_t *cell(const struct fh_fleet *fleet, const struct fh_conf *conf,
		      int zone, const char *type)
{
	const struct fh_accel *accel = fh_catalog_find(&conf->catalog, type);

	if (!accel)
		return NULL;
	return &fleet->most[row_of(fleet, zone) * fleet->accel_count +
			    (size_t) (accel - conf->catalog.accel)];
}

void fh_fleet_add(struct fh_fleet *fleet, const struct fh_conf *conf,
		  int zone, const char *type, uint32_t count)
{
	uint32_t *most = cell(fleet, conf, zone, type);

	if (most && count > *most)
		*most = count;
}

void fh_fleet_add_node(struct fh_fleet *fleet, int zone, int64_t cores,
		       int64_t memory_mib)
{
	struct fh_fleet_node *largest = &fleet->largest[row_of(fleet, zone)];

	if (cores > largest->cores)
		largest->cores = cores;
	if (memory_mib > largest->memory_mib)
		largest->memory_mib = memory_mib;
}

struct fh_fleet_node fh_fleet_largest(const struct fh_fleet *fleet, int zone)
{
	return fleet->largest[row_of(fleet, zone)];
}

uint32_t fh_fleet_most(const struct fh_fleet *fleet,
		       const struct fh_conf *conf, int zone, const char *type)
{
	const uint32_t *most = cell(fleet, conf, zone, type);

	return most ? *most : 0;
}

bool fh_fleet_offers(const struct fh_fleet *fleet, const struct fh_conf *conf,
		     const struct fh_terms *terms,
		     const struct fh_candidate *candidate, int zone)
{
	const struct fh_alternative *alternative =
		terms->request.alternative;

	if (!fleet)
		return true;
	if (candidate->alternative == FH_NO_ALTERNATIVE)
		return fh_fleet_largest(fleet, zone).cores > 0;
	alternative += candidate->alternative;
	return fh_fleet_most(fleet, conf, zone, alternative->type) >=
	       alternative->count;
}

/* The zones the job may use, those in none (FH_NO_ZONE) behind them. */
static bool is_open(const struct fh_conf *conf, const struct fh_terms *terms,
		    const bool *open, int zone)
{
	return zone == FH_NO_ZONE ? !fh_judge_restricts(conf, terms) :
				    open[zone];
}

static bool may_lie(const struct fh_conf *conf, const struct fh_terms *terms,
		    const bool *open, const struct fh_candidate *candidate,
		    int zone)
{
	return is_open(conf, terms, open, zone) &&
	       fh_place_covers(conf, candidate, zone);
}

bool fh_fleet_meets(const struct fh_fleet *fleet, const struct fh_conf *conf,
		    const struct fh_terms *terms, const bool *open,
		    const struct fh_candidate *candidate)
{
	for (int zone = FH_NO_ZONE; zone < (int) conf->zones.zone_count;
	     zone++)
		if (may_lie(conf, terms, open, candidate, zone) &&
		    fh_fleet_offers(fleet, conf, terms, candidate, zone))
			return true;
	return false;
}

/* The most of a type on one node where some candidate may lie. */
static uint32_t most_of(const struct fh_fleet *fleet,
			const struct fh_conf *conf,
			const struct fh_terms *terms, const bool *open,
			const struct fh_candidates *candidates,
			const char *type)
{
	uint32_t most = 0, there;

	for (size_t i = 0; i < candidates->count; i++)
		for (int zone = FH_NO_ZONE;
		     zone < (int) conf->zones.zone_count; zone++) {
			if (!may_lie(conf, terms, open, &candidates->item[i],
				     zone))
				continue;
			there = fh_fleet_most(fleet, conf, zone, type);
			most = there > most ? there : most;
		}
	return most;
}

static bool is_anywhere(const struct fh_fleet *fleet,
			const struct fh_conf *conf, const char *type)
{
	for (int zone = FH_NO_ZONE; zone < (int) conf->zones.zone_count;
	     zone++)
		if (fh_fleet_most(fleet, conf, zone, type))
			return true;
	return false;
}

/* Why no node has the first alternative. */
static int refuse(const struct fh_fleet *fleet, const struct fh_conf *conf,
		  const struct fh_terms *terms, const bool *open,
		  const struct fh_candidates *candidates,
		  struct fh_error *err)
{
	const struct fh_alternative *first = terms->request.alternative;
	const char *others = terms->request.alternative_count > 1 ?
			     ", nor an alternative" : "";
	uint32_t most;

	if (!terms->request.alternative_count)
		return fh_err(err, "no node of its partition is in a zone that "
			      "this job may use; name another partition or "
			      "other zones");
	most = most_of(fleet, conf, terms, open, candidates, first->type);
	if (most)
		return fh_err(err, "--accel: no node that this job may use "
			      "has %u %s%s; ask for at most %u per node",
			      first->count, first->type, others, most);
	return fh_err(err, "--accel: no node that this job may use has %s%s%s",
		      first->type, others,
		      is_anywhere(fleet, conf, first->type) ?
			      "; there are some in zones closed to it" : "");
}

int fh_fleet_cut(const struct fh_fleet *fleet, const struct fh_conf *conf,
		 const struct fh_terms *terms, const bool *open,
		 struct fh_candidates *candidates, struct fh_error *err)
{
	size_t left = 0;

	for (size_t i = 0; i < candidates->count; i++)
		if (fh_fleet_meets(fleet, conf, terms, open,
				   &candidates->item[i]))
			candidates->item[left++] = candidates->item[i];
	/* None was moved when none is left. */
	if (candidates->count && !left)
		return refuse(fleet, conf, terms, open, candidates, err);
	candidates->count = left;
	return 0;
}

void fh_fleet_clear(struct fh_fleet *fleet)
{
	free(fleet->most);
	free(fleet->largest);
	memset(fleet, 0, sizeof(*fleet));
}

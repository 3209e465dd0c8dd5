/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the nodes have, zone by zone: where a request can be met at all,
 * whatever is free, and how large a whole node is.  NULL for a fleet means that it is not known:
 * everything may be everywhere.
 */
#ifndef FH_FLEET_H
#define FH_FLEET_H

#include <stdbool.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_error.h"
#include "fh_place.h"
#include "fh_terms.h"

struct fh_fleet {
	size_t zone_count;
	size_t accel_count;
	uint32_t *most;		/* on one node; one row per zone and one for
				 * the nodes in none */
	struct fh_fleet_node *largest;	/* per row */
};

/* The most of one node; 0 cores: no node. */
struct fh_fleet_node {
	int64_t cores;
	int64_t memory_mib;
};

/* An empty fleet; ret is to fh_fleet_clear().  0, or -1 with err set. */
int fh_fleet_init(struct fh_fleet *ret, const struct fh_conf *conf,
		  struct fh_error *err);

/*
 * A node of that zone (or FH_NO_ZONE) has count of the type; a type that is
 * not in the catalogue can't be asked for and is left out.
 */
void fh_fleet_add(struct fh_fleet *fleet, const struct fh_conf *conf,
		  int zone, const char *type, uint32_t count);

/* A node of that zone (or FH_NO_ZONE) is that large. */
void fh_fleet_add_node(struct fh_fleet *fleet, int zone, int64_t cores,
		       int64_t memory_mib);

/* The most that a node of the zone has. */
struct fh_fleet_node fh_fleet_largest(const struct fh_fleet *fleet, int zone);

/* The most of the type on one node of the zone; 0 = it has none. */
uint32_t fh_fleet_most(const struct fh_fleet *fleet,
		       const struct fh_conf *conf, int zone,
		       const char *type);

/*
 * Has some node of the zone what the candidate's alternative asks for?
 * Without an alternative any node has.
 */
bool fh_fleet_offers(const struct fh_fleet *fleet, const struct fh_conf *conf,
		     const struct fh_terms *terms,
		     const struct fh_candidate *candidate, int zone);

/* Has some open zone of the candidate a node for it? */
bool fh_fleet_meets(const struct fh_fleet *fleet, const struct fh_conf *conf,
		    const struct fh_terms *terms, const bool *open,
		    const struct fh_candidate *candidate);

/*
 * Drop the candidates that no node of an open zone can meet.
 * open:  per zone, whether the job may ever start there.
 * Returns 0, or -1 with err set when none is left that was there: the
 * sentence says how many of the type a node has where the job may run.
 */
int fh_fleet_cut(const struct fh_fleet *fleet, const struct fh_conf *conf,
		 const struct fh_terms *terms, const bool *open,
		 struct fh_candidates *candidates, struct fh_error *err);

void fh_fleet_clear(struct fh_fleet *fleet);

#endif

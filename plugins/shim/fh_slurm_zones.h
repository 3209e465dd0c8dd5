/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nodes of every zone as bitmaps of slurmctld's node table.  Made anew
 * only when another configuration is in force, a node changes its zone by
 * date, or the node table changes.
 */
#ifndef FH_SLURM_ZONES_H
#define FH_SLURM_ZONES_H

#include "fh_slurm_select.h"

#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_place.h"

struct fh_slurm_zones {
	bitstr_t **zone;	/* count bitmaps */
	size_t count;
	bitstr_t *outside;	/* nodes in no zone */
	uint64_t generation;	/* 0 = never made */
	int node_count;
	int64_t from_s, until_s;
};

/* Have the next refresh make all maps anew: the node table has changed. */
void fh_slurm_zones_expire(struct fh_slurm_zones *zones);

/* Make the maps of conf at now_s unless they are at hand. */
void fh_slurm_zones_refresh(struct fh_slurm_zones *zones,
			    const struct fh_conf *conf, uint64_t generation,
			    int64_t now_s);

/*
 * Cut nodes down to those of the candidate in usable zones.
 * usable:      per zone.
 * restricted:  no node outside every zone.
 */
void fh_slurm_zones_mask(const struct fh_slurm_zones *zones,
			 const struct fh_conf *conf,
			 const struct fh_candidate *candidate,
			 const bool *usable, bool restricted, bitstr_t *nodes);

/*
 * Which zones the nodes are in.
 * ret_used:  zones->count entries, filled.
 * Returns whether some node is in none.
 */
bool fh_slurm_zones_of(const struct fh_slurm_zones *zones, bitstr_t *nodes,
		       bool *ret_used);

#endif

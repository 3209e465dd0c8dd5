/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Zones as node bitmaps: see fh_slurm_zones.h. */
#include "fh_slurm_zones.h"

#include "src/common/bitstring.h"
#include "src/common/node_conf.h"
#include "src/common/xmalloc.h"

/* Only slurmctld has these; in other programs they are NULL. */
#pragma weak node_record_count

void fh_slurm_zones_expire(struct fh_slurm_zones *zones)
{
	for (size_t i = 0; i < zones->count; i++)
		FREE_NULL_BITMAP(zones->zone[i]);
	xfree(zones->zone);
	FREE_NULL_BITMAP(zones->outside);
	zones->count = 0;
	zones->generation = 0;
}

static bool are_fresh(const struct fh_slurm_zones *zones, uint64_t generation,
		      int64_t now_s)
{
	return zones->generation == generation && zones->outside &&
	       zones->node_count == node_record_count &&
	       now_s >= zones->from_s && now_s < zones->until_s;
}

void fh_slurm_zones_refresh(struct fh_slurm_zones *zones,
			    const struct fh_conf *active, uint64_t generation,
			    int64_t now_s)
{
	node_record_t *node;
	int zone;

	if (are_fresh(zones, generation, now_s))
		return;
	fh_slurm_zones_expire(zones);
	zones->count = active->zones.zone_count;
	zones->zone = xcalloc(zones->count + 1, sizeof(*zones->zone));
	for (size_t i = 0; i < zones->count; i++)
		zones->zone[i] = bit_alloc(node_record_count);
	zones->outside = bit_alloc(node_record_count);

	for (int i = 0; (node = next_node(&i)); i++) {
		zone = fh_zones_of_node(&active->zones, node->name, now_s);
		bit_set(zone == FH_NO_ZONE ? zones->outside :
					     zones->zone[zone], i);
	}
	zones->generation = generation;
	zones->node_count = node_record_count;
	zones->from_s = now_s;
	zones->until_s = fh_zones_next_change(&active->zones, now_s);
}

/* Does the candidate stretch over everything, zone or not? */
static bool is_anywhere(const struct fh_candidate *candidate)
{
	return candidate->site < 0 && candidate->zone < 0;
}

void fh_slurm_zones_mask(const struct fh_slurm_zones *zones,
			 const struct fh_conf *active,
			 const struct fh_candidate *candidate,
			 const bool *usable, bool restricted, bitstr_t *nodes)
{
	bitstr_t *mask = bit_alloc(bit_size(nodes));

	for (size_t i = 0; i < zones->count; i++)
		if (usable[i] && fh_place_covers(active, candidate, (int) i))
			bit_or(mask, zones->zone[i]);
	if (!restricted && is_anywhere(candidate))
		bit_or(mask, zones->outside);
	bit_and(nodes, mask);
	FREE_NULL_BITMAP(mask);
}

bool fh_slurm_zones_of(const struct fh_slurm_zones *zones, bitstr_t *nodes,
		       bool *ret_used)
{
	for (size_t i = 0; i < zones->count; i++)
		ret_used[i] = bit_overlap_any(nodes, zones->zone[i]);
	return bit_overlap_any(nodes, zones->outside);
}

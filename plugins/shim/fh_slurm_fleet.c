/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Accelerators per zone: see fh_slurm_fleet.h. */
#include "fh_slurm_fleet.h"

#include <stdbool.h>

#include "src/slurmctld/slurmctld.h"

#include "plugins/ctld/fh_gres.h"

/* Only slurmctld has these; in other programs they are NULL. */
#pragma weak last_node_update
#pragma weak node_record_count

#define LOOK_EVERY_S 60

static struct {
	struct fh_fleet fleet;
	uint64_t generation;	/* of the configuration */
	int node_count;
	int64_t from_s, until_s;
} kept;

/* last_node_update changes with every job that begins or ends. */
static bool is_fresh(uint64_t generation, int64_t now_s)
{
	return kept.fleet.most && kept.generation == generation &&
	       kept.node_count == node_record_count && now_s >= kept.from_s &&
	       now_s < kept.until_s &&
	       (last_node_update < kept.from_s ||
		now_s < kept.from_s + LOOK_EVERY_S);
}

static void add_node(const struct fh_conf *active, const node_record_t *node,
		     int64_t now_s)
{
	const char *gres = node->gres ? node->gres : node->config_ptr->gres;
	int zone = fh_zones_of_node(&active->zones, node->name, now_s);
	struct fh_alternative accel;

	while (fh_gres_next_accel(&gres, &accel))
		fh_fleet_add(&kept.fleet, active, zone, accel.type,
			     accel.count);
}

const struct fh_fleet *fh_slurm_fleet(const struct fh_conf *active,
				      uint64_t generation, int64_t now_s)
{
	node_record_t *node;

	if (is_fresh(generation, now_s))
		return &kept.fleet;
	fh_fleet_clear(&kept.fleet);
	if (fh_fleet_init(&kept.fleet, active, NULL))
		return NULL;
	for (int i = 0; (node = next_node(&i)); i++)
		add_node(active, node, now_s);
	kept.generation = generation;
	kept.node_count = node_record_count;
	kept.from_s = now_s;
	kept.until_s = fh_zones_next_change(&active->zones, now_s);
	return &kept.fleet;
}

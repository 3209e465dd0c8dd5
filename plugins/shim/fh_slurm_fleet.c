/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What nodes have, per zone: see fh_slurm_fleet.h. */
#include "fh_slurm_fleet.h"

#include <stdbool.h>
#include <string.h>

#include "src/common/bitstring.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"
#include "src/slurmctld/slurmctld.h"

#include "plugins/ctld/fh_gres.h"

/* Only slurmctld has these; in other programs they are NULL. */
#pragma weak last_node_update
#pragma weak node_record_count

#define LOOK_EVERY_S 60
#define KEPT 16		/* lists of partitions; one more replaces the oldest */
#define PARTITIONS_MAX 1024

struct kept {
	struct fh_fleet fleet;
	char partitions[PARTITIONS_MAX];
	uint64_t generation;	/* of the configuration */
	int node_count;
	int64_t from_s, until_s;
};

static struct kept kept[KEPT];
static size_t next_kept;

/* last_node_update changes with every job that begins or ends. */
static bool is_fresh(const struct kept *one, uint64_t generation,
		     int64_t now_s)
{
	return one->fleet.most && one->generation == generation &&
	       one->node_count == node_record_count && now_s >= one->from_s &&
	       now_s < one->until_s &&
	       (last_node_update < one->from_s ||
		now_s < one->from_s + LOOK_EVERY_S);
}

/* The nodes of the partitions, or NULL: all. */
static bitstr_t *nodes_of(const char *partitions)
{
	bitstr_t *nodes = bit_alloc(node_record_count);
	char *names = xstrdup(partitions), *rest = NULL;
	bool all = false;

	for (char *name = strtok_r(names, ",", &rest); name;
	     name = strtok_r(NULL, ",", &rest)) {
		const part_record_t *part = find_part_record(name);

		all |= !part;
		if (part && part->node_bitmap)
			bit_or(nodes, part->node_bitmap);
	}
	xfree(names);
	if (all || bit_ffs(nodes) < 0)
		FREE_NULL_BITMAP(nodes);
	return nodes;
}

static void add_node(struct fh_fleet *fleet, const struct fh_conf *active,
		     const node_record_t *node, int64_t now_s)
{
	const char *gres = node->gres ? node->gres : node->config_ptr->gres;
	int zone = fh_zones_of_node(&active->zones, node->name, now_s);
	struct fh_alternative accel;

	fh_fleet_add_node(fleet, zone, node->cpus, (int64_t) node->real_memory);
	while (fh_gres_next_accel(&gres, &accel))
		fh_fleet_add(fleet, active, zone, accel.type, accel.count);
}

static void fill(struct fh_fleet *fleet, const struct fh_conf *active,
		 const char *partitions, int64_t now_s)
{
	bitstr_t *nodes = nodes_of(partitions);
	node_record_t *node;

	for (int i = 0; (node = next_node(&i)); i++)
		if (!nodes || bit_test(nodes, i))
			add_node(fleet, active, node, now_s);
	FREE_NULL_BITMAP(nodes);
}

/* The entry of these partitions, or one to reuse. */
static struct kept *find_kept(const char *partitions)
{
	for (size_t i = 0; i < KEPT; i++)
		if (kept[i].fleet.most &&
		    !strcmp(kept[i].partitions, partitions))
			return &kept[i];
	return &kept[next_kept++ % KEPT];
}

const struct fh_fleet *fh_slurm_fleet(const struct fh_conf *active,
				      uint64_t generation, int64_t now_s,
				      const char *partitions)
{
	struct kept *one;

	/* Longer than any list that people write: all nodes. */
	if (!partitions || strlen(partitions) >= sizeof(one->partitions))
		partitions = "";
	one = find_kept(partitions);
	if (!strcmp(one->partitions, partitions) &&
	    is_fresh(one, generation, now_s))
		return &one->fleet;
	fh_fleet_clear(&one->fleet);
	if (fh_fleet_init(&one->fleet, active, NULL))
		return NULL;
	strcpy(one->partitions, partitions);
	fill(&one->fleet, active, partitions, now_s);
	one->generation = generation;
	one->node_count = node_record_count;
	one->from_s = now_s;
	one->until_s = fh_zones_next_change(&active->zones, now_s);
	return &one->fleet;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a compute node knows of its own meters: its copies of
 * accelerators.json and energy.json.  It has no zones.json.
 */
#ifndef FH_METER_NODE_H
#define FH_METER_NODE_H

#include "fh_catalog.h"
#include "fh_error.h"
#include "fh_meter.h"

struct fh_meter_node {
	struct fh_catalog catalog;	/* empty without accelerators.json */
	struct fh_meters meters;
	const struct fh_meter *meter;	/* the node's, one of meters */
};

/*
 * Read both files of a node.
 * dir:   where they are.  Without energy.json the node's sensors are "auto".
 * node:  as Slurm names it.
 * ret:   empty before; to fh_meter_node_clear() after success.
 * Returns 0, or -1 with err set: the first mistake and how many there are,
 * or no entry is for the node.
 */
int fh_meter_node_load(const char *dir, const char *node,
		       struct fh_meter_node *ret, struct fh_error *err);

/* NULL is allowed. */
void fh_meter_node_clear(struct fh_meter_node *node);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which sensors measure which node (energy.json).  What a node declares here
 * is a promise of where its figures come from, not a proof.
 */
#ifndef FH_METER_H
#define FH_METER_H

#include <stddef.h>
#include <stdint.h>

#include "fh_catalog.h"
#include "fh_diag.h"
#include "fh_json.h"
#include "fh_strlist.h"
#include "fh_zone.h"

#define FH_METER_DEVICES_MAX 1024	/* accelerators of one node */

/* Accelerators of one type on a node. */
struct fh_meter_accel {
	char *type;		/* as in the catalogue */
	int64_t count;
};

struct fh_meter {
	struct fh_strlist nodes;	/* expanded; "*" = every other node */
	struct fh_strlist sensors;	/* "auto", "nvml", "powercap", ... */
	struct fh_meter_accel *accel;	/* in the order of gres/gpu's index */
	size_t accel_count;	/* 0: not told */
	/* Of the whole node, or FH_UNKNOWN. */
	int64_t cpu_idle_w;	/* all its CPUs, nothing running */
	int64_t cpu_max_w;	/* all its CPUs, nameplate */
	int64_t memory_idle_w;
	int64_t node_max_w;	/* nameplate, at the plug */
};

struct fh_meters {
	struct fh_meter *meter;		/* no node is named twice */
	size_t count;
};

/*
 * As fh_catalog_read(), for energy.json.
 * zones:    nodes that are named must be in one of them; NULL: any node.
 * catalog:  accelerators that are named must be in it; NULL: any name.
 */
void fh_meters_read(const struct fh_json *doc, const char *pointer,
		    const struct fh_zones *zones,
		    const struct fh_catalog *catalog, struct fh_meters *ret,
		    struct fh_diags *diags);

/* The entry for the node, or NULL. */
const struct fh_meter *fh_meters_of_node(const struct fh_meters *meters,
					 const char *node);

/* The type of the node's accelerator of that index, or NULL: not told. */
const char *fh_meter_type(const struct fh_meter *meter, int64_t device);

void fh_meters_clear(struct fh_meters *meters);

#endif

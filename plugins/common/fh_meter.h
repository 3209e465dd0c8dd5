/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which sensors measure which node (energy.json).  What a node declares here
 * is a promise of where its figures come from, not a proof.
 */
#ifndef FH_METER_H
#define FH_METER_H

#include <stddef.h>

#include "fh_diag.h"
#include "fh_json.h"
#include "fh_strlist.h"
#include "fh_zone.h"

struct fh_meter {
	struct fh_strlist nodes;	/* expanded; "*" = every other node */
	struct fh_strlist sensors;	/* "auto", "nvml", "powercap", ... */
};

struct fh_meters {
	struct fh_meter *meter;		/* no node is named twice */
	size_t count;
};

/*
 * As fh_catalog_read(), for energy.json.
 * zones:  nodes that are named must be in one of them.
 */
void fh_meters_read(const struct fh_json *doc, const char *pointer,
		    const struct fh_zones *zones, struct fh_meters *ret,
		    struct fh_diags *diags);

/* The entry for the node, or NULL. */
const struct fh_meter *fh_meters_of_node(const struct fh_meters *meters,
					 const char *node);

void fh_meters_clear(struct fh_meters *meters);

#endif

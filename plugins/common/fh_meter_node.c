/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A compute node's own configuration of its meters: see fh_meter_node.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_meter_node.h"
#include "fh_source.h"

/* What a node has that nobody said anything about. */
static const char any_node[] =
	"{\"nodes\": [{\"nodes\": \"*\", \"sensors\": [\"auto\"]}]}";
static const char no_accelerators[] = "{\"accelerators\": {}}";

static void read_both(const char *dir, struct fh_meter_node *node,
		      struct fh_diags *diags)
{
	struct fh_json *accel, *energy;

	accel = fh_source_parse(dir, FH_SOURCE_ACCELERATORS, no_accelerators,
			     diags);
	energy = fh_source_parse(dir, FH_SOURCE_ENERGY, any_node, diags);
	if (accel)
		fh_catalog_read(accel, "", &node->catalog, diags);
	/* Without a catalogue there is nothing to look names up in. */
	if (accel && energy)
		fh_meters_read(energy, "", NULL,
			       node->catalog.count ? &node->catalog : NULL,
			       &node->meters, diags);
	fh_json_free(accel);
	fh_json_free(energy);
}

/* The first of the mistakes, and how many more there are. */
static int tell(struct fh_diags *diags, struct fh_error *err)
{
	size_t total = fh_diag_total(diags);
	char *first = NULL;

	fh_diag_sort(diags);
	if (diags->count)
		first = fh_diag_format(&diags->item[0]);
	if (!first)
		return fh_err_nomem(err);
	if (total > 1)
		fh_err(err, "%s (and %zu more)", first, total - 1);
	else
		fh_err(err, "%s", first);
	free(first);
	return -1;
}

int fh_meter_node_load(const char *dir, const char *node,
		       struct fh_meter_node *ret, struct fh_error *err)
{
	struct fh_meter_node built = { 0 };
	struct fh_diags diags = { 0 };
	int rc = -1;

	read_both(dir, &built, &diags);
	if (fh_diag_total(&diags)) {
		tell(&diags, err);
		goto out;
	}
	built.meter = fh_meters_of_node(&built.meters, node);
	if (!built.meter) {
		fh_err(err, "%s/energy.json has no entry for the node %s, and "
		       "none for \"*\"", dir, node);
		goto out;
	}
	*ret = built;
	memset(&built, 0, sizeof(built));
	rc = 0;
out:
	fh_meter_node_clear(&built);
	fh_diag_clear(&diags);
	return rc;
}

void fh_meter_node_clear(struct fh_meter_node *node)
{
	if (!node)
		return;
	fh_catalog_clear(&node->catalog);
	fh_meters_clear(&node->meters);
	node->meter = NULL;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which sensors measure which node: see fh_meter.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_meter.h"

/* An entry that names the node goes before "*", wherever that stands. */
const struct fh_meter *fh_meters_of_node(const struct fh_meters *meters,
					 const char *node)
{
	const struct fh_meter *other = NULL;

	for (size_t i = 0; i < meters->count; i++) {
		const struct fh_meter *meter = &meters->meter[i];

		if (fh_strlist_has(&meter->nodes, node))
			return meter;
		if (!other && fh_strlist_has(&meter->nodes, "*"))
			other = meter;
	}
	return other;
}

const char *fh_meter_type(const struct fh_meter *meter, int64_t device)
{
	for (size_t i = 0; device >= 0 && i < meter->accel_count; i++) {
		if (device < meter->accel[i].count)
			return meter->accel[i].type;
		device -= meter->accel[i].count;
	}
	return NULL;
}

static void clear_one(struct fh_meter *meter)
{
	fh_strlist_clear(&meter->nodes);
	fh_strlist_clear(&meter->sensors);
	for (size_t i = 0; i < meter->accel_count; i++)
		free(meter->accel[i].type);
	free(meter->accel);
}

void fh_meters_clear(struct fh_meters *meters)
{
	if (!meters)
		return;
	for (size_t i = 0; i < meters->count; i++)
		clear_one(&meters->meter[i]);
	free(meters->meter);
	memset(meters, 0, sizeof(*meters));
}

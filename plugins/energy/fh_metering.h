/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a node's meters counted in one interval. */
#ifndef FH_METERING_H
#define FH_METERING_H

#include "plugins/energy/fh_node.h"

/* Energy of one accelerator, or of one slice of it. */
struct fh_metered_device {
	int device;
	int64_t uj;
	unsigned source;	/* enum fh_energy_source bits */
};

#define FH_METERED_DEVICE_MAX (FH_JOURNAL_METER_MAX * FH_SENSOR_SLICES_MAX)

struct fh_metering {
	int64_t cpu_uj, memory_uj, accel_uj;
	int64_t node_uj;	/* of the node's meter, parts included */
	unsigned cpu_source, memory_source, node_source;
	struct fh_metered_device device[FH_METERED_DEVICE_MAX];
	size_t device_count;
};

/*
 * Bring the state's meters in line with those that were opened: the ones
 * that were there before, by name, go on from their last reading.
 */
void fh_metering_adopt(struct fh_node *node);

/* Read every meter; the state's meters take the readings in. */
void fh_metering_read(struct fh_node *node, int64_t now_ns,
		      struct fh_metering *ret);

#endif

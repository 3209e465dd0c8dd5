/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Meters of a node, whatever they are read with.  A sensor (powercap, nvml,
 * ...) finds its meters below a root, so that tests give it a tree of their
 * own, and reads them; it keeps what it needs open.  No Slurm type; only the
 * sampler's thread calls these.
 */
#ifndef FH_SENSOR_H
#define FH_SENSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_catalog.h"
#include "fh_counter.h"
#include "fh_energy.h"
#include "fh_error.h"
#include "fh_journal.h"
#include "fh_meter.h"

/* What a meter's energy is part of. */
enum fh_sensor_scope {
	FH_SENSOR_CPU,
	FH_SENSOR_MEMORY,
	FH_SENSOR_ACCEL,
	FH_SENSOR_NODE,		/* the whole node, its parts included */
};

/* Where a sensor looks, and what it may have to know about the node. */
struct fh_sensor_env {
	const char *root;	/* in front of /sys, /proc, /dev; "" = real */
	const struct fh_catalog *catalog;
	const struct fh_meter *conf;	/* the node's entry of energy.json */
};

struct fh_sensor_ops;

#define FH_SENSOR_SLICES_MAX 16	/* gres devices that share one meter */

/* One meter. */
struct fh_sensor {
	const struct fh_sensor_ops *ops;
	char name[FH_JOURNAL_NAME_MAX + 1];	/* unique on the node */
	enum fh_sensor_scope scope;
	int device;		/* of FH_SENSOR_ACCEL: the index in Slurm's
				 * gres/gpu; else -1 */
	int slices;		/* devices that it measures together, from
				 * that one on: 1, but for MIG instances */
	int slice_weight[FH_SENSOR_SLICES_MAX];	/* the part of each; 1 */
	unsigned source;	/* enum fh_energy_source bits */
	struct fh_counter_limits limits;
	void *data;		/* the sensor's own */
};

struct fh_sensors {
	struct fh_sensor *meter;
	size_t count;
	struct fh_error skipped;	/* "auto" met meters that could not
					 * be read: the last such; or "" */
};

struct fh_sensor_ops {
	const char *name;	/* in energy.json */
	bool assumes;		/* needs no hardware to be found: one that
				 * is named may have no meter */
	/*
	 * Append the meters there are to ret; none is no error.
	 * Returns 0, or -1 with err set: they are there and can't be read.
	 */
	int (*find)(const struct fh_sensor_env *env, struct fh_sensors *ret,
		    struct fh_error *err);
	/*
	 * Read one meter: fill in value, epoch and ok (at_ns is the
	 * caller's).  Never blocks for more than some milliseconds.
	 * in_use:  does a job hold the device?  For models.
	 */
	void (*read)(struct fh_sensor *meter, bool in_use,
		     struct fh_counter_reading *ret);
	void (*close)(struct fh_sensor *meter);
};

/*
 * Open the meters of the node: the sensors its entry of energy.json names;
 * "auto" takes of each kind the best there is (pm_counters; else powercap,
 * per accelerator its energy counter before its power, a node's meter when
 * there is one; the model for what has none).  No energy is taken twice:
 * of two meters of one device the first sensor named wins.
 * A sensor may keep a thread of its own: not before a fork that goes on.
 * A limit that a sensor doesn't know is the nameplate, where that is known.
 * ret:       empty before; to fh_sensors_close().
 * Returns 0, or -1 with err set: a sensor that is named (not "auto") finds
 * nothing or cannot be read; more meters than a journal holds.
 */
int fh_sensors_open(const struct fh_sensor_env *env, struct fh_sensors *ret,
		    struct fh_error *err);

void fh_sensors_close(struct fh_sensors *sensors);

/*
 * For sensors: append a meter of one device that counts energy, measured,
 * with no known limit.  It moves when the next one is added.
 * Returns NULL with err set (no memory; FH_JOURNAL_METER_MAX are there).
 */
struct fh_sensor *fh_sensors_add(struct fh_sensors *sensors,
				 const struct fh_sensor_ops *ops,
				 enum fh_sensor_scope scope, int device,
				 struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sensors there are, and what several of them need. */
#ifndef FH_SENSOR_KINDS_H
#define FH_SENSOR_KINDS_H

#include "fh_sensor.h"

extern const struct fh_sensor_ops fh_fake_ops;
extern const struct fh_sensor_ops fh_powercap_ops;

#define FH_NS_PER_MS INT64_C(1000000)
#define FH_NS_PER_S INT64_C(1000000000)
#define FH_UW_PER_W INT64_C(1000000)

/*
 * The index in gres/gpu of the n-th accelerator of a runtime ("cuda"): n
 * itself where energy.json doesn't tell the node's accelerators.
 * Returns -1 when by energy.json the node has fewer of them: what is there
 * beyond belongs to no job.
 */
int fh_sensor_device(const struct fh_sensor_env *env, const char *runtime,
		     int n);

/* What the catalogue knows of the accelerator of that index; or NULL. */
const struct fh_accel *fh_sensor_accel(const struct fh_sensor_env *env,
				       int device);

#endif

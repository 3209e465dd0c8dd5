/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sensors there are, and what several of them need. */
#ifndef FH_SENSOR_KINDS_H
#define FH_SENSOR_KINDS_H

#include "fh_sensor.h"
#include "fh_sensor_file.h"

extern const struct fh_sensor_ops fh_fake_ops;
extern const struct fh_sensor_ops fh_gpu_metrics_ops;
extern const struct fh_sensor_ops fh_hwmon_ops;
extern const struct fh_sensor_ops fh_ipmi_ops;
extern const struct fh_sensor_ops fh_model_ops;
extern const struct fh_sensor_ops fh_neuron_ops;
extern const struct fh_sensor_ops fh_nvml_ops;
extern const struct fh_sensor_ops fh_pm_counters_ops;
extern const struct fh_sensor_ops fh_powercap_ops;

#define FH_NS_PER_MS INT64_C(1000000)
#define FH_NS_PER_S INT64_C(1000000000)
#define FH_UW_PER_W INT64_C(1000000)

/*
 * The index in gres/gpu of the n-th accelerator of a runtime ("cuda"; "": of
 * any): n itself where energy.json doesn't tell the node's accelerators.
 * Where it tells none of that runtime, they are of any.
 * Returns -1 when by energy.json the node has fewer of them: what is there
 * beyond belongs to no job.
 */
int fh_sensor_device(const struct fh_sensor_env *env, const char *runtime,
		     int n);

/* What the catalogue knows of the accelerator of that index; or NULL. */
const struct fh_accel *fh_sensor_accel(const struct fh_sensor_env *env,
				       int device);

/* The accelerator of that PCI id in the catalogue; or NULL. */
const struct fh_accel *fh_sensor_accel_of_pci(const struct fh_sensor_env *env,
					      unsigned vendor,
					      unsigned device);

/*
 * For a meter that is one file: its data becomes a file that is still to be
 * opened.  Returns it, or NULL with err set.
 */
struct fh_sensor_file *fh_sensor_attach(struct fh_sensor *meter,
					struct fh_error *err);
/* Its read(), where the file holds the value, and its close(). */
void fh_sensor_read_number(struct fh_sensor *meter, bool in_use,
			   struct fh_counter_reading *ret);
void fh_sensor_detach(struct fh_sensor *meter);

#endif

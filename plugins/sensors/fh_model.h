/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of the model: CPUs that nothing measures. */
#ifndef FH_MODEL_H
#define FH_MODEL_H

#include "fh_sensor.h"

/*
 * Append the meter of all CPUs, when energy.json tells cpu_idle_watts and
 * cpu_max_watts.  Returns 0, or -1 with err set.
 */
int fh_model_find_cpu(const struct fh_sensor_env *env, struct fh_sensors *ret,
		      struct fh_error *err);

#endif

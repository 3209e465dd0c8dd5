/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which sensors a node is measured by: see fh_sensor.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_sensor_kinds.h"
#include "fh_units.h"

static const struct fh_sensor_ops *const kinds[] = {
	&fh_fake_ops,
	&fh_gpu_metrics_ops,
	&fh_hwmon_ops,
	&fh_ipmi_ops,
	&fh_model_ops,
	&fh_neuron_ops,
	&fh_nvml_ops,
	&fh_pm_counters_ops,
	&fh_powercap_ops,
};

/* What "auto" takes, the best first: a later one adds what they leave. */
static const struct fh_sensor_ops *const automatic[] = {
	&fh_pm_counters_ops,
	&fh_powercap_ops,
	&fh_nvml_ops,
	&fh_gpu_metrics_ops,
	&fh_hwmon_ops,
	&fh_neuron_ops,
	&fh_ipmi_ops,
	&fh_model_ops,
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct fh_sensor *fh_sensors_add(struct fh_sensors *sensors,
				 const struct fh_sensor_ops *ops,
				 enum fh_sensor_scope scope, int device,
				 struct fh_error *err)
{
	struct fh_sensor *meter;

	if (sensors->count >= FH_JOURNAL_METER_MAX) {
		fh_err(err, "more than %d meters", FH_JOURNAL_METER_MAX);
		return NULL;
	}
	meter = reallocarray(sensors->meter, sensors->count + 1,
			     sizeof(*meter));
	if (!meter) {
		fh_err_nomem(err);
		return NULL;
	}
	sensors->meter = meter;
	meter += sensors->count++;
	*meter = (struct fh_sensor) {
		.ops = ops,
		.scope = scope,
		.device = device,
		.slices = 1,
		.slice_weight = { 1 },
		.source = FH_ENERGY_MEASURED,
		.limits = { .range_uj = FH_UNKNOWN, .max_w = FH_UNKNOWN },
	};
	return meter;
}

/* Does one of them measure what the other does? */
static bool same_energy(const struct fh_sensor *a, const struct fh_sensor *b)
{
	if (a->scope != b->scope)
		return false;
	return a->scope != FH_SENSOR_ACCEL ||
	       (a->device < b->device + b->slices &&
		b->device < a->device + a->slices);
}

/*
 * Is the energy of a meter that was found measured already: by another
 * sensor (the first count), or under the same name by this one?
 */
static bool is_taken(const struct fh_sensors *taken, size_t count,
		     const struct fh_sensor *found)
{
	for (size_t i = 0; i < taken->count; i++)
		if (!strcmp(taken->meter[i].name, found->name) ||
		    (i < count && same_energy(&taken->meter[i], found)))
			return true;
	return false;
}

/* The nameplate of what a meter measures, all its CPUs for one of several. */
static int64_t nameplate_w(const struct fh_sensor_env *env,
			   const struct fh_sensor *meter)
{
	const struct fh_accel *accel;

	switch (meter->scope) {
	case FH_SENSOR_CPU:
		return env->conf->cpu_max_w;
	case FH_SENSOR_ACCEL:
		accel = fh_sensor_accel(env, meter->device);
		return accel ? accel->tdp_w : FH_UNKNOWN;
	case FH_SENSOR_NODE:
		return env->conf->node_max_w;
	case FH_SENSOR_MEMORY:
		break;
	}
	return FH_UNKNOWN;
}

/* Move one that was found; what is taken already is closed. */
static int keep(const struct fh_sensor_env *env, size_t before,
		struct fh_sensor *found, struct fh_sensors *ret,
		struct fh_error *err)
{
	struct fh_sensor *meter;

	if (is_taken(ret, before, found)) {
		found->ops->close(found);
		return 0;
	}
	meter = fh_sensors_add(ret, found->ops, found->scope, found->device,
			       err);
	if (!meter) {
		found->ops->close(found);
		return -1;
	}
	*meter = *found;
	if (meter->limits.max_w == FH_UNKNOWN)
		meter->limits.max_w = nameplate_w(env, meter);
	return 0;
}

static int keep_all(const struct fh_sensor_env *env, struct fh_sensors *found,
		    struct fh_sensors *ret, struct fh_error *err)
{
	size_t before = ret->count;
	int rc = 0;

	for (size_t i = 0; i < found->count; i++) {
		if (rc)
			found->meter[i].ops->close(&found->meter[i]);
		else
			rc = keep(env, before, &found->meter[i], ret, err);
	}
	free(found->meter);
	return rc;
}

static int take_automatic(const struct fh_sensor_env *env,
			  struct fh_sensors *ret, struct fh_error *err)
{
	for (size_t i = 0; i < COUNT(automatic); i++) {
		struct fh_sensors found = { 0 };

		if (automatic[i]->find(env, &found, &ret->skipped)) {
			fh_sensors_close(&found);
			continue;
		}
		if (keep_all(env, &found, ret, err))
			return -1;
	}
	return 0;
}

static int take(const struct fh_sensor_env *env,
		const struct fh_sensor_ops *ops, struct fh_sensors *ret,
		struct fh_error *err)
{
	struct fh_sensors found = { 0 };

	if (ops->find(env, &found, err)) {
		fh_sensors_close(&found);
		return -1;
	}
	if (!found.count && !ops->assumes) {
		fh_sensors_close(&found);
		return fh_err(err, "energy.json names the sensor %s for this "
			      "node, which has none", ops->name);
	}
	return keep_all(env, &found, ret, err);
}

static const struct fh_sensor_ops *find_kind(const char *name)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!strcmp(kinds[i]->name, name))
			return kinds[i];
	return NULL;
}

static int take_named(const struct fh_sensor_env *env, const char *name,
		      struct fh_sensors *ret, struct fh_error *err)
{
	const struct fh_sensor_ops *ops = find_kind(name);

	if (!strcmp(name, "auto"))
		return take_automatic(env, ret, err);
	if (!ops)
		return fh_err(err, "there is no sensor \"%.80s\"", name);
	return take(env, ops, ret, err);
}

int fh_sensors_open(const struct fh_sensor_env *env, struct fh_sensors *ret,
		    struct fh_error *err)
{
	const struct fh_strlist *names = &env->conf->sensors;

	for (size_t i = 0; i < names->count; i++) {
		if (!take_named(env, names->item[i], ret, err))
			continue;
		fh_sensors_close(ret);
		return -1;
	}
	return 0;
}

void fh_sensors_close(struct fh_sensors *sensors)
{
	for (size_t i = 0; i < sensors->count; i++)
		sensors->meter[i].ops->close(&sensors->meter[i]);
	free(sensors->meter);
	memset(sensors, 0, sizeof(*sensors));
}

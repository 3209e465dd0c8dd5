/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * AWS Neuron devices tell no watts: every minute, how much of their greatest
 * power above the idle part they drew, in percent.  With the catalogue's
 * nameplate (and idle) watts that is a modelled power.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define NEURON "sys/devices/virtual/neuron_device"
#define POWER "power/utilization"
#define VALID "POWER_STATUS_VALID,"
#define MINUTE_S 60
#define TEXT_MAX 128
#define HUNDRED_PERCENT INT64_C(100000000)	/* in millionths of one */

struct device {
	struct fh_sensor_file file;
	int64_t idle_w;		/* 0: not known */
	int64_t max_w;
};

/* The last of "POWER_STATUS_VALID,<time>,<min>,<max>,<average>". */
static int average_of(char *text, int64_t *ret_micro)
{
	char *last = strrchr(text, ',');
	int commas = 0;

	if (strncmp(text, VALID, strlen(VALID)))
		return -1;
	for (const char *at = text; *at; at++)
		commas += *at == ',';
	if (commas != 4 || !last)
		return -1;
	last[strcspn(last, "\n")] = '\0';
	if (fh_units_parse_micro(last + 1, ret_micro, NULL) ||
	    *ret_micro > HUNDRED_PERCENT)
		return -1;
	return 0;
}

static void read_meter(struct fh_sensor *meter, bool in_use,
		       struct fh_counter_reading *ret)
{
	struct device *device = meter->data;
	int64_t span_uw = (device->max_w - device->idle_w) * FH_UW_PER_W;
	char text[TEXT_MAX];
	int64_t percent_micro;

	(void) in_use;
	ret->epoch = 0;
	ret->ok = fh_sensor_file_read(&device->file, text,
				      sizeof(text)) >= 0 &&
		  !average_of(text, &percent_micro) &&
		  !fh_units_muldiv(span_uw, percent_micro, HUNDRED_PERCENT,
				   &ret->value);
	if (ret->ok)
		ret->value += device->idle_w * FH_UW_PER_W;
}

static void close_meter(struct fh_sensor *meter)
{
	struct device *device = meter->data;

	if (!device)
		return;
	fh_sensor_file_close(&device->file);
	free(device);
	meter->data = NULL;
}

/*
 * Where the file is, below the device's directory: it was moved from one
 * driver to the next, always as power/utilization in one directory or other.
 */
static int find_file(const struct fh_sensor_env *env, const char *neuron,
		     char *ret, size_t size, struct fh_error *err)
{
	struct fh_strlist dirs = { 0 };
	char path[256];

	*ret = '\0';
	snprintf(path, sizeof(path), NEURON "/%.64s", neuron);
	if (fh_sensor_exists(env->root, "%s/" POWER, path)) {
		snprintf(ret, size, "%s/" POWER, path);
		return 0;
	}
	if (fh_sensor_entries(env->root, path, "", &dirs, err))
		return -1;
	for (size_t i = 0; i < dirs.count && !*ret; i++)
		if (fh_sensor_exists(env->root, "%s/%s/" POWER, path,
				     dirs.item[i]))
			snprintf(ret, size, "%s/%s/" POWER, path,
				 dirs.item[i]);
	fh_strlist_clear(&dirs);
	return 0;
}

/* The device's type as told, else the only one of the runtime there is. */
static const struct fh_accel *type_of(const struct fh_sensor_env *env,
				      int device)
{
	const struct fh_accel *found = NULL;

	if (env->conf->accel_count)
		return fh_sensor_accel(env, device);
	for (size_t i = 0; i < env->catalog->count; i++) {
		const struct fh_accel *accel = &env->catalog->accel[i];

		if (strcmp(accel->runtime, "neuron") ||
		    accel->tdp_w == FH_UNKNOWN)
			continue;
		if (found)
			return NULL;
		found = accel;
	}
	return found;
}

static int add(const struct fh_sensor_env *env, const char *path, int number,
	       const struct fh_accel *accel, struct fh_sensors *ret,
	       struct fh_error *err)
{
	struct device *device;
	struct fh_sensor *meter;

	meter = fh_sensors_add(ret, &fh_neuron_ops, FH_SENSOR_ACCEL, number,
			       err);
	if (!meter)
		return -1;
	device = calloc(1, sizeof(*device));
	if (!device)
		return fh_err_nomem(err);
	device->max_w = accel->tdp_w;
	device->idle_w = accel->idle_w == FH_UNKNOWN ? 0 : accel->idle_w;
	meter->data = device;
	meter->source = FH_ENERGY_MODELLED;
	meter->limits.is_power = true;
	meter->limits.max_w = accel->tdp_w;
	meter->limits.lag_ns = MINUTE_S * FH_NS_PER_S;
	snprintf(meter->name, sizeof(meter->name), "gpu%d", number);
	return fh_sensor_file_open(&device->file, err, env->root, "%s", path);
}

static int find_one(const struct fh_sensor_env *env, const char *neuron,
		    int device, struct fh_sensors *ret, struct fh_error *err)
{
	const struct fh_accel *accel = type_of(env, device);
	char path[512];

	if (!accel || accel->tdp_w == FH_UNKNOWN)
		return 0;
	if (find_file(env, neuron, path, sizeof(path), err))
		return -1;
	return *path ? add(env, path, device, accel, ret, err) : 0;
}

static int find(const struct fh_sensor_env *env, struct fh_sensors *ret,
		struct fh_error *err)
{
	struct fh_strlist found = { 0 };
	int rc = fh_sensor_entries(env->root, NEURON, "neuron", &found, err);

	for (size_t i = 0; !rc && i < found.count; i++) {
		int device = fh_sensor_device(env, "neuron", (int) i);

		if (device >= 0)
			rc = find_one(env, found.item[i], device, ret, err);
	}
	fh_strlist_clear(&found);
	return rc;
}

const struct fh_sensor_ops fh_neuron_ops = {
	.name = "neuron",
	.find = find,
	.read = read_meter,
	.close = close_meter,
};

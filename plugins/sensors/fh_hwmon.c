/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Linux' hwmon: accelerators of AMD (power) and Intel (energy), and the CPU
 * sockets that amd_energy counts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define HWMON "sys/class/hwmon"
#define PREFIX "hwmon"
#define SOCKETS_MAX 32
#define INPUTS_MAX 2048		/* cores come before sockets there */

/* What a driver's meter is read from, the first file that is there. */
static const struct driver {
	const char *name;
	const char *runtime;	/* of its accelerators */
	bool is_power;		/* microwatts, not microjoules */
	int64_t lag_ms;
	const char *input[2];
} drivers[] = {
	{ "amdgpu", "rocm", true, 1000,
	  { "power1_average", "power1_input" } },
	{ "i915", "oneapi", false, 100, { "energy1_input", NULL } },
	{ "xe", "oneapi", false, 100, { "energy1_input", "energy2_input" } },
};

/* A directory of a driver that is known. */
struct entry {
	const char *dir;
	const struct driver *driver;
	int64_t order;		/* its card's number, else its own */
};

static const struct driver *driver_of(const char *name)
{
	for (size_t i = 0; i < sizeof(drivers) / sizeof(*drivers); i++)
		if (!strcmp(drivers[i].name, name))
			return &drivers[i];
	return NULL;
}

/* Digits behind prefix; 0 where there are none. */
static int64_t number_in(const char *name, const char *prefix)
{
	const char *digits = name + strlen(prefix);
	int64_t number = 0;

	(void) fh_sensor_digits(&digits, "", &number);
	return number;
}

/* Accelerators are numbered as their cards are. */
static int order_of(const struct fh_sensor_env *env, const char *dir,
		    int64_t *ret, struct fh_error *err)
{
	struct fh_strlist cards = { 0 };
	char path[128];

	snprintf(path, sizeof(path), HWMON "/%.32s/device/drm", dir);
	if (fh_sensor_entries(env->root, path, "card", &cards, err))
		return -1;
	*ret = cards.count ? number_in(cards.item[0], "card") :
			     number_in(dir, PREFIX);
	fh_strlist_clear(&cards);
	return 0;
}

static int by_order(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;

	return (left->order > right->order) - (left->order < right->order);
}

/* A meter of the file dir/input, which is there. */
static struct fh_sensor *add(const struct fh_sensor_env *env, const char *dir,
			     const char *input, enum fh_sensor_scope scope,
			     int device, struct fh_sensors *ret,
			     struct fh_error *err)
{
	struct fh_sensor_file *file;
	struct fh_sensor *meter;

	meter = fh_sensors_add(ret, &fh_hwmon_ops, scope, device, err);
	if (!meter)
		return NULL;
	file = fh_sensor_attach(meter, err);
	if (!file || fh_sensor_file_open(file, err, env->root, HWMON "/%s/%s",
					 dir, input))
		return NULL;
	return meter;
}

static int add_accel(const struct fh_sensor_env *env,
		     const struct entry *entry, int device,
		     struct fh_sensors *ret, struct fh_error *err)
{
	const struct driver *driver = entry->driver;
	struct fh_sensor *meter;

	for (size_t i = 0; i < 2 && driver->input[i]; i++) {
		if (!fh_sensor_exists(env->root, HWMON "/%s/%s", entry->dir,
				      driver->input[i]))
			continue;
		meter = add(env, entry->dir, driver->input[i],
			    FH_SENSOR_ACCEL, device, ret, err);
		if (!meter)
			return -1;
		snprintf(meter->name, sizeof(meter->name), "gpu%d", device);
		meter->limits.is_power = driver->is_power;
		meter->limits.lag_ns = driver->lag_ms * FH_NS_PER_MS;
		return 0;
	}
	return 0;
}

/* One device after the other; the runtimes are counted apart. */
static int add_accels(const struct fh_sensor_env *env, struct entry *entry,
		      size_t count, struct fh_sensors *ret,
		      struct fh_error *err)
{
	qsort(entry, count, sizeof(*entry), by_order);
	for (size_t i = 0; i < count; i++) {
		int device, n = 0;

		for (size_t j = 0; j < i; j++)
			n += !strcmp(entry[j].driver->runtime,
				     entry[i].driver->runtime);
		device = fh_sensor_device(env, entry[i].driver->runtime, n);
		if (device >= 0 &&
		    add_accel(env, &entry[i], device, ret, err))
			return -1;
	}
	return 0;
}

/* amd_energy: an input per core, and behind them "Esocket0", ... */
static int add_sockets(const struct fh_sensor_env *env, const char *dir,
		       struct fh_sensors *ret, struct fh_error *err)
{
	char label[32], input[32];
	int sockets = 0;

	for (int i = 1; i <= INPUTS_MAX && sockets < SOCKETS_MAX; i++) {
		struct fh_sensor *meter;

		if (fh_sensor_text(env->root, label, sizeof(label), HWMON
				   "/%s/energy%d_label", dir, i))
			break;
		if (strncmp(label, "Esocket", strlen("Esocket")))
			continue;
		snprintf(input, sizeof(input), "energy%d_input", i);
		meter = add(env, dir, input, FH_SENSOR_CPU, -1, ret, err);
		if (!meter)
			return -1;
		snprintf(meter->name, sizeof(meter->name), "socket-%d",
			 sockets++);
		meter->limits.lag_ns = FH_NS_PER_S;
	}
	return 0;
}

/* Sort the directory into accelerators and sockets. */
static int look_at(const struct fh_sensor_env *env, const char *dir,
		   struct entry *entry, size_t *count,
		   struct fh_sensors *ret, struct fh_error *err)
{
	const struct driver *driver;
	char name[64];

	if (fh_sensor_text(env->root, name, sizeof(name), HWMON "/%s/name",
			   dir))
		return 0;
	if (!strcmp(name, "amd_energy"))
		return add_sockets(env, dir, ret, err);
	driver = driver_of(name);
	if (!driver)
		return 0;
	entry[*count] = (struct entry) { .dir = dir, .driver = driver };
	return order_of(env, dir, &entry[(*count)++].order, err);
}

static int find(const struct fh_sensor_env *env, struct fh_sensors *ret,
		struct fh_error *err)
{
	struct fh_strlist dirs = { 0 };
	struct entry *entry = NULL;
	size_t count = 0;
	int rc = -1;

	if (fh_sensor_entries(env->root, HWMON, PREFIX, &dirs, err))
		goto out;
	entry = calloc(dirs.count + 1, sizeof(*entry));
	if (!entry) {
		fh_err_nomem(err);
		goto out;
	}
	for (size_t i = 0; i < dirs.count; i++)
		if (look_at(env, dirs.item[i], entry, &count, ret, err))
			goto out;
	rc = add_accels(env, entry, count, ret, err);
out:
	free(entry);
	fh_strlist_clear(&dirs);
	return rc;
}

const struct fh_sensor_ops fh_hwmon_ops = {
	.name = "hwmon",
	.find = find,
	.read = fh_sensor_read_number,
	.close = fh_sensor_detach,
};

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several sensors need: see fh_sensor_kinds.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_sensor_kinds.h"

/* As accelerators.json has it; a type that is not there is of any. */
static bool is_runtime(const struct fh_sensor_env *env, const char *type,
		       const char *runtime)
{
	const struct fh_accel *accel = fh_catalog_find(env->catalog, type);

	return !accel || !strcmp(accel->runtime, runtime);
}

static bool has_runtime(const struct fh_sensor_env *env, const char *runtime)
{
	for (size_t i = 0; i < env->conf->accel_count; i++)
		if (is_runtime(env, env->conf->accel[i].type, runtime))
			return true;
	return false;
}

int fh_sensor_device(const struct fh_sensor_env *env, const char *runtime,
		     int n)
{
	bool any = !*runtime || !has_runtime(env, runtime);
	const char *type;

	if (!env->conf->accel_count)
		return n;
	for (int i = 0; (type = fh_meter_type(env->conf, i)); i++)
		if ((any || is_runtime(env, type, runtime)) && n-- == 0)
			return i;
	return -1;
}

const struct fh_accel *fh_sensor_accel(const struct fh_sensor_env *env,
				       int device)
{
	const char *type = fh_meter_type(env->conf, device);

	return type ? fh_catalog_find(env->catalog, type) : NULL;
}

const struct fh_accel *fh_sensor_accel_of_pci(const struct fh_sensor_env *env,
					      unsigned vendor,
					      unsigned device)
{
	char id[16];

	snprintf(id, sizeof(id), "%04x:%04x", vendor & 0xffff,
		 device & 0xffff);
	for (size_t i = 0; i < env->catalog->count; i++)
		if (fh_strlist_has(&env->catalog->accel[i].pci_ids, id))
			return &env->catalog->accel[i];
	return NULL;
}

struct fh_sensor_file *fh_sensor_attach(struct fh_sensor *meter,
					struct fh_error *err)
{
	struct fh_sensor_file *file = calloc(1, sizeof(*file));

	if (!file) {
		fh_err_nomem(err);
		return NULL;
	}
	file->fd = -1;
	meter->data = file;
	return file;
}

void fh_sensor_read_number(struct fh_sensor *meter, bool in_use,
			   struct fh_counter_reading *ret)
{
	struct fh_sensor_file *file = meter->data;

	(void) in_use;
	ret->ok = !fh_sensor_file_number(file, &ret->value);
	ret->epoch = file->epoch;
}

void fh_sensor_detach(struct fh_sensor *meter)
{
	if (!meter->data)
		return;
	fh_sensor_file_close(meter->data);
	free(meter->data);
	meter->data = NULL;
}

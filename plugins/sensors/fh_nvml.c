/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NVIDIA devices by their total-energy counter, by their power only where
 * the driver has no such counter.  Devices are taken in the order of their
 * minor numbers, as gres.conf lists /dev/nvidia0, /dev/nvidia1, ...; one
 * that is divided into MIG instances stands for as many gres devices.
 * While the library is open, the driver can't be unloaded.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_nvml_calls.h"
#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define DEVICES_MAX 256
#define LAG_MS 100		/* the counter steps every 20 to 100 ms */
#define UJ_PER_MJ 1000

/* What the meters share. */
struct nvml {
	int users;
	void *library;
	struct fh_nvml_calls call;
	int64_t epoch;		/* of the driver */
};

struct gpu {
	struct nvml *nvml;
	struct fh_nvml_device *device;
};

/* A device as it is found. */
struct found {
	struct fh_nvml_device *device;
	unsigned minor;
	const struct fh_accel *accel;	/* by its PCI id; or NULL */
	bool has_counter;
	bool has_power;
	int slices;		/* 0: divided, and not one instance made */
	int weight[FH_SENSOR_SLICES_MAX];
};

static void release(struct nvml *nvml)
{
	if (--nvml->users)
		return;
	nvml->call.shutdown();
	dlclose(nvml->library);
	free(nvml);
}

static void close_meter(struct fh_sensor *meter)
{
	struct gpu *gpu = meter->data;

	if (!gpu)
		return;
	release(gpu->nvml);
	free(gpu);
	meter->data = NULL;
}

static int read_counter(const struct gpu *gpu, int64_t *ret_uj)
{
	unsigned long long mj;

	if (gpu->nvml->call.total_energy(gpu->device, &mj) !=
		    FH_NVML_SUCCESS ||
	    mj > INT64_MAX / UJ_PER_MJ)
		return -1;
	*ret_uj = (int64_t) mj * UJ_PER_MJ;
	return 0;
}

static int read_power(const struct gpu *gpu, int64_t *ret_uw)
{
	unsigned mw;

	if (gpu->nvml->call.power_usage(gpu->device, &mw) != FH_NVML_SUCCESS)
		return -1;
	*ret_uw = (int64_t) mw * UJ_PER_MJ;
	return 0;
}

static void read_meter(struct fh_sensor *meter, bool in_use,
		       struct fh_counter_reading *ret)
{
	const struct gpu *gpu = meter->data;

	(void) in_use;
	ret->epoch = gpu->nvml->epoch;
	ret->ok = meter->limits.is_power ? !read_power(gpu, &ret->value) :
					   !read_counter(gpu, &ret->value);
}

/* How the device is divided, and each instance's part of it. */
static void look_at_mig(const struct fh_nvml_calls *call, struct found *found)
{
	unsigned current, pending, max;

	found->slices = 1;
	found->weight[0] = 1;
	if (call->mig_mode(found->device, &current, &pending) !=
		    FH_NVML_SUCCESS || !current ||
	    call->max_mig_devices(found->device, &max) != FH_NVML_SUCCESS)
		return;
	found->slices = 0;
	for (unsigned i = 0; i < max && i < FH_SENSOR_SLICES_MAX; i++) {
		struct fh_nvml_attributes attributes;
		struct fh_nvml_device *instance;

		if (call->mig_device(found->device, i, &instance) !=
		    FH_NVML_SUCCESS)
			continue;
		if (call->attributes(instance, &attributes) !=
			    FH_NVML_SUCCESS ||
		    !attributes.compute_instance_slices ||
		    attributes.compute_instance_slices > FH_SENSOR_SLICES_MAX)
			attributes.compute_instance_slices = 1;
		found->weight[found->slices++] =
			(int) attributes.compute_instance_slices;
	}
}

static int look_at(const struct fh_sensor_env *env,
		   const struct fh_nvml_calls *call, unsigned index,
		   struct found *found)
{
	struct fh_nvml_pci pci;
	unsigned long long mj;
	unsigned mw;

	memset(found, 0, sizeof(*found));
	if (call->device(index, &found->device) != FH_NVML_SUCCESS ||
	    call->minor_number(found->device, &found->minor) !=
		    FH_NVML_SUCCESS)
		return -1;
	if (call->pci_info(found->device, &pci) == FH_NVML_SUCCESS)
		found->accel = fh_sensor_accel_of_pci(
			env, pci.pci_device_id & 0xffff,
			pci.pci_device_id >> 16);
	found->has_counter = call->total_energy(found->device, &mj) ==
			     FH_NVML_SUCCESS;
	found->has_power = call->power_usage(found->device, &mw) ==
			   FH_NVML_SUCCESS;
	look_at_mig(call, found);
	return 0;
}

static int by_minor(const void *a, const void *b)
{
	const struct found *left = a, *right = b;

	return (left->minor > right->minor) - (left->minor < right->minor);
}

/* All devices in order; one that cannot be looked at is none of Slurm's. */
static int look_at_all(const struct fh_sensor_env *env, struct nvml *nvml,
		       struct found *ret, size_t *ret_count,
		       struct fh_error *err)
{
	unsigned devices;
	int code = nvml->call.device_count(&devices);

	if (code != FH_NVML_SUCCESS)
		return fh_err(err, "NVML: cannot count devices: %s",
			      nvml->call.error_string(code));
	for (unsigned i = 0; i < devices && i < DEVICES_MAX; i++)
		if (!look_at(env, &nvml->call, i, &ret[*ret_count]))
			(*ret_count)++;
	qsort(ret, *ret_count, sizeof(*ret), by_minor);
	return 0;
}

static int add(struct nvml *nvml, const struct found *found, int device,
	       struct fh_sensors *ret, struct fh_error *err)
{
	struct fh_sensor *meter;
	struct gpu *gpu;

	meter = fh_sensors_add(ret, &fh_nvml_ops, FH_SENSOR_ACCEL, device,
			       err);
	if (!meter)
		return -1;
	gpu = malloc(sizeof(*gpu));
	if (!gpu)
		return fh_err_nomem(err);
	*gpu = (struct gpu) { .nvml = nvml, .device = found->device };
	nvml->users++;
	meter->data = gpu;
	meter->slices = found->slices;
	memcpy(meter->slice_weight, found->weight, sizeof(found->weight));
	meter->limits.is_power = !found->has_counter;
	meter->limits.lag_ns = LAG_MS * FH_NS_PER_MS;
	if (found->accel)
		meter->limits.max_w = found->accel->tdp_w;
	snprintf(meter->name, sizeof(meter->name), "gpu%d", device);
	return 0;
}

static int add_all(const struct fh_sensor_env *env, struct nvml *nvml,
		   struct fh_sensors *ret, struct fh_error *err)
{
	struct found *found = calloc(DEVICES_MAX, sizeof(*found));
	size_t count = 0;
	int n = 0, rc;

	if (!found)
		return fh_err_nomem(err);
	rc = look_at_all(env, nvml, found, &count, err);
	for (size_t i = 0; !rc && i < count; i++) {
		int device = fh_sensor_device(env, "cuda", n);

		n += found[i].slices;
		if (device >= 0 && found[i].slices &&
		    (found[i].has_counter || found[i].has_power))
			rc = add(nvml, &found[i], device, ret, err);
	}
	free(found);
	return rc;
}

/* The driver's, from the file of its version. */
static int64_t driver_epoch(const struct fh_sensor_env *env)
{
	struct fh_sensor_file file;
	int64_t epoch = 0;

	if (!fh_sensor_file_open(&file, NULL, env->root,
				 "sys/module/nvidia/version"))
		epoch = file.epoch;
	fh_sensor_file_close(&file);
	return epoch;
}

/* ret: NULL: there is no such library, or no driver. */
static int start(const struct fh_sensor_env *env, struct nvml **ret,
		 struct fh_error *err)
{
	struct nvml *nvml = calloc(1, sizeof(*nvml));
	int code, rc;

	*ret = NULL;
	if (!nvml)
		return fh_err_nomem(err);
	rc = fh_nvml_load(env->root, &nvml->call, &nvml->library, err);
	if (rc || !nvml->library)
		goto fail;
	code = nvml->call.init();
	if (code != FH_NVML_SUCCESS) {
		if (code != FH_NVML_DRIVER_NOT_LOADED)
			rc = fh_err(err, "NVML: cannot start: %s",
				    nvml->call.error_string(code));
		dlclose(nvml->library);
		goto fail;
	}
	nvml->users = 1;
	nvml->epoch = driver_epoch(env);
	*ret = nvml;
	return 0;
fail:
	free(nvml);
	return rc;
}

static int find(const struct fh_sensor_env *env, struct fh_sensors *ret,
		struct fh_error *err)
{
	struct nvml *nvml;
	int rc;

	if (start(env, &nvml, err))
		return -1;
	if (!nvml)
		return 0;
	rc = add_all(env, nvml, ret, err);
	release(nvml);
	return rc;
}

const struct fh_sensor_ops fh_nvml_ops = {
	.name = "nvml",
	.find = find,
	.read = read_meter,
	.close = close_meter,
};

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stands in for NVIDIA's management library: what it tells is in the file
 * that FAKE_NVML names, read anew by every call.  The first line is the code
 * that starting it returns; then one line per device:
 *
 *   MINOR VENDOR:DEVICE ENERGY_MJ POWER_MW [SLICES,SLICES,...]
 *
 * "-" is what the device doesn't support; SLICES are its MIG instances, "0"
 * when it is divided and has none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugins/sensors/fh_nvml_calls.h"

#define DEVICES_MAX 16
#define NOT_SUPPORTED 3
#define NOT_FOUND 6

struct fh_nvml_device {
	int gpu;
	int instance;		/* -1: the device itself */
};

struct gpu {
	unsigned minor, vendor, device;
	char energy[32], power[32], slices[64];
};

struct state {
	int code;
	unsigned count;
	struct gpu gpu[DEVICES_MAX];
};

/* Handles last; what they stand for is looked up every time. */
static struct fh_nvml_device handle[DEVICES_MAX][8];

static struct state look(void)
{
	struct state state = { .code = 999 };
	const char *name = getenv("FAKE_NVML");
	FILE *file = name ? fopen(name, "r") : NULL;
	char line[256];

	if (!file)
		return state;
	if (fgets(line, sizeof(line), file))
		state.code = atoi(line);
	while (state.count < DEVICES_MAX && fgets(line, sizeof(line), file)) {
		struct gpu *gpu = &state.gpu[state.count];

		*gpu = (struct gpu) { .minor = 0 };
		if (sscanf(line, "%u %x:%x %31s %31s %63s", &gpu->minor,
			   &gpu->vendor, &gpu->device, gpu->energy,
			   gpu->power, gpu->slices) >= 5)
			state.count++;
	}
	fclose(file);
	return state;
}

/* The i-th number of "1,2,4"; 0: there is none. */
static unsigned slice_of(const char *slices, unsigned i)
{
	for (; i && slices; i--) {
		slices = strchr(slices, ',');
		slices = slices ? slices + 1 : NULL;
	}
	return slices ? (unsigned) atoi(slices) : 0;
}

int nvmlInit_v2(void);
int nvmlInit_v2(void)
{
	return look().code;
}

int nvmlShutdown(void);
int nvmlShutdown(void)
{
	return FH_NVML_SUCCESS;
}

const char *nvmlErrorString(int code);
const char *nvmlErrorString(int code)
{
	return code == FH_NVML_DRIVER_NOT_LOADED ? "Driver Not Loaded" :
						   "Unknown Error";
}

int nvmlDeviceGetCount_v2(unsigned *ret);
int nvmlDeviceGetCount_v2(unsigned *ret)
{
	*ret = look().count;
	return FH_NVML_SUCCESS;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index,
				  struct fh_nvml_device **ret);
int nvmlDeviceGetHandleByIndex_v2(unsigned index, struct fh_nvml_device **ret)
{
	if (index >= look().count)
		return NOT_FOUND;
	*ret = &handle[index][0];
	**ret = (struct fh_nvml_device) { .gpu = (int) index, .instance = -1 };
	return FH_NVML_SUCCESS;
}

int nvmlDeviceGetMinorNumber(struct fh_nvml_device *device, unsigned *ret);
int nvmlDeviceGetMinorNumber(struct fh_nvml_device *device, unsigned *ret)
{
	*ret = look().gpu[device->gpu].minor;
	return FH_NVML_SUCCESS;
}

int nvmlDeviceGetPciInfo_v3(struct fh_nvml_device *device,
			    struct fh_nvml_pci *ret);
int nvmlDeviceGetPciInfo_v3(struct fh_nvml_device *device,
			    struct fh_nvml_pci *ret)
{
	struct gpu gpu = look().gpu[device->gpu];

	memset(ret, 0, sizeof(*ret));
	ret->pci_device_id = gpu.device << 16 | gpu.vendor;
	return FH_NVML_SUCCESS;
}

int nvmlDeviceGetTotalEnergyConsumption(struct fh_nvml_device *device,
					unsigned long long *ret);
int nvmlDeviceGetTotalEnergyConsumption(struct fh_nvml_device *device,
					unsigned long long *ret)
{
	struct gpu gpu = look().gpu[device->gpu];

	if (gpu.energy[0] < '0')
		return NOT_SUPPORTED;
	*ret = strtoull(gpu.energy, NULL, 10);
	return FH_NVML_SUCCESS;
}

#ifndef FAKE_NVML_LACKS_POWER
int nvmlDeviceGetPowerUsage(struct fh_nvml_device *device, unsigned *ret);
int nvmlDeviceGetPowerUsage(struct fh_nvml_device *device, unsigned *ret)
{
	struct gpu gpu = look().gpu[device->gpu];

	if (gpu.power[0] < '0')
		return NOT_SUPPORTED;
	*ret = (unsigned) strtoul(gpu.power, NULL, 10);
	return FH_NVML_SUCCESS;
}
#endif

int nvmlDeviceGetMigMode(struct fh_nvml_device *device, unsigned *ret_current,
			 unsigned *ret_pending);
int nvmlDeviceGetMigMode(struct fh_nvml_device *device, unsigned *ret_current,
			 unsigned *ret_pending)
{
	struct gpu gpu = look().gpu[device->gpu];

	*ret_current = gpu.slices[0] != '\0';
	*ret_pending = *ret_current;
	return FH_NVML_SUCCESS;
}

int nvmlDeviceGetMaxMigDeviceCount(struct fh_nvml_device *device,
				   unsigned *ret);
int nvmlDeviceGetMaxMigDeviceCount(struct fh_nvml_device *device,
				   unsigned *ret)
{
	(void) device;
	*ret = 7;
	return FH_NVML_SUCCESS;
}

int nvmlDeviceGetMigDeviceHandleByIndex(struct fh_nvml_device *device,
					unsigned index,
					struct fh_nvml_device **ret);
int nvmlDeviceGetMigDeviceHandleByIndex(struct fh_nvml_device *device,
					unsigned index,
					struct fh_nvml_device **ret)
{
	struct gpu gpu = look().gpu[device->gpu];

	if (index > 6 || !slice_of(gpu.slices, index))
		return NOT_FOUND;
	*ret = &handle[device->gpu][index + 1];
	**ret = (struct fh_nvml_device) { .gpu = device->gpu,
					  .instance = (int) index };
	return FH_NVML_SUCCESS;
}

int nvmlDeviceGetAttributes_v2(struct fh_nvml_device *device,
			       struct fh_nvml_attributes *ret);
int nvmlDeviceGetAttributes_v2(struct fh_nvml_device *device,
			       struct fh_nvml_attributes *ret)
{
	struct gpu gpu = look().gpu[device->gpu];

	if (device->instance < 0)
		return NOT_SUPPORTED;
	memset(ret, 0, sizeof(*ret));
	ret->compute_instance_slices =
		slice_of(gpu.slices, (unsigned) device->instance);
	return FH_NVML_SUCCESS;
}

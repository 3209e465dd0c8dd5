/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NVIDIA's management library: see fh_nvml_calls.h. */
#include "fh_nvml_calls.h"
#include "fh_sensor_library.h"

#define LIBRARY "libnvidia-ml.so.1"
#define CALL(member) offsetof(struct fh_nvml_calls, member)

static const struct fh_sensor_symbol symbols[] = {
	{ "nvmlInit_v2", CALL(init) },
	{ "nvmlShutdown", CALL(shutdown) },
	{ "nvmlErrorString", CALL(error_string) },
	{ "nvmlDeviceGetCount_v2", CALL(device_count) },
	{ "nvmlDeviceGetHandleByIndex_v2", CALL(device) },
	{ "nvmlDeviceGetMinorNumber", CALL(minor_number) },
	{ "nvmlDeviceGetPciInfo_v3", CALL(pci_info) },
	{ "nvmlDeviceGetTotalEnergyConsumption", CALL(total_energy) },
	{ "nvmlDeviceGetPowerUsage", CALL(power_usage) },
	{ "nvmlDeviceGetMigMode", CALL(mig_mode) },
	{ "nvmlDeviceGetMaxMigDeviceCount", CALL(max_mig_devices) },
	{ "nvmlDeviceGetMigDeviceHandleByIndex", CALL(mig_device) },
	{ "nvmlDeviceGetAttributes_v2", CALL(attributes) },
};

int fh_nvml_load(const char *root, struct fh_nvml_calls *ret,
		 void **ret_library, struct fh_error *err)
{
	return fh_sensor_library_load(root, LIBRARY, symbols,
				      sizeof(symbols) / sizeof(*symbols), ret,
				      ret_library, err);
}

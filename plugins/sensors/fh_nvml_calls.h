/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is used of NVIDIA's management library, libnvidia-ml.so.1, declared
 * here so that no header of theirs is needed.  Types are theirs by layout.
 */
#ifndef FH_NVML_CALLS_H
#define FH_NVML_CALLS_H

#include "fh_error.h"

#define FH_NVML_SUCCESS 0
#define FH_NVML_DRIVER_NOT_LOADED 9

struct fh_nvml_device;		/* opaque */

/* nvmlPciInfo_t */
struct fh_nvml_pci {
	char bus_id_legacy[16];
	unsigned domain;
	unsigned bus;
	unsigned device;
	unsigned pci_device_id;	/* device << 16 | vendor */
	unsigned pci_subsystem_id;
	char bus_id[32];
};

/* nvmlDeviceAttributes_t */
struct fh_nvml_attributes {
	unsigned multiprocessors;
	unsigned copy_engines;
	unsigned decoders;
	unsigned encoders;
	unsigned jpegs;
	unsigned ofas;
	unsigned gpu_instance_slices;
	unsigned compute_instance_slices;
	unsigned long long memory_mb;
};

/* Each returns FH_NVML_SUCCESS or another number, unless it says otherwise. */
struct fh_nvml_calls {
	int (*init)(void);
	int (*shutdown)(void);
	const char *(*error_string)(int code);
	int (*device_count)(unsigned *ret);
	int (*device)(unsigned index, struct fh_nvml_device **ret);
	int (*minor_number)(struct fh_nvml_device *device, unsigned *ret);
	int (*pci_info)(struct fh_nvml_device *device,
			struct fh_nvml_pci *ret);
	int (*total_energy)(struct fh_nvml_device *device,
			    unsigned long long *ret_mj);
	int (*power_usage)(struct fh_nvml_device *device, unsigned *ret_mw);
	int (*mig_mode)(struct fh_nvml_device *device, unsigned *ret_current,
			unsigned *ret_pending);
	int (*max_mig_devices)(struct fh_nvml_device *device, unsigned *ret);
	int (*mig_device)(struct fh_nvml_device *device, unsigned index,
			  struct fh_nvml_device **ret);
	int (*attributes)(struct fh_nvml_device *device,
			  struct fh_nvml_attributes *ret);
};

/*
 * Load the library; root as for fh_sensor_library_load().
 * ret_library:  for dlclose(); NULL: this node has none.
 * Returns 0, or -1 with err set.
 */
int fh_nvml_load(const char *root, struct fh_nvml_calls *ret,
		 void **ret_library, struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a machine has, as hwloc sees it: sockets, cores, memory, and every
 * accelerator by its place on the PCI bus.  A board that has several drivers
 * shows up as several OS devices and as one PCI device, so those are counted.
 */
#ifndef FREEHOLD_MACHINE_H
#define FREEHOLD_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugins/common/fh_catalog.h"
#include "plugins/common/fh_error.h"

#define DEVICE_BUS_SIZE 32	/* "0000:5f:00.0" */
#define DEVICE_FILE_SIZE 64	/* "/dev/dri/renderD128" */
#define DEVICE_MODE_SIZE 16

struct device {
	unsigned vendor, product;	/* PCI ids */
	unsigned pci_class;		/* 0x0302 */
	char bus[DEVICE_BUS_SIZE];
	int accel;		/* index into the catalogue; -1: not there */
	int rival;		/* another entry with the same id, or -1 */
	char *cores;		/* near it, as Slurm numbers them: "0-15";
				 * NULL: all, or not known */
	char file[DEVICE_FILE_SIZE];	/* "": not known */
	bool file_assumed;	/* from its place in the order on the bus */
	unsigned parts;		/* devices it is divided into; 1: whole;
				 * 0: several, not known how many */
	char mode[DEVICE_MODE_SIZE];	/* of the division: "CPX", "MIG" */
};

struct machine {
	unsigned sockets;
	unsigned cores;		/* per socket */
	unsigned threads;	/* per core */
	bool uneven;		/* sockets or cores differ: the most is told */
	int64_t memory_mib;	/* or FH_UNKNOWN */
	struct device *device;	/* in the order of the bus */
	size_t count;
};

/*
 * xml:      hwloc's file of another machine; NULL: this machine.
 * catalog:  to know accelerators by their ids.
 * ret:      empty before; to machine_clear() after success.
 * Returns 0, or -1 with err set.
 */
int machine_read(const char *xml, const struct fh_catalog *catalog,
		 struct machine *ret, struct fh_error *err);

/*
 * Find the devices' files, and how they are divided.
 * root:  where the machine's /sys, /proc and /dev are: "" for this one;
 *        NULL: out of reach, so that files are assumed.
 */
void machine_find_files(struct machine *machine, const char *root);

void machine_clear(struct machine *machine);

#endif

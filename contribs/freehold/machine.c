/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A machine by hwloc: see machine.h. */
#include "fh_config.h"

#include <errno.h>
#include <hwloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contribs/freehold/machine.h"
#include "plugins/common/fh_units.h"

/* PCI classes; see PCI Code and ID Assignment, section 1. */
enum {
	CLASS_3D = 0x0302,
	CLASS_DISPLAY = 0x0380,
	CLASS_ACCELERATOR = 0x1200,
};

static int load(hwloc_topology_t topology, const char *xml,
		struct fh_error *err)
{
	/* Some accelerators have a PCI class of their own. */
	hwloc_topology_set_type_filter(topology, HWLOC_OBJ_PCI_DEVICE,
				       HWLOC_TYPE_FILTER_KEEP_ALL);
	hwloc_topology_set_type_filter(topology, HWLOC_OBJ_OS_DEVICE,
				       HWLOC_TYPE_FILTER_KEEP_ALL);
	if ((!xml || !hwloc_topology_set_xml(topology, xml)) &&
	    !hwloc_topology_load(topology))
		return 0;
	if (!xml)
		return fh_err(err, "hwloc could not read this machine: %s",
			      strerror(errno));
	return fh_err(err, "%s cannot be read, or is no file of hwloc 2 "
		      "(lstopo --of xml writes one)", xml);
}

/* The most children of a type that one object of another type has. */
static unsigned most_inside(hwloc_topology_t topology, hwloc_obj_type_t outer,
			    hwloc_obj_type_t inner, bool *ret_uneven)
{
	hwloc_obj_t obj = NULL;
	unsigned most = 0;

	while ((obj = hwloc_get_next_obj_by_type(topology, outer, obj))) {
		int n = hwloc_get_nbobjs_inside_cpuset_by_type(
			topology, obj->cpuset, inner);

		if (most && n != (int) most)
			*ret_uneven = true;
		if (n > (int) most)
			most = (unsigned) n;
	}
	return most;
}

/* As slurmd counts its own; a file has hwloc's sum only. */
static int64_t memory_mib(hwloc_topology_t topology, bool here)
{
	uint64_t bytes = hwloc_get_root_obj(topology)->total_memory;

	if (here)
		bytes = (uint64_t) sysconf(_SC_PHYS_PAGES) *
			(uint64_t) sysconf(_SC_PAGESIZE);
	return bytes ? (int64_t) (bytes >> 20) : FH_UNKNOWN;
}

static void read_processors(hwloc_topology_t topology, bool here,
			    struct machine *ret)
{
	int sockets = hwloc_get_nbobjs_by_type(topology, HWLOC_OBJ_PACKAGE);

	ret->sockets = sockets > 0 ? (unsigned) sockets : 1;
	ret->cores = most_inside(topology,
				 sockets > 0 ? HWLOC_OBJ_PACKAGE :
					       HWLOC_OBJ_MACHINE,
				 HWLOC_OBJ_CORE, &ret->uneven);
	ret->threads = most_inside(topology, HWLOC_OBJ_CORE, HWLOC_OBJ_PU,
				   &ret->uneven);
	ret->memory_mib = memory_mib(topology, here);
}

/* The entry with that id behind the one at after, or -1. */
static int find_id(const struct fh_catalog *catalog, unsigned vendor,
		   unsigned product, int after)
{
	char id[16];

	snprintf(id, sizeof(id), "%04x:%04x", vendor, product);
	for (size_t i = (size_t) (after + 1); i < catalog->count; i++)
		if (fh_strlist_has_any_case(&catalog->accel[i].pci_ids, id))
			return (int) i;
	return -1;
}

/* Has a driver for computing, or the vendor's own library, found it? */
static bool computes(hwloc_obj_t pci)
{
	hwloc_obj_t os = NULL;

	while ((os = hwloc_get_next_child(NULL, pci, os)))
		if (os->type == HWLOC_OBJ_OS_DEVICE &&
		    (os->attr->osdev.type == HWLOC_OBJ_OSDEV_COPROC ||
		     (os->subtype && (!strcmp(os->subtype, "NVML") ||
				      !strcmp(os->subtype, "RSMI")))))
			return true;
	return false;
}

/* Is a device that is not in the catalogue an accelerator all the same? */
static bool looks_like_one(hwloc_obj_t pci)
{
	switch (pci->attr->pcidev.class_id) {
	case CLASS_3D:
	case CLASS_DISPLAY:
	case CLASS_ACCELERATOR:
		return true;
	default:	/* a VGA card mostly is a service processor's screen */
		return computes(pci);
	}
}

/* Append "0-15" or ",40-55". */
static char *add_range(char *list, unsigned first, unsigned last)
{
	char *longer = NULL;
	int rc;

	if (first == last)
		rc = asprintf(&longer, "%s%s%u", list ? list : "",
			      list ? "," : "", first);
	else
		rc = asprintf(&longer, "%s%s%u-%u", list ? list : "",
			      list ? "," : "", first, last);
	free(list);
	return rc < 0 ? NULL : longer;
}

/* hwloc numbers cores by socket, as Slurm's Cores= does. */
static char *cores_near(hwloc_topology_t topology, hwloc_obj_t pci)
{
	hwloc_obj_t near = hwloc_get_non_io_ancestor_obj(topology, pci);
	unsigned first = 0, next = 0;
	hwloc_obj_t core = NULL;
	char *list = NULL;

	if (!near || hwloc_bitmap_isequal(near->cpuset,
					  hwloc_get_root_obj(topology)->cpuset))
		return NULL;
	while ((core = hwloc_get_next_obj_inside_cpuset_by_type(
			topology, near->cpuset, HWLOC_OBJ_CORE, core))) {
		if (next && core->logical_index != next) {
			list = add_range(list, first, next - 1);
			next = 0;
		}
		if (!next)
			first = core->logical_index;
		next = core->logical_index + 1;
	}
	return next ? add_range(list, first, next - 1) : list;
}

/*
 * What the machine's file knows of the device's own file, and into how many
 * devices ROCm divides it.
 */
static void read_os_devices(hwloc_obj_t pci, struct device *ret)
{
	hwloc_obj_t os = NULL;
	unsigned rsmi = 0;

	while ((os = hwloc_get_next_child(NULL, pci, os))) {
		if (os->type != HWLOC_OBJ_OS_DEVICE || !os->name)
			continue;
		if (!strncmp(os->name, "renderD", 7))
			snprintf(ret->file, sizeof(ret->file), "/dev/dri/%s",
				 os->name);
		rsmi += !strncmp(os->name, "rsmi", 4);
	}
	if (rsmi > 1)
		ret->parts = rsmi;
}

static void fill_device(hwloc_topology_t topology, hwloc_obj_t pci, int accel,
			const struct fh_catalog *catalog, struct device *ret)
{
	const struct hwloc_pcidev_attr_s *attr = &pci->attr->pcidev;

	*ret = (struct device) {
		.vendor = attr->vendor_id,
		.product = attr->device_id,
		.pci_class = attr->class_id,
		.accel = accel,
		.rival = -1,
		.cores = cores_near(topology, pci),
		.parts = 1,
	};
	snprintf(ret->bus, sizeof(ret->bus), "%04x:%02x:%02x.%x",
		 (unsigned) attr->domain, attr->bus, attr->dev, attr->func);
	if (accel >= 0)
		ret->rival = find_id(catalog, ret->vendor, ret->product,
				     accel);
	read_os_devices(pci, ret);
}

static int by_bus(const void *a, const void *b)
{
	return strcmp(((const struct device *) a)->bus,
		      ((const struct device *) b)->bus);
}

static int read_devices(hwloc_topology_t topology,
			const struct fh_catalog *catalog, struct machine *ret,
			struct fh_error *err)
{
	hwloc_obj_t pci = NULL;

	while ((pci = hwloc_get_next_pcidev(topology, pci))) {
		int accel = find_id(catalog, pci->attr->pcidev.vendor_id,
				    pci->attr->pcidev.device_id, -1);
		struct device *more;

		if (accel < 0 && !looks_like_one(pci))
			continue;
		more = realloc(ret->device, (ret->count + 1) * sizeof(*more));
		if (!more)
			return fh_err_nomem(err);
		ret->device = more;
		fill_device(topology, pci, accel, catalog,
			    &more[ret->count++]);
	}
	if (ret->count)
		qsort(ret->device, ret->count, sizeof(*ret->device), by_bus);
	return 0;
}

int machine_read(const char *xml, const struct fh_catalog *catalog,
		 struct machine *ret, struct fh_error *err)
{
	hwloc_topology_t topology;
	int rc;

	if (hwloc_topology_init(&topology))
		return fh_err_nomem(err);
	rc = load(topology, xml, err);
	if (!rc) {
		read_processors(topology, !xml, ret);
		rc = read_devices(topology, catalog, ret, err);
	}
	hwloc_topology_destroy(topology);
	if (rc)
		machine_clear(ret);
	return rc;
}

void machine_clear(struct machine *machine)
{
	for (size_t i = 0; i < machine->count; i++)
		free(machine->device[i].cores);
	free(machine->device);
	memset(machine, 0, sizeof(*machine));
}

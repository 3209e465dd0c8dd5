/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The device file of every accelerator, from what its driver says in /sys
 * and /proc, and whether it is divided into several.
 */
#include "fh_config.h"

#include <dirent.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contribs/freehold/machine.h"
#include "plugins/common/fh_file.h"

#define SMALL_FILE 4096

/*
 * How a vendor's driver numbers its files.  On another machine the n-th
 * device of a vendor on the bus is taken for the n-th file.
 */
static const struct vendor {
	unsigned id;
	const char *file;
	unsigned first;
} vendors[] = {
	{ 0x10de, "/dev/nvidia%u", 0 },
	{ 0x1002, "/dev/dri/renderD%u", 128 },
	{ 0x8086, "/dev/dri/renderD%u", 128 },
	{ 0x1da3, "/dev/accel/accel%u", 0 },
	{ 0x1ae0, "/dev/accel%u", 0 },
	{ 0x1d0f, "/dev/neuron%u", 0 },
};

/* Directories below a PCI device in which its driver puts its names. */
static const struct {
	const char *dir, *prefix;
	const char *dev[2];	/* where the file is: the first that exists */
} sysfs_names[] = {
	{ "drm", "renderD", { "/dev/dri/", NULL } },
	{ "accel", "accel", { "/dev/accel/", "/dev/" } },
	{ "neuron_device", "neuron", { "/dev/", NULL } },
};

/* A path below root; false when it is too long for any file. */
static bool path_of(char path[PATH_MAX], const char *root, const char *fmt,
		    ...) __attribute__((format(printf, 3, 4)));

static bool path_of(char path[PATH_MAX], const char *root, const char *fmt,
		    ...)
{
	size_t len = strlen(root);
	va_list args;
	int more;

	if (len >= PATH_MAX)
		return false;
	memcpy(path, root, len);
	va_start(args, fmt);
	more = vsnprintf(path + len, PATH_MAX - len, fmt, args);
	va_end(args);
	return more >= 0 && (size_t) more < PATH_MAX - len;
}

/* A small file's text, to free, or NULL. */
static char *slurp(const char *path)
{
	char *text = NULL;
	size_t len;

	return fh_file_read(path, SMALL_FILE, &text, &len, NULL) ? NULL : text;
}

/*
 * How many names in a directory begin so.
 * ret_first:  one of them, to free; NULL: none is wanted.
 */
static unsigned count_names(const char *path, const char *prefix,
			    char **ret_first)
{
	struct dirent *entry;
	DIR *dir = opendir(path);
	unsigned n = 0;

	while (dir && (entry = readdir(dir))) {
		if (strncmp(entry->d_name, prefix, strlen(prefix)))
			continue;
		if (!n++ && ret_first)
			*ret_first = strdup(entry->d_name);
	}
	if (dir)
		closedir(dir);
	return n;
}

/* /dev/nvidiaN: N is the minor that its driver tells, not its order. */
static bool find_nvidia(const char *root, struct device *device)
{
	char path[PATH_MAX], *text, *minor;
	unsigned n;
	bool ret = false;

	if (!path_of(path, root, "/proc/driver/nvidia/gpus/%s/information",
		     device->bus) ||
	    !(text = slurp(path)))
		return false;
	minor = strstr(text, "Device Minor:");
	if (minor && sscanf(minor, "Device Minor: %u", &n) == 1) {
		snprintf(device->file, sizeof(device->file), "/dev/nvidia%u",
			 n);
		ret = true;
	}
	free(text);
	return ret;
}

static void take_name(const char *root, const char *const dev[2],
		      const char *name, struct device *device)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < 2 && dev[i]; i++) {
		snprintf(device->file, sizeof(device->file), "%s%s", dev[i],
			 name);
		if (path_of(path, root, "%s", device->file) &&
		    !access(path, F_OK))
			return;
	}
}

static bool find_in_sysfs(const char *root, struct device *device)
{
	char path[PATH_MAX], *name = NULL;

	for (size_t i = 0; i < sizeof(sysfs_names) / sizeof(*sysfs_names);
	     i++) {
		if (!path_of(path, root, "/sys/bus/pci/devices/%s/%s",
			     device->bus, sysfs_names[i].dir) ||
		    !count_names(path, sysfs_names[i].prefix, &name) || !name)
			continue;
		take_name(root, sysfs_names[i].dev, name, device);
		free(name);
		return true;
	}
	return false;
}

/* A device handed to user space has its group's file: /dev/vfio/N. */
static bool find_vfio(const char *root, struct device *device)
{
	char path[PATH_MAX], target[PATH_MAX];
	const char *group;
	ssize_t len;
	int wrote;

	if (!path_of(path, root, "/sys/bus/pci/devices/%s/iommu_group",
		     device->bus) ||
	    (len = readlink(path, target, sizeof(target) - 1)) < 0)
		return false;
	target[len] = '\0';
	group = strrchr(target, '/');
	group = group ? group + 1 : target;
	if (!path_of(path, root, "/dev/vfio/%s", group) || access(path, F_OK))
		return false;
	wrote = snprintf(device->file, sizeof(device->file), "/dev/vfio/%s",
			 group);
	return wrote > 0 && (size_t) wrote < sizeof(device->file);
}

/* MIG: as many instances as the driver has capabilities for. */
static void count_mig(const char *root, struct device *device)
{
	char path[PATH_MAX];
	unsigned minor, n;

	if (sscanf(device->file, "/dev/nvidia%u", &minor) != 1 ||
	    !path_of(path, root, "/proc/driver/nvidia/capabilities/gpu%u/mig",
		     minor) ||
	    !(n = count_names(path, "gi", NULL)))
		return;
	device->parts = n;
	strcpy(device->mode, "MIG");
}

/*
 * How many devices each of AMD's compute partitions makes of one; with CPX
 * that depends on the product.
 */
static void read_amd_mode(const char *root, struct device *device)
{
	static const struct {
		const char *mode;
		unsigned parts;
	} modes[] = { { "DPX", 2 }, { "TPX", 3 }, { "QPX", 4 }, { "CPX", 0 } };
	char path[PATH_MAX], *text;

	if (!path_of(path, root,
		     "/sys/bus/pci/devices/%s/current_compute_partition",
		     device->bus) ||
	    !(text = slurp(path)))
		return;
	text[strcspn(text, "\n")] = '\0';
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++) {
		if (strcmp(text, modes[i].mode))
			continue;
		strcpy(device->mode, modes[i].mode);
		if (device->parts == 1)
			device->parts = modes[i].parts;
	}
	free(text);
}

static const struct vendor *find_vendor(unsigned id)
{
	for (size_t i = 0; i < sizeof(vendors) / sizeof(*vendors); i++)
		if (vendors[i].id == id)
			return &vendors[i];
	return NULL;
}

/* Those before it on the bus whose files are numbered in the same row. */
static unsigned place_of(const struct machine *machine, size_t device,
			 const struct vendor *vendor)
{
	unsigned n = 0;

	for (size_t i = 0; i < device; i++) {
		const struct vendor *other =
			find_vendor(machine->device[i].vendor);

		n += other && !strcmp(other->file, vendor->file);
	}
	return n;
}

static void assume_file(struct machine *machine, size_t i)
{
	struct device *device = &machine->device[i];
	const struct vendor *vendor = find_vendor(device->vendor);

	if (!vendor)
		return;
	snprintf(device->file, sizeof(device->file), vendor->file,
		 vendor->first + place_of(machine, i, vendor));
	device->file_assumed = true;
}

void machine_find_files(struct machine *machine, const char *root)
{
	for (size_t i = 0; i < machine->count; i++) {
		struct device *device = &machine->device[i];

		if (root && (find_nvidia(root, device) ||
			     find_in_sysfs(root, device) ||
			     find_vfio(root, device))) {
			count_mig(root, device);
			read_amd_mode(root, device);
		} else if (!*device->file) {
			assume_file(machine, i);
		}
	}
}

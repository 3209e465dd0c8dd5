/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of freehold detect. */
#ifndef FREEHOLD_DETECT_H
#define FREEHOLD_DETECT_H

#include <stdio.h>

#include "contribs/freehold/machine.h"
#include "plugins/common/fh_catalog.h"
#include "plugins/common/fh_zone.h"

/* A machine, by what it is called and where it is. */
struct detected {
	const char *node;	/* as Slurm names it */
	struct machine machine;
	struct fh_catalog catalog;
	struct fh_zones zones;	/* empty without zones.json */
	int zone;		/* the node's, or FH_NO_ZONE */
	bool is_member;		/* zones.json has it there */
};

/* A run of devices that one line of gres.conf says. */
struct detected_group {
	int accel;		/* index into the catalogue */
	const char *cores;	/* or NULL */
	size_t first, count;	/* devices, by their place in the machine */
	char files[DEVICE_FILE_SIZE + 32];	/* "/dev/nvidia[0-3]"; "" */
};

/*
 * The group that begins at the device, or behind it: same type, same cores,
 * files that follow on each other.  Devices that are in no catalogue are
 * passed over.
 * Returns false when there is none.
 */
bool detect_group(const struct detected *detected, size_t from,
		  struct detected_group *ret);

/* How many devices of the type there are; those divided count as one. */
size_t detect_count(const struct detected *detected, size_t accel);

/* The flag of gres.conf that fits how the type is told its devices. */
const char *detect_gres_flag(const struct fh_accel *accel);

/* The files, or the node's part of them, and what is to be known of it. */
void detect_print_gres(const struct detected *detected, FILE *out);
void detect_print_slurm(const struct detected *detected, FILE *out);
void detect_print_zones(const struct detected *detected, FILE *out);
void detect_print_node(const struct detected *detected, FILE *out);
void detect_print_notes(const struct detected *detected, FILE *out);

/*
 * Tell where the live slurm.conf and gres.conf differ from the machine.
 * gres_conf:  the file; NULL: beside slurm.conf.
 * Returns how many differences were printed, or -1 with err set.
 */
int detect_compare(const struct detected *detected, const char *gres_conf,
		   FILE *out, struct fh_error *err);

#endif

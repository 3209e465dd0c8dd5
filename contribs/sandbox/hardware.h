/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The simulated nodes and their meters, as DIR/meters lists them. */
#ifndef HARDWARE_H
#define HARDWARE_H

#include <stddef.h>
#include <stdint.h>

#include "contribs/sandbox/meter_form.h"

#define PATH_SIZE 4096
#define TRUTH_LINE 96		/* bytes of a line of the file "truth" */
#define MAX_W 100000

struct node {
	char name[METER_NAME_SIZE];
	size_t first, count;	/* of its meters */
	int watch;		/* inotify's descriptor of its directory */
	int truth_fd;
	char *truth;		/* TRUTH_LINE bytes per meter */
};

struct hardware {
	const char *dir;
	struct meter *meter;
	size_t meter_count;
	struct node *node;
	size_t node_count;
	int64_t at_ns;		/* counted so far until */
	int notify_fd;
};

/* Read hw->dir/meters and open all files.  Does not return from an error. */
void hardware_read(struct hardware *hw);

/* DIR/NODE/FILE, in a buffer of PATH_SIZE bytes. */
const char *hardware_path(const struct hardware *hw, const char *node,
			  const char *file, char *path);

/* Tells errno's error and ends the program. */
_Noreturn void hardware_die(const char *what, const char *which);

#endif

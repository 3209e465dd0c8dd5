/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What gres.conf says of one node's accelerators. */
#ifndef FREEHOLD_GRES_CONF_H
#define FREEHOLD_GRES_CONF_H

#include <stdbool.h>
#include <stddef.h>

#include "plugins/common/fh_error.h"
#include "plugins/common/fh_strlist.h"

/* One line "Name=gpu ..." that is for the node. */
struct gres_line {
	char *path;		/* of the file it is in */
	unsigned number;	/* there */
	char *type;		/* or NULL */
	struct fh_strlist files;	/* expanded */
	char *cores;		/* as written, or NULL */
	char *flags;		/* as written, or NULL */
};

struct gres_conf {
	bool automatic;		/* AutoDetect finds the devices */
	struct gres_line *line;
	size_t count;
};

/*
 * Read a gres.conf; its Include lines are followed.
 * node:  lines for others are passed over; those without NodeName count.
 * ret:   empty before; to gres_conf_clear(), also after a failure.
 * Returns 0, or -1 with err set.
 */
int gres_conf_read(const char *path, const char *node, struct gres_conf *ret,
		   struct fh_error *err);

void gres_conf_clear(struct gres_conf *conf);

#endif

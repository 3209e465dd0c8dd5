/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the datasets of resolved terms are on this node. */
#ifndef SPANK_PLACES_H
#define SPANK_PLACES_H

#include <stdbool.h>
#include <sys/types.h>

#include "fh_mask.h"
#include "fh_result.h"

/* What is at a place. */
struct fh_spank_found {
	bool is_directory;
	bool is_read_only;	/* its mount is; FH_MASK_READ_ONLY only */
	dev_t dev;
	ino_t ino;
};

struct fh_spank_places {
	struct fh_mask_place *place;
	struct fh_spank_found *found;
	size_t count;
};

/*
 * Look every declared path up in the caller's mount namespace, symbolic links
 * followed; those that do not exist are left out.
 * ret:  to fh_spank_places_clear, also after a failure.
 * Returns 0, or -1 with err set: a path cannot be looked at.
 */
int fh_spank_places_find(const struct fh_result *terms,
			 struct fh_spank_places *ret, struct fh_error *err);

/*
 * Open place i again, once more without following a link.
 * Returns an O_PATH descriptor, or -1 with err set: it is another file now.
 */
int fh_spank_places_open(const struct fh_spank_places *places, size_t i,
			 struct fh_error *err);

/*
 * Where a file of the caller is, malloc'ed; NULL with errno.
 * fd:  one of its descriptors, by number.
 */
char *fh_spank_where_is(int fd);

void fh_spank_places_clear(struct fh_spank_places *places);

#endif

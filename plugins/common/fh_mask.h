/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which mounts keep a task from the datasets that its job does not have, and
 * in which order.  The paths are those found on the node, with every symbolic
 * link followed, so they may lie inside of each other though the declared ones
 * do not.
 */
#ifndef FH_MASK_H
#define FH_MASK_H

#include <stdbool.h>
#include <stddef.h>

#include "fh_error.h"

/* What is to become of a place; in the order in which it is done. */
enum fh_mask_kind {
	FH_MASK_OPEN,		/* granted and writable: nothing is done */
	FH_MASK_READ_ONLY,	/* granted read-only, with all mounts below */
	FH_MASK_HIDE,		/* not granted */
};

struct fh_mask_place {
	enum fh_mask_kind kind;
	const char *dataset;	/* for messages; NULL when it is to be hidden,
				 * since its name is not the job's business */
	char *path;		/* absolute and free of symbolic links */
};

/* Is path the place, or inside of it? */
bool fh_mask_covers(const struct fh_mask_place *place, const char *path);

/*
 * The places that need a mount, in order: what is outside before what is
 * inside, read-only ones before hidden ones, so that a hidden place inside of
 * a granted one stays hidden.  A place inside of one of its own kind needs
 * none.
 * ret_order:  room for count indices into place; filled with *ret_count.
 * Returns 0, or -1 with err set: a granted place is inside of a hidden one, or
 * a writable one inside of a read-only one, so that no order does justice to
 * both; or a place is the whole tree.
 */
int fh_mask_plan(const struct fh_mask_place *place, size_t count,
		 size_t *ret_order, size_t *ret_count, struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A job's datasets on its node: what its resolved terms hide is hidden, what
 * they grant read-only is read-only, in a mount namespace.
 */
#ifndef SPANK_MASK_H
#define SPANK_MASK_H

#include <stdbool.h>

#include "fh_result.h"

/* Do the terms speak of datasets? */
bool fh_spank_mask_needed(const struct fh_result *terms);

/*
 * Make the terms hold in the mount namespace that the caller is in.  Declared
 * paths that do not exist need nothing.
 * dir:  the directory of terms; an empty directory and an empty file are made
 *       there, which lie over what is hidden.
 * Returns 0, or -1 with err set: they do not hold, and nothing may run.
 */
int fh_spank_mask_set(const struct fh_result *terms, const char *dir,
		      struct fh_error *err);

/*
 * Do they hold in the namespace that the caller is in?  Also: is none of its
 * open files inside of what they hide?
 * Returns 0, or -1 with err set.
 */
int fh_spank_mask_verify(const struct fh_result *terms, const char *dir,
			 struct fh_error *err);

#endif

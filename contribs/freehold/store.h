/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where slurmctld's bundles are: the directory "freehold" in its
 * StateSaveLocation, written as that directory's owner so that SlurmUser can
 * read what root activates.
 */
#ifndef FREEHOLD_STORE_H
#define FREEHOLD_STORE_H

#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_error.h"

/*
 * The store's directory.
 * state_dir:  StateSaveLocation, or NULL: what slurm.conf says.
 * Returns a malloc'ed path for the caller to free, or NULL with err set.
 */
char *store_path(const char *state_dir, struct fh_error *err);

/*
 * Archive the bundle and make it the active one.  Root takes on owner and
 * group of the store's parent while it writes.
 * Returns 0, or -1 with err set; the bundle active before then stays so.
 */
int store_activate(const char *store, const char *bundle,
		   struct fh_error *err);

/*
 * The text of the active bundle.
 * ret_text:  malloc'ed; NULL when no bundle was ever activated.
 * Returns 0, or -1 with err set.
 */
int store_read_active(const char *store, char **ret_text,
		      struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The published copy: what of a bundle every user may see, as a bundle that
 * scost reads.
 */
#ifndef FREEHOLD_PUBLISH_H
#define FREEHOLD_PUBLISH_H

#include "plugins/common/fh_error.h"

/*
 * Catalogue, sites, zones, unit prices and the nodes' sensors as they are;
 * of what is owned unit prices alone (publish_rates.h); of the policy only
 * what its classes allow and deny; no account, no dataset.
 * Returns the canonical text, malloc'ed for the caller to free, or NULL with
 * err set.
 */
char *publish_text(const char *bundle, struct fh_error *err);

/*
 * Write DIR/bundle.json, readable by all; its directory is made when it is
 * missing.
 * dir:  NULL: the file $FREEHOLD_PUBLISHED names, else the configured place.
 * Returns 0, or -1 with err set.
 */
int publish_write(const char *dir, const char *bundle, struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The whole configuration: five sources that were checked together, or the
 * bundle made of them.  Immutable once loaded, so that a decision can hold
 * one from start to end.
 */
#ifndef FH_CONF_H
#define FH_CONF_H

#include "fh_catalog.h"
#include "fh_diag.h"
#include "fh_digest.h"
#include "fh_meter.h"
#include "fh_policy.h"
#include "fh_rate.h"
#include "fh_source.h"
#include "fh_zone.h"

struct fh_conf {
	struct fh_catalog catalog;
	struct fh_zones zones;
	struct fh_policy policy;
	struct fh_rates rates;
	struct fh_meters meters;
	char digest[FH_DIGEST_HEX + 1];	/* of the bundle; "" from sources */
};

/*
 * Read the five sources from dir, and the files that they name, and check
 * them together.
 * ret_bundle: when not NULL, set on success to the canonical bundle text,
 *             malloc'ed, for the caller to free.
 * Returns the configuration (to fh_conf_free), or NULL with every mistake
 * found in diags.
 */
struct fh_conf *fh_conf_load_dir(const char *dir, char **ret_bundle,
				 struct fh_diags *diags);

/*
 * Read a bundle's text; its digest is computed and kept.
 * Returns as above.  A bundle of a newer schema is a mistake that says so.
 */
struct fh_conf *fh_conf_load_bundle(const char *name, const char *text,
				    size_t len, struct fh_diags *diags);

void fh_conf_free(struct fh_conf *conf);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The store of bundles: every configuration that was ever active, under its
 * SHA-256 digest, and which one is active now.
 *
 *   DIR/bundles/<64 hex digits>.json    0640, never changed
 *   DIR/active                          the digits and a newline
 */
#ifndef FH_BUNDLE_H
#define FH_BUNDLE_H

#include <stddef.h>

#include "fh_conf.h"
#include "fh_error.h"

/* SHA-256 of len bytes as 64 lower-case hex digits and a NUL. */
int fh_bundle_digest(const void *text, size_t len,
		     char ret[FH_DIGEST_HEX + 1], struct fh_error *err);

/*
 * Archive the bundle's text under its digest.  One that is there already is
 * compared and kept.
 * Returns 0, or -1 with err set.
 */
int fh_bundle_store(const char *dir, const char *text, size_t len,
		    char ret_digest[FH_DIGEST_HEX + 1], struct fh_error *err);

/* Make a stored bundle the active one, atomically.  Returns as above. */
int fh_bundle_activate(const char *dir, const char *digest,
		       struct fh_error *err);

/*
 * The active digest.
 * Returns 0, or -1 with err set; errno ENOENT when none was ever activated.
 */
int fh_bundle_active(const char *dir, char ret_digest[FH_DIGEST_HEX + 1],
		     struct fh_error *err);

/*
 * Read the stored bundle of that digest, check that its text has it, and
 * load it.
 * Returns the configuration, or NULL with err set (the first mistake, when
 * it has mistakes).
 */
struct fh_conf *fh_bundle_load(const char *dir, const char *digest,
			       struct fh_error *err);

#endif

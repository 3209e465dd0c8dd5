/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What --accel=any:COUNT, --accel-mem and --accel-runtime stand for under one
 * configuration.  Terms keep them as written, so that a type that is bought
 * later serves a job that waits.
 */
#ifndef FH_EXPAND_H
#define FH_EXPAND_H

#include "fh_conf.h"
#include "fh_error.h"
#include "fh_fleet.h"
#include "fh_request.h"

/*
 * Put types in the place of any: those of the catalogue that have the memory
 * and the runtime asked for, and that some node has, in the catalogue's order;
 * each pair of type and count once.  Types that were named and do not fit
 * (any more) are left out.
 * fleet:  NULL = not known: every type may be somewhere.
 * Returns 0, or -1 with err set and the request as it was: nothing is left, or
 * there are more than FH_EXPANDED_MAX.
 */
int fh_expand(const struct fh_conf *conf, const struct fh_fleet *fleet,
	      struct fh_request *request, struct fh_error *err);

/*
 * Do the types that the request names fit what else it says, and is its
 * runtime known?
 * Returns 0, or -1 with err set.
 */
int fh_expand_check(const struct fh_catalog *catalog,
		    const struct fh_request *request, struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What differs between two bundles, in an administrator's words. */
#ifndef FREEHOLD_DIFF_H
#define FREEHOLD_DIFF_H

#include <stddef.h>
#include <stdio.h>

#include "plugins/common/fh_error.h"

/*
 * Write one line per difference: "zone tx-main: power_cap_kw 400 -> 500".
 * was, now:     texts of bundles.
 * ret_changes:  lines written; set on success.
 * Returns 0, or -1 with err set.
 */
int diff_print(FILE *out, const char *was, const char *now,
	       size_t *ret_changes, struct fh_error *err);

#endif

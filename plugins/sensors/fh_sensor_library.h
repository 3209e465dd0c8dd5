/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Vendors' libraries that a node may have: all that is needed of one, or
 * nothing. */
#ifndef FH_SENSOR_LIBRARY_H
#define FH_SENSOR_LIBRARY_H

#include <stddef.h>

#include "fh_error.h"

/* Where a symbol's address goes in a struct of pointers, typed by its owner. */
struct fh_sensor_symbol {
	const char *name;
	size_t offset;
};

/*
 * Load a library: as the linker finds it, or, for simulated hardware, from
 * root/usr/lib.
 * symbol:  count of them; each is needed.
 * calls:   the struct of pointers; filled in on success only.
 * ret:     the library, for dlclose(); NULL: there is none.
 * Returns 0, or -1 with err set (it lacks a symbol, it doesn't load).
 */
int fh_sensor_library_load(const char *root, const char *name,
			   const struct fh_sensor_symbol *symbol,
			   size_t count, void *calls, void **ret,
			   struct fh_error *err);

#endif

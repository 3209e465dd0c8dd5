/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Device indices as Slurm writes them, in the words of a vendor's runtime. */
#ifndef SPANK_VISIBLE_H
#define SPANK_VISIBLE_H

#include "fh_catalog.h"
#include "fh_error.h"

#define FH_VISIBLE_DEVICE_MAX 65535	/* largest index */

/*
 * The value of a visible-device variable.
 * indices:           of the devices, as in SLURM_STEP_GPUS: "0,1" or
 *                    "0,1,4-5"; at most FH_ACCEL_COUNT_MAX of them.
 * form:              FH_VISIBLE_INDEX: "0,1,4,5";
 *                    FH_VISIBLE_UNITS: "0-15,32-47", the units of every
 *                    device, neighbours joined.
 * units_per_device:  1 .. 1024, for FH_VISIBLE_UNITS.
 * Returns a malloc'ed string for the caller to free, or NULL with err set.
 */
char *fh_visible_value(const char *indices, enum fh_visible_form form,
		       unsigned units_per_device, struct fh_error *err);

#endif

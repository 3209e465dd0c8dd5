/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Freehold's options as SPANK knows them. */
#ifndef SPANK_OPTIONS_H
#define SPANK_OPTIONS_H

#include <slurm/spank.h>
#include <stddef.h>

#include "fh_option.h"

/*
 * Register every option of fh_option.h; the callback gets the enum fh_option
 * as its value.
 * callback:  NULL in slurmstepd, where the options are known and unused.
 * Returns 0, or -1 after logging what Slurm refused.
 */
int fh_spank_options_register(spank_t sp, spank_opt_cb_f callback);

/* The variables in which Slurm carries an option from process to process. */
enum fh_spank_carrier {
	/* In the job-control environment, and set by Slurm in the client's
	 * own: "_SLURM_SPANK_OPTION_freehold_accel_wait". */
	FH_CARRIER_AUTOMATIC,
	/* How the first one comes back from a job's environment:
	 * "SLURM_SPANK__SLURM_SPANK_OPTION_freehold_accel_wait". */
	FH_CARRIER_AUTOMATIC_INHERITED,
	/* How our own variable comes back:
	 * "SLURM_SPANK_FREEHOLD_ACCEL_WAIT". */
	FH_CARRIER_OWN_INHERITED,
	FH_CARRIER_COUNT
};

/* Write such a variable's name into buf, always terminated; returns buf. */
char *fh_spank_option_carrier(enum fh_option option,
			      enum fh_spank_carrier carrier, char *buf,
			      size_t size);

#endif

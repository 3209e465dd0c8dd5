/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Accelerators and the jobs that held them in one interval. */
#ifndef FH_HOLDINGS_H
#define FH_HOLDINGS_H

#include "plugins/energy/fh_metering.h"
#include "plugins/energy/fh_usage.h"

/*
 * A device that was held for a part of the interval only is two entries: the
 * held part, and the rest, which is idle.
 */
struct fh_holdings {
	struct fh_energy_device *entry;	/* two per metered device */
	size_t entry_count;
	int *device;			/* of each entry */
	struct fh_energy_hold *hold;
	int64_t *part;			/* of each hold, in the end */
	size_t hold_count, hold_max;
};

/*
 * Find who held what; where its energy comes from goes into the jobs'
 * source.
 * holdings:  overwritten; to fh_holdings_clear() after success.
 * Returns 0, or -1 with err set (no memory).
 */
int fh_holdings_make(struct fh_holdings *holdings, struct fh_state *state,
		     const struct fh_usage *usage,
		     const struct fh_metering *metering, struct fh_error *err);

/* Work out the part of each holder. */
void fh_holdings_split(struct fh_holdings *holdings);

/* The job's energy of those devices, after fh_holdings_split(). */
int64_t fh_holdings_uj(const struct fh_holdings *holdings, uint32_t job,
		       const struct fh_device_set *devices);

void fh_holdings_clear(struct fh_holdings *holdings);

#endif

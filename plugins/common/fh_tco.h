/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Owned against cloud for the same work, per accelerator type.
 *
 *   owned        = fixed + (energy + other) x used hours
 *   cloud        = cloud price x used hours
 *   owned hour   = owned / used hours
 *   break-even   = fixed per hour and device / (cloud - energy - other):
 *                  the utilisation at which both cost the same
 *   next hour    = energy: all else is paid whether it is used or not
 *
 * Fixed is what is paid whatever is used: capital, leases, monthly sums.
 * Other is what else a used hour bears: cores and memory with a price.
 *
 * By hand: 310 000 USD for 8 accelerators over 5 years are 0.884703 an hour
 * each.  With energy at 0.13 and a cloud at 6.88 it is even at
 * 0.884703 / (6.88 - 0.13) = 13.1067 % use.  In a month of 720 hours half
 * used: fixed 8 x 720 x 0.884703 = 5 095.889280, energy 2880 x 0.13 = 374.40,
 * together 5 470.289280 or 1.899406 per used hour; the cloud would be
 * 2880 x 6.88 = 19 814.40.
 */
#ifndef FH_TCO_H
#define FH_TCO_H

#include <stdint.h>

#include "fh_error.h"

/* Prices are per accelerator-hour; each may be FH_UNKNOWN. */
struct fh_tco_work {
	int64_t fixed_micro;		/* of paid_s */
	int64_t paid_s;			/* accelerator-seconds paid for */
	int64_t used_s;			/* of them, by jobs */
	int64_t used_ppm;		/* instead of used_s; FH_UNKNOWN */
	int64_t energy_hour_micro;
	int64_t other_hour_micro;
	int64_t cloud_hour_micro;
};

/* FH_UNKNOWN where something that it takes is; see above. */
struct fh_tco {
	int64_t used_s;
	int64_t used_ppm;
	int64_t owned_micro;
	int64_t owned_hour_micro;
	int64_t cloud_micro;
	int64_t break_even_ppm;		/* above 10^6: not even when always
					 * used; FH_FOREVER: never, energy
					 * alone is dearer than the cloud */
	int64_t next_hour_micro;
};

void fh_tco_of(const struct fh_tco_work *work, struct fh_tco *ret);

#endif

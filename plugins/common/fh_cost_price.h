/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unit prices of the parts of a cost; for fh_cost*.c alone. */
#ifndef FH_COST_PRICE_H
#define FH_COST_PRICE_H

#include "fh_cost.h"
#include "fh_period.h"

/* Prices that come from a month's are this many times finer. */
#define FH_PRICE_FINE 1000000

/* Prices of one zone in one card, for one type. */
struct fh_pricing {
	const struct fh_rates *rates;
	const struct fh_prices *prices;
	int accel;
	const struct fh_accel_price *price;	/* of the type; NULL */
	struct fh_period month;			/* that was asked for last */
};

void fh_pricing_begin(struct fh_pricing *pricing,
		      const struct fh_rates *rates,
		      const struct fh_prices *prices, int accel);

/* Does any of its prices change with the month? */
bool fh_pricing_has_months(const struct fh_pricing *pricing);

/*
 * The price of a part at an instant: in micro-units per hour, times
 * FH_PRICE_FINE for lease and operations; of energy, micro-units per kWh
 * times pue_micro.  Not known is 0 with the gap noted.
 */
uint64_t fh_pricing_at(struct fh_pricing *pricing, enum fh_cost_part part,
		       int64_t at_s, unsigned *gaps);

#endif

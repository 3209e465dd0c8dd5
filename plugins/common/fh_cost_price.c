/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unit prices: see fh_cost_price.h. */
#include "fh_cost_price.h"
#include "fh_units.h"

#define HOUR_S 3600
#define MONTH_S (730 * HOUR_S)	/* where the calendar ends */

void fh_pricing_begin(struct fh_pricing *pricing,
		      const struct fh_rates *rates,
		      const struct fh_prices *prices, int accel)
{
	*pricing = (struct fh_pricing) {
		.rates = rates, .prices = prices, .accel = accel,
		.price = accel < 0 ? NULL :
				     fh_prices_find(prices, (size_t) accel),
	};
}

bool fh_pricing_has_months(const struct fh_pricing *pricing)
{
	return pricing->price && (pricing->price->lease_month_micro ||
				  pricing->price->operations_month_micro);
}

static uint64_t known(int64_t price, enum fh_gap gap, unsigned *gaps)
{
	if (price >= 0)
		return (uint64_t) price;
	*gaps |= gap;
	return 0;
}

/* Capital of what is owned, or a set price: each has nothing of the other. */
static uint64_t accel_price(const struct fh_pricing *pricing,
			    enum fh_cost_part part, unsigned *gaps)
{
	bool owned = pricing->price && pricing->price->kind == FH_PRICE_OWNED;

	if (owned != (part == FH_PART_CAPITAL))
		return 0;
	if (pricing->accel < 0) {
		*gaps |= FH_GAP_ACCEL_TYPE;
		return 0;
	}
	return known(pricing->price ? pricing->price->per_hour_micro :
				      FH_UNKNOWN, FH_GAP_ACCEL_PRICE, gaps);
}

/* How long the month of an instant is. */
static int64_t month_s(struct fh_pricing *pricing, int64_t at_s)
{
	struct fh_period *month = &pricing->month;

	if (at_s < month->from_s || at_s >= month->until_s)
		fh_period_at(pricing->rates->tz, FH_PERIOD_MONTH, at_s,
			     month);
	return month->until_s == FH_FOREVER ? MONTH_S :
					      month->until_s - month->from_s;
}

/* A month's price per hour of that month. */
static uint64_t month_price(struct fh_pricing *pricing, int64_t month_micro,
			    int64_t at_s, unsigned *gaps)
{
	int64_t ret = 0;

	if (month_micro &&
	    fh_units_muldiv(month_micro, (int64_t) HOUR_S * FH_PRICE_FINE,
			    month_s(pricing, at_s), &ret))
		*gaps |= FH_GAP_OVERFLOW;
	return (uint64_t) ret;
}

/* Price of one kWh at the node: what its cooling takes is paid too. */
static uint64_t energy_price(const struct fh_prices *prices, int64_t at_s,
			     unsigned *gaps)
{
	uint64_t kwh = known(fh_prices_kwh(prices, at_s),
			     FH_GAP_ENERGY_PRICE, gaps);
	uint64_t pue = known(prices->pue_micro, FH_GAP_ENERGY_PRICE, gaps);
	uint64_t ret;

	if (!__builtin_mul_overflow(kwh, pue, &ret))
		return ret;
	*gaps |= FH_GAP_OVERFLOW;
	return 0;
}

uint64_t fh_pricing_at(struct fh_pricing *pricing, enum fh_cost_part part,
		       int64_t at_s, unsigned *gaps)
{
	const struct fh_accel_price *price = pricing->price;
	const struct fh_prices *prices = pricing->prices;

	switch (part) {
	case FH_PART_LEASE:
		return price ? month_price(pricing, price->lease_month_micro,
					   at_s, gaps) : 0;
	case FH_PART_OPERATIONS:
		return price ? month_price(pricing,
					   price->operations_month_micro,
					   at_s, gaps) : 0;
	case FH_PART_CORE:
		return known(prices->core_hour_micro, FH_GAP_CORE_PRICE,
			     gaps);
	case FH_PART_MEMORY:
		return known(prices->gib_hour_micro, FH_GAP_MEMORY_PRICE,
			     gaps);
	case FH_PART_ENERGY:
		return energy_price(prices, at_s, gaps);
	default:
		return accel_price(pricing, part, gaps);
	}
}

const char *fh_cost_part_name(enum fh_cost_part part)
{
	static const char *const names[FH_PART_COUNT] = {
		[FH_PART_CAPITAL] = "capital",
		[FH_PART_ACCEL] = "accelerators",
		[FH_PART_LEASE] = "lease",
		[FH_PART_OPERATIONS] = "operations",
		[FH_PART_CORE] = "cores",
		[FH_PART_MEMORY] = "memory",
		[FH_PART_ENERGY] = "energy",
	};

	return part < FH_PART_COUNT ? names[part] : NULL;
}

const char *fh_gap_text(enum fh_gap gap)
{
	static const struct {
		enum fh_gap gap;
		const char *text;
	} gaps[] = {
		{ FH_GAP_NO_ZONE, "its nodes are in no zone" },
		{ FH_GAP_NO_CARD, "no rate card covers its start" },
		{ FH_GAP_ACCEL_PRICE, "no price for the accelerator type" },
		{ FH_GAP_ACCEL_TYPE, "accelerator type or count not known" },
		{ FH_GAP_CORE_PRICE, "cores not known or without a price" },
		{ FH_GAP_MEMORY_PRICE, "memory not known or without a price" },
		{ FH_GAP_ENERGY, "energy not measured" },
		{ FH_GAP_ENERGY_PRICE, "no price of energy or no PUE" },
		{ FH_GAP_OVERFLOW, "an amount too large to count" },
	};

	for (size_t i = 0; i < sizeof(gaps) / sizeof(*gaps); i++)
		if (gaps[i].gap == gap)
			return gaps[i].text;
	return NULL;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cost of a job: see fh_cost.h. */
#include "fh_cost.h"
#include "fh_units.h"
#include "fh_wide.h"

#define HOUR_S 3600
#define MIB_PER_GIB 1024
#define PUE_UNIT 1000000	/* pue_micro of a PUE of 1 */

__extension__ typedef unsigned __int128 wide_unsigned;

#define WIDE_MAX ((wide_unsigned) -1 >> 1)

enum part {
	PART_ACCEL,
	PART_CORE,
	PART_MEMORY,
	PART_ENERGY,
	PART_COUNT
};

/*
 * One part: quantity x sum over the pieces of (price x seconds), over a
 * divisor that brings both to micro-units of the currency.
 */
struct tally {
	int64_t quantity;
	wide_unsigned sum;
	wide_unsigned divisor;
	unsigned gaps;
};

/* a x b, or 0 with the gap noted when it does not fit. */
static wide_unsigned multiply(wide_unsigned a, wide_unsigned b,
			      unsigned *gaps)
{
	if (b && a > WIDE_MAX / b) {
		*gaps |= FH_GAP_OVERFLOW;
		return 0;
	}
	return a * b;
}

static wide_unsigned known(int64_t price, enum fh_gap gap, unsigned *gaps)
{
	if (price >= 0)
		return (wide_unsigned) price;
	*gaps |= gap;
	return 0;
}

static wide_unsigned accel_price(const struct fh_prices *prices, int accel,
				 unsigned *gaps)
{
	if (accel < 0) {
		*gaps |= FH_GAP_ACCEL_TYPE;
		return 0;
	}
	return known(fh_prices_accel(prices, (size_t) accel),
		     FH_GAP_ACCEL_PRICE, gaps);
}

/* Price of one kWh at the node: what its cooling takes is paid too. */
static wide_unsigned energy_price(const struct fh_prices *prices,
				  unsigned *gaps)
{
	wide_unsigned kwh = known(prices->kwh_micro, FH_GAP_ENERGY_PRICE,
				  gaps);
	wide_unsigned pue = known(prices->pue_micro, FH_GAP_ENERGY_PRICE,
				  gaps);

	return multiply(kwh, pue, gaps);
}

static wide_unsigned price_of(enum part part, const struct fh_prices *prices,
			      int accel, unsigned *gaps)
{
	switch (part) {
	case PART_ACCEL:
		return accel_price(prices, accel, gaps);
	case PART_CORE:
		return known(prices->core_hour_micro, FH_GAP_CORE_PRICE, gaps);
	case PART_MEMORY:
		return known(prices->gib_hour_micro, FH_GAP_MEMORY_PRICE,
			     gaps);
	default:
		return energy_price(prices, gaps);
	}
}

/* Prices of the zone at an instant, or NULL with the gap noted. */
static const struct fh_prices *prices_at(const struct fh_conf *conf, int zone,
					 int64_t at_s, unsigned *gaps)
{
	const struct fh_card *card = fh_rates_at(&conf->rates, at_s);

	if (zone < 0 || (size_t) zone >= conf->zones.zone_count) {
		*gaps |= FH_GAP_NO_ZONE;
		return NULL;
	}
	if (!card || (size_t) zone >= card->zone_count) {
		*gaps |= FH_GAP_NO_CARD;
		return NULL;
	}
	return &card->zone[zone];
}

/* Add the piece from_s .. until_s, in which one card is valid. */
static void add_piece(const struct fh_conf *conf, const struct fh_usage *usage,
		      int64_t from_s, int64_t until_s,
		      struct tally tally[PART_COUNT])
{
	for (enum part i = 0; i < PART_COUNT; i++) {
		unsigned *gaps = &tally[i].gaps;
		const struct fh_prices *prices;
		wide_unsigned product;

		/* Of nothing, the price need not be known. */
		if (tally[i].quantity <= 0)
			continue;
		prices = prices_at(conf, usage->zone, from_s, gaps);
		if (!prices)
			continue;
		product = multiply(price_of(i, prices, usage->accel, gaps),
				   (wide_unsigned) (until_s - from_s), gaps);
		if (product > WIDE_MAX - tally[i].sum)
			*gaps |= FH_GAP_OVERFLOW;
		else
			tally[i].sum += product;
	}
}

static void add_pieces(const struct fh_conf *conf,
		       const struct fh_usage *usage,
		       struct tally tally[PART_COUNT])
{
	int64_t from_s = usage->start_s, until_s;

	/* A job of no time has a piece too: its gaps are those of others. */
	do {
		until_s = fh_rates_next_change(&conf->rates, from_s);
		if (until_s > usage->end_s)
			until_s = usage->end_s;
		if (until_s < from_s)
			until_s = from_s;
		add_piece(conf, usage, from_s, until_s, tally);
		from_s = until_s;
	} while (from_s < usage->end_s);
}

/* The one rounding of a part. */
static int64_t settle(struct tally *tally)
{
	wide_unsigned cost;
	int64_t ret;

	if (!tally->quantity)
		return 0;
	if (tally->gaps)
		return FH_UNKNOWN;
	cost = multiply(tally->sum, (wide_unsigned) tally->quantity,
			&tally->gaps);
	if (!tally->gaps && fh_wide_divide((fh_wide) cost,
					   (fh_wide) tally->divisor, &ret))
		tally->gaps |= FH_GAP_OVERFLOW;
	return tally->gaps ? FH_UNKNOWN : ret;
}

static struct tally begin(int64_t quantity, wide_unsigned divisor,
			  enum fh_gap gap)
{
	return (struct tally) {
		.quantity = quantity,
		.divisor = divisor,
		.gaps = quantity < 0 ? gap : FH_GAP_NONE,
	};
}

/* a + b; FH_UNKNOWN when one is, or with the gap noted when too large. */
static int64_t add(int64_t a, int64_t b, unsigned *gaps)
{
	int64_t sum;

	if (a < 0 || b < 0)
		return FH_UNKNOWN;
	if (__builtin_add_overflow(a, b, &sum)) {
		*gaps |= FH_GAP_OVERFLOW;
		return FH_UNKNOWN;
	}
	return sum;
}

/* Energy that is not known is left out of a total, and nothing else. */
static int64_t total_of(const struct fh_cost *cost, unsigned *gaps)
{
	int64_t total = add(cost->accel_micro, cost->core_micro, gaps);

	total = add(total, cost->memory_micro, gaps);
	if (cost->energy_micro < 0)
		return total;
	return add(total, cost->energy_micro, gaps);
}

void fh_cost_of(const struct fh_conf *conf, const struct fh_usage *usage,
		struct fh_cost *ret)
{
	/* Energy is spread evenly: a piece has its part of all seconds. */
	int64_t span_s = usage->end_s > usage->start_s ?
			 usage->end_s - usage->start_s : 1;
	struct tally tally[PART_COUNT] = {
		[PART_ACCEL] = begin(usage->accel_count, HOUR_S,
				     FH_GAP_ACCEL_TYPE),
		[PART_CORE] = begin(usage->cores, HOUR_S, FH_GAP_CORE_PRICE),
		[PART_MEMORY] = begin(usage->memory_mib,
				      HOUR_S * MIB_PER_GIB,
				      FH_GAP_MEMORY_PRICE),
		[PART_ENERGY] = begin(usage->energy_uj,
				      (wide_unsigned) span_s * PUE_UNIT *
				      (wide_unsigned) FH_UJ_PER_KWH,
				      FH_GAP_ENERGY),
	};
	struct fh_cost cost = { 0 };

	add_pieces(conf, usage, tally);
	cost.accel_micro = settle(&tally[PART_ACCEL]);
	cost.core_micro = settle(&tally[PART_CORE]);
	cost.memory_micro = settle(&tally[PART_MEMORY]);
	cost.energy_micro = settle(&tally[PART_ENERGY]);
	for (enum part i = 0; i < PART_COUNT; i++)
		cost.gaps |= tally[i].gaps;
	cost.total_micro = total_of(&cost, &cost.gaps);
	*ret = cost;
}

void fh_cost_add(struct fh_cost *sum, const struct fh_cost *more)
{
	unsigned *gaps = &sum->gaps;

	*gaps |= more->gaps;
	sum->accel_micro = add(sum->accel_micro, more->accel_micro, gaps);
	sum->core_micro = add(sum->core_micro, more->core_micro, gaps);
	sum->memory_micro = add(sum->memory_micro, more->memory_micro, gaps);
	sum->energy_micro = add(sum->energy_micro, more->energy_micro, gaps);
	/* Not from the parts: energy that is known stays in the total. */
	sum->total_micro = add(sum->total_micro, more->total_micro, gaps);
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

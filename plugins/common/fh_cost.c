/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cost of a job: see fh_cost.h. */
#include "fh_cost.h"
#include "fh_cost_price.h"
#include "fh_cut.h"
#include "fh_units.h"

#define HOUR_S 3600
#define MIB_PER_GIB 1024
#define PUE_UNIT 1000000	/* pue_micro of a PUE of 1 */

__extension__ typedef unsigned __int128 wide_unsigned;

#define WIDE_MAX ((wide_unsigned) -1 >> 1)

/* Parts by number: where their figures are. */
static const size_t offset_of[FH_PART_COUNT] = {
	[FH_PART_CAPITAL] = offsetof(struct fh_cost, capital_micro),
	[FH_PART_ACCEL] = offsetof(struct fh_cost, accel_micro),
	[FH_PART_LEASE] = offsetof(struct fh_cost, lease_micro),
	[FH_PART_OPERATIONS] = offsetof(struct fh_cost, operations_micro),
	[FH_PART_CORE] = offsetof(struct fh_cost, core_micro),
	[FH_PART_MEMORY] = offsetof(struct fh_cost, memory_micro),
	[FH_PART_ENERGY] = offsetof(struct fh_cost, energy_micro),
};

static int64_t *part_of(struct fh_cost *cost, enum fh_cost_part part)
{
	return (int64_t *) ((char *) cost + offset_of[part]);
}

int64_t fh_cost_part(const struct fh_cost *cost, enum fh_cost_part part)
{
	return *(const int64_t *) ((const char *) cost + offset_of[part]);
}

/* How much of what a part counts the job holds. */
static int64_t quantity_of(const struct fh_usage *usage,
			   enum fh_cost_part part)
{
	switch (part) {
	case FH_PART_CORE:
		return usage->cores;
	case FH_PART_MEMORY:
		return usage->memory_mib;
	case FH_PART_ENERGY:
		return usage->energy_uj;
	default:
		return usage->accel_count;
	}
}

/* What brings quantity x price x seconds to micro-units of the currency. */
static wide_unsigned divisor_of(const struct fh_usage *usage,
				enum fh_cost_part part)
{
	/* Energy is spread evenly: a piece has its part of all seconds. */
	int64_t span_s = usage->end_s > usage->start_s ?
			 usage->end_s - usage->start_s : 1;

	switch (part) {
	case FH_PART_LEASE:
	case FH_PART_OPERATIONS:
		return (wide_unsigned) HOUR_S * FH_PRICE_FINE;
	case FH_PART_MEMORY:
		return HOUR_S * MIB_PER_GIB;
	case FH_PART_ENERGY:
		return (wide_unsigned) span_s * PUE_UNIT *
		       (wide_unsigned) FH_UJ_PER_KWH;
	default:
		return HOUR_S;
	}
}

/* The gap of a part whose quantity is not known. */
static unsigned unknown_gap(enum fh_cost_part part)
{
	switch (part) {
	case FH_PART_CORE:
		return FH_GAP_CORE_PRICE;
	case FH_PART_MEMORY:
		return FH_GAP_MEMORY_PRICE;
	case FH_PART_ENERGY:
		return FH_GAP_ENERGY;
	default:
		return FH_GAP_ACCEL_TYPE;
	}
}

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

/* Prices of the zone at an instant, or NULL with the gap noted. */
static const struct fh_prices *prices_at(const struct fh_conf *conf, int zone,
					 int64_t at_s, unsigned *gap)
{
	const struct fh_card *card = fh_rates_at(&conf->rates, at_s);

	*gap = 0;
	if (zone < 0 || (size_t) zone >= conf->zones.zone_count)
		*gap = FH_GAP_NO_ZONE;
	else if (!card || (size_t) zone >= card->zone_count)
		*gap = FH_GAP_NO_CARD;
	return *gap ? NULL : &card->zone[zone];
}

/* Add a piece in which no price changes. */
static void add_piece(struct fh_cost_run *run, struct fh_pricing *pricing,
		      const struct fh_cut_piece *piece,
		      unsigned gaps[FH_PART_COUNT])
{
	for (enum fh_cost_part i = 0; i < FH_PART_COUNT; i++) {
		struct fh_tally *tally = &run->tally[i];
		wide_unsigned product;

		/* Of nothing, the price need not be known. */
		if (quantity_of(&run->usage, i) <= 0)
			continue;
		product = multiply(fh_pricing_at(pricing, i, piece->from_s,
						 &gaps[i]),
				   (wide_unsigned) (piece->until_s -
						    piece->from_s), &gaps[i]);
		if (product > WIDE_MAX - (wide_unsigned) tally->sum)
			gaps[i] |= FH_GAP_OVERFLOW;
		else
			tally->sum += (fh_wide) product;
	}
}

static void note_gap(const struct fh_usage *usage, unsigned gap,
		     unsigned gaps[FH_PART_COUNT])
{
	for (enum fh_cost_part i = 0; i < FH_PART_COUNT; i++)
		if (quantity_of(usage, i) > 0)
			gaps[i] |= gap;
}

/* Add a stretch in which one card is valid. */
static void add_card(struct fh_cost_run *run, const struct fh_prices *prices,
		     struct fh_cut_piece piece, unsigned gaps[FH_PART_COUNT])
{
	const struct fh_usage *usage = &run->usage;
	struct fh_pricing pricing;
	struct fh_cut cut;
	/* A job of no time has a piece too: its gaps are those of others. */
	bool more = piece.from_s == piece.until_s;

	fh_pricing_begin(&pricing, &run->conf->rates, prices, usage->accel);
	fh_cut_begin(&cut, piece.from_s, piece.until_s);
	if (usage->accel_count > 0 && fh_pricing_has_months(&pricing))
		fh_cut_add(&cut, fh_cut_month, run->conf->rates.tz);
	if (usage->energy_uj > 0 && prices->tariff)
		fh_cut_add(&cut, fh_cut_tariff, prices->tariff);
	for (more |= fh_cut_next(&cut, &piece); more;
	     more = fh_cut_next(&cut, &piece)) {
		if (run->pieces++ == FH_COST_PIECES_MAX) {
			note_gap(usage, FH_GAP_OVERFLOW, gaps);
			run->pieces--;
			return;
		}
		add_piece(run, &pricing, &piece, gaps);
	}
}

static void add_stretch(struct fh_cost_run *run, int64_t end_s,
			unsigned gaps[FH_PART_COUNT])
{
	do {
		int64_t until_s = fh_rates_next_change(&run->conf->rates,
						       run->at_s);
		const struct fh_prices *prices;
		unsigned gap;

		if (until_s > end_s)
			until_s = end_s;
		if (until_s < run->at_s)
			until_s = run->at_s;
		prices = prices_at(run->conf, run->usage.zone, run->at_s,
				   &gap);
		if (prices)
			add_card(run, prices, (struct fh_cut_piece) {
				 run->at_s, until_s }, gaps);
		else
			note_gap(&run->usage, gap, gaps);
		run->at_s = until_s;
	} while (run->at_s < end_s);
}

/*
 * What a part has come to, rounded, less what was handed out: of what has a
 * price.  FH_UNKNOWN when nothing can be said.
 */
static int64_t settle(struct fh_cost_run *run, enum fh_cost_part part,
		      unsigned *gaps)
{
	int64_t quantity = quantity_of(&run->usage, part), micro, ret;
	struct fh_tally *tally = &run->tally[part];
	wide_unsigned cost;

	if (!quantity)
		return 0;
	if (quantity < 0) {
		*gaps |= unknown_gap(part);
		return FH_UNKNOWN;
	}
	cost = multiply((wide_unsigned) tally->sum, (wide_unsigned) quantity,
			gaps);
	if (*gaps & FH_GAP_OVERFLOW ||
	    fh_wide_divide((fh_wide) cost,
			   (fh_wide) divisor_of(&run->usage, part), &micro)) {
		*gaps |= FH_GAP_OVERFLOW;
		return FH_UNKNOWN;
	}
	ret = micro - tally->settled_micro;
	tally->settled_micro = micro;
	return ret;
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

void fh_cost_begin(struct fh_cost_run *run, const struct fh_conf *conf,
		   const struct fh_usage *usage)
{
	*run = (struct fh_cost_run) {
		.conf = conf, .usage = *usage, .at_s = usage->start_s,
	};
}

/*
 * Energy that is not known, or has no price, is left out of a total, and
 * nothing else is.
 */
void fh_cost_next(struct fh_cost_run *run, int64_t until_s,
		  struct fh_cost *ret)
{
	unsigned gaps[FH_PART_COUNT] = { 0 };
	struct fh_cost cost = { 0 };

	add_stretch(run, until_s, gaps);
	for (enum fh_cost_part i = 0; i < FH_PART_COUNT; i++) {
		int64_t priced_micro = settle(run, i, &gaps[i]);
		int64_t micro = gaps[i] ? FH_UNKNOWN : priced_micro;

		*part_of(&cost, i) = micro;
		cost.gaps |= gaps[i];
		if (i == FH_PART_ENERGY)
			micro = priced_micro < 0 ? 0 : priced_micro;
		cost.total_micro = add(cost.total_micro, micro, &cost.gaps);
	}
	*ret = cost;
}

void fh_cost_of(const struct fh_conf *conf, const struct fh_usage *usage,
		struct fh_cost *ret)
{
	struct fh_cost_run run;

	fh_cost_begin(&run, conf, usage);
	fh_cost_next(&run, usage->end_s, ret);
}

void fh_cost_add(struct fh_cost *sum, const struct fh_cost *more)
{
	unsigned *gaps = &sum->gaps;

	*gaps |= more->gaps;
	for (enum fh_cost_part i = 0; i < FH_PART_COUNT; i++)
		*part_of(sum, i) = add(fh_cost_part(sum, i),
				       fh_cost_part(more, i), gaps);
	/* Not from the parts: energy that is known stays in the total. */
	sum->total_micro = add(sum->total_micro, more->total_micro, gaps);
}

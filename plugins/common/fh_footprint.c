/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Energy at the utility's meter and its carbon: see fh_footprint.h. */
#include "fh_cut.h"
#include "fh_footprint.h"
#include "fh_units.h"
#include "fh_wide.h"

#define PUE_UNIT 1000000	/* pue_micro of a PUE of 1 */

/*
 * Sums over the pieces of seconds x factor, within 110 bits by the bounds of
 * rates.json; times the energy, over span and units, they are the figures.
 */
struct tally {
	fh_wide pue;		/* seconds x pue_micro */
	fh_wide carbon;		/* seconds x pue_micro x mg per kWh */
	unsigned gaps;
};

static const struct fh_prices *prices_at(const struct fh_conf *conf, int zone,
					 int64_t at_s)
{
	const struct fh_card *card = fh_rates_at(&conf->rates, at_s);

	if (!card || zone < 0 || (size_t) zone >= card->zone_count)
		return NULL;
	return &card->zone[zone];
}

/* Seconds in which nothing changes. */
static void add_piece(const struct fh_prices *prices,
		      const struct fh_cut_piece *piece, struct tally *tally)
{
	int64_t seconds = piece->until_s - piece->from_s;
	int64_t carbon_mg = fh_prices_carbon(prices, piece->from_s);

	if (prices->pue_micro == FH_UNKNOWN)
		tally->gaps |= FH_FOOTPRINT_NO_PUE;
	if (carbon_mg == FH_UNKNOWN)
		tally->gaps |= FH_FOOTPRINT_NO_CARBON;
	tally->pue += (fh_wide) seconds * prices->pue_micro;
	tally->carbon += (fh_wide) seconds * prices->pue_micro *
			 carbon_mg;
}

/* A stretch in which one card is valid. */
static void add_card(const struct fh_prices *prices, int64_t from_s,
		     int64_t until_s, struct tally *tally)
{
	struct fh_cut_piece piece;
	struct fh_cut cut;

	if (!prices) {
		tally->gaps |= FH_FOOTPRINT_NO_CARD;
		return;
	}
	fh_cut_begin(&cut, from_s, until_s);
	if (prices->carbon)
		fh_cut_add(&cut, fh_cut_series, prices->carbon);
	while (fh_cut_next(&cut, &piece))
		add_piece(prices, &piece, tally);
}

static void add_pieces(const struct fh_conf *conf,
		       const struct fh_usage *usage, int64_t end_s,
		       struct tally *tally)
{
	int64_t from_s = usage->start_s, until_s;

	while (from_s < end_s) {
		until_s = fh_rates_next_change(&conf->rates, from_s);
		if (until_s > end_s)
			until_s = end_s;
		add_card(prices_at(conf, usage->zone, from_s), from_s,
			 until_s, tally);
		from_s = until_s;
	}
}

/* energy x sum / divisor, or FH_UNKNOWN when one of the gaps is in blocked. */
static int64_t settle(int64_t energy_uj, fh_wide sum, fh_wide divisor,
		      unsigned blocked, unsigned *gaps)
{
	fh_wide product;
	int64_t ret;

	if (!energy_uj)
		return 0;
	if (*gaps & blocked)
		return FH_UNKNOWN;
	if (!__builtin_mul_overflow(sum, (fh_wide) energy_uj, &product) &&
	    !fh_wide_divide(product, divisor, &ret))
		return ret;
	*gaps |= FH_FOOTPRINT_OVERFLOW;
	return FH_UNKNOWN;
}

void fh_footprint_of(const struct fh_conf *conf, const struct fh_usage *usage,
		     struct fh_footprint *ret)
{
	/* Energy in no whole second is priced as of its start. */
	int64_t end_s = usage->end_s > usage->start_s ? usage->end_s :
							usage->start_s + 1;
	fh_wide span = (fh_wide) (end_s - usage->start_s) * PUE_UNIT;
	unsigned no_meter = FH_FOOTPRINT_NO_CARD | FH_FOOTPRINT_NO_PUE;
	struct tally tally = { 0 };

	if (usage->energy_uj < 0) {
		*ret = (struct fh_footprint){ FH_UNKNOWN, FH_UNKNOWN,
					      FH_FOOTPRINT_NO_ENERGY };
		return;
	}
	if (usage->energy_uj)
		add_pieces(conf, usage, end_s, &tally);
	ret->meter_uj = settle(usage->energy_uj, tally.pue, span, no_meter,
			       &tally.gaps);
	ret->co2e_mg = settle(usage->energy_uj, tally.carbon,
			      span * FH_UJ_PER_KWH,
			      no_meter | FH_FOOTPRINT_NO_CARBON, &tally.gaps);
	ret->gaps = tally.gaps;
}

static int64_t add(int64_t a, int64_t b, unsigned *gaps)
{
	int64_t sum;

	if (a < 0 || b < 0)
		return FH_UNKNOWN;
	if (!__builtin_add_overflow(a, b, &sum))
		return sum;
	*gaps |= FH_FOOTPRINT_OVERFLOW;
	return FH_UNKNOWN;
}

void fh_footprint_add(struct fh_footprint *sum,
		      const struct fh_footprint *more)
{
	sum->gaps |= more->gaps;
	sum->meter_uj = add(sum->meter_uj, more->meter_uj, &sum->gaps);
	sum->co2e_mg = add(sum->co2e_mg, more->co2e_mg, &sum->gaps);
}

const char *fh_footprint_gap_text(enum fh_footprint_gap gap)
{
	switch (gap) {
	case FH_FOOTPRINT_NO_ENERGY:
		return "energy not known";
	case FH_FOOTPRINT_NO_CARD:
		return "no rate card for its zone and time";
	case FH_FOOTPRINT_NO_PUE:
		return "no PUE for its zone and time";
	case FH_FOOTPRINT_NO_CARBON:
		return "no carbon intensity for its zone and time";
	case FH_FOOTPRINT_OVERFLOW:
		return "an amount too large to count";
	}
	return NULL;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a zone costs in whole: see fh_whole.h. */
#include "fh_whole.h"
#include "fh_period.h"
#include "fh_units.h"

#define HOUR_S 3600
#define MIB_PER_GIB 1024

const char *fh_use_name(enum fh_use use)
{
	static const char *const names[FH_USE_COUNT] = {
		[FH_USE_JOBS] = "jobs",
		[FH_USE_IDLE] = "idle",
		[FH_USE_RESERVED] = "reserved",
		[FH_USE_PLANNED] = "maintenance",
		[FH_USE_DOWN] = "down",
		[FH_USE_SPARE] = "not-in-slurm",
	};

	return use < FH_USE_COUNT ? names[use] : NULL;
}

/* As much of wanted as is left; that is taken. */
static int64_t take(int64_t *left_s, int64_t wanted_s)
{
	int64_t got_s = wanted_s < *left_s ? wanted_s : *left_s;

	*left_s -= got_s;
	return got_s;
}

void fh_use_balance(const struct fh_presence *presence, int64_t paid_s,
		    int64_t ret_s[FH_USE_COUNT])
{
	int64_t there_s = presence->there_s, left_s;

	if (there_s < presence->jobs_s)
		there_s = presence->jobs_s;
	left_s = there_s - presence->jobs_s;
	ret_s[FH_USE_JOBS] = presence->jobs_s;
	ret_s[FH_USE_DOWN] = take(&left_s, presence->down_s);
	ret_s[FH_USE_PLANNED] = take(&left_s, presence->planned_s);
	ret_s[FH_USE_RESERVED] = take(&left_s, presence->reserved_s);
	ret_s[FH_USE_IDLE] = left_s;
	ret_s[FH_USE_SPARE] = paid_s < 0 ? 0 : paid_s - there_s;
}

void fh_use_split(int64_t micro, const int64_t use_s[FH_USE_COUNT],
		  int64_t ret_micro[FH_USE_COUNT])
{
	fh_wide all_s = 0, up_to_s = 0;
	int64_t given_micro = 0, now_micro;

	for (int i = 0; i < FH_USE_COUNT; i++)
		all_s += use_s[i];
	for (int i = 0; i < FH_USE_COUNT; i++) {
		up_to_s += use_s[i];
		if (i == FH_USE_SPARE)
			now_micro = micro;
		else if (all_s <= 0 ||
			 fh_wide_divide(micro * up_to_s, all_s, &now_micro))
			now_micro = given_micro;
		ret_micro[i] = now_micro - given_micro;
		given_micro = now_micro;
	}
}

/* Prices of a thing in a stretch, and what is paid for. */
struct rate {
	enum fh_cost_part part;		/* of the price by the hour */
	int64_t hour_micro;		/* FH_UNKNOWN */
	int64_t hour_units;		/* units that it is of */
	int64_t lease_micro;		/* of a month, all devices; 0 */
	int64_t operations_micro;
	int64_t units;			/* paid for; FH_UNKNOWN: those there */
	unsigned gap;			/* where a price is unknown */
};

static struct rate owned_rate(const struct fh_accel_price *price)
{
	return (struct rate) {
		.part = FH_PART_CAPITAL,
		.hour_micro = price->full_hour_micro,
		.hour_units = 1,
		.lease_micro = price->lease_all_micro,
		.operations_micro = price->operations_all_micro,
		.units = price->devices,
		.gap = FH_GAP_ACCEL_PRICE,
	};
}

static struct rate rate_of(const struct fh_prices *prices, int thing)
{
	const struct fh_accel_price *price;
	struct rate ret = { .hour_units = 1, .units = FH_UNKNOWN };

	if (thing == FH_WHOLE_CORES) {
		ret.part = FH_PART_CORE;
		ret.hour_micro = prices->core_hour_micro;
		ret.gap = FH_GAP_CORE_PRICE;
		return ret;
	}
	if (thing == FH_WHOLE_MEMORY) {
		ret.part = FH_PART_MEMORY;
		ret.hour_micro = prices->gib_hour_micro;
		ret.hour_units = MIB_PER_GIB;
		ret.gap = FH_GAP_MEMORY_PRICE;
		return ret;
	}
	price = fh_prices_find(prices, (size_t) thing);
	if (price && price->kind == FH_PRICE_OWNED)
		return owned_rate(price);
	ret.part = FH_PART_ACCEL;
	ret.hour_micro = price ? price->per_hour_micro : FH_UNKNOWN;
	ret.gap = FH_GAP_ACCEL_PRICE;
	return ret;
}

static const struct fh_prices *prices_at(const struct fh_conf *conf, int zone,
					 int64_t at_s, unsigned *gaps)
{
	const struct fh_card *card = fh_rates_at(&conf->rates, at_s);

	if (zone < 0 || (size_t) zone >= conf->zones.zone_count)
		*gaps |= FH_GAP_NO_ZONE;
	else if (!card || (size_t) zone >= card->zone_count)
		*gaps |= FH_GAP_NO_CARD;
	else
		return &card->zone[zone];
	return NULL;
}

void fh_whole_begin(struct fh_whole_run *run, const struct fh_conf *conf,
		    int zone, int thing)
{
	*run = (struct fh_whole_run) {
		.conf = conf, .zone = zone, .thing = thing,
	};
}

/* What a price by the hour adds to what has come so far, rounded. */
static int64_t add_hours(struct fh_whole_run *run, const struct rate *rate,
			 int64_t unit_s, unsigned *gaps)
{
	fh_wide *sum = &run->tally[rate->part].sum, more;
	int64_t *settled_micro = &run->tally[rate->part].settled_micro;
	int64_t now_micro, ret;

	/* 64 bits each, so the product has room; the sum is watched. */
	more = (fh_wide) rate->hour_micro * unit_s;
	if (__builtin_add_overflow(*sum, more, sum) ||
	    fh_wide_divide(*sum, (fh_wide) HOUR_S * rate->hour_units,
			   &now_micro)) {
		*gaps |= FH_GAP_OVERFLOW;
		return 0;
	}
	ret = now_micro - *settled_micro;
	*settled_micro = now_micro;
	return ret;
}

/* A month's sum in full: its stretches add up to it, however it is cut. */
static int64_t add_month(const struct fh_rates *rates, int64_t sum_micro,
			 const struct fh_cut_piece *stretch)
{
	struct fh_period month;
	struct fh_cut_piece whole;

	if (!sum_micro)
		return 0;
	fh_period_at(rates->tz, FH_PERIOD_MONTH, stretch->from_s, &month);
	whole = (struct fh_cut_piece) { month.from_s, month.until_s };
	return fh_cut_share(sum_micro, &whole, stretch);
}

/* A thing that is neither there nor paid for needs no price. */
static bool is_nothing(const struct fh_presence *presence,
		       const struct rate *rate)
{
	return !presence->there_s && !presence->jobs_s && rate->units <= 0;
}

void fh_whole_next(struct fh_whole_run *run,
		   const struct fh_cut_piece *stretch,
		   const struct fh_presence *presence, struct fh_whole *ret)
{
	int64_t seconds = stretch->until_s - stretch->from_s, all_s = 0;
	int64_t paid_s = FH_UNKNOWN, micro;
	const struct fh_prices *prices;
	struct rate rate;

	*ret = (struct fh_whole) { .gaps = 0 };
	prices = prices_at(run->conf, run->zone, stretch->from_s, &ret->gaps);
	rate = prices ? rate_of(prices, run->thing) :
			(struct rate) { .hour_micro = FH_UNKNOWN,
					.units = FH_UNKNOWN };
	if (rate.units >= 0 &&
	    __builtin_mul_overflow(rate.units, seconds, &paid_s))
		ret->gaps |= FH_GAP_OVERFLOW;
	fh_use_balance(presence, paid_s, ret->use_s);
	if (is_nothing(presence, &rate))
		ret->gaps = 0;
	else if (rate.hour_micro < 0 || rate.lease_micro < 0 ||
		 rate.operations_micro < 0)
		ret->gaps |= rate.gap;
	if (ret->gaps || is_nothing(presence, &rate))
		return;
	for (int i = 0; i < FH_USE_COUNT; i++)
		all_s += ret->use_s[i];
	micro = add_hours(run, &rate, all_s, &ret->gaps);
	fh_use_split(micro, ret->use_s, ret->micro[rate.part]);
	fh_use_split(add_month(&run->conf->rates, rate.lease_micro, stretch),
		     ret->use_s, ret->micro[FH_PART_LEASE]);
	fh_use_split(add_month(&run->conf->rates, rate.operations_micro,
			       stretch),
		     ret->use_s, ret->micro[FH_PART_OPERATIONS]);
}

bool fh_whole_elastic(const struct fh_conf *conf, int zone, int thing,
		      int64_t at_s)
{
	const struct fh_accel_price *price;
	const struct fh_prices *prices;
	unsigned gaps = 0;

	prices = prices_at(conf, zone, at_s, &gaps);
	if (!prices || conf->zones.zone[zone].tenancy != FH_TENANCY_CLOUD)
		return false;
	price = thing < 0 ? NULL : fh_prices_find(prices, (size_t) thing);
	return !price || (price->kind != FH_PRICE_OWNED &&
			  price->kind != FH_PRICE_RESERVED);
}

static bool prices_known(const struct fh_prices *prices)
{
	for (size_t i = 0; i < prices->accel_count; i++)
		if (prices->accel[i].kind == FH_PRICE_OWNED &&
		    prices->accel[i].full_hour_micro == FH_UNKNOWN)
			return false;
	return true;
}

bool fh_whole_known(const struct fh_rates *rates)
{
	for (size_t i = 0; i < rates->card_count; i++)
		for (size_t j = 0; j < rates->card[i].zone_count; j++)
			if (!prices_known(&rates->card[i].zone[j]))
				return false;
	return true;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cost of a job: what it held, cut wherever a price changes (rate card,
 * tariff, step of a series, month of the billing time zone), times the price
 * of its zone.
 *
 *   capital      = sum over pieces of  count x seconds x capital_hour / 3600
 *   accelerators = likewise with a set price per hour (accelerator_hour)
 *   lease        = likewise with  lease_month x 3600 / seconds of the month
 *   operations   = likewise with the month's other sums
 *   cores        = likewise with cores and core_hour
 *   memory       = likewise with MiB x gib_hour / 1024
 *   energy       = energy_uj / 3.6e12 x pue x kwh, spread over the pieces by
 *                  their seconds
 *
 * capital_hour, lease_month and the like are prices of one accelerator:
 * fh_capital.h says how they come from what is paid.  Those by the month
 * become prices per hour with 12 digits behind the point.  Products are 128
 * bits wide; each part is rounded once, half to even, after its pieces are
 * summed.
 *
 * By hand, in November 2026 (720 hours): 310 000 USD for 8 accelerators,
 * nothing left after 5 years, 80 % used, are 1.105879 USD an hour each (not
 * rounded, 62 000 / 56 064 = 1.10587899...).  10.2 kW contracted at 150 USD
 * per kW-month are 1 530, of which one in use bears 1 530 / (8 x 0.8) =
 * 239.0625 a month, 0.332031250000 an hour.  2 000 USD a month for staff:
 * 312.5, 0.434027777778 an hour.  All 8 for a day, with 10.2 kW x 24 h =
 * 244.8 kWh at 0.066 USD and a PUE of 1.54:
 *
 *   capital      8 x 24 x 1.105879       = 212.328768
 *   lease        8 x 24 x 0.33203125     =  63.750000
 *   operations   8 x 24 x 0.434027777778 =  83.333333
 *   energy       244.8 x 1.54 x 0.066    =  24.881472
 *   total                                  384.293573 USD
 */
#ifndef FH_COST_H
#define FH_COST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_error.h"
#include "fh_wide.h"

/* Five-minute prices for 138 days, or hourly ones for 4 years. */
#define FH_COST_PIECES_MAX 40000

/* What a job holds in one zone from start to end. */
struct fh_usage {
	int zone;		/* index, or FH_NO_ZONE */
	int64_t start_s;
	int64_t end_s;		/* exclusive, >= start_s */
	int accel;		/* index into the catalogue; -1 = none */
	int64_t accel_count;	/* in all; 0 = none; FH_UNKNOWN */
	int64_t cores;		/* or FH_UNKNOWN */
	int64_t memory_mib;	/* or FH_UNKNOWN */
	int64_t energy_uj;	/* at the node, or FH_UNKNOWN */
};

/* Why a part has no figure. */
enum fh_gap {
	FH_GAP_NONE = 0,
	FH_GAP_NO_ZONE = 1 << 0,	/* the node is in no zone */
	FH_GAP_NO_CARD = 1 << 1,	/* no rate card that early */
	FH_GAP_ACCEL_PRICE = 1 << 2,	/* no price for the type there */
	FH_GAP_ACCEL_TYPE = 1 << 3,	/* type not in the catalogue */
	FH_GAP_CORE_PRICE = 1 << 4,
	FH_GAP_MEMORY_PRICE = 1 << 5,
	FH_GAP_ENERGY = 1 << 6,		/* energy not measured */
	FH_GAP_ENERGY_PRICE = 1 << 7,	/* no tariff or PUE */
	FH_GAP_OVERFLOW = 1 << 8,
};

enum fh_cost_part {
	FH_PART_CAPITAL,
	FH_PART_ACCEL,
	FH_PART_LEASE,
	FH_PART_OPERATIONS,
	FH_PART_CORE,
	FH_PART_MEMORY,
	FH_PART_ENERGY,
	FH_PART_COUNT
};

/* Parts are apart from each other: an accelerator is owned, and has capital,
 * or it has a set price. */
struct fh_cost {
	int64_t capital_micro;
	int64_t accel_micro;	/* FH_UNKNOWN where a price is missing */
	int64_t lease_micro;
	int64_t operations_micro;
	int64_t core_micro;
	int64_t memory_micro;
	int64_t energy_micro;
	int64_t total_micro;	/* sum of the parts; FH_UNKNOWN when one is,
				 * but for energy: what of it has no price is
				 * left out */
	unsigned gaps;		/* enum fh_gap bits */
};

/* One of the parts, by its number; "capital", "accelerators", ... */
int64_t fh_cost_part(const struct fh_cost *cost, enum fh_cost_part part);
const char *fh_cost_part_name(enum fh_cost_part part);

/* Price one usage.  Never fails: what is not known is said in gaps. */
void fh_cost_of(const struct fh_conf *conf, const struct fh_usage *usage,
		struct fh_cost *ret);

/* A usage that is priced in stretches; conf outlives it. */
struct fh_cost_run {
	const struct fh_conf *conf;
	struct fh_usage usage;
	int64_t at_s;			/* priced until then */
	unsigned pieces;
	struct fh_tally {
		fh_wide sum;		/* of price x seconds */
		int64_t settled_micro;	/* that was handed out */
	} tally[FH_PART_COUNT];
};

/*
 * Price a usage bit by bit: what each stretch adds to the rounded whole, so
 * that the stretches of any cut add up to fh_cost_of(), part by part,
 * exactly.  A stretch without a price is unknown, and those behind it are
 * not.
 * until_s:  not before the last one, not behind the usage's end.
 */
void fh_cost_begin(struct fh_cost_run *run, const struct fh_conf *conf,
		   const struct fh_usage *usage);
void fh_cost_next(struct fh_cost_run *run, int64_t until_s,
		  struct fh_cost *ret);

/* sum += add; an unknown part makes the sum's part unknown. */
void fh_cost_add(struct fh_cost *sum, const struct fh_cost *add);

/* One phrase per bit: "no rate card covers its start". NULL past the last. */
const char *fh_gap_text(enum fh_gap gap);

#endif

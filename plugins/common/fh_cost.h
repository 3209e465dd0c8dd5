/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cost of a job: what it held, cut at every change of the rate card,
 * times the price of its zone.
 *
 *   accelerators = sum over pieces of  count x seconds x price_hour / 3600
 *   cores        = likewise with cores and core_hour
 *   memory       = likewise with MiB x gib_hour / 1024
 *   energy       = energy_uj / 3.6e12 x pue x kwh, spread over the pieces by
 *                  their seconds
 *
 * Products are 128 bits wide; each part is rounded once, half to even, after
 * its pieces are summed.
 */
#ifndef FH_COST_H
#define FH_COST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_error.h"

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

struct fh_cost {
	int64_t accel_micro;	/* FH_UNKNOWN where a price is missing */
	int64_t core_micro;
	int64_t memory_micro;
	int64_t energy_micro;
	int64_t total_micro;	/* sum of the known parts; FH_UNKNOWN when
				 * an accelerator, core or memory part is
				 * unknown, never for energy alone */
	unsigned gaps;		/* enum fh_gap bits */
};

/* Price one usage.  Never fails: what is not known is said in gaps. */
void fh_cost_of(const struct fh_conf *conf, const struct fh_usage *usage,
		struct fh_cost *ret);

/* sum += add; an unknown part makes the sum's part unknown. */
void fh_cost_add(struct fh_cost *sum, const struct fh_cost *add);

/* One phrase per bit: "no rate card covers its start". NULL past the last. */
const char *fh_gap_text(enum fh_gap gap);

#endif

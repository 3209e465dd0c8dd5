/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a job's energy at the node is at the utility's meter, and the carbon
 * that comes with it, by the PUE and the carbon intensity of its zone:
 *
 *   meter  = energy x pue
 *   co2e   = energy x pue x carbon_g_per_kwh / 3.6e12 uJ
 *
 * As with its cost, the energy is spread evenly over the job's time, which is
 * cut at every change of the rate card; each figure is rounded once, half to
 * even, after its pieces are summed.
 */
#ifndef FH_FOOTPRINT_H
#define FH_FOOTPRINT_H

#include <stdint.h>

#include "fh_conf.h"
#include "fh_cost.h"

/* Why a figure is not known. */
enum fh_footprint_gap {
	FH_FOOTPRINT_NO_ENERGY = 1 << 0,
	FH_FOOTPRINT_NO_CARD = 1 << 1,	/* none for its zone and time */
	FH_FOOTPRINT_NO_PUE = 1 << 2,
	FH_FOOTPRINT_NO_CARBON = 1 << 3,
	FH_FOOTPRINT_OVERFLOW = 1 << 4,
};

struct fh_footprint {
	int64_t meter_uj;	/* FH_UNKNOWN without a PUE */
	int64_t co2e_mg;	/* FH_UNKNOWN without PUE or intensity */
	unsigned gaps;		/* enum fh_footprint_gap bits */
};

/*
 * The footprint of one usage; of it zone, time and energy are read.
 * Never fails: what is not known is said in gaps.
 */
void fh_footprint_of(const struct fh_conf *conf, const struct fh_usage *usage,
		     struct fh_footprint *ret);

/* sum += add; an unknown figure makes the sum's figure unknown. */
void fh_footprint_add(struct fh_footprint *sum,
		      const struct fh_footprint *add);

/* One phrase per bit: "no PUE for its zone and time". NULL past the last. */
const char *fh_footprint_gap_text(enum fh_footprint_gap gap);

#endif

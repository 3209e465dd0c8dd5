/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a job will cost at most, per candidate, before it runs: the price of
 * what it asks for over its time limit, energy at nameplate power.
 */
#ifndef FH_ESTIMATE_H
#define FH_ESTIMATE_H

#include <stdbool.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_cost.h"
#include "fh_fleet.h"
#include "fh_place.h"
#include "fh_terms.h"

struct fh_plan {
	int64_t start_s;	/* assumed start: now, or --begin */
	int64_t limit_s;	/* time limit, or FH_FOREVER */
	int64_t nodes;		/* at least 1 */
	int64_t cores;		/* in all; FH_UNKNOWN */
	int64_t memory_mib;	/* in all; FH_UNKNOWN */
	/* What follows the accelerators, beyond the two above; 0: nothing. */
	int64_t cores_per_accel;
	int64_t memory_per_accel_mib;
	bool whole_nodes;	/* --exclusive: all that its nodes have */
	bool whole_memory;	/* all memory of its nodes */
	/* Asked for by Slurm's own options; count in all, 0: none. */
	struct fh_alternative own;
	int64_t records;	/* array tasks, 1 without an array */
	const struct fh_fleet *fleet;	/* where its types are; NULL */
};

struct fh_estimate_range {
	size_t candidates;
	size_t alternatives;	/* distinct ones among the candidates */
	size_t sites;
	int64_t low_micro;	/* of one record; FH_UNKNOWN: no price */
	int64_t high_micro;
	size_t unpriced;	/* candidates without a price */
	/* Of the first of them, kept by the configuration; or NULL. */
	const char *unpriced_type;
	const char *unpriced_zone;
	bool hourly;		/* no time limit, or one above 31 days: the
				 * figures are for one hour */
	bool without_energy;	/* no nameplate power or tariff somewhere */
};

/*
 * Is the time without a bound, for having no limit or one above 31 days?
 * Then all figures are for one hour.
 */
bool fh_estimate_is_hourly(const struct fh_plan *plan);

/*
 * Price one candidate: the dearest zone of its group counts, so that the
 * figure is a bound.  Energy is in it only when every open zone of the group
 * has what it takes to price it; else ret->energy_micro is FH_UNKNOWN.
 * ret->gaps has what any of these zones lacks.
 */
void fh_estimate_candidate(const struct fh_conf *conf,
			   const struct fh_terms *terms,
			   const struct fh_candidate *candidate,
			   const bool *open, const struct fh_plan *plan,
			   struct fh_cost *ret);

/* The same with energy left out, so that it compares where some lack it. */
void fh_estimate_bare(const struct fh_conf *conf, const struct fh_terms *terms,
		      const struct fh_candidate *candidate, const bool *open,
		      const struct fh_plan *plan, struct fh_cost *ret);

/*
 * Carbon of the candidate's energy at nameplate power, in mg: the zone with
 * the most counts.  Without an alternative the accelerators draw nothing, and
 * a kWh stands for whatever else does.
 * FH_UNKNOWN when a zone of the group has no figure, or the type no watts.
 */
int64_t fh_estimate_carbon(const struct fh_conf *conf,
			   const struct fh_terms *terms,
			   const struct fh_candidate *candidate,
			   const bool *open, const struct fh_plan *plan);

/*
 * The range of all candidates.  When one has no figure for energy, energy is
 * left out of all, so that the figures compare.
 */
void fh_estimate_all(const struct fh_conf *conf, const struct fh_terms *terms,
		     const struct fh_candidates *candidates,
		     const bool *open, const struct fh_plan *plan,
		     struct fh_estimate_range *ret);

/*
 * The line sbatch prints: "2 alternatives in 3 sites; estimated
 * 118.40-231.75 USD for 8:00:00", with "x 10 tasks = ..." for an array.
 * size:  256 holds every line.
 */
void fh_estimate_line(const struct fh_conf *conf,
		      const struct fh_estimate_range *range,
		      const struct fh_plan *plan, char *buf, size_t size);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of a job's candidates by its policy, as of one moment:
 *
 *   first     as written: by alternative, then owned before leased before
 *             cloud
 *   soonest   likewise; the earliest start wins, whatever the order
 *   cheapest  by the price of the job in the rate card that will bill it,
 *             energy at nameplate power, over the time it needs there
 *   greenest  by the carbon of that energy at the utility's meter
 *   fastest   by throughput (fh_speed.h)
 *
 * The time a job needs is its limit, or its part of that by --accel-speed.
 * Longer than a week, the first week is priced and the rest taken to be like
 * it; a job without a limit is compared by a week.  What nobody knows before
 * the job is placed, such as the cores of --exclusive, is left out of all
 * candidates; energy is left out of all when one has no figure for it.
 *
 * A candidate that has no figure comes behind all that have one.  Equals go
 * where nodes have the fewest accelerators to spare, then as first has them.
 */
#ifndef FH_ORDER_H
#define FH_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_error.h"
#include "fh_estimate.h"
#include "fh_place.h"
#include "fh_terms.h"

/* Does the order hang on the job's size and on prices? */
bool fh_order_is_priced(enum fh_order order);

/* What is to be said of an order. */
struct fh_order_notes {
	size_t unknown;		/* candidates without a figure, which come
				 * last */
	bool nominal;		/* fastest by the catalogue, for want of
				 * --accel-speed */
};

/*
 * Put the candidates in order, best first.
 * list:  as fh_place_list() made it.
 * open:  per zone, whether the job may lie there.
 * plan:  the job's size, and from when prices count.
 * ret:   NULL allowed.
 * Returns 0, or -1 with err set (no memory) and the list as it was.
 */
int fh_order_sort(const struct fh_conf *conf, const struct fh_terms *terms,
		  const bool *open, const struct fh_plan *plan,
		  struct fh_candidates *list, struct fh_order_notes *ret,
		  struct fh_error *err);

/*
 * Until when an order made at now_s holds: the next change of a card, tariff
 * or series of an open zone, and a quarter of an hour at most, since the end
 * of the job passes changes too; FH_FOREVER where prices don't matter.
 */
int64_t fh_order_until(const struct fh_conf *conf,
		       const struct fh_terms *terms, const bool *open,
		       int64_t now_s);

/*
 * The notes as the end of a line: "; no price known for 2 of 6, which come
 * last", or "".
 * size:  128 holds every one.
 */
void fh_order_line(const struct fh_terms *terms,
		   const struct fh_order_notes *notes, size_t candidates,
		   char *buf, size_t size);

#endif

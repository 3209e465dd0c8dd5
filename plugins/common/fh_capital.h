/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What owning and running accelerators costs, as prices per accelerator-hour.
 *
 * Capital is written off in a straight line, and what is still in the books
 * bears interest.  With C paid, S left at the end, L months of book life, R
 * the finance rate per year, U the expected utilisation and N accelerators:
 *
 *   per year = (C - S) x 12 / L  +  R x (C + S) / 2
 *   price    = per year / (8760 x U x N)
 *
 * (C + S) / 2 is what is in the books on average of a straight line (the
 * "average annual investment" of equipment costing, with the value falling
 * every day instead of once a year).  A straight line is how owners of data
 * centers report servers, and unlike an annuity it needs no powers: the price
 * is one fraction, rounded once, half to even.  A year has 8760 hours and a
 * month 730; a leap year's 24 more are paid with nothing.
 *
 * By hand: 310 000 USD, nothing left after 60 months, no interest, 80 % used,
 * 8 accelerators: 62 000 USD a year / (8760 x 0.8 x 8 = 56 064 hours)
 * = 1.105879 USD, or 1.106.  At 6 % a year, 9 300 more: 1.271761 USD.
 *
 * Sums paid by the month (lease, staff, network, storage, building,
 * maintenance) are spread over that month's own hours and over what they are
 * for, by weight: accelerators, or the kW they may draw.
 *
 *   price = sum x weight / (total weight x U x seconds of the month / 3600)
 *
 * By hand: at, say, 150 USD per kW-month, 40.8 kW contracted are 6 120 USD; in
 * November (720 hours), 32 accelerators of weight 1, 80 % used: 6 120 / 18 432
 * = 0.332031 USD per accelerator-hour.
 *
 * U spreads what is expected to stay idle over what is used; with U = 100 %
 * the price is what an hour costs whether it is used or not.
 */
#ifndef FH_CAPITAL_H
#define FH_CAPITAL_H

#include <stdint.h>

#include "fh_error.h"

#define FH_CAPITAL_MONTHS_MAX 600	/* of book life: 50 years */
#define FH_CAPITAL_PPM 1000000		/* 100 % */

struct fh_capital {
	int64_t paid_micro;	/* for all the accelerators */
	int64_t residual_micro;	/* worth at the end, at most paid_micro */
	int64_t life_months;	/* 1 .. FH_CAPITAL_MONTHS_MAX */
	int64_t rate_ppm;	/* interest per year, 60000 = 6 %; at most
				 * FH_CAPITAL_PPM */
	int64_t used_ppm;	/* expected utilisation, 1 .. FH_CAPITAL_PPM */
	int64_t accelerators;	/* that it buys, 1 .. 10^6 */
};

/*
 * Capital per accelerator-hour.
 * Returns 0, or -1 with err set (a number out of its range; a price too
 * large).
 */
int fh_capital_price(const struct fh_capital *capital, int64_t *ret_micro,
		     struct fh_error *err);

/*
 * What a month's lease of power comes to.
 * per_kw_micro:  price of a kW and month.
 * power_w:       contracted, not drawn.
 * Returns 0, or -1 with err set (negative, or too large).
 */
int fh_capital_lease(int64_t per_kw_micro, int64_t power_w,
		     int64_t *ret_micro, struct fh_error *err);

/* A sum for a month and who bears it. */
struct fh_monthly {
	int64_t sum_micro;	/* of the month */
	int64_t month_s;	/* its length: fh_period_at() */
	int64_t weight;		/* of one accelerator: 1, or its power */
	int64_t weight_total;	/* of all that share the sum */
	int64_t used_ppm;	/* as above */
};

/*
 * A monthly sum per accelerator-hour.
 * Returns 0, or -1 with err set (a number out of its range; too large).
 */
int fh_capital_monthly(const struct fh_monthly *monthly, int64_t *ret_micro,
		       struct fh_error *err);

#endif

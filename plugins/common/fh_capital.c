/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prices of owning and running: see fh_capital.h. */
#include <stddef.h>

#include "fh_capital.h"
#include "fh_wide.h"

#define HOUR_S 3600
#define MONTH_HOURS 730		/* 8760 / 12 */
#define HALF_YEARS 24		/* 2 x 12: halves of a book value, months */
#define W_PER_KW 1000
#define ACCELERATORS_MAX 1000000
#define MONTH_MAX_S (32 * 86400)
#define AMOUNT_MAX 1000000000000000000	/* 10^12 units of the currency */
#define WEIGHT_MAX 10000000000	/* 10 GW */

/* A number and where it must lie. */
struct limit {
	const char *name;
	int64_t number, min, max;
};

static int check(const struct limit *limit, size_t count,
		 struct fh_error *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct limit *one = &limit[i];

		if (one->number >= one->min && one->number <= one->max)
			continue;
		return fh_err(err, "%s is %lld; from %lld to %lld is possible",
			      one->name, (long long) one->number,
			      (long long) one->min, (long long) one->max);
	}
	return 0;
}

static int divide(fh_wide num, fh_wide den, int64_t *ret,
		  struct fh_error *err)
{
	if (!fh_wide_divide(num, den, ret))
		return 0;
	return fh_err(err, "the price is too large to count");
}

/*
 * Both parts of a life's cost over 24 x 10^6, so that nothing is rounded
 * before the end; with the limits below nothing exceeds 10^34.
 */
int fh_capital_price(const struct fh_capital *capital, int64_t *ret_micro,
		     struct fh_error *err)
{
	const struct limit limits[] = {
		{ "what was paid (in millionths)", capital->paid_micro, 0,
		  AMOUNT_MAX },
		{ "the residual value (in millionths)",
		  capital->residual_micro, 0, capital->paid_micro },
		{ "the book life in months", capital->life_months, 1,
		  FH_CAPITAL_MONTHS_MAX },
		{ "the finance rate in millionths", capital->rate_ppm, 0,
		  FH_CAPITAL_PPM },
		{ "the expected utilisation in millionths",
		  capital->used_ppm, 1, FH_CAPITAL_PPM },
		{ "the number of accelerators", capital->accelerators, 1,
		  ACCELERATORS_MAX },
	};
	fh_wide written_off, interest, hours;

	if (check(limits, sizeof(limits) / sizeof(*limits), err))
		return -1;
	written_off = (fh_wide) (capital->paid_micro -
				 capital->residual_micro) *
		      HALF_YEARS * FH_CAPITAL_PPM;
	interest = ((fh_wide) capital->paid_micro + capital->residual_micro) *
		   capital->rate_ppm * capital->life_months;
	hours = (fh_wide) capital->life_months * MONTH_HOURS *
		capital->used_ppm * capital->accelerators;
	return divide((written_off + interest) * FH_CAPITAL_PPM,
		      hours * HALF_YEARS * FH_CAPITAL_PPM, ret_micro, err);
}

int fh_capital_lease(int64_t per_kw_micro, int64_t power_w,
		     int64_t *ret_micro, struct fh_error *err)
{
	const struct limit limits[] = {
		{ "the lease of a kW and month (in millionths)", per_kw_micro,
		  0, AMOUNT_MAX },
		{ "the contracted power in watts", power_w, 0, WEIGHT_MAX },
	};

	if (check(limits, sizeof(limits) / sizeof(*limits), err))
		return -1;
	return divide((fh_wide) per_kw_micro * power_w, W_PER_KW, ret_micro,
		      err);
}

int fh_capital_monthly(const struct fh_monthly *monthly, int64_t *ret_micro,
		       struct fh_error *err)
{
	const struct limit limits[] = {
		{ "the month's sum (in millionths)", monthly->sum_micro, 0,
		  AMOUNT_MAX },
		{ "the month's length in seconds", monthly->month_s, 1,
		  MONTH_MAX_S },
		{ "the weight of all", monthly->weight_total, 1, WEIGHT_MAX },
		{ "an accelerator's weight", monthly->weight, 0,
		  monthly->weight_total },
		{ "the expected utilisation in millionths",
		  monthly->used_ppm, 1, FH_CAPITAL_PPM },
	};

	/* At most 10^18 x 10^10 x 3600 x 10^6 above: 127 bits hold it. */
	if (check(limits, sizeof(limits) / sizeof(*limits), err))
		return -1;
	return divide((fh_wide) monthly->sum_micro * monthly->weight *
		      HOUR_S * FH_CAPITAL_PPM,
		      (fh_wide) monthly->weight_total * monthly->month_s *
		      monthly->used_ppm, ret_micro, err);
}

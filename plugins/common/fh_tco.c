/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Owned against cloud: see fh_tco.h. */
#include "fh_tco.h"
#include "fh_units.h"
#include "fh_wide.h"

#define HOUR_S 3600
#define ALL_PPM 1000000

/* num / den, or FH_UNKNOWN: den is 0, or it has no room. */
static int64_t divide(fh_wide num, fh_wide den)
{
	int64_t ret;

	if (num < 0 || den <= 0 || fh_wide_divide(num, den, &ret))
		return FH_UNKNOWN;
	return ret;
}

static int64_t used_of(const struct fh_tco_work *work)
{
	if (work->used_ppm < 0)
		return work->used_s;
	return divide((fh_wide) work->paid_s * work->used_ppm, ALL_PPM);
}

/* What a used hour costs beside what is fixed; FH_UNKNOWN. */
static int64_t variable_of(const struct fh_tco_work *work)
{
	int64_t sum;

	if (work->energy_hour_micro < 0 || work->other_hour_micro < 0 ||
	    __builtin_add_overflow(work->energy_hour_micro,
				   work->other_hour_micro, &sum))
		return FH_UNKNOWN;
	return sum;
}

/* A price times a time. */
static int64_t over(int64_t hour_micro, int64_t used_s)
{
	if (hour_micro < 0 || used_s < 0)
		return FH_UNKNOWN;
	return divide((fh_wide) hour_micro * used_s, HOUR_S);
}

static int64_t break_even(const struct fh_tco_work *work,
			  int64_t variable_micro)
{
	int64_t spared_micro;

	if (work->cloud_hour_micro < 0 || variable_micro < 0 ||
	    work->fixed_micro < 0)
		return FH_UNKNOWN;
	spared_micro = work->cloud_hour_micro - variable_micro;
	if (spared_micro <= 0)
		return FH_FOREVER;
	return divide((fh_wide) work->fixed_micro * HOUR_S * ALL_PPM,
		      (fh_wide) work->paid_s * spared_micro);
}

void fh_tco_of(const struct fh_tco_work *work, struct fh_tco *ret)
{
	int64_t variable_micro = variable_of(work);
	int64_t used_s = used_of(work);
	int64_t varied_micro = over(variable_micro, used_s);

	*ret = (struct fh_tco) {
		.used_s = used_s,
		.used_ppm = used_s < 0 ? FH_UNKNOWN :
			    divide((fh_wide) used_s * ALL_PPM, work->paid_s),
		.owned_micro = FH_UNKNOWN,
		.owned_hour_micro = FH_UNKNOWN,
		.cloud_micro = over(work->cloud_hour_micro, used_s),
		.break_even_ppm = break_even(work, variable_micro),
		.next_hour_micro = work->energy_hour_micro,
	};
	if (work->fixed_micro < 0 || varied_micro < 0 ||
	    __builtin_add_overflow(work->fixed_micro, varied_micro,
				   &ret->owned_micro))
		ret->owned_micro = FH_UNKNOWN;
	if (ret->owned_micro >= 0)
		ret->owned_hour_micro = divide((fh_wide) ret->owned_micro *
					       HOUR_S, used_s);
}

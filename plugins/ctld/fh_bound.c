/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounds of candidates: see fh_bound.h. */
#include "fh_bound.h"

#include <stdio.h>

#include "fh_units.h"

#define MINUTE_S 60
#define HOUR_S 3600
#define HOURS_AHEAD 24
#define GUESSES 8	/* at a time limit that would fit */

int64_t fh_bound_micro(const struct fh_bound *bound,
		       const struct fh_candidate *candidate)
{
	struct fh_cost cost;

	if (fh_estimate_is_hourly(bound->plan))
		return FH_UNKNOWN;
	fh_estimate_candidate(bound->conf, bound->terms, candidate,
			      bound->open, bound->plan, &cost);
	return cost.total_micro;
}

int64_t fh_bound_cheapest(const struct fh_bound *bound,
			  const struct fh_decide_list *list, size_t *ret)
{
	int64_t least_micro = FH_UNKNOWN;

	for (size_t i = 0; i < list->count; i++) {
		int64_t micro = fh_bound_micro(bound, &list->item[i]);

		if (micro < 0 || (least_micro >= 0 && micro >= least_micro))
			continue;
		least_micro = micro;
		*ret = i;
	}
	return least_micro;
}

void fh_bound_cut(const struct fh_bound *bound, int64_t limit_micro,
		  struct fh_decide_list *list)
{
	size_t left = 0;

	for (size_t i = 0; i < list->count; i++) {
		int64_t micro = fh_bound_micro(bound, &list->item[i]);

		if (micro >= 0 && micro <= limit_micro)
			list->item[left++] = list->item[i];
	}
	list->count = left;
}

static bool fits_at(const struct fh_bound *now, int64_t start_s,
		    int64_t limit_micro, const struct fh_decide_list *list)
{
	struct fh_plan plan = *now->plan;
	struct fh_bound then = *now;
	int64_t micro;
	size_t i;

	plan.start_s = start_s;
	then.plan = &plan;
	micro = fh_bound_cheapest(&then, list, &i);
	return micro >= 0 && micro <= limit_micro;
}

int64_t fh_bound_later(const struct fh_bound *bound, int64_t limit_micro,
		       const struct fh_decide_list *list)
{
	const struct fh_rates *rates = &bound->conf->rates;
	int64_t now_s = bound->plan->start_s, hour_s = now_s;

	for (int i = 0; i < HOURS_AHEAD; i++) {
		hour_s = fh_tz_next_hour(rates->tz, hour_s);
		if (fits_at(bound, hour_s, limit_micro, list))
			return hour_s;
	}
	for (size_t i = 0; i < rates->card_count; i++)
		if (rates->card[i].from_s > hour_s &&
		    fits_at(bound, rates->card[i].from_s, limit_micro, list))
			return rates->card[i].from_s;
	return FH_UNKNOWN;
}

/* Up, so that what is named is enough; more digits below one unit. */
static char *format_up(int64_t micro, char *buf, size_t size)
{
	unsigned digits = micro < 1000000 ? 4 : 2;
	int64_t unit = digits == 4 ? 100 : 10000;
	int64_t rest = micro % unit;

	if (rest && micro < INT64_MAX - unit)
		micro += unit - rest;
	return fh_units_format_micro(micro, digits, buf, size);
}

/*
 * A time limit in whole minutes with which the candidate is within the
 * limit; 0 when there is none.  Prices change by the hour: the first guess
 * may be too long.
 */
static int64_t shorter_s(const struct fh_bound *bound, int64_t limit_micro,
			 int64_t micro, const struct fh_candidate *candidate)
{
	struct fh_plan plan = *bound->plan;
	struct fh_bound guess = *bound;

	guess.plan = &plan;
	if (fh_units_muldiv(bound->plan->limit_s, limit_micro, micro,
			    &plan.limit_s))
		return 0;
	for (int i = 0; i < GUESSES; i++) {
		int64_t then;

		plan.limit_s -= plan.limit_s % MINUTE_S;
		if (!plan.limit_s)
			return 0;
		then = fh_bound_micro(&guess, candidate);
		if (then >= 0 && then <= limit_micro)
			return plan.limit_s;
		plan.limit_s -= plan.limit_s / GUESSES + 1;
	}
	return 0;
}

/* ", h100:4 in tx,", or "" */
static const char *name_of(const struct fh_bound *bound,
			   const struct fh_candidate *candidate, char *buf,
			   size_t size)
{
	const struct fh_alternative *accel = bound->terms->request.alternative;
	const struct fh_zones *zones = &bound->conf->zones;
	const char *place = NULL;
	size_t len = 0;

	if (candidate->zone >= 0)
		place = zones->zone[candidate->zone].name;
	else if (candidate->site >= 0)
		place = zones->site[candidate->site].name;
	buf[0] = '\0';
	if (candidate->alternative != FH_NO_ALTERNATIVE) {
		accel += candidate->alternative;
		len = (size_t) snprintf(buf, size, ", %s:%u", accel->type,
					accel->count);
	}
	if (place && len < size)
		len += (size_t) snprintf(buf + len, size - len, "%s %.40s",
					 len ? " in" : ", in", place);
	if (len && len < size)
		snprintf(buf + len, size - len, ",");
	return buf;
}

static void explain_unbounded(const struct fh_bound *bound,
			      struct fh_error *err)
{
	if (fh_estimate_is_hourly(bound->plan))
		fh_err(err, "--cost-limit needs a time limit of at most 31 days, "
		       "as nothing else bounds the cost; give one with "
		       "--time");
	else
		fh_err(err, "--cost-limit cannot be kept: nothing that this job "
		       "may use has a price in the rate card; ask for other "
		       "types or zones, or leave --cost-limit out");
}

void fh_bound_explain(const struct fh_bound *bound,
		      const struct fh_decide_list *list, struct fh_error *err)
{
	int64_t limit_micro = bound->terms->request.cost_limit_micro;
	char limit[32], least[32], place[128], time[32], other[64] = "";
	int64_t micro, limit_s;
	size_t i = 0;

	micro = fh_bound_cheapest(bound, list, &i);
	if (micro < 0) {
		explain_unbounded(bound, err);
		return;
	}
	limit_s = shorter_s(bound, limit_micro, micro, &list->item[i]);
	if (limit_s)
		snprintf(other, sizeof(other), ", or --time=%s or less",
			 fh_units_format_limit(limit_s, time, sizeof(time)));
	fh_err(err, "--cost-limit=%s: the cheapest candidate%s can cost %s %s in "
	       "%s; give --cost-limit=%s or more%s",
	       fh_units_format_micro(limit_micro, 2, limit, sizeof(limit)),
	       name_of(bound, &list->item[i], place, sizeof(place)),
	       format_up(micro, least, sizeof(least)),
	       bound->conf->rates.currency,
	       fh_units_format_limit(bound->plan->limit_s, time, sizeof(time)),
	       least, other);
}

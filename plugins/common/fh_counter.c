/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Energy between two readings of a meter: see fh_counter.h. */
#include "fh_counter.h"
#include "fh_units.h"
#include "fh_wide.h"

#define UW_PER_W 1000000
#define NJ_PER_UJ 1000			/* W x ns = nJ */
#define UW_NS_PER_UJ 1000000000		/* uW x ns = 1e-9 uJ */

/* Can the hardware have drawn uj in that time? */
static bool energy_believable(const struct fh_counter_limits *limits,
			      int64_t uj, int64_t span_ns)
{
	fh_wide time_ns = (fh_wide) span_ns + limits->lag_ns;

	return limits->max_w < 0 ||
	       (fh_wide) uj * NJ_PER_UJ * 100 <=
		       limits->max_w * time_ns * FH_COUNTER_MARGIN_PERCENT;
}

static bool power_believable(const struct fh_counter_limits *limits,
			     int64_t power_uw)
{
	return limits->max_w < 0 ||
	       (fh_wide) power_uw * 100 <= (fh_wide) limits->max_w * UW_PER_W *
						   FH_COUNTER_MARGIN_PERCENT;
}

/* The trapezoid between two powers; INT64_MAX when it is above that. */
static int64_t power_energy(const struct fh_counter_reading *last,
			    const struct fh_counter_reading *now)
{
	fh_wide power_uw = (fh_wide) last->value + now->value;
	int64_t uj = INT64_MAX;

	(void) fh_wide_divide(power_uw * (now->at_ns - last->at_ns),
			      2LL * UW_NS_PER_UJ, &uj);
	return uj;
}

/*
 * A power that is not believed does not become the last one: the good ones
 * on its two sides are joined, as over readings that are missing.
 */
static void step_power(const struct fh_counter_limits *limits,
		       struct fh_counter_reading *last,
		       const struct fh_counter_reading *now, bool first,
		       struct fh_counter_step *step)
{
	int64_t uj = first ? 0 : power_energy(last, now);

	if (!power_believable(limits, now->value) || uj == INT64_MAX) {
		step->event = FH_COUNTER_REJECTED;
		step->rejected_uj = uj;
		return;
	}
	step->event = first ? FH_COUNTER_FIRST : FH_COUNTER_OK;
	step->uj = uj;
	*last = *now;
}

/* Is now below last by no more than a meter's readings are old? */
static bool is_stale(const struct fh_counter_limits *limits,
		     const struct fh_counter_reading *last,
		     const struct fh_counter_reading *now)
{
	return limits->max_w >= 0 && now->epoch == last->epoch &&
	       now->value < last->value &&
	       energy_believable(limits, last->value - now->value, 0);
}

/* What an energy counter did, and the energy that makes. */
static enum fh_counter_event
counter_energy(const struct fh_counter_limits *limits,
	       const struct fh_counter_reading *last,
	       const struct fh_counter_reading *now, int64_t *ret_uj)
{
	bool anew = now->epoch != last->epoch;

	*ret_uj = now->value - last->value;
	if (!anew && *ret_uj >= 0)
		return FH_COUNTER_OK;
	if (!anew && last->value <= limits->range_uj) {
		/* Values are 0 .. range_uj: its period is one more. */
		*ret_uj = limits->range_uj - last->value + now->value + 1;
		if (energy_believable(limits, *ret_uj,
				      now->at_ns - last->at_ns))
			return FH_COUNTER_WRAPPED;
	}
	*ret_uj = now->value;
	return FH_COUNTER_RESET;
}

static void step_counter(const struct fh_counter_limits *limits,
			 struct fh_counter_reading *last,
			 const struct fh_counter_reading *now,
			 struct fh_counter_step *step)
{
	int64_t uj;

	if (is_stale(limits, last, now)) {
		step->event = FH_COUNTER_STALE;
		return;
	}
	step->event = counter_energy(limits, last, now, &uj);
	if (energy_believable(limits, uj, now->at_ns - last->at_ns)) {
		step->uj = uj;
	} else {
		step->rejected_uj = uj;
		if (step->event == FH_COUNTER_OK)
			step->event = FH_COUNTER_REJECTED;
	}
	/* One that stands still has from its last move on to catch up. */
	if (now->value != last->value || now->epoch != last->epoch)
		*last = *now;
}

struct fh_counter_step
fh_counter_step(const struct fh_counter_limits *limits,
		struct fh_counter_reading *last,
		const struct fh_counter_reading *now)
{
	/* A clock that went back is another boot's. */
	bool first = !last->ok || (now->ok && now->at_ns < last->at_ns);
	struct fh_counter_step step = {
		.event = FH_COUNTER_MISSING,
		.since_ns = first ? FH_UNKNOWN : last->at_ns,
	};

	if (!now->ok || now->value < 0)
		return step;
	if (limits->is_power) {
		step_power(limits, last, now, first, &step);
	} else if (first) {
		step.event = FH_COUNTER_FIRST;
		*last = *now;
	} else {
		step_counter(limits, last, now, &step);
	}
	return step;
}

const char *fh_counter_event_name(enum fh_counter_event event)
{
	static const char *const name[] = {
		[FH_COUNTER_FIRST] = "first",
		[FH_COUNTER_OK] = "ok",
		[FH_COUNTER_WRAPPED] = "wrapped",
		[FH_COUNTER_RESET] = "reset",
		[FH_COUNTER_MISSING] = "missing",
		[FH_COUNTER_STALE] = "stale",
		[FH_COUNTER_REJECTED] = "rejected",
	};

	return name[event];
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A simulated energy counter: see sim_meter.h. */
#include "fh_units.h"
#include "sim_meter.h"

#define LAG_NS 100000000LL
#define UJ_PER_W_S 1000000LL

/* Readings in a row that may bring nothing new, of at most 4 s each. */
#define UNSEEN_MAX 8
/* It goes round once at most meanwhile, at 1.6 x its nameplate. */
#define PERIOD_S ((UNSEEN_MAX + 2) * 4 * 8 / 5)

#define JUMP_UJ 1000000000000000LL	/* 1 GJ */

void sim_meter_make(struct sim_meter *meter, struct sim_random *random,
		    int64_t max_w)
{
	int64_t period_uj = max_w * PERIOD_S * UJ_PER_W_S;
	bool wraps = sim_chance(random, 50);

	*meter = (struct sim_meter) {
		.limits = {
			.range_uj = wraps ? period_uj - 1 : FH_UNKNOWN,
			.max_w = max_w,
			.lag_ns = LAG_NS,
		},
		.wild = sim_chance(random, 20),
		.counter = sim_between(random, 0, 2 * period_uj),
	};
}

void sim_meter_draw(struct sim_meter *meter, struct sim_random *random,
		    int64_t uj)
{
	int64_t before_uj = sim_between(random, 0, uj);

	meter->counter += uj;
	meter->due_uj += uj;
	if (sim_chance(random, 98))
		return;
	/* The driver is loaded anew: what it had is lost. */
	meter->counter = uj - before_uj;
	meter->due_uj = meter->counter;
	meter->epoch++;
	meter->jumped = false;
}

static int64_t value_now(const struct sim_meter *meter)
{
	if (meter->limits.range_uj == FH_UNKNOWN)
		return meter->counter;
	return meter->counter % (meter->limits.range_uj + 1);
}

/* A new fault for some of the next readings. */
static void begin_fault(struct sim_meter *meter, struct sim_random *random)
{
	if (sim_chance(random, 5))
		meter->away = (int) sim_between(random, 1, UNSEEN_MAX);
	else if (sim_chance(random, 5))
		meter->still = (int) sim_between(random, 1, UNSEEN_MAX);
	if (meter->limits.range_uj == FH_UNKNOWN && sim_chance(random, 1)) {
		meter->counter += JUMP_UJ;
		meter->jumped = true;
	}
}

/* Up to as far below the last reading as the lag explains. */
static bool give_stale(struct sim_meter *meter, struct sim_random *random,
		       struct fh_counter_reading *ret)
{
	int64_t below_uj = sim_between(random, 1, meter->limits.max_w *
				       UJ_PER_W_S / 10 * 8 / 5);

	if (!sim_chance(random, 3) || below_uj > meter->shown)
		return false;
	ret->value = meter->shown - below_uj;
	return true;
}

/* A reading that brings nothing new, if there is one to give. */
static bool give_old(struct sim_meter *meter, struct sim_random *random,
		     struct fh_counter_reading *ret)
{
	if (!meter->read_once || meter->unseen >= UNSEEN_MAX)
		return false;
	ret->value = meter->shown;
	ret->epoch = meter->shown_epoch;
	if (meter->away > 0) {
		meter->away--;
		ret->ok = false;
		return true;
	}
	if (meter->still > 0) {
		meter->still--;
		return true;
	}
	return give_stale(meter, random, ret);
}

/* What no limits can tell from energy, and what makes no sense at all. */
static void give_wild(struct sim_meter *meter, struct sim_random *random,
		      struct fh_counter_reading *ret)
{
	const int64_t value[] = {
		0, INT64_MAX, INT64_MIN, FH_UNKNOWN,
		sim_between(random, 0, JUMP_UJ),
		meter->shown / 2,
		meter->shown + sim_between(random, 0, UJ_PER_W_S * 1000),
	};
	size_t values = sizeof(value) / sizeof(*value);

	ret->value = value[sim_next(random) % values];
}

int64_t sim_meter_read(struct sim_meter *meter, struct sim_random *random,
		       struct fh_counter_reading *ret)
{
	int64_t uj;

	*ret = (struct fh_counter_reading) {
		.ok = true, .at_ns = ret->at_ns,
	};
	begin_fault(meter, random);
	if (give_old(meter, random, ret)) {
		meter->unseen++;
		return meter->wild ? SIM_METER_ANYTHING : 0;
	}
	uj = meter->jumped || !meter->read_once ? 0 : meter->due_uj;
	ret->value = meter->shown = value_now(meter);
	ret->epoch = meter->shown_epoch = meter->epoch;
	meter->read_once = true;
	meter->jumped = false;
	meter->due_uj = 0;
	meter->unseen = 0;
	if (!meter->wild)
		return uj;
	if (sim_chance(random, 10))
		give_wild(meter, random, ret);
	return SIM_METER_ANYTHING;
}

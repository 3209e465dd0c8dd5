/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A simulated energy counter with the faults of real ones: it wraps, begins
 * anew, stands still, jumps, is not there, gives older readings.  It knows
 * what a reader has to make of each reading.
 */
#ifndef SIM_METER_H
#define SIM_METER_H

#include "fh_counter.h"
#include "sim_random.h"

#define SIM_METER_ANYTHING (-1)

struct sim_meter {
	struct fh_counter_limits limits;
	bool wild;		/* its faults can't be told from energy */
	int64_t counter;	/* uJ since its epoch began, not wrapped */
	int64_t epoch;
	int64_t shown, shown_epoch;	/* the last good reading */
	bool read_once;
	int away, still;	/* readings for which it goes on so */
	int unseen;		/* readings since the last good one */
	bool jumped;		/* since then */
	int64_t due_uj;		/* drawn since then, and not lost */
};

/* A meter that has counted for a random time, for a nameplate of max_w. */
void sim_meter_make(struct sim_meter *meter, struct sim_random *random,
		    int64_t max_w);

/* Energy is drawn; the counter may begin anew meanwhile. */
void sim_meter_draw(struct sim_meter *meter, struct sim_random *random,
		    int64_t uj);

/*
 * Read it.
 * ret:  its at_ns is the caller's.
 * Returns the energy that fh_counter_step() must make of it, or
 * SIM_METER_ANYTHING.
 */
int64_t sim_meter_read(struct sim_meter *meter, struct sim_random *random,
		       struct fh_counter_reading *ret);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a meter's readings to the energy between two of them.  Energy counters
 * wrap, go back to 0 when a driver is loaded anew, stand still, jump; power
 * readings are integrated (trapezoid).  Nothing here is ever negative.
 */
#ifndef FH_COUNTER_H
#define FH_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/* What is known about a meter beforehand. */
struct fh_counter_limits {
	bool is_power;		/* readings are microwatts, not microjoules */
	int64_t range_uj;	/* goes on from 0 behind this value;
				 * FH_UNKNOWN: never */
	int64_t max_w;		/* nameplate; FH_UNKNOWN */
	int64_t lag_ns;		/* a reading may be as old as this */
};

struct fh_counter_reading {
	bool ok;		/* false: could not be read */
	int64_t value;		/* uJ since some instant, or uW */
	int64_t epoch;		/* differs when counting began anew */
	int64_t at_ns;		/* CLOCK_BOOTTIME */
};

enum fh_counter_event {
	FH_COUNTER_FIRST,	/* nothing to compare with: 0 uJ */
	FH_COUNTER_OK,
	FH_COUNTER_WRAPPED,
	FH_COUNTER_RESET,	/* counted anew: what it has since; what it
				 * had before that is lost */
	FH_COUNTER_MISSING,	/* not read: 0 uJ now, counted later */
	FH_COUNTER_REJECTED,	/* more than hardware can draw: 0 uJ */
};

struct fh_counter_step {
	enum fh_counter_event event;
	int64_t uj;		/* energy between the two readings */
	int64_t rejected_uj;	/* that was not believed */
	int64_t since_ns;	/* the reading before; FH_UNKNOWN: none */
};

/* Measured A100s draw up to 600 W of a nameplate of 400 (AcmeTrace): 1.6. */
#define FH_COUNTER_MARGIN_PERCENT 160

/*
 * The energy between *last and now.
 * last:  the last reading that was ok (last->ok is false before the first);
 *        becomes now when now is ok.
 * A reading below the last one is a wrap when range_uj is known and the
 * energy is then believable, else a reset.  An energy above max_w x
 * FH_COUNTER_MARGIN_PERCENT x (time + lag_ns) is rejected; so is a power
 * above that.
 */
struct fh_counter_step
fh_counter_step(const struct fh_counter_limits *limits,
		struct fh_counter_reading *last,
		const struct fh_counter_reading *now);

/* "wrapped", "reset", ...: for logs and the journal. */
const char *fh_counter_event_name(enum fh_counter_event event);

#endif

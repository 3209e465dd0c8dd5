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
	int64_t range_uj;	/* the highest value, 0 comes behind it: the
				 * period is range_uj + 1; FH_UNKNOWN: never */
	int64_t max_w;		/* nameplate, below 1e12; FH_UNKNOWN: any
				 * energy is believed, so that a value that
				 * falls for no reason counts as well */
	int64_t lag_ns;		/* a reading may be as old as this */
};

struct fh_counter_reading {
	bool ok;		/* false: could not be read */
	int64_t value;		/* uJ since some instant, or uW */
	int64_t epoch;		/* differs when counting began anew */
	int64_t at_ns;		/* CLOCK_BOOTTIME */
};

/* What the meter did. */
enum fh_counter_event {
	FH_COUNTER_FIRST,	/* nothing to compare with (none before, or
				 * one of a later time): 0 uJ */
	FH_COUNTER_OK,
	FH_COUNTER_WRAPPED,
	FH_COUNTER_RESET,	/* counted anew: what it has since, or 0 uJ
				 * and rejected_uj; what it had before that
				 * is lost */
	FH_COUNTER_MISSING,	/* not read, or negative: 0 uJ now, counted
				 * later */
	FH_COUNTER_STALE,	/* an older reading than the last, as lag_ns
				 * allows: 0 uJ now, counted later */
	FH_COUNTER_REJECTED,	/* went on, by more than hardware can draw:
				 * 0 uJ */
};

struct fh_counter_step {
	enum fh_counter_event event;
	int64_t uj;		/* energy between the two readings */
	int64_t rejected_uj;	/* that was not believed: then uj is 0 */
	int64_t since_ns;	/* uj is of the time from here to now;
				 * FH_UNKNOWN: nothing to compare with */
};

/* Measured A100s draw up to 600 W of a nameplate of 400 (AcmeTrace): 1.6. */
#define FH_COUNTER_MARGIN_PERCENT 160

/*
 * The energy between *last and now.
 * last:  the last reading that was good (last->ok is false before the
 *        first); becomes now when now is good, with two exceptions: a counter
 *        that stands still keeps the instant of its last move, so that it is
 *        believed when it catches up; a stale reading and a power that is
 *        rejected are passed over like missing ones.
 * What hardware can draw is max_w x FH_COUNTER_MARGIN_PERCENT.  A reading
 * below the last one is stale when that much in lag_ns explains it; else a
 * wrap when range_uj is known and the energy is then believable; else a
 * reset; so is one of another epoch.  An energy above what can be drawn in
 * the time and lag_ns is rejected; so is a power above it.
 * A counter that went round twice between two readings can't be told from
 * one that did so once: read it more often than that.
 * Without a wrap, a reset or a rejection, the sum of all uj is the last value
 * minus the first one.
 */
struct fh_counter_step
fh_counter_step(const struct fh_counter_limits *limits,
		struct fh_counter_reading *last,
		const struct fh_counter_reading *now);

/* "wrapped", "reset", ...: for logs and the journal. */
const char *fh_counter_event_name(enum fh_counter_event event);

#endif

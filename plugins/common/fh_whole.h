/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a zone costs in whole, and where it went: to jobs, or to time in which
 * nobody had its machines.
 *
 * A thing (one type of accelerator, the cores, the memory) is there for so
 * many unit-seconds of a stretch of time: held by jobs, idle, reserved and
 * not used, under planned maintenance, down.  What is paid for and in no
 * node is spare; where nodes have more than is paid for, spare is below 0.
 *
 *   paid   = jobs + idle + reserved + planned + down + spare
 *
 * and the whole cost, divided by these, to the last micro-unit, is
 *
 *   capital     = paid x capital per hour at 100 % use / 3600
 *   lease       = the type's share of the month's sum, by seconds
 *   operations  = likewise
 *   set prices, cores, memory = there x price / 3600: what is there is paid
 *
 * A job's price bears more than its own share: it was made for an expected
 * utilisation, and so bears the idle time that was expected (fh_capital.h).
 * What jobs bear of others' time is therefore  share of jobs - their cost,
 * which is below 0 where they bear more than their share:
 *
 *   whole = cost of jobs + (share of jobs - cost of jobs)
 *           + idle + reserved + planned + down + spare
 *
 * By hand: 310 000 USD for 8 accelerators over 5 years are 0.884703 an hour
 * each at 100 %, 1.105879 at 80 %.  In a day of which jobs hold 5 of the 8,
 * 2 are idle and 1 is down: 8 x 24 x 0.884703 = 169.862976 in whole, jobs
 * 5 x 24 x 1.105879 = 132.705480, their share 106.164360, so they bear
 * 26.541120 of the 63.698616 that idle and down time come to.
 */
#ifndef FH_WHOLE_H
#define FH_WHOLE_H

#include <stdbool.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_cost.h"
#include "fh_cut.h"
#include "fh_wide.h"

enum fh_use {
	FH_USE_JOBS,
	FH_USE_IDLE,
	FH_USE_RESERVED,	/* by a reservation, and not used */
	FH_USE_PLANNED,		/* maintenance */
	FH_USE_DOWN,		/* down or drained */
	FH_USE_SPARE,		/* paid for, in no node; may be below 0 */
	FH_USE_COUNT
};

/* "jobs", "idle", "reserved", "maintenance", "down", "not-in-slurm". */
const char *fh_use_name(enum fh_use use);

/* Unit-seconds of a thing in a stretch of time; 0 or more. */
struct fh_presence {
	int64_t there_s;	/* of all nodes that there were */
	int64_t jobs_s;
	int64_t reserved_s;	/* of them, in a reservation and not used */
	int64_t planned_s;
	int64_t down_s;
};

/*
 * Divide a time.  What jobs held counts first: where there is less than all
 * that is said, reserved, planned and down time give way, in this order.
 * paid_s:  0 or more, or FH_UNKNOWN: what is there is paid.
 * ret_s:   FH_USE_COUNT entries; their sum is paid_s, or what is there (what
 *          jobs held, where that is more).
 */
void fh_use_balance(const struct fh_presence *presence, int64_t paid_s,
		    int64_t ret_s[FH_USE_COUNT]);

/*
 * Divide an amount in proportion: each part is the difference of two rounded
 * sums, so that all add up to it exactly.
 * use_s:  of fh_use_balance().  Where their sum is 0 the amount is SPARE's.
 */
void fh_use_split(int64_t micro, const int64_t use_s[FH_USE_COUNT],
		  int64_t ret_micro[FH_USE_COUNT]);

/* Things without a type, in the place of an index into the catalogue. */
#define FH_WHOLE_CORES (-1)
#define FH_WHOLE_MEMORY (-2)	/* in MiB */

/* The cost of one thing in one zone, stretch by stretch. */
struct fh_whole_run {
	const struct fh_conf *conf;	/* outlives it */
	int zone;
	int thing;		/* index into the catalogue, or as above */
	struct {
		fh_wide sum;	/* of price x unit-seconds */
		int64_t settled_micro;
	} tally[FH_PART_COUNT];
};

struct fh_whole {
	int64_t use_s[FH_USE_COUNT];
	int64_t micro[FH_PART_COUNT][FH_USE_COUNT];	/* of either sign */
	unsigned gaps;		/* enum fh_gap bits: then every micro is 0 */
};

/* conf: with what is paid, not the published copy. */
void fh_whole_begin(struct fh_whole_run *run, const struct fh_conf *conf,
		    int zone, int thing);

/*
 * The next stretch, in which neither card nor month changes (fh_cut_rates,
 * fh_cut_month).  Stretches of any cut add up to the same whole.
 */
void fh_whole_next(struct fh_whole_run *run,
		   const struct fh_cut_piece *stretch,
		   const struct fh_presence *presence, struct fh_whole *ret);

/*
 * Is what is not switched on not paid for?  Of a cloud at list, spot or set
 * prices it isn't; what is reserved is paid for.
 */
bool fh_whole_elastic(const struct fh_conf *conf, int zone, int thing,
		      int64_t at_s);

/* Do the cards say what is paid, as the published copy does not? */
bool fh_whole_known(const struct fh_rates *rates);

#endif

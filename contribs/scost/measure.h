/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The figures of a report, and their sums.  A figure that a line lacks is
 * left out of the sum and counted: a sum says how many lines and jobs it
 * does not have.
 */
#ifndef SCOST_MEASURE_H
#define SCOST_MEASURE_H

#include "contribs/scost/line.h"
#include "plugins/common/fh_error.h"
#include "plugins/common/fh_wide.h"

enum scost_measure {
	SCOST_MEASURE_ACCEL,
	SCOST_MEASURE_CORE,
	SCOST_MEASURE_ENERGY,
	SCOST_MEASURE_METER,
	SCOST_MEASURE_CO2E,
	SCOST_MEASURE_COST,
	SCOST_MEASURE_CHARGE,
	SCOST_MEASURE_COST_CAPITAL,
	SCOST_MEASURE_COST_ACCEL,
	SCOST_MEASURE_COST_LEASE,
	SCOST_MEASURE_COST_OPERATIONS,
	SCOST_MEASURE_COST_CORE,
	SCOST_MEASURE_COST_MEMORY,
	SCOST_MEASURE_COST_ENERGY,
	SCOST_MEASURE_COUNT
};

struct scost_measure_info {
	const char *name;	/* "energy": as a label */
	const char *title;	/* of its column, with the unit */
	const char *key;	/* in JSON, with the unit of scost_sum_raw() */
	const char *help;
	int64_t raw_unit;	/* line's units in one of JSON's */
	int64_t shown_micro;	/* line's units in a millionth of a shown */
	int64_t shown_by;	/* one, as a fraction: shown_micro / shown_by */
	unsigned digits;	/* behind the point where it is shown */
};

const struct scost_measure_info *
scost_measure_info(enum scost_measure measure);

/* The line's figure; FH_UNKNOWN. */
int64_t scost_measure_of(enum scost_measure measure,
			 const struct scost_line *line);

/* Sum of one figure. */
struct scost_total {
	fh_wide value;		/* in the line's unit */
	int64_t lines;		/* that are in it */
	int64_t lines_without;	/* that have no such figure */
	int64_t jobs_without;	/* with at least one such line */
};

struct scost_sum {
	int64_t jobs;		/* runs; a requeued job has several */
	int64_t lines;
	struct scost_total of[SCOST_MEASURE_COUNT];
	fh_wide priced_accel_s;	/* of lines whose accelerators have a cost */
	fh_wide adjustment_micro;	/* of jobs: what the rules of charging
				 * add, or take where it is below 0 */
	fh_wide accel_micro;	/* that cost: capital, price, lease and
				 * operations */
};

/* Add what the line has, count what it lacks; jobs are the caller's. */
void scost_sum_add(struct scost_sum *sum, const struct scost_line *line);

/* No line has the figure; sums with corrections may be any number else. */
#define SCOST_NO_SUM INT64_MIN

/* value x num / den; SCOST_NO_SUM: no line has it, or it has no room. */
int64_t scost_total_scale(const struct scost_total *total, int64_t num,
			  int64_t den);

/* In millionths of the shown unit; SCOST_NO_SUM. */
int64_t scost_sum_shown_micro(const struct scost_sum *sum,
			      enum scost_measure measure);

/* In JSON's unit, likewise. */
int64_t scost_sum_raw(const struct scost_sum *sum,
		      enum scost_measure measure);

/* What an accelerator-hour came to, of lines that have both; SCOST_NO_SUM. */
int64_t scost_sum_accel_hour_micro(const struct scost_sum *sum);

/* What charges of jobs are above their costs, in micro-units; likewise. */
int64_t scost_sum_adjustment(const struct scost_sum *sum);

/*
 * Millionths with that many digits behind the point, below zero too; "-" for
 * SCOST_NO_SUM.  Fills buf (32 bytes), returns it.
 */
char *scost_micro_format(int64_t micro, unsigned digits, char *buf,
			 size_t size);

/*
 * Digits for a column with this sum: more where it is small, so that its
 * first figures are seen.
 */
unsigned scost_sum_digits(const struct scost_sum *sum,
			  enum scost_measure measure);
#define SCOST_DIGITS_MAX 6	/* all there are */

/* A sum as shown, likewise. */
char *scost_sum_format(const struct scost_sum *sum,
		       enum scost_measure measure, unsigned digits, char *buf,
		       size_t size);

#endif

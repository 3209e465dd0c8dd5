/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A line of a bill: one run of a job, in one zone, on one billing day.  Jobs
 * are cut at midnight of the rate card's billing_timezone, so that any day,
 * week or month adds up from whole lines, and the lines of a job add up to
 * its cost exactly.
 *
 * Reports, exports and the ledger all see jobs as these; where they come
 * from (slurmdbd or the ledger) makes no difference.
 */
#ifndef SCOST_LINE_H
#define SCOST_LINE_H

#include <stdint.h>

#include "plugins/common/fh_cost.h"
#include "plugins/common/fh_energy.h"
#include "plugins/common/fh_error.h"

/*
 * How a line is booked.  What a frozen period says is never edited: a line
 * that takes the old one back and one in its place are booked on a day of an
 * open period; from_s and until_s still say when the job ran.
 */
enum scost_posting {
	SCOST_CHARGE,
	SCOST_REVERSAL,		/* its numbers count negative */
	SCOST_CORRECTION,	/* counts as a charge does */
};

struct scost_line {
	const char *cluster;
	int64_t db_index;	/* of the run in slurmdbd: a requeued job has
				 * several */
	const char *job_id;	/* "17", "17_3" */
	const char *job_name;
	const char *user;	/* texts are "" where nothing is known */
	const char *account;
	const char *qos;
	const char *partition;
	const char *wckey;
	const char *data_class;
	const char *state;	/* at its end, or RUNNING: "COMPLETED" */
	const char *accel;	/* type; "" = none */
	const char *zone;	/* "" = in none */
	const char *site;
	const char *tenancy;	/* "owned", ... */
	int64_t day_s;		/* the billing day's first second, UTC */
	int64_t from_s;		/* of the run on that day */
	int64_t until_s;	/* exclusive */
	int64_t accel_s;	/* accelerator seconds; FH_UNKNOWN */
	int64_t core_s;
	int64_t mib_s;
	int64_t energy_uj;	/* at the node; FH_UNKNOWN */
	unsigned energy_source;	/* enum fh_energy_source bits; 0: declared or
				 * missing */
	int64_t meter_uj;	/* with the PUE; FH_UNKNOWN */
	int64_t co2e_mg;
	struct fh_cost cost;	/* before the rules of charging */
	int64_t charge_micro;	/* after them; FH_UNKNOWN as the job's cost:
				 * less cost.total_micro, an adjustment */
	unsigned gaps;		/* enum scost_gap bits */
	const char *digest;	/* of the configuration that priced it */
	enum scost_posting posting;
	const char *use;	/* NULL: of a job; else of what nobody had
				 * (whole.h): "idle", "down" */
	int64_t reservation;	/* that the job ran in; 0: none, or not known */
	int64_t runs;		/* that begin with it, 0 or 1: sums of it are
				 * numbers of runs. Of the ledger's lines only */
};

/*
 * Called for every line, in no order; texts live as long as the call.
 * Returns 0 to go on, -1 with err set to stop.
 */
typedef int scost_line_fn(const struct scost_line *line, void *ctx,
			  struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one job comes to: its accelerators, the zones its nodes were in when
 * it started, its energy, and its cost so far and at its time limit.
 */
#ifndef SCOST_PRICE_H
#define SCOST_PRICE_H

#include <stdint.h>

#include "contribs/scost/energy.h"
#include "contribs/scost/job.h"
#include "contribs/scost/note.h"
#include "contribs/scost/part.h"
#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_cost.h"
#include "plugins/common/fh_error.h"
#include "plugins/common/fh_footprint.h"

/* What scost itself can't tell; what the rate card lacks is in fh_gap. */
enum scost_gap {
	SCOST_GAP_NOT_STARTED = 1 << 0,
	SCOST_GAP_NO_CONF = 1 << 1,	/* no published configuration */
	SCOST_GAP_NO_NODES = 1 << 2,	/* node list not readable */
	SCOST_GAP_UNTYPED = 1 << 3,	/* gres/gpu without a type */
	SCOST_GAP_SUSPENDED = 1 << 4,	/* when is not known, only how long */
	SCOST_GAP_NO_LIMIT = 1 << 5,	/* no time limit: no bound */
	SCOST_GAP_TIMEZONE = 1 << 6,	/* of a line: its day is UTC's */
};

struct scost_bill {
	char *accel;			/* "h100", "a100,h100", "gpu", "none";
					 * NULL = not known */
	char *site;			/* "tx,ny"; NULL likewise */
	char *zone;
	struct scost_note note;
	int64_t accel_count;		/* 0 = none; FH_UNKNOWN */
	int64_t accel_s;		/* accelerator seconds */
	struct scost_energy energy;	/* until now or the end */
	struct fh_footprint footprint;	/* likewise */
	struct scost_part *part;	/* part_count entries */
	size_t part_count;
	struct fh_cost cost;		/* until now or the end, before the
					 * rules of charging */
	int64_t charge_micro;		/* after them; FH_UNKNOWN */
	struct fh_cost bound;		/* if it ran to its time limit */
	unsigned gaps;			/* enum scost_gap bits */
};

/*
 * Price one job.
 * conf:  the published configuration, or NULL.
 * ret:   to scost_bill_clear, also after a failure.
 * Returns 0, or -1 with err set (no memory only: what is not known is no
 * failure but a gap).
 */
int scost_price(const struct fh_conf *conf, const struct scost_job *job,
		struct scost_bill *ret, struct fh_error *err);

/* "its accelerators have no type in the accounting".  One bit. */
const char *scost_gap_text(enum scost_gap gap);

void scost_bill_clear(struct scost_bill *bill);

#endif

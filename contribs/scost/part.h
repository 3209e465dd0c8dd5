/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a job holds in one zone, and what that comes to.  slurmdbd records
 * only totals: a job in several zones is divided evenly over its nodes.
 */
#ifndef SCOST_PART_H
#define SCOST_PART_H

#include <stddef.h>
#include <stdint.h>

#include "contribs/scost/job.h"
#include "contribs/scost/place.h"
#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_cost.h"
#include "plugins/common/fh_error.h"
#include "plugins/common/fh_footprint.h"

/* Every part unknown: the state before anything was priced. */
extern const struct fh_cost scost_cost_unknown;
extern const struct fh_footprint scost_footprint_unknown;

/* Accelerators of one type. */
struct scost_held {
	int accel;		/* index into the catalogue; -1 = not there */
	int64_t count;		/* 0 = none; FH_UNKNOWN */
};

struct scost_part {
	int zone;		/* FH_NO_ZONE: nodes in no zone */
	int64_t nodes;
	struct scost_held held[SCOST_TYPE_MAX + 1];
	size_t held_count;	/* at least 1 */
	int64_t cores;		/* each or FH_UNKNOWN */
	int64_t memory_mib;
	int64_t energy_uj;	/* of all its time */
	struct fh_cost cost;	/* likewise; of scost_price() */
};

/* A time in which a part is held, and the energy it draws in it. */
struct scost_stretch {
	int64_t start_s;
	int64_t end_s;		/* exclusive */
	int64_t energy_uj;	/* or FH_UNKNOWN */
};

/*
 * Divide a job over the zones of place.
 * type:       its accelerators by type, "" = not known; 1 ..
 *             SCOST_TYPE_MAX + 1 entries.
 * energy_uj:  of the job, or FH_UNKNOWN.
 * ret:        place->count parts without a cost, for the caller to free().
 * Returns 0, or -1 with err set (no memory).
 */
int scost_parts_make(const struct fh_conf *conf, const struct scost_job *job,
		     const struct scost_type_count *type, size_t type_count,
		     int64_t energy_uj, const struct scost_place *place,
		     struct scost_part **ret, struct fh_error *err);

/* What the part costs over a stretch. */
void scost_part_price(const struct fh_conf *conf,
		      const struct scost_part *part,
		      const struct scost_stretch *stretch,
		      struct fh_cost *ret);

/* The same bit by bit, as fh_cost_next() does. */
struct scost_part_run {
	struct fh_cost_run run[SCOST_TYPE_MAX + 1];
	size_t count;
};

void scost_part_begin(struct scost_part_run *run, const struct fh_conf *conf,
		      const struct scost_part *part,
		      const struct scost_stretch *stretch);
void scost_part_next(struct scost_part_run *run, int64_t until_s,
		     struct fh_cost *ret);

/* What the stretch's energy is at the meter, and its carbon. */
void scost_part_weigh(const struct fh_conf *conf,
		      const struct scost_part *part,
		      const struct scost_stretch *stretch,
		      struct fh_footprint *ret);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Owned against cloud: what each type that is owned in a zone cost over a
 * time, and what the same work would have cost in the zones of tenancy
 * cloud that have the type (fh_tco.h).
 */
#ifndef SCOST_TCO_H
#define SCOST_TCO_H

#include <stdio.h>

#include "contribs/scost/line.h"
#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_cut.h"
#include "plugins/common/fh_tco.h"

/* Where the energy of an hour is from. */
enum scost_tco_energy {
	SCOST_TCO_NONE,			/* not known */
	SCOST_TCO_RECORDED,		/* of jobs, by slurmdbd */
	SCOST_TCO_NAMEPLATE,		/* the catalogue's tdp_watts */
};

struct scost_tco_row {
	int zone;			/* it is owned there */
	size_t accel;
	int64_t devices;		/* by the card at the end */
	int64_t expected_ppm;		/* utilisation, likewise */
	int cloud;			/* the cheapest zone; FH_NO_ZONE */
	enum fh_price_kind pricing;	/* there */
	enum scost_tco_energy energy;
	struct fh_tco_work work;
	struct fh_tco tco;
};

struct scost_tco {
	const struct fh_conf *conf;	/* with what is paid */
	struct fh_cut_piece period;	/* up to now at most */
	int64_t used_ppm;		/* what if; FH_UNKNOWN: as it was */
	struct scost_tco_row *row;
	size_t count;
	struct scost_tco_sum *sum;	/* of jobs' lines, one per row */
};

/*
 * Begin, with what is paid over the period.
 * ret:  to scost_tco_clear, also after a failure.
 * Returns 0, or -1 with err set (no memory; nothing is owned).
 */
int scost_tco_begin(struct scost_tco *ret, const struct fh_conf *conf,
		    const struct fh_cut_piece *period, int64_t used_ppm,
		    struct fh_error *err);

/* scost_line_fn for every line of a job: ctx is the struct scost_tco. */
scost_line_fn scost_tco_add;

/* After the last line: fill the rows in. */
void scost_tco_finish(struct scost_tco *tco);

/* "recorded", "nameplate", "-". */
const char *scost_tco_energy_name(enum scost_tco_energy energy);

/* For people, as CSV, as an object (conf/schema/scost-tco.schema.json). */
void scost_tco_table(FILE *out, const struct scost_tco *tco);
void scost_tco_csv(FILE *out, const struct scost_tco *tco);
int scost_tco_json(FILE *out, const struct scost_tco *tco,
		   struct fh_error *err);

void scost_tco_clear(struct scost_tco *tco);

#endif

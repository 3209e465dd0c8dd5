/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The energy of a job, how far it is to be believed, and where it is from.
 */
#ifndef SCOST_ENERGY_H
#define SCOST_ENERGY_H

#include <stdbool.h>
#include <stdint.h>

#include "contribs/scost/job.h"
#include "contribs/scost/proof.h"
#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_error.h"

#define SCOST_ENERGY_SOURCE_MAX 96

struct scost_energy {
	int64_t told_uj;	/* by slurmdbd; FH_UNKNOWN */
	int64_t limit_uj;	/* more its hardware can't have drawn;
				 * FH_UNKNOWN: nameplate not known */
	int64_t energy_uj;	/* told, unless beyond the limit */
	int64_t power_mw;	/* milliwatts on average; FH_UNKNOWN */
	int64_t nodes;		/* it had; 0: not known */
	char *sensors;		/* "nvml,powercap": what energy.json names for
				 * its nodes; NULL unless for all of them */
	struct scost_proof proof;	/* by the nodes' journals */
};

/* Nothing known, as of a job that has not run. */
extern const struct scost_energy scost_energy_none;

/*
 * Judge the energy that slurmdbd has of a job.  The most its hardware can
 * have drawn is 1.6 x nameplate (A100s were seen at 600 W of 400): of its
 * nodes where energy.json has it, else of its accelerators and a host.
 * conf:     NULL: no nameplate is known, and no sensor.
 * type:     its accelerators by type, "" = not known; type_count entries.
 * ret:      to scost_energy_clear, also after a failure.
 * Returns 0, or -1 with err set (no memory).
 */
int scost_energy_judge(const struct fh_conf *conf,
		       const struct scost_job *job,
		       const struct scost_type_count *type, size_t type_count,
		       struct scost_energy *ret, struct fh_error *err);

/* Is there a figure that is not believed? */
bool scost_energy_rejected(const struct scost_energy *energy);

/* Is there a figure, and is a device that nobody could measure not in it? */
bool scost_energy_partial(const struct scost_energy *energy);

/*
 * Where the figure is from: "measured", "measured+declared", "missing".
 * Fills buf (SCOST_ENERGY_SOURCE_MAX bytes hold every result), returns it.
 */
char *scost_energy_source(const struct scost_energy *energy, char *buf,
			  size_t size);

void scost_energy_clear(struct scost_energy *energy);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the nodes' energy journals say of each job: the lines that
 * "freehold energy collect" brought to DIR/YYYY-MM/NODE.jsonl, by the month
 * (UTC) in which a job ended on the node.
 */
#ifndef SCOST_PROOF_H
#define SCOST_PROOF_H

#include <stdint.h>

#include "contribs/scost/collected.h"
#include "contribs/scost/job.h"
#include "plugins/common/fh_error.h"

/* Of one job, its nodes together. */
struct scost_proof {
	int64_t nodes;		/* that have a line of it */
	int64_t unclean;	/* of them: Slurm may know less of the job */
	unsigned sources;	/* enum fh_energy_source bits, of all */
	int64_t energy_uj;	/* of all; FH_UNKNOWN: too much to count */
	int64_t gap_ms;		/* longest of its time that any of them was
				 * not looked at */
};

/* $FREEHOLD_ENERGY, else the configured place. */
const char *scost_proof_dir(void);

/*
 * Find the lines of jobs that have ended: same node and job id, lives that
 * overlap; of several runs the one whose begin is nearest.
 * dir:      not there: nothing is read, every job has no proof.
 * ret:      jobs->count entries.
 * trouble:  lines and files that are not readable are added.
 * Returns 0, or -1 with err set (no memory).
 */
int scost_proof_read(const char *dir, const struct scost_jobs *jobs,
		     struct scost_proof *ret, struct scost_trouble *trouble,
		     struct fh_error *err);

#endif

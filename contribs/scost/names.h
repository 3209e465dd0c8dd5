/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names for the numbers in slurmdbd's job records.  A request for them takes
 * as long as one for a thousand jobs (its small packets wait for
 * acknowledgements), so they are fetched beside the jobs, by a thread with a
 * connection of its own.
 */
#ifndef SCOST_NAMES_H
#define SCOST_NAMES_H

#include <pthread.h>
#include <slurm/slurm.h>
#include <slurm/slurmdb.h>
#include <stdbool.h>

#include "contribs/scost/tres.h"
#include "plugins/common/fh_error.h"

struct scost_names {
	struct scost_gres_names gres;
	List qos;		/* slurmdb_qos_rec_t; NULL = not asked for */
};

/* A fetch that goes on; it must not move. */
struct scost_names_fetch {
	pthread_t thread;
	bool with_qos;
	struct scost_names names;
	struct fh_error err;
	int rc;
};

/* Begin. Returns 0, or -1 with err set: then there is nothing to finish. */
int scost_names_start(struct scost_names_fetch *fetch, bool with_qos,
		      struct fh_error *err);

/*
 * Wait for the names.
 * ret:  to scost_names_clear, also after a failure.
 * Returns 0, or -1 with err set.
 */
int scost_names_finish(struct scost_names_fetch *fetch,
		       struct scost_names *ret, struct fh_error *err);

/* A copy of the name, or NULL when it is not known. */
char *scost_names_qos(const struct scost_names *names, uint32_t id);

void scost_names_clear(struct scost_names *names);

#endif

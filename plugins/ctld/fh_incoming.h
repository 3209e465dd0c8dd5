/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The two environments that come with a job: the wish is read from them,
 * what only slurmctld may say is taken out, and what slurmctld decided is
 * put in.
 */
#ifndef FH_INCOMING_H
#define FH_INCOMING_H

#include <stdbool.h>

#include "fh_error.h"
#include "fh_option.h"
#include "fh_slurm.h"

struct fh_incoming {
	struct fh_slurm_env spank;	/* travels with the job to its prolog */
	struct fh_slurm_env user;	/* the job's own; none of srun, salloc */
};

/* Does the comment hold options ("freehold: --zone=us")?  NULL does not. */
bool fh_incoming_is_request(const char *comment);

/*
 * Read the wish: options first, variables of the job's environment where an
 * option is not given (portals, which have no options), then those that the
 * comment changes.
 * ret:  empty before; to fh_wish_clear, also after a failure.
 * Returns 0, or -1 with err set to the sentence for the user.
 */
int fh_incoming_wish(const struct fh_incoming *incoming, const char *comment,
		     struct fh_wish *ret, struct fh_error *err);

/* Has a job's stored wish the option? */
bool fh_incoming_has(const struct fh_slurm_env *spank, enum fh_option option);

/* Take out every entry that only slurmctld may set, however it was hidden. */
void fh_incoming_clean(struct fh_incoming *incoming);

/*
 * Put the wish, for later updates, and the terms into the SPANK environment,
 * in place of those that are there.
 * terms:  NULL = the job is bound to nothing.
 */
void fh_incoming_store(struct fh_slurm_env *spank, const struct fh_wish *wish,
		       const char *terms);

#endif

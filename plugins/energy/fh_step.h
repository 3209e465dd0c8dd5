/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A slurmstepd's side: it registers its step with the node's sampler and
 * reads its share back.  Everything is opened and mapped at the beginning:
 * slurmstepd switches its user later.
 */
#ifndef FH_STEP_H
#define FH_STEP_H

#include "plugins/energy/fh_slot.h"
#include "plugins/common/fh_error.h"

struct fh_step;

struct fh_step_reading {
	int64_t energy_uj;	/* FH_UNKNOWN: none yet */
	int64_t power_uw;	/* of late; FH_UNKNOWN */
	int64_t mean_uw;	/* since it began; FH_UNKNOWN */
	int64_t base_uj;	/* in the reading before; 0: there was none */
	int64_t at_ms;		/* UTC */
};

/*
 * Register the calling process' step; start_ns and start_ms are set here.
 * path:  the sampler's shared memory.
 * Returns the step (to fh_step_close()), or NULL with err set.
 */
struct fh_step *fh_step_open(const char *path, const struct fh_slot_step *step,
			     struct fh_error *err);

/*
 * The step's energy; the extern step's is the whole job's.  Asks for a new
 * sample when the last one is not of just now, and waits for it a moment.
 * Without a sampler it is what it was.
 * last:  this is the final reading: the step, and with the extern step the
 *        job, gets nothing more.
 */
void fh_step_read(struct fh_step *step, bool last,
		  struct fh_step_reading *ret);

/* Has the process had children, and has waited for all of them? */
bool fh_step_is_over(struct fh_step *step);

/* Unmap; the registry keeps the step.  NULL is allowed. */
void fh_step_close(struct fh_step *step);

#endif

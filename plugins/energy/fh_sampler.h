/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sampler: one thread, of slurmd's, that measures the node. */
#ifndef FH_SAMPLER_H
#define FH_SAMPLER_H

#include "plugins/energy/fh_node.h"

struct fh_sampler;

/*
 * Make the shared memory, so that steps can register from now on, and start
 * the thread.  While another process still samples this node (a slurmd on
 * its way out), the thread waits for its end.
 * Returns the sampler (to fh_sampler_stop()), or NULL with err set.
 */
struct fh_sampler *fh_sampler_start(const struct fh_node_conf *conf,
				    struct fh_error *err);

/* Power and energy of the whole node, as of the last sample. */
struct fh_sampler_reading {
	int64_t power_uw;	/* FH_UNKNOWN */
	int64_t energy_uj;	/* since the sampler's memory was made */
	int64_t at_ms;		/* UTC; 0: no sample yet */
};
void fh_sampler_read(struct fh_sampler *sampler,
		     struct fh_sampler_reading *ret);

/*
 * End the thread, with a last sample, and wait for it.
 * Returns 0, or -1: it hangs in a meter, and goes on using the sampler's
 * memory and code; neither may be freed.
 */
int fh_sampler_stop(struct fh_sampler *sampler);

#endif

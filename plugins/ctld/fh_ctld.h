/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libfreehold_ctld: what slurmctld knows, once, for the job_submit and the
 * select plugin.  Both call fh_ctld_attach() from init(); the first loads
 * the active bundle, the other finds it.  fini() is never called when
 * slurmctld ends, so nothing here waits for it.
 */
#ifndef FH_CTLD_H
#define FH_CTLD_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_error.h"

/*
 * Load the active bundle of state_dir/freehold unless one is loaded.
 * Only inside slurmctld; reads files, so only from init().
 * Returns 0, or -1 with err set: slurmctld must not go on without policy.
 */
int fh_ctld_attach(const char *state_dir, struct fh_error *err);

/*
 * Read the active bundle again (select's reconfigure, for both plugins).
 * On failure the old one stays in force.
 * ret_changed:  whether another bundle is active now; NULL allowed.
 * Returns 0, or -1 with err set.
 */
int fh_ctld_reload(bool *ret_changed, struct fh_error *err);

/*
 * The configuration in force, held until released: a decision uses one from
 * start to end.  Never NULL after a successful attach.  Any thread.
 */
const struct fh_conf *fh_ctld_hold(void);
void fh_ctld_release(const struct fh_conf *conf);

/*
 * Counts up whenever another bundle is in force; for caches keyed on it.
 */
uint64_t fh_ctld_generation(void);

/*
 * Have slurmctld's scheduler run at that instant (UTC), as nothing in Slurm
 * wakes when a deferred job's begin time comes.  The nearest instants are kept
 * (a fixed number of different ones; a job beyond them waits for slurmctld's
 * periodic pass).  Calls are cheap and never block on I/O.  Any thread.
 */
void fh_ctld_wake_at(int64_t at_s);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The node's shared memory, RUN/<node>.energy: the registry of steps, the
 * sampler's state, and a bell between the two.  A file in /run, root's alone,
 * mapped by slurmd and every slurmstepd; it survives them, not a reboot.
 */
#ifndef FH_SHM_H
#define FH_SHM_H

#include <stdatomic.h>
#include <stdint.h>

#include "plugins/common/fh_error.h"
#include "plugins/energy/fh_slot.h"
#include "plugins/energy/fh_state.h"

struct fh_shm {
	char magic[8];
	uint32_t version;	/* of this layout */
	uint32_t slot_size, state_size, total_size;
	char boot_id[40];	/* of the kernel that it counts for */
	_Atomic uint32_t bell;	/* rung by who wants a sample */
	_Atomic uint32_t done;	/* grows with every sample */
	struct fh_registry registry;
	struct fh_state_copy copy[2];
};

/*
 * Map the file; make it, and its directory, when it is not there or not of
 * this layout or boot: then it is replaced whole, and who has the old one
 * mapped keeps that.
 * Returns the memory (to fh_shm_close()), or NULL with err set.
 */
struct fh_shm *fh_shm_create(const char *path, const char *boot_id,
			     struct fh_error *err);

/* Map the file that is there.  Returns as above. */
struct fh_shm *fh_shm_open(const char *path, struct fh_error *err);

void fh_shm_close(struct fh_shm *shm);

/*
 * Be the only sampler, until the process ends or the descriptor is closed.
 * Returns the descriptor; -1 with err set, or with err->text "" when another
 * process is it.
 */
int fh_shm_lock(const char *path, struct fh_error *err);

/* Ask for a sample.  Returns the count of samples before. */
uint32_t fh_shm_ring(struct fh_shm *shm);

/*
 * Wait until a sample was done after the fh_shm_ring() that returned before.
 * Returns 0, or -1 when there was none in time.
 */
int fh_shm_wait_done(struct fh_shm *shm, uint32_t before, int64_t timeout_ns);

/*
 * For the sampler: wait for the bell.
 * rung:  the bell's count that was seen last; brought up to date.
 * Returns 0 when it was rung, -1 when the time is over.
 */
int fh_shm_wait_bell(struct fh_shm *shm, uint32_t *rung, int64_t timeout_ns);

/* For the sampler: a sample is done. */
void fh_shm_done(struct fh_shm *shm);

#endif

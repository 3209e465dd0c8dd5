/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a test can see of the daemon that fake_slurm.c stands for. */
#ifndef FAKE_SLURM_H
#define FAKE_SLURM_H

#include <stdatomic.h>

#include "fh_slurm.h"

/* How often the scheduler was asked for, by any thread. */
extern atomic_int fake_slurm_schedules;

/* StateSaveLocation. */
extern char fake_slurm_state[256];

/* How many error lines were logged. */
extern atomic_int fake_slurm_errors;

/* An environment of the entries up to NULL, to fake_slurm_env_free. */
struct fh_slurm_env fake_slurm_env(const char *const *entries);
void fake_slurm_env_free(struct fh_slurm_env *env);

#endif

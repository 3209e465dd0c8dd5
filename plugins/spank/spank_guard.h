/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Datasets kept from all that slurmstepd starts for a step.  The step gets a
 * mount namespace before anything of it is opened or run; tasks, their
 * prologs and epilogs, and what other plugins start inherit it.  A container
 * plugin (JobContainerType) takes tasks out of it again into a namespace of
 * its own; they are guarded there once more.
 */
#ifndef SPANK_GUARD_H
#define SPANK_GUARD_H

#include "fh_result.h"

/*
 * In slurmstepd itself, before the step begins.
 * dir:  the directory of terms.
 * Returns 0, or -1 with err set: no task may run.
 */
int fh_spank_guard_step(const struct fh_result *terms, const char *dir,
			struct fh_error *err);

/*
 * In slurmstepd itself, when no task of the step may run: nothing else may
 * either, such as the program of srun --task-epilog.
 */
void fh_spank_guard_refuse_step(void);

/* In a task's process, as root, before each task.  Returns as above. */
int fh_spank_guard_task(const struct fh_result *terms, const char *dir,
			struct fh_error *err);

/* In the process of a task that may not run. */
void fh_spank_guard_refuse_task(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stand-in for the part of Slurm that loads SPANK plugins: it implements
 * the calls of slurm/spank.h that ours uses and keeps what they did, so that
 * a test drives the plugin's real hooks in any context.
 *
 * Its rules are those of Slurm's src/common/plugstack.c: the task environment
 * exists in slurmstepd only, the job-control environment everywhere but
 * there, and Slurm's automatic job-control variable appears for each option
 * that was taken.
 */
#ifndef FAKE_SPANK_H
#define FAKE_SPANK_H

#include <slurm/spank.h>
#include <stdint.h>

/* Forget everything and start in that context. */
void fake_spank_reset(spank_context_t context);

/* The handle to give to the hooks. */
spank_t fake_spank_handle(void);

void fake_spank_set_job(uint32_t job_id, uint32_t step_id);

/* The user gives --name=value: 0, or what the callback returned. */
int fake_spank_option(const char *name, const char *value);

/* Is the option registered, and with this help? */
const char *fake_spank_usage(const char *name);

/* The task's environment (slurmstepd); NULL = not set. */
void fake_spank_task_setenv(const char *name, const char *value);
const char *fake_spank_task_getenv(const char *name);

/* The job-control environment; NULL = not set. */
const char *fake_spank_job_getenv(const char *name);

/* All that was logged for the user or an administrator, line by line. */
const char *fake_spank_log(void);

#endif

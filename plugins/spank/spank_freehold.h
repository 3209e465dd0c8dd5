/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hooks of the SPANK plugin, by the process they run in.  Each returns
 * what Slurm is to get; argc and argv are the plugstack line's arguments.
 */
#ifndef SPANK_FREEHOLD_H
#define SPANK_FREEHOLD_H

#include <slurm/spank.h>

/* sbatch, salloc, srun: spank_client.c */

/* Register the options.  0, or -1 when Slurm refuses one. */
int fh_spank_client_init(spank_t sp);

/*
 * After the options of one job, or of one component of a het job: hand them
 * to slurmctld.  0, or -1 after telling the user what is wrong with them.
 */
int fh_spank_client_post_opt(spank_t sp);

/* slurmd and its "slurmd spank prolog|epilog", root: spank_prolog.c */

/*
 * At slurmd's start: make the directory of terms, so that jobs which run
 * already are known as older than it.  Always 0.
 */
int fh_spank_slurmd_init(int argc, char **argv);

/* Write the terms slurmctld decided for this job.  Always 0. */
int fh_spank_prolog(spank_t sp, int argc, char **argv);

/* Take them away.  Always 0. */
int fh_spank_epilog(spank_t sp, int argc, char **argv);

/* slurmstepd: spank_task.c */

/* Make the options known, so that srun may send them.  Always 0. */
int fh_spank_task_declare(spank_t sp);

/*
 * As root, before the step opens or runs anything: may it run here, and guard
 * the datasets.  Always 0; fh_spank_task_check() has the answer.
 */
int fh_spank_step_begin(spank_t sp, int argc, char **argv);

/* As root, before each task: 0 = it may run here; -1 after saying why not. */
int fh_spank_task_check(spank_t sp);

/* As the user, just before exec: the task's environment.  Always 0. */
int fh_spank_task_environment(spank_t sp);

#endif

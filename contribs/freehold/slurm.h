/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What freehold asks Slurm itself.  slurm_lib.c and slurm_ask.c answer by
 * libslurm; in a build without Slurm, slurm_none.c says so.
 */
#ifndef FREEHOLD_SLURM_H
#define FREEHOLD_SLURM_H

#include <stdint.h>

#include "plugins/common/fh_error.h"

/*
 * StateSaveLocation as slurm.conf gives it.  libslurm ends the program with
 * its own message when there is no slurm.conf.
 * Returns a malloc'ed path for the caller to free, or NULL with err set.
 */
char *slurm_state_dir(struct fh_error *err);

/*
 * Do what "scontrol reconfigure" does.
 * Returns 0, or -1 with err set: what was asked of whom and why it failed.
 */
int slurm_ask_reconfigure(struct fh_error *err);

/*
 * Ask slurmctld in a process of its own, which libslurm may end and which is
 * ended after 15 seconds.
 *
 * Settings in force, as lines of "Name=value", those of slurm.conf that
 * freehold check looks at; and jobs, as lines of "jobid account".
 * Returns a malloc'ed text for the caller to free, or NULL with err set.
 */
char *slurm_ask_settings(struct fh_error *err);
char *slurm_ask_accounts(struct fh_error *err);

/*
 * A node as slurmctld has it, as lines of "Name=value": Sockets,
 * CoresPerSocket, ThreadsPerCore, RealMemory (MiB), Gres and SlurmConf (the
 * path of slurm.conf).  Returns as above.
 */
char *slurm_ask_node(const char *name, struct fh_error *err);

/*
 * Every run of all users in slurmdbd that overlaps with the time, as
 * lines of "jobid started ended state nodes", UTC; ended is 0 while it runs.
 * Returns as above.
 */
char *slurm_ask_runs(int64_t from_s, int64_t to_s, struct fh_error *err);

/*
 * The same for jobs, as lines of "jobid account user partitions comment" with
 * tabs between; comment is the AdminComment, in which blanks stand for tabs and
 * ends of lines.
 */
char *slurm_ask_placements(struct fh_error *err);

#endif

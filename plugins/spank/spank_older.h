/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The jobs that were on this node before Freehold came to it, and therefore
 * have no terms.
 *
 * The moment Freehold comes is the one at which the directory of terms is
 * made: at slurmd's first start with the plugin, or else by the first prolog.
 * In that moment the jobs that have a slurmstepd here are listed in
 *
 *   DIR/.installed      one job id per line
 *
 * and never again: a directory without this file, or one made beforehand by
 * other means, makes no job older.  A slurmstepd counts when its process is
 * root's, its executable is slurmstepd, and slurmd started it with our
 * slurm.conf (several clusters can share a host).  So no user can put a job
 * on the list, and a job that starts later is not on it, whatever becomes of
 * its terms.  After a reboot the directory is new (it lies in /run) and the
 * list empty.
 */
#ifndef SPANK_OLDER_H
#define SPANK_OLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "fh_error.h"

/*
 * List the jobs running now.
 * dir:   the directory of terms, just made.
 * proc:  "/proc", or a tree like it.
 * conf:  slurmd's SLURM_CONF, which every slurmstepd of it has too; NULL =
 *        it has none.
 * Returns 0, or -1 with err set: then no job is older.
 */
int fh_spank_older_record(const char *dir, const char *proc,
			  const char *conf, struct fh_error *err);

/* Is the job on the list?  A list that cannot be read has nobody on it. */
bool fh_spank_older_has(const char *dir, uint32_t job_id);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What Freehold's slurmctld plugins ask of the daemon, without a Slurm type:
 * fh_slurm.c answers with Slurm, tests/fakes/fake_slurm.c without.
 */
#ifndef FH_SLURM_H
#define FH_SLURM_H

#include <stdbool.h>
#include <stdint.h>

/* Log one line, "freehold: " in front.  Any thread. */
void fh_slurm_error(const char *fmt, ...)
	__attribute__((format(printf, 1, 2)));
void fh_slurm_info(const char *fmt, ...)
	__attribute__((format(printf, 1, 2)));
void fh_slurm_verbose(const char *fmt, ...)
	__attribute__((format(printf, 1, 2)));
void fh_slurm_debug(const char *fmt, ...)
	__attribute__((format(printf, 1, 2)));

/* Is this process slurmctld?  Else plugins are silent and open no file. */
bool fh_slurm_in_slurmctld(void);

/* StateSaveLocation; Slurm's own string. */
const char *fh_slurm_state_dir(void);

/* ClusterName; Slurm's own string. */
const char *fh_slurm_cluster(void);

/* Now, in UTC seconds. */
int64_t fh_slurm_now_s(void);

/* Have the main scheduler run soon.  Never blocks; any thread. */
void fh_slurm_schedule(void);

/*
 * A string array as Slurm keeps environments: size entries "NAME=value" and
 * a NULL behind them, all of Slurm's allocator, since Slurm frees them.
 * NULL with size 0 is empty; entries may be NULL (a client packed them).
 */
struct fh_slurm_env {
	char **entry;
	uint32_t size;
};

/* The value of the first entry of that name, or NULL.  Owned by the array. */
const char *fh_slurm_env_get(const struct fh_slurm_env *env, const char *name);

/*
 * Replace the entry of that name, or append one.  Memory is Slurm's: it ends
 * the daemon when there is none.
 */
void fh_slurm_env_set(struct fh_slurm_env *env, const char *name,
		      const char *value);

/*
 * Remove every entry for which drop(entry) is true, and those that are NULL.
 * Returns how many were removed.
 */
uint32_t fh_slurm_env_remove(struct fh_slurm_env *env,
			     bool (*drop)(const char *entry));

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Datasets kept from a step: see spank_guard.h. */
#define _GNU_SOURCE		/* dl_iterate_phdr */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "spank_guard.h"
#include "spank_mask.h"
#include "spank_mount.h"

/* The namespace of slurmstepd itself; tasks inherit the number. */
static uint64_t step_namespace;
static bool step_guarded;	/* the terms hold in it */

static int is_tmpfs_plugin(struct dl_phdr_info *object, size_t size, void *arg)
{
	const char *name = strrchr(object->dlpi_name, '/');

	(void) size;
	(void) arg;
	return name && !strcmp(name, "/job_container_tmpfs.so");
}

/*
 * job_container/tmpfs gives each job a namespace of its own that lasts as long
 * as the job: all its tasks come into it, and so does --task-epilog, without
 * asking us.  So this one is guarded itself; of others it is not known whose
 * they are.  slurmstepd stays where it is: in a copy of its namespace it would
 * not find the job's.
 */
static bool has_job_namespace(void)
{
	return dl_iterate_phdr(is_tmpfs_plugin, NULL);
}

int fh_spank_guard_step(const struct fh_result *terms, const char *dir,
			struct fh_error *err)
{
	int rc = 0;

	if (fh_spank_mask_needed(terms) && !has_job_namespace()) {
		rc = fh_mount_private(err) ||
		     fh_spank_mask_set(terms, dir, err) ? -1 : 0;
		step_guarded = !rc;
	}
	step_namespace = fh_mount_namespace();
	return rc;
}

/*
 * Where slurmd is not root it has no right to do this; nobody is kept from
 * anything there.
 */
void fh_spank_guard_refuse_step(void)
{
	struct fh_error err;

	if (!has_job_namespace() && fh_mount_private(&err) == 0)
		(void) fh_mount_seal(&err);
	step_namespace = fh_mount_namespace();
}

/* Several tasks of a job may come at once. */
static int lock(const char *dir, struct fh_error *err)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%.4000s/.lock", dir);
	fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd >= 0 && flock(fd, LOCK_EX) == 0)
		return fd;
	fh_err(err, "%.300s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

static int guard_job_namespace(const struct fh_result *terms, const char *dir,
			       struct fh_error *err)
{
	struct fh_error missing;
	int fd = lock(dir, err), rc = 0;

	if (fd < 0)
		return -1;
	if (fh_spank_mask_verify(terms, dir, &missing))
		rc = fh_mount_keep(err) || fh_spank_mask_set(terms, dir, err) ?
			     -1 : 0;
	close(fd);
	return rc;
}

/* Has this task been taken into its job's namespace? */
static bool is_in_job_namespace(void)
{
	uint64_t here = fh_mount_namespace();

	return here && step_namespace && here != step_namespace &&
	       has_job_namespace();
}

static int guard_container(const struct fh_result *terms, const char *dir,
			   struct fh_error *err)
{
	if (is_in_job_namespace())
		return guard_job_namespace(terms, dir, err);
	if (fh_mount_private(err))
		return -1;
	return fh_spank_mask_set(terms, dir, err);
}

int fh_spank_guard_task(const struct fh_result *terms, const char *dir,
			struct fh_error *err)
{
	if (!fh_spank_mask_needed(terms))
		return 0;
	if ((!step_guarded || fh_mount_namespace() != step_namespace) &&
	    guard_container(terms, dir, err))
		return -1;
	return fh_spank_mask_verify(terms, dir, err);
}

void fh_spank_guard_refuse_task(void)
{
	struct fh_error err;

	if (is_in_job_namespace())
		(void) fh_mount_seal(&err);
}

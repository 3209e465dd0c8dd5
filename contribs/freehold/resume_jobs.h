/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The jobs that nodes are resumed for. */
#ifndef FREEHOLD_RESUME_JOBS_H
#define FREEHOLD_RESUME_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugins/common/fh_error.h"
#include "plugins/common/fh_strlist.h"

struct resume_job {
	uint32_t id;
	struct fh_strlist nodes;	/* that it waits for */
	/* What slurmctld says of it; each may be NULL. */
	char *account, *user, *partitions;
	char *data_class;
	char *zones;		/* where it was placed: "a,b" */
	bool refused;		/* the caller's */
};

struct resume_jobs {
	struct resume_job *job;
	size_t count;
};

/*
 * Read the jobs of a file as slurmctld gives it to ResumeProgram, and ask
 * slurmctld what they are.  Those that it no longer has are left out.
 * path:  NULL: there is no file, so no job.
 * ret:   empty before; to resume_jobs_clear(), also after a failure.
 * Returns 0, or -1 with err set.
 */
int resume_jobs_load(const char *path, struct resume_jobs *ret,
		     struct fh_error *err);

/* Was it placed in the zone?  True when that is too long to be told whole. */
bool resume_job_has_zone(const struct resume_job *job, const char *zone);

void resume_jobs_clear(struct resume_jobs *jobs);

#endif

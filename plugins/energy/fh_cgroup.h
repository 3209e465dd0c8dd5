/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CPU time of a job and its steps from the control groups Slurm puts them
 * into, cgroup v1 (cpuacct) or v2: .../job_<id> and .../job_<id>/step_<id>.
 * They appear after the step has registered, so they are looked for until
 * they are there, and then kept open.
 */
#ifndef FH_CGROUP_H
#define FH_CGROUP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* CPU time of one job or step; all zero is one not looked for yet. */
struct fh_cgroup {
	bool found;
	bool is_v2;
	int fd;		/* when found */
};

/*
 * Look for the group of a child of the slurmstepd.
 * root:    where the hierarchies are mounted, as Slurm's CgroupMountpoint:
 *          "/sys/fs/cgroup"
 * whole_job: the job's group, else the step's.
 * Returns 0 when it is open now, -1 when it is not there (yet).
 */
int fh_cgroup_find(struct fh_cgroup *group, const char *root, pid_t stepd,
		   uint32_t job_id, bool whole_job);

/*
 * As above, of one line of /proc/PID/cgroup: "4:cpu,cpuacct:/path" (v1) or
 * "0::/path" (v2); the line is cut to pieces.
 */
int fh_cgroup_open(struct fh_cgroup *group, const char *root, char *line,
		   uint32_t job_id, bool whole_job);

/* CPU time since the group was made, or FH_UNKNOWN. */
int64_t fh_cgroup_cpu_ns(const struct fh_cgroup *group);

void fh_cgroup_close(struct fh_cgroup *group);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the sampler works with: the node, its meters, the shared memory, and
 * its own copy of the state, which a sample changes and then commits.
 * Only the sampler's thread uses it.
 */
#ifndef FH_NODE_H
#define FH_NODE_H

#include <limits.h>

#include "plugins/energy/fh_cgroup.h"
#include "plugins/energy/fh_shm.h"
#include "plugins/sensors/fh_sensor.h"

/* One line for the daemon's log, without newline.  Any thread. */
struct fh_log {
	void (*error)(const char *text);
	void (*info)(const char *text);
};

/* How the sampler is told what to do; the strings are the caller's. */
struct fh_node_conf {
	const char *node;	/* its name */
	const char *conf_dir;	/* accelerators.json, energy.json */
	const char *run_dir;	/* the shared memory */
	const char *journal_dir;
	const char *root;	/* of the meters; "" = real hardware */
	const char *cgroup_root;	/* as Slurm's CgroupMountpoint */
	int64_t cores;		/* of the node, as Slurm counts them */
	int64_t period_ns;
	struct fh_log log;
};

/* CPU time of a job or a step, and how often its group was looked for. */
struct fh_node_group {
	struct fh_cgroup cgroup;
	unsigned tries;
};

struct fh_node {
	char name[FH_JOURNAL_NAME_MAX + 1];
	char root[PATH_MAX];
	char cgroup_root[PATH_MAX];
	char conf_dir[PATH_MAX];
	char boot_id[37];
	int64_t cores;
	int64_t period_ns;
	int64_t cpu_idle_uw, memory_idle_uw;	/* as configured, or
						 * FH_UNKNOWN: learned */
	struct fh_log log;
	struct fh_shm *shm;
	struct fh_state *state;
	struct fh_sensors sensors;	/* meter i is state's meter i */
	bool rejected[FH_JOURNAL_METER_MAX];	/* said so already */
	bool full;				/* said so already */
	unsigned round;		/* counts samples */
	struct fh_node_group job_group[FH_JOURNAL_JOB_MAX];
	struct fh_node_group step_group[FH_SLOT_COUNT];
};

/*
 * Make the node's shared memory, or map what is there.
 * Returns the node (to fh_node_free()), or NULL with err set.
 */
struct fh_node *fh_node_new(const struct fh_node_conf *conf,
			    struct fh_error *err);

/* Being the only sampler: take on what the last one left. */
void fh_node_begin(struct fh_node *node);

/*
 * Read the node's configuration and open the meters it names.
 * Returns 0, or -1 with err set: the meters are what they were.
 */
int fh_node_open_meters(struct fh_node *node, struct fh_error *err);

/* Where the shared memory of a node is. */
void fh_node_path(const char *run_dir, const char *node, char *buf,
		  size_t size);

/* NULL is allowed. */
void fh_node_free(struct fh_node *node);

/* Log with "energy: " in front. */
void fh_node_error(const struct fh_node *node, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void fh_node_info(const struct fh_node *node, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif

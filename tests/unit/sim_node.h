/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A simulated node: jobs come and go on its cores and devices, and its meters
 * (sim_meter.h) count what is drawn meanwhile.
 */
#ifndef SIM_NODE_H
#define SIM_NODE_H

#include <stddef.h>

#include "fh_energy.h"
#include "sim_meter.h"

#define SIM_NODE_JOBS 40
#define SIM_NODE_DEVICES 16
#define SIM_NODE_HOLDS 4	/* of one device */

struct sim_job {
	int64_t cores;
	int64_t left;		/* intervals it goes on for */
	struct fh_energy energy;	/* the user's: so far */
};

struct sim_device {
	struct sim_meter meter;
	struct fh_energy_hold hold[SIM_NODE_HOLDS];
	size_t hold_count;
};

struct sim_node {
	struct sim_random random;
	int64_t at_ns;
	int64_t span_ns;	/* of the interval that ends at at_ns */
	int64_t cores;
	struct sim_job job[SIM_NODE_JOBS];
	size_t job_count;
	size_t jobs_wanted;
	/* Of those that ended: the user's energies, added up. */
	struct fh_energy ended;
	struct sim_meter cpu, memory;
	struct sim_meter whole;		/* of the node */
	struct sim_device device[SIM_NODE_DEVICES];
	size_t device_count;
};

void sim_node_make(struct sim_node *node, uint64_t seed);

/* Jobs come and go, then an interval passes. */
void sim_node_pass(struct sim_node *node);

/* What the jobs used in that interval; they may claim more than there is. */
void sim_node_use(struct sim_node *node, struct fh_energy_use *ret);

#endif

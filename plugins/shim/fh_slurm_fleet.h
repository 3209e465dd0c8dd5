/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The accelerators of slurmctld's node table.  Only in slurmctld, under its
 * node read lock and by one thread at a time (job_submit has both).
 */
#ifndef FH_SLURM_FLEET_H
#define FH_SLURM_FLEET_H

#include <stdint.h>

#include "plugins/common/fh_fleet.h"

/*
 * The fleet in zones of conf at now_s, made anew when the configuration, the
 * node table or a node's zone changed; what only a node's record says, and
 * which nodes a partition has, may be a minute old.
 * partitions:  list of names, only whose nodes count; NULL = all nodes.  One
 *              that is not there counts for all: Slurm will refuse the job.
 * Returns NULL without memory: nothing is known then.
 */
const struct fh_fleet *fh_slurm_fleet(const struct fh_conf *active,
				      uint64_t generation, int64_t now_s,
				      const char *partitions);

#endif

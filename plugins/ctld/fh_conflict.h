/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options of Slurm that cannot stand beside ours. */
#ifndef FH_CONFLICT_H
#define FH_CONFLICT_H

#include <stdbool.h>

/*
 * Does a request for generic resources name accelerators (gpu, or the shares
 * of one: mps, shard)?
 * tres:  as Slurm keeps it: "gres:gpu:h100:2,gres:nvme:1", "gres/gpu=2",
 *        "gpu:2"; NULL names none.
 */
bool fh_conflict_names_gpu(const char *tres);

/*
 * Does a dependency give the job's nodes to another job?
 * dependency:  as given to --dependency; NULL does not.
 */
bool fh_conflict_expands(const char *dependency);

#endif

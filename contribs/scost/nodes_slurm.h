/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nodes of this cluster over time: from slurmdbd its node lists by date,
 * when nodes were down, and reservations; from slurmctld what the nodes have
 * now.  What a node that is gone had comes from its last event.
 */
#ifndef SCOST_NODES_SLURM_H
#define SCOST_NODES_SLURM_H

#include "contribs/scost/nodes.h"
#include "plugins/common/fh_cut.h"

/*
 * Read them.
 * ret:  to scost_nodes_clear, also after a failure; its notes say what is
 *       not known.
 * Returns 0, or -1 with err set: no accounting, slurmdbd or slurmctld can't
 * be asked.
 */
int scost_nodes_read(const struct fh_cut_piece *period,
		     struct scost_nodes *ret, struct fh_error *err);

#endif

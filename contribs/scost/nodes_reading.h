/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the readers of nodes share; for nodes_*.c alone. */
#ifndef SCOST_NODES_READING_H
#define SCOST_NODES_READING_H

#include <slurm/slurm.h>
#include <slurm/slurmdb.h>

#include "contribs/scost/nodes.h"

struct scost_nodes_reading {
	struct scost_nodes *nodes;
	struct fh_cut_piece period;
	struct scost_gres_names gres;	/* of slurmdbd's numbers */
	List lists;			/* slurmdb_event_rec_t of the cluster:
					 * its nodes by date */
	List events;			/* and of nodes */
	List reservations;		/* slurmdb_reservation_rec_t */
	List associations;		/* slurmdb_assoc_rec_t */
};

/* Each: 0, or -1 with err set. */

/* Names of all nodes that there were, sorted, with what they have. */
int scost_nodes_list(struct scost_nodes_reading *reading,
		     struct fh_error *err);

/* When they were in the cluster, and down. */
int scost_nodes_events(struct scost_nodes_reading *reading,
		       struct fh_error *err);

int scost_nodes_reservations(struct scost_nodes_reading *reading,
			     struct fh_error *err);

#endif

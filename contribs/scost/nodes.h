/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nodes that a cluster had, and how each stood over time, without any
 * Slurm type: what is known of capacity.
 */
#ifndef SCOST_NODES_H
#define SCOST_NODES_H

#include <stdbool.h>
#include <stdint.h>

#include "contribs/scost/tres.h"
#include "plugins/common/fh_cut.h"
#include "plugins/common/fh_error.h"
#include "plugins/common/fh_strlist.h"
#include "plugins/common/fh_zone.h"

/* The later one holds where two are said of an instant. */
enum scost_stand {
	SCOST_UP,
	SCOST_RESERVED,
	SCOST_OFF,		/* powered down by Slurm: could be used */
	SCOST_DOWN,		/* or drained */
	SCOST_PLANNED,		/* maintenance */
	SCOST_ABSENT,		/* not in the cluster */
};

struct scost_stay {
	int64_t from_s, until_s;	/* exclusive; FH_FOREVER */
	enum scost_stand stand;
	size_t booking;			/* of SCOST_RESERVED: its index */
};

struct scost_node {
	char *name;
	struct scost_tres tres;		/* what it has; cpus FH_UNKNOWN: not
					 * known, and it is left out */
	struct scost_stay *stay;	/* SCOST_UP where there is none */
	size_t stay_count;
};

/* A reservation. */
struct scost_booking {
	int64_t id;
	char *name;
	struct fh_strlist accounts;	/* sorted; who it is for */
};

struct scost_nodes {
	char *cluster;
	struct scost_node *item;	/* by name */
	size_t count;
	struct scost_booking *booking;	/* by id */
	size_t booking_count;
	int64_t known_s;		/* nothing is known of before */
	struct fh_strlist notes;	/* where it is from, what isn't known */
};

/* Note how a node stands for a while.  Returns 0, or -1 (no memory). */
int scost_node_add(struct scost_node *node, const struct scost_stay *stay);

/* The node of that name, or NULL. */
struct scost_node *scost_nodes_find(const struct scost_nodes *nodes,
				    const char *name);

/* Index of the reservation of that id, or SIZE_MAX. */
size_t scost_nodes_booking(const struct scost_nodes *nodes, int64_t id);

/* A stretch in which a node stands one way, in one zone. */
struct scost_standing {
	struct fh_cut_piece piece;
	enum scost_stand stand;
	size_t booking;
	int zone;			/* FH_NO_ZONE */
};

/* The first stretch of piece. */
void scost_node_stands(const struct scost_node *node,
		       const struct fh_zones *zones,
		       const struct fh_cut_piece *piece,
		       struct scost_standing *ret);

/* printf to the notes.  Returns 0, or -1 with err set (no memory). */
int scost_nodes_note(struct scost_nodes *nodes, struct fh_error *err,
		     const char *format, ...)
	__attribute__((format(printf, 3, 4)));

void scost_nodes_clear(struct scost_nodes *nodes);

#endif

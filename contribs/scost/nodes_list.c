/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which nodes there were and what they had: see nodes_slurm.h. */
#include "fh_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <slurm/slurm_errno.h>

#include "contribs/scost/nodes_reading.h"
#include "plugins/common/fh_nodeset.h"
#include "plugins/common/fh_units.h"

#define SHOWN_MAX 5	/* names in a note */

static int compare_text(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

/* Names of nodes in all lists that are of the period. */
static int add_listed(const struct scost_nodes_reading *reading,
		      struct fh_strlist *names)
{
	ListIterator it = slurm_list_iterator_create(reading->lists);
	slurmdb_event_rec_t *event;
	int rc = 0;

	while (!rc && (event = slurm_list_next(it)))
		if (event->cluster_nodes && *event->cluster_nodes)
			rc = fh_nodeset_expand(event->cluster_nodes, names,
					       NULL);
	slurm_list_iterator_destroy(it);
	return rc;
}

static int add_live(const node_info_msg_t *live, struct fh_strlist *names)
{
	for (uint32_t i = 0; i < live->record_count; i++)
		if (live->node_array[i].name &&
		    fh_strlist_add(names, live->node_array[i].name))
			return -1;
	return 0;
}

/* A node for each name, once, in order. */
static int make_nodes(struct scost_nodes *nodes, struct fh_strlist *names)
{
	if (names->count)
		qsort(names->item, names->count, sizeof(*names->item),
		      compare_text);
	nodes->item = calloc(names->count + 1, sizeof(*nodes->item));
	if (!nodes->item)
		return -1;
	for (size_t i = 0; i < names->count; i++) {
		struct scost_node *node = &nodes->item[nodes->count];

		if (i && !strcmp(names->item[i], names->item[i - 1]))
			continue;
		node->name = strdup(names->item[i]);
		if (!node->name)
			return -1;
		node->tres.cpus = FH_UNKNOWN;
		nodes->count++;
	}
	return 0;
}

/* What slurmctld says a node has now. */
static void take_live(struct scost_nodes *nodes, const node_info_msg_t *live)
{
	for (uint32_t i = 0; i < live->record_count; i++) {
		const node_info_t *info = &live->node_array[i];
		struct scost_node *node = info->name ?
			scost_nodes_find(nodes, info->name) : NULL;

		if (!node)
			continue;
		scost_tres_parse_words(info->tres_fmt_str, &node->tres);
		node->tres.cpus = info->cpus_efctv ? info->cpus_efctv :
						     info->cpus;
		node->tres.memory_mib = (int64_t) info->real_memory;
	}
}

/* What a node that is gone had when it was down last. */
static size_t take_events(struct scost_nodes_reading *reading)
{
	ListIterator it = slurm_list_iterator_create(reading->events);
	slurmdb_event_rec_t *event;
	size_t count = 0;

	while ((event = slurm_list_next(it))) {
		struct scost_node *node = event->node_name ?
			scost_nodes_find(reading->nodes, event->node_name) :
			NULL;

		if (!node || node->tres.cpus != FH_UNKNOWN)
			continue;
		scost_tres_parse(event->tres_str, &reading->gres,
				 &node->tres);
		count += node->tres.cpus != FH_UNKNOWN;
	}
	slurm_list_iterator_destroy(it);
	return count;
}

static int note_unknown(struct scost_nodes *nodes, struct fh_error *err)
{
	char names[256] = "";
	size_t count = 0;

	for (size_t i = 0; i < nodes->count; i++) {
		size_t len = strlen(names);

		if (nodes->item[i].tres.cpus != FH_UNKNOWN)
			continue;
		if (count++ < SHOWN_MAX)
			snprintf(names + len, sizeof(names) - len, "%s%s",
				 len ? ", " : "", nodes->item[i].name);
	}
	if (!count)
		return 0;
	return scost_nodes_note(nodes, err, "left out: %zu nodes that "
				"slurmctld has no more and of which slurmdbd "
				"doesn't know what they had: %s%s", count,
				names, count > SHOWN_MAX ? ", ..." : "");
}

static int note(struct scost_nodes *nodes, uint32_t live, size_t gone,
		struct fh_error *err)
{
	if (scost_nodes_note(nodes, err, "capacity: %u nodes as slurmctld has "
			     "them now, %zu by their last event in slurmdbd",
			     live, gone))
		return -1;
	return note_unknown(nodes, err);
}

int scost_nodes_list(struct scost_nodes_reading *reading,
		     struct fh_error *err)
{
	struct fh_strlist names = { 0 };
	node_info_msg_t *live = NULL;
	int rc = -1;

	if (slurm_load_node(0, &live, SHOW_ALL))
		return fh_err(err, "slurmctld doesn't tell its nodes: %s",
			      slurm_strerror(errno));
	if (add_listed(reading, &names) || add_live(live, &names) ||
	    make_nodes(reading->nodes, &names)) {
		fh_err_nomem(err);
	} else {
		take_live(reading->nodes, live);
		rc = note(reading->nodes, live->record_count,
			  take_events(reading), err);
	}
	fh_strlist_clear(&names);
	slurm_free_node_info_msg(live);
	return rc;
}

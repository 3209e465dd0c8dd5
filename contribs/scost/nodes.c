/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The nodes that a cluster had: see nodes.h. */
#include "fh_config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/nodes.h"
#include "plugins/common/fh_units.h"

#define NOTE_MAX 512

int scost_node_add(struct scost_node *node, const struct scost_stay *stay)
{
	struct scost_stay *grown = reallocarray(
		node->stay, node->stay_count + 1, sizeof(*grown));

	if (!grown)
		return -1;
	node->stay = grown;
	node->stay[node->stay_count++] = *stay;
	return 0;
}

static int compare_name(const void *name, const void *node)
{
	return strcmp(name, ((const struct scost_node *) node)->name);
}

struct scost_node *scost_nodes_find(const struct scost_nodes *nodes,
				    const char *name)
{
	if (!nodes->count)
		return NULL;
	return bsearch(name, nodes->item, nodes->count, sizeof(*nodes->item),
		       compare_name);
}

size_t scost_nodes_booking(const struct scost_nodes *nodes, int64_t id)
{
	for (size_t i = 0; i < nodes->booking_count; i++)
		if (nodes->booking[i].id == id)
			return i;
	return SIZE_MAX;
}

void scost_node_stands(const struct scost_node *node,
		       const struct fh_zones *zones,
		       const struct fh_cut_piece *piece,
		       struct scost_standing *ret)
{
	int64_t at_s = piece->from_s;
	int64_t until_s = fh_zones_next_change(zones, at_s);

	if (until_s > piece->until_s)
		until_s = piece->until_s;
	*ret = (struct scost_standing) {
		.stand = SCOST_UP,
		.zone = fh_zones_of_node(zones, node->name, at_s),
	};
	for (size_t i = 0; i < node->stay_count; i++) {
		const struct scost_stay *stay = &node->stay[i];
		bool now = stay->from_s <= at_s && at_s < stay->until_s;
		int64_t change_s = now ? stay->until_s : stay->from_s;

		if (now && stay->stand > ret->stand) {
			ret->stand = stay->stand;
			ret->booking = stay->booking;
		}
		if (change_s > at_s && change_s < until_s)
			until_s = change_s;
	}
	ret->piece = (struct fh_cut_piece) { at_s, until_s };
}

int scost_nodes_note(struct scost_nodes *nodes, struct fh_error *err,
		     const char *format, ...)
{
	char text[NOTE_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return fh_strlist_add(&nodes->notes, text) ? fh_err_nomem(err) : 0;
}

void scost_nodes_clear(struct scost_nodes *nodes)
{
	for (size_t i = 0; i < nodes->count; i++) {
		free(nodes->item[i].name);
		free(nodes->item[i].stay);
	}
	for (size_t i = 0; i < nodes->booking_count; i++) {
		free(nodes->booking[i].name);
		fh_strlist_clear(&nodes->booking[i].accounts);
	}
	free(nodes->cluster);
	free(nodes->item);
	free(nodes->booking);
	fh_strlist_clear(&nodes->notes);
	memset(nodes, 0, sizeof(*nodes));
}

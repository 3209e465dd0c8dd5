/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is in which zone when: see fh_zone_stay.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_zone_stay.h"

/* A stay, and which member of its zone it comes from. */
struct placed {
	struct fh_stay stay;
	size_t member;
};

/* Two members that were found to overlap: told once, not per node. */
struct overlap {
	int zone[2];
	size_t member[2];
};

struct overlaps {
	struct overlap item[FH_DIAG_MAX];
	size_t count;
};

static size_t count_stays(const struct fh_zones *zones)
{
	size_t count = 0;

	for (size_t i = 0; i < zones->zone_count; i++)
		for (size_t j = 0; j < zones->zone[i].member_count; j++)
			count += zones->zone[i].member[j].nodes.count;
	return count;
}

static size_t place_member(struct placed *placed, int zone, size_t index,
			   const struct fh_member *member)
{
	for (size_t i = 0; i < member->nodes.count; i++) {
		placed[i].stay.node = member->nodes.item[i];
		placed[i].stay.zone = zone;
		placed[i].stay.from_s = member->from_s;
		placed[i].stay.until_s = member->until_s;
		placed[i].member = index;
	}
	return member->nodes.count;
}

static void place_all(struct placed *placed, const struct fh_zones *zones)
{
	for (size_t i = 0; i < zones->zone_count; i++) {
		const struct fh_zone *zone = &zones->zone[i];

		for (size_t j = 0; j < zone->member_count; j++)
			placed += place_member(placed, (int) i, j,
					       &zone->member[j]);
	}
}

/* The file's order breaks ties, so that the same mistake comes out. */
static int by_node(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = strcmp(x->stay.node, y->stay.node);

	if (order)
		return order;
	if (x->stay.from_s != y->stay.from_s)
		return x->stay.from_s < y->stay.from_s ? -1 : 1;
	if (x->stay.zone != y->stay.zone)
		return x->stay.zone < y->stay.zone ? -1 : 1;
	return (x->member > y->member) - (x->member < y->member);
}

/* Has this overlap been told?  If not, it is noted. */
static bool told(struct overlaps *overlaps, const struct placed *a,
		 const struct placed *b)
{
	const struct overlap now = { { a->stay.zone, b->stay.zone },
				     { a->member, b->member } };

	for (size_t i = 0; i < overlaps->count; i++) {
		const struct overlap *old = &overlaps->item[i];

		if (old->zone[0] == now.zone[0] &&
		    old->zone[1] == now.zone[1] &&
		    old->member[0] == now.member[0] &&
		    old->member[1] == now.member[1])
			return true;
	}
	if (overlaps->count == FH_DIAG_MAX)
		return true;
	overlaps->item[overlaps->count++] = now;
	return false;
}

/* At the node list of the later one. */
static void tell(struct fh_reader *reader, const struct fh_zones *zones,
		 const struct placed *a, const struct placed *b)
{
	size_t mark = fh_reader_enter(reader,
				      zones->zone[b->stay.zone].name);
	size_t list;
	struct fh_json_place place;
	char index[24];

	(void) fh_reader_enter(reader, "nodes");
	snprintf(index, sizeof(index), "%zu", b->member);
	list = fh_reader_enter(reader, index);
	/* "nodes" may be one string instead of a list. */
	if (fh_json_place(reader->doc, reader->path->buf, &place))
		fh_reader_leave(reader, list);
	if (a->stay.zone == b->stay.zone)
		fh_reader_diag(reader, "the node \"%s\" is in this zone twice "
			       "at the same time", b->stay.node);
	else
		fh_reader_diag(reader, "the node \"%s\" is in the zone \"%s\" "
			       "at the same time; a node is in one zone",
			       b->stay.node, zones->zone[a->stay.zone].name);
	fh_reader_leave(reader, mark);
}

static void find_overlaps(struct fh_reader *reader,
			  const struct fh_zones *zones,
			  const struct placed *placed, size_t count)
{
	struct overlaps overlaps = { .count = 0 };
	size_t longest = 0;	/* of this node's stays so far */

	for (size_t i = 1; i < count; i++) {
		const struct placed *here = &placed[i];
		const struct placed *before = &placed[longest];

		if (strcmp(before->stay.node, here->stay.node)) {
			longest = i;
			continue;
		}
		if (here->stay.from_s < before->stay.until_s &&
		    !told(&overlaps, before, here))
			tell(reader, zones, before, here);
		if (here->stay.until_s > before->stay.until_s)
			longest = i;
	}
}

void fh_zone_stays_build(struct fh_reader *reader, struct fh_zones *zones)
{
	size_t count = count_stays(zones);
	struct placed *placed;

	placed = fh_reader_alloc(reader, count, sizeof(*placed));
	zones->stay = fh_reader_alloc(reader, count, sizeof(*zones->stay));
	if (placed && zones->stay) {
		place_all(placed, zones);
		qsort(placed, count, sizeof(*placed), by_node);
		find_overlaps(reader, zones, placed, count);
		for (size_t i = 0; i < count; i++)
			zones->stay[i] = placed[i].stay;
		zones->stay_count = count;
	}
	free(placed);
}

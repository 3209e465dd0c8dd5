/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which runs were seen: see runs.h.  Open addressing, at most half full. */
#include "fh_config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/runs.h"

#define FIRST_SIZE 64

/* Every bit of the three numbers moves the low bits (multipliers: odd). */
static size_t hash(const struct scost_run *run)
{
	uint64_t h = (uint64_t) run->db_index * 0x9e3779b97f4a7c15u;

	h ^= ((uint64_t) run->group << 32 | run->cluster) *
	     0xc2b2ae3d27d4eb4fu;
	h ^= h >> 29;
	h *= 0xbf58476d1ce4e5b9u;
	return (size_t) (h ^ h >> 32);
}

static bool same(const struct scost_run *a, const struct scost_run *b)
{
	return a->db_index == b->db_index && a->group == b->group &&
	       a->cluster == b->cluster;
}

/* Its place, or the free one where it belongs. */
static struct scost_run *seek(const struct scost_runs *runs,
			      const struct scost_run *run)
{
	size_t at = hash(run) & (runs->size - 1);

	while (runs->place[at].marks && !same(&runs->place[at], run))
		at = (at + 1) & (runs->size - 1);
	return &runs->place[at];
}

static int grow(struct scost_runs *runs)
{
	struct scost_runs wide = {
		.size = runs->size ? 2 * runs->size : FIRST_SIZE,
		.count = runs->count,
	};

	wide.place = calloc(wide.size, sizeof(*wide.place));
	if (!wide.place)
		return -1;
	for (size_t i = 0; i < runs->size; i++)
		if (runs->place[i].marks)
			*seek(&wide, &runs->place[i]) = runs->place[i];
	free(runs->place);
	*runs = wide;
	return 0;
}

int64_t scost_runs_mark(struct scost_runs *runs, const struct scost_run *run)
{
	struct scost_run *place;
	uint32_t had;

	if (2 * runs->count >= runs->size && grow(runs))
		return -1;
	place = seek(runs, run);
	had = place->marks;
	if (!had) {
		*place = *run;
		runs->count++;
	}
	place->marks |= run->marks;
	return run->marks & ~had;
}

void scost_runs_clear(struct scost_runs *runs)
{
	free(runs->place);
	memset(runs, 0, sizeof(*runs));
}

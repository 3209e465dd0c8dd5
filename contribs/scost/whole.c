/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a cluster cost, cell by cell: see whole.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/whole_cell.h"
#include "plugins/common/fh_period.h"
#include "plugins/common/fh_units.h"

#define PIECES_MAX 4000		/* ten years of days */

static size_t zone_slots(const struct scost_whole *whole)
{
	return whole->conf->zones.zone_count + 1;
}

size_t scost_whole_at(const struct scost_whole *whole, size_t piece, int zone,
		      size_t thing)
{
	size_t slot = zone == FH_NO_ZONE ? whole->conf->zones.zone_count :
					   (size_t) zone;

	return (piece * zone_slots(whole) + slot) * whole->things + thing;
}

size_t scost_whole_cells(const struct scost_whole *whole)
{
	return whole->pieces * zone_slots(whole) * whole->things;
}

size_t scost_whole_cores(const struct scost_whole *whole)
{
	return whole->conf->catalog.count;
}

/* When nodes begin to be known. */
static int64_t cut_known(const void *of, int64_t at_s)
{
	const struct scost_nodes *nodes = of;

	return nodes->known_s > at_s ? nodes->known_s : FH_FOREVER;
}

/* Days, and where a card begins inside of one. */
static int cut_pieces(struct scost_whole *whole,
		      const struct fh_cut_piece *period, struct fh_error *err)
{
	const struct fh_rates *rates = &whole->conf->rates;
	struct fh_cut_piece piece;
	struct fh_period day;
	struct fh_cut cut;

	whole->piece = calloc(PIECES_MAX, sizeof(*whole->piece));
	whole->day_s = calloc(PIECES_MAX, sizeof(*whole->day_s));
	if (!whole->piece || !whole->day_s)
		return fh_err_nomem(err);
	fh_cut_begin(&cut, period->from_s, period->until_s);
	fh_cut_add(&cut, fh_cut_day, rates->tz);
	fh_cut_add(&cut, fh_cut_rates, rates);
	fh_cut_add(&cut, cut_known, whole->nodes);
	while (fh_cut_next(&cut, &piece)) {
		if (whole->pieces == PIECES_MAX)
			return fh_err(err, "the time is too long for idle "
				      "time: %d days at most", PIECES_MAX);
		fh_period_at(rates->tz, FH_PERIOD_DAY, piece.from_s, &day);
		whole->day_s[whole->pieces] = day.from_s;
		whole->piece[whole->pieces++] = piece;
	}
	return 0;
}

/*
 * Capacity
 */
static void add_presence(struct fh_presence *to, enum scost_stand stand,
			 int64_t unit_s)
{
	to->there_s += unit_s;
	if (stand == SCOST_DOWN)
		to->down_s += unit_s;
	else if (stand == SCOST_PLANNED)
		to->planned_s += unit_s;
}

/* So many units of a thing on a node that stands so. */
static void add_units(struct scost_whole *whole, size_t piece, size_t thing,
		      const struct scost_standing *standing, int64_t units)
{
	int64_t seconds = standing->piece.until_s - standing->piece.from_s;
	size_t at = scost_whole_at(whole, piece, standing->zone, thing);
	size_t booked = standing->booking * scost_whole_cells(whole) + at;

	if (units <= 0 ||
	    (standing->stand == SCOST_OFF &&
	     fh_whole_elastic(whole->conf, standing->zone,
			      scost_whole_thing(whole, thing),
			      standing->piece.from_s)))
		return;
	add_presence(&whole->cell[at].there, standing->stand, units * seconds);
	if (standing->stand == SCOST_RESERVED)
		whole->booked[booked].there_s += units * seconds;
}

static void add_standing(struct scost_whole *whole, size_t piece,
			 const struct scost_node *node,
			 const struct scost_standing *standing)
{
	const struct scost_tres *tres = &node->tres;

	if (standing->stand == SCOST_ABSENT)
		return;
	for (size_t i = 0; i < tres->type_count; i++)
		add_units(whole, piece,
			  scost_whole_type(whole, tres->typed[i].type),
			  standing, tres->typed[i].count);
	add_units(whole, piece, scost_whole_cores(whole), standing,
		  tres->cpus);
	add_units(whole, piece, scost_whole_cores(whole) + 1, standing,
		  tres->memory_mib);
}

static void add_node(struct scost_whole *whole, const struct scost_node *node)
{
	for (size_t i = 0; i < whole->pieces; i++) {
		struct fh_cut_piece rest = whole->piece[i];

		while (rest.from_s < rest.until_s) {
			struct scost_standing standing;

			scost_node_stands(node, &whole->conf->zones, &rest,
					  &standing);
			add_standing(whole, i, node, &standing);
			rest.from_s = standing.piece.until_s;
		}
	}
}

int scost_whole_begin(struct scost_whole *ret, const struct fh_conf *conf,
		      const struct scost_nodes *nodes,
		      const struct fh_cut_piece *period, struct fh_error *err)
{
	*ret = (struct scost_whole) {
		.conf = conf, .nodes = nodes,
		.things = conf->catalog.count + 3,
	};
	if (cut_pieces(ret, period, err))
		return -1;
	ret->cell = calloc(scost_whole_cells(ret) + 1, sizeof(*ret->cell));
	ret->booked = calloc(scost_whole_cells(ret) + 1,
			     (nodes->booking_count + 1) *
				     sizeof(*ret->booked));
	return ret->cell && ret->booked ? 0 : fh_err_nomem(err);
}

void scost_whole_capacity(struct scost_whole *whole, int64_t now_s)
{
	for (size_t i = 0; i < whole->pieces; i++) {
		struct fh_cut_piece *piece = &whole->piece[i];

		if (piece->until_s > now_s)
			piece->until_s = piece->from_s < now_s ?
					 now_s : piece->from_s;
	}
	for (size_t i = 0; i < whole->nodes->count; i++)
		if (whole->nodes->item[i].tres.cpus != FH_UNKNOWN)
			add_node(whole, &whole->nodes->item[i]);
}

/*
 * Jobs
 */
int scost_whole_thing(const struct scost_whole *whole, size_t thing)
{
	size_t cores = scost_whole_cores(whole);

	if (thing == cores)
		return FH_WHOLE_CORES;
	return thing == cores + 1 ? FH_WHOLE_MEMORY : (int) thing;
}

size_t scost_whole_type(const struct scost_whole *whole, const char *type)
{
	const struct fh_catalog *catalog = &whole->conf->catalog;
	const struct fh_accel *accel = fh_catalog_find(catalog, type);

	return accel ? (size_t) (accel - catalog->accel) :
		       scost_whole_cores(whole) + 2;
}

/* Where a line is booked: a piece of its day, of several that of its begin. */
static size_t piece_of(const struct scost_whole *whole,
		       const struct scost_line *line)
{
	size_t found = whole->pieces - 1;

	for (size_t i = whole->pieces; i-- > 0;) {
		if (whole->day_s[i] != line->day_s)
			continue;
		found = i;
		if (whole->piece[i].from_s <= line->from_s)
			break;
	}
	return found;
}

static void add_seconds(struct scost_whole *whole, size_t at,
			const struct scost_line *line, int64_t unit_s)
{
	size_t booking = scost_nodes_booking(whole->nodes, line->reservation);
	int64_t more_s = line->posting == SCOST_REVERSAL ? -unit_s : unit_s;

	if (unit_s == FH_UNKNOWN)
		return;
	whole->cell[at].there.jobs_s += more_s;
	if (line->reservation && booking != SIZE_MAX)
		whole->booked[booking * scost_whole_cells(whole) + at]
			.jobs_s += more_s;
}

static void add_cost(struct scost_whole_cell *cell,
		     const struct scost_line *line, int part)
{
	int64_t micro = fh_cost_part(&line->cost, (enum fh_cost_part) part);

	if (micro != FH_UNKNOWN)
		cell->jobs_micro[part] += line->posting == SCOST_REVERSAL ?
					  -micro : micro;
}

int scost_whole_add(const struct scost_line *line, void *ctx,
		    struct fh_error *err)
{
	struct scost_whole *whole = ctx;
	const size_t cores = scost_whole_cores(whole);
	const struct {
		size_t thing;
		int64_t unit_s;
		int from, until;	/* parts of the cost */
	} held[] = {
		{ scost_whole_type(whole, line->accel), line->accel_s,
		  FH_PART_CAPITAL, FH_PART_CORE },
		{ cores, line->core_s, FH_PART_CORE, FH_PART_MEMORY },
		{ cores + 1, line->mib_s, FH_PART_MEMORY, FH_PART_ENERGY },
	};
	int zone = fh_zones_find(&whole->conf->zones, line->zone);

	(void) err;
	for (size_t i = 0; whole->pieces && i < 3; i++) {
		size_t at = scost_whole_at(whole, piece_of(whole, line), zone,
					   held[i].thing);

		add_seconds(whole, at, line, held[i].unit_s);
		for (int j = held[i].from; j < held[i].until; j++)
			add_cost(&whole->cell[at], line, j);
	}
	return 0;
}

void scost_whole_clear(struct scost_whole *whole)
{
	free(whole->piece);
	free(whole->day_s);
	free(whole->cell);
	free(whole->booked);
	memset(whole, 0, sizeof(*whole));
}

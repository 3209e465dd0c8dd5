/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From cells to lines: scost_whole_write() of whole.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/whole_cell.h"
#include "plugins/common/fh_units.h"

struct writer {
	struct scost_whole *whole;
	int64_t *room;			/* a number per reservation */
	struct scost_line line;
	scost_line_fn *fn;
	void *ctx;
};

static const char *use_name(const struct writer *writer, enum fh_use use)
{
	if (use == FH_USE_SPARE &&
	    writer->line.from_s < writer->whole->nodes->known_s)
		return SCOST_USE_UNKNOWN;
	return fh_use_name(use);
}

/* What one line is of: amounts and unit-seconds of either sign. */
struct amount {
	int64_t micro[FH_PART_COUNT];
	int64_t accel_s, core_s, mib_s;
	unsigned gaps;
	bool draws;		/* energy that nobody measured */
};

/* Of a number, what counts with that sign. */
static int64_t side(int64_t number, bool below)
{
	if (below)
		return number < 0 ? -number : 0;
	return number > 0 ? number : 0;
}

static bool is_empty(const struct amount *amount, bool below)
{
	for (int i = 0; i < FH_PART_COUNT; i++)
		if (side(amount->micro[i], below))
			return false;
	return !side(amount->accel_s, below) && !side(amount->core_s, below) &&
	       !side(amount->mib_s, below);
}

static void set_cost(const struct amount *amount, bool below,
		     struct fh_cost *ret)
{
	const int64_t *micro = amount->micro;

	*ret = (struct fh_cost) {
		.capital_micro = side(micro[FH_PART_CAPITAL], below),
		.accel_micro = side(micro[FH_PART_ACCEL], below),
		.lease_micro = side(micro[FH_PART_LEASE], below),
		.operations_micro = side(micro[FH_PART_OPERATIONS], below),
		.core_micro = side(micro[FH_PART_CORE], below),
		.memory_micro = side(micro[FH_PART_MEMORY], below),
		.gaps = amount->gaps,
	};
	for (int i = 0; i < FH_PART_COUNT; i++)
		ret->total_micro += side(micro[i], below);
	if (amount->gaps)
		*(amount->accel_s ? &ret->accel_micro : amount->core_s ?
		  &ret->core_micro : &ret->memory_micro) = FH_UNKNOWN;
	if (amount->draws) {
		ret->energy_micro = FH_UNKNOWN;
		ret->gaps |= FH_GAP_ENERGY;
	}
	if (amount->gaps)
		ret->total_micro = FH_UNKNOWN;
}

/* A line for what is above 0 and one for what is below. */
static int put(struct writer *writer, const char *use,
	       const struct amount *amount, struct fh_error *err)
{
	struct scost_line *line = &writer->line;

	for (int below = 0; below < 2; below++) {
		if (is_empty(amount, below))
			continue;
		line->use = use;
		line->posting = below ? SCOST_REVERSAL : SCOST_CHARGE;
		line->accel_s = side(amount->accel_s, below);
		line->core_s = side(amount->core_s, below);
		line->mib_s = side(amount->mib_s, below);
		line->energy_uj = line->meter_uj = line->co2e_mg =
			amount->draws ? FH_UNKNOWN : 0;
		set_cost(amount, below, &line->cost);
		line->charge_micro = *line->account ? line->cost.total_micro :
						      0;
		if (writer->fn(line, writer->ctx, err))
			return -1;
	}
	return 0;
}

/* Units of a thing as the figures of a line have them. */
static void set_units(const struct writer *writer, size_t thing,
		      int64_t unit_s, struct amount *ret)
{
	size_t cores = scost_whole_cores(writer->whole);

	ret->accel_s = thing < cores || thing > cores + 1 ? unit_s : 0;
	ret->core_s = thing == cores ? unit_s : 0;
	ret->mib_s = thing == cores + 1 ? unit_s : 0;
}

static void take_use(const struct writer *writer, size_t thing,
		     const struct fh_whole *whole, int use,
		     struct amount *ret)
{
	*ret = (struct amount) {
		.gaps = whole->gaps, .draws = use != FH_USE_SPARE,
	};
	set_units(writer, thing, whole->use_s[use], ret);
	for (int i = 0; i < FH_PART_COUNT; i++)
		ret->micro[i] = whole->micro[i][use];
}

/*
 * Reservations
 */
/* What of each was not used, in room. */
static int64_t list_unused(struct writer *writer, size_t at)
{
	const struct scost_whole *whole = writer->whole;
	int64_t sum_s = 0;

	for (size_t i = 0; i < whole->nodes->booking_count; i++) {
		const struct fh_presence *booked =
			&whole->booked[i * scost_whole_cells(whole) + at];
		int64_t unused_s = booked->there_s - booked->jobs_s;

		writer->room[i] = unused_s > 0 ? unused_s : 0;
		sum_s += writer->room[i];
	}
	return sum_s;
}

/* A part of an amount: that of weight at which before lies. */
static int64_t part_of(int64_t number, int64_t before, int64_t weight,
		       int64_t all)
{
	const struct fh_cut_piece whole = { 0, all };
	const struct fh_cut_piece piece = { before, before + weight };

	return fh_cut_share(number, &whole, &piece);
}

static void cut_amount(const struct amount *amount, int64_t before,
		       int64_t weight, int64_t all, struct amount *ret)
{
	*ret = *amount;
	for (int i = 0; i < FH_PART_COUNT; i++)
		ret->micro[i] = part_of(amount->micro[i], before, weight, all);
	ret->accel_s = part_of(amount->accel_s, before, weight, all);
	ret->core_s = part_of(amount->core_s, before, weight, all);
	ret->mib_s = part_of(amount->mib_s, before, weight, all);
}

static bool to_account(const struct writer *writer, int64_t at_s)
{
	const struct fh_card *card = fh_rates_at(&writer->whole->conf->rates,
						 at_s);

	return card && card->charging.reserved_to_account;
}

/* Evenly to the accounts that it is for, where the card says so. */
static int put_booking(struct writer *writer,
		       const struct scost_booking *booking,
		       const struct amount *amount, struct fh_error *err)
{
	const struct fh_strlist *accounts = &booking->accounts;
	int rc = 0;

	writer->line.job_name = booking->name;
	if (!accounts->count || !to_account(writer, writer->line.from_s))
		rc = put(writer, fh_use_name(FH_USE_RESERVED), amount, err);
	else
		for (size_t i = 0; !rc && i < accounts->count; i++) {
			struct amount part;

			cut_amount(amount, (int64_t) i, 1,
				   (int64_t) accounts->count, &part);
			writer->line.account = accounts->item[i];
			rc = put(writer, fh_use_name(FH_USE_RESERVED), &part,
				 err);
		}
	writer->line.account = writer->line.job_name = "";
	return rc;
}

static int put_reserved(struct writer *writer, size_t at,
			const struct amount *amount, struct fh_error *err)
{
	const struct scost_nodes *nodes = writer->whole->nodes;
	int64_t all_s = list_unused(writer, at), before_s = 0;

	for (size_t i = 0; all_s && i < nodes->booking_count; i++) {
		struct amount part;

		cut_amount(amount, before_s, writer->room[i], all_s, &part);
		before_s += writer->room[i];
		if (put_booking(writer, &nodes->booking[i], &part, err))
			return -1;
	}
	return 0;
}

/*
 * Cells
 */
/* What jobs' prices bear beyond their own share, with the sign turned. */
static int put_priced_in(struct writer *writer, size_t at,
			 const struct fh_whole *whole, struct fh_error *err)
{
	const struct scost_whole_cell *cell = &writer->whole->cell[at];
	struct amount amount = { .accel_s = 0 };

	for (int i = 0; i < FH_PART_COUNT; i++)
		amount.micro[i] = whole->micro[i][FH_USE_JOBS] -
				  cell->jobs_micro[i];
	return put(writer, SCOST_USE_PRICED_IN, &amount, err);
}

static int put_cell(struct writer *writer, size_t piece, int zone,
		    size_t thing, struct fh_error *err)
{
	struct scost_whole *whole = writer->whole;
	const size_t at = scost_whole_at(whole, piece, zone, thing);
	struct fh_presence there = whole->cell[at].there;
	struct fh_whole cost = { .gaps = 0 };
	struct fh_whole_run run;
	struct amount amount;

	there.reserved_s = list_unused(writer, at);
	if (there.jobs_s < 0)
		there.jobs_s = 0;	/* more was taken back than booked */
	/* Each piece is rounded alone: a day is the same in all reports. */
	if (thing < whole->things - 1) {
		fh_whole_begin(&run, whole->conf, zone,
			       scost_whole_thing(whole, thing));
		fh_whole_next(&run, &whole->piece[piece], &there, &cost);
	} else if (there.there_s) {
		fh_use_balance(&there, FH_UNKNOWN, cost.use_s);
		cost.gaps = FH_GAP_ACCEL_TYPE;
	}
	for (int use = FH_USE_IDLE; use < FH_USE_COUNT; use++) {
		take_use(writer, thing, &cost, use, &amount);
		if (use == FH_USE_RESERVED ?
		    put_reserved(writer, at, &amount, err) :
		    put(writer, use_name(writer, (enum fh_use) use), &amount,
			    err))
			return -1;
	}
	return put_priced_in(writer, at, &cost, err);
}

static void set_place(struct writer *writer, size_t piece, int zone)
{
	const struct fh_zones *zones = &writer->whole->conf->zones;
	struct scost_line *line = &writer->line;

	line->day_s = writer->whole->day_s[piece];
	line->from_s = writer->whole->piece[piece].from_s;
	line->until_s = writer->whole->piece[piece].until_s;
	line->zone = line->site = line->tenancy = "";
	if (zone == FH_NO_ZONE)
		return;
	line->zone = zones->zone[zone].name;
	line->site = zones->site[zones->zone[zone].site].name;
	line->tenancy = fh_tenancy_name(zones->zone[zone].tenancy);
}

static int put_piece(struct writer *writer, size_t piece, int zone,
		     struct fh_error *err)
{
	const struct scost_whole *whole = writer->whole;

	set_place(writer, piece, zone);
	for (size_t i = 0; i < whole->things; i++) {
		writer->line.accel = i < scost_whole_cores(whole) ?
				     whole->conf->catalog.accel[i].type : "";
		if (put_cell(writer, piece, zone, i, err))
			return -1;
	}
	return 0;
}

int scost_whole_write(struct scost_whole *whole, int64_t now_s,
		      scost_line_fn *fn, void *ctx, struct fh_error *err)
{
	struct writer writer = {
		.whole = whole, .fn = fn, .ctx = ctx,
		.line = {
			.cluster = whole->nodes->cluster, .job_id = "",
			.job_name = "", .user = "", .account = "", .qos = "",
			.partition = "", .wckey = "", .data_class = "",
			.state = "", .digest = whole->conf->digest,
		},
	};
	const int zones = (int) whole->conf->zones.zone_count;
	int rc;

	writer.room = calloc(whole->nodes->booking_count + 1,
			     sizeof(*writer.room));
	rc = writer.room ? 0 : fh_err_nomem(err);
	if (!rc)
		scost_whole_capacity(whole, now_s);
	for (size_t i = 0; !rc && i < whole->pieces; i++)
		for (int zone = FH_NO_ZONE; !rc && zone < zones; zone++)
			rc = put_piece(&writer, i, zone, err);
	free(writer.room);
	return rc;
}

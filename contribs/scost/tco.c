/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Owned against cloud: see tco.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/tco.h"
#include "plugins/common/fh_units.h"
#include "plugins/common/fh_whole.h"

#define HOUR_S 3600
#define MIB_PER_GIB 1024
#define UJ_PER_WH 3600000000LL

/* Work in one cloud zone: price of an hour x unit-seconds x MIB_PER_GIB. */
struct elsewhere {
	fh_wide priced;
	bool unknown;			/* something has no price there */
};

struct scost_tco_sum {
	int64_t used_s;
	int64_t other_micro;		/* cores and memory */
	bool other_unknown;
	int64_t energy_micro;		/* of the seconds below */
	int64_t energy_s;
	struct elsewhere *cloud;	/* one per zone */
};

static const struct fh_prices *prices_at(const struct fh_conf *conf, int zone,
					 int64_t at_s)
{
	const struct fh_card *card = fh_rates_at(&conf->rates, at_s);

	return card && (size_t) zone < card->zone_count ? &card->zone[zone] :
							  NULL;
}

static const struct fh_accel_price *
accel_price(const struct fh_conf *conf, int zone, size_t accel, int64_t at_s)
{
	const struct fh_prices *prices = prices_at(conf, zone, at_s);

	return prices ? fh_prices_find(prices, accel) : NULL;
}

/*
 * What is paid
 */
static void add_paid(const struct scost_tco *tco, struct scost_tco_row *row)
{
	const struct fh_presence nobody = { 0 };
	struct fh_whole_run run;
	struct fh_cut_piece piece;
	struct fh_cut cut;

	fh_whole_begin(&run, tco->conf, row->zone, (int) row->accel);
	fh_cut_begin(&cut, tco->period.from_s, tco->period.until_s);
	fh_cut_add(&cut, fh_cut_rates, &tco->conf->rates);
	fh_cut_add(&cut, fh_cut_month, tco->conf->rates.tz);
	while (fh_cut_next(&cut, &piece)) {
		const struct fh_accel_price *price = accel_price(
			tco->conf, row->zone, row->accel, piece.from_s);
		struct fh_whole whole;

		if (!price || price->kind != FH_PRICE_OWNED)
			continue;
		fh_whole_next(&run, &piece, &nobody, &whole);
		row->work.paid_s += whole.use_s[FH_USE_SPARE];
		for (int i = 0; i < FH_PART_COUNT; i++)
			row->work.fixed_micro += whole.micro[i][FH_USE_SPARE];
	}
}

static int add_row(struct scost_tco *tco, int zone,
		   const struct fh_accel_price *price)
{
	size_t zones = tco->conf->zones.zone_count;
	struct scost_tco_row *row = reallocarray(
		tco->row, tco->count + 1, sizeof(*row));
	struct scost_tco_sum *sum;

	if (row)
		tco->row = row;
	sum = reallocarray(tco->sum, tco->count + 1, sizeof(*sum));
	if (sum)
		tco->sum = sum;
	if (!row || !sum)
		return -1;
	sum[tco->count] = (struct scost_tco_sum) {
		.cloud = calloc(zones + 1, sizeof(*sum->cloud)),
	};
	if (!sum[tco->count].cloud)
		return -1;
	row = &tco->row[tco->count++];
	*row = (struct scost_tco_row) {
		.zone = zone, .accel = price->accel,
		.devices = price->devices, .expected_ppm = price->used_ppm,
		.cloud = FH_NO_ZONE,
	};
	row->work.used_ppm = tco->used_ppm;
	add_paid(tco, row);
	return 0;
}

int scost_tco_begin(struct scost_tco *ret, const struct fh_conf *conf,
		    const struct fh_cut_piece *period, int64_t used_ppm,
		    struct fh_error *err)
{
	const struct fh_card *card;

	*ret = (struct scost_tco) {
		.conf = conf, .period = *period, .used_ppm = used_ppm,
	};
	card = fh_rates_at(&conf->rates, period->until_s - 1);
	for (size_t i = 0; card && i < card->zone_count; i++)
		for (size_t j = 0; j < card->zone[i].accel_count; j++)
			if (card->zone[i].accel[j].kind == FH_PRICE_OWNED &&
			    add_row(ret, (int) i, &card->zone[i].accel[j]))
				return fh_err_nomem(err);
	if (!ret->count)
		return fh_err(err, "no rate card of that time says what is "
			      "paid for accelerators that are owned "
			      "(\"accelerators\" of a zone in rates.json)");
	return 0;
}

/*
 * What jobs had
 */
/* What counts back is a line that a correction takes back. */
static int64_t sign_of(const struct scost_line *line)
{
	return line->posting == SCOST_REVERSAL ? -1 : 1;
}

/* A price of something, or that there is none. */
static void add_price(struct elsewhere *cloud, int64_t hour_micro,
		      int64_t unit_s, int64_t scale)
{
	if (!unit_s)
		return;
	if (hour_micro < 0 || unit_s < 0)
		cloud->unknown = true;
	else
		cloud->priced += (fh_wide) hour_micro * unit_s * scale;
}

/* The same line in every cloud; a cloud's prices have its energy in them. */
static void add_elsewhere(const struct scost_tco *tco,
			  const struct scost_line *line, size_t accel,
			  struct scost_tco_sum *sum)
{
	const int64_t sign = sign_of(line);

	const struct fh_zones *zones = &tco->conf->zones;

	for (size_t i = 0; i < zones->zone_count; i++) {
		const struct fh_prices *prices = prices_at(
			tco->conf, (int) i, line->from_s);
		struct elsewhere *cloud = &sum->cloud[i];

		if (zones->zone[i].tenancy != FH_TENANCY_CLOUD)
			continue;
		if (!prices) {
			cloud->unknown = true;
			continue;
		}
		add_price(cloud, fh_prices_accel(prices, accel),
			  line->accel_s, sign * MIB_PER_GIB);
		add_price(cloud, prices->core_hour_micro, line->core_s,
			  sign * MIB_PER_GIB);
		add_price(cloud, prices->gib_hour_micro, line->mib_s, sign);
	}
}

static void add_owned(const struct scost_line *line,
		      struct scost_tco_sum *sum)
{
	const struct fh_cost *cost = &line->cost;
	const int64_t sign = sign_of(line);

	sum->used_s += sign * line->accel_s;
	if (cost->core_micro < 0 || cost->memory_micro < 0)
		sum->other_unknown = true;
	else
		sum->other_micro += sign * (cost->core_micro +
					    cost->memory_micro);
	if (cost->energy_micro >= 0 && line->energy_uj >= 0) {
		sum->energy_micro += sign * cost->energy_micro;
		sum->energy_s += sign * line->accel_s;
	}
}

int scost_tco_add(const struct scost_line *line, void *ctx,
		  struct fh_error *err)
{
	struct scost_tco *tco = ctx;
	int zone = fh_zones_find(&tco->conf->zones, line->zone);

	(void) err;
	for (size_t i = 0; line->accel_s > 0 && i < tco->count; i++) {
		const char *type =
			tco->conf->catalog.accel[tco->row[i].accel].type;

		if (tco->row[i].zone != zone || strcmp(type, line->accel))
			continue;
		add_owned(line, &tco->sum[i]);
		add_elsewhere(tco, line, tco->row[i].accel, &tco->sum[i]);
	}
	return 0;
}

/*
 * Together
 */
static int64_t per_hour(fh_wide micro, int64_t unit_s)
{
	int64_t ret;

	if (unit_s <= 0 || fh_wide_divide(micro * HOUR_S, unit_s, &ret))
		return FH_UNKNOWN;
	return ret;
}

/* One accelerator's nameplate for an hour, at the meter. */
static int64_t nameplate(const struct scost_tco *tco,
			 const struct scost_tco_row *row)
{
	const struct fh_usage hour = {
		.zone = row->zone, .accel = -1,
		.start_s = tco->period.until_s - 1,
		.end_s = tco->period.until_s,
		.energy_uj = tco->conf->catalog.accel[row->accel].tdp_w *
			     UJ_PER_WH,
	};
	struct fh_cost cost;

	if (hour.energy_uj < 0)
		return FH_UNKNOWN;
	fh_cost_of(tco->conf, &hour, &cost);
	return cost.energy_micro;
}

static void set_energy(const struct scost_tco *tco,
		       const struct scost_tco_sum *sum,
		       struct scost_tco_row *row)
{
	row->energy = SCOST_TCO_RECORDED;
	row->work.energy_hour_micro = per_hour(sum->energy_micro,
					       sum->energy_s);
	if (row->work.energy_hour_micro >= 0)
		return;
	row->energy = SCOST_TCO_NAMEPLATE;
	row->work.energy_hour_micro = nameplate(tco, row);
	if (row->work.energy_hour_micro < 0)
		row->energy = SCOST_TCO_NONE;
}

/* A cloud's hour: of the work there was, or of the accelerator alone. */
static int64_t cloud_hour(const struct scost_tco *tco,
			  const struct scost_tco_sum *sum,
			  const struct scost_tco_row *row, int zone)
{
	const struct fh_accel_price *price = accel_price(
		tco->conf, zone, row->accel, tco->period.until_s - 1);
	int64_t ret;

	if (!price || sum->cloud[zone].unknown)
		return FH_UNKNOWN;
	if (sum->used_s <= 0)
		return price->per_hour_micro;
	if (fh_wide_divide(sum->cloud[zone].priced,
			   (fh_wide) sum->used_s * MIB_PER_GIB, &ret))
		return FH_UNKNOWN;
	return ret;
}

static void choose_cloud(const struct scost_tco *tco,
			 const struct scost_tco_sum *sum,
			 struct scost_tco_row *row)
{
	const struct fh_zones *zones = &tco->conf->zones;

	row->work.cloud_hour_micro = FH_UNKNOWN;
	for (size_t i = 0; i < zones->zone_count; i++) {
		int64_t micro;

		if (zones->zone[i].tenancy != FH_TENANCY_CLOUD)
			continue;
		micro = cloud_hour(tco, sum, row, (int) i);
		if (micro < 0 || (row->cloud != FH_NO_ZONE &&
				  micro >= row->work.cloud_hour_micro))
			continue;
		row->work.cloud_hour_micro = micro;
		row->cloud = (int) i;
		row->pricing = accel_price(tco->conf, (int) i, row->accel,
					   tco->period.until_s - 1)->kind;
	}
}

void scost_tco_finish(struct scost_tco *tco)
{
	for (size_t i = 0; i < tco->count; i++) {
		const struct scost_tco_sum *sum = &tco->sum[i];
		struct scost_tco_row *row = &tco->row[i];

		row->work.used_s = sum->used_s;
		row->work.other_hour_micro = sum->other_unknown ? FH_UNKNOWN :
			sum->used_s ? per_hour(sum->other_micro,
					       sum->used_s) : 0;
		set_energy(tco, sum, row);
		choose_cloud(tco, sum, row);
		fh_tco_of(&row->work, &row->tco);
	}
}

const char *scost_tco_energy_name(enum scost_tco_energy energy)
{
	switch (energy) {
	case SCOST_TCO_RECORDED:
		return "recorded";
	case SCOST_TCO_NAMEPLATE:
		return "nameplate";
	case SCOST_TCO_NONE:
		break;
	}
	return "-";
}

void scost_tco_clear(struct scost_tco *tco)
{
	for (size_t i = 0; i < tco->count; i++)
		free(tco->sum[i].cloud);
	free(tco->sum);
	free(tco->row);
	memset(tco, 0, sizeof(*tco));
}

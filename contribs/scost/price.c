/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pricing a job: see price.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/place.h"
#include "contribs/scost/price.h"
#include "contribs/scost/split.h"
#include "plugins/common/fh_units.h"

/* Every part unknown: the state before anything was priced. */
static const struct fh_cost unknown_cost = {
	.accel_micro = FH_UNKNOWN,
	.core_micro = FH_UNKNOWN,
	.memory_micro = FH_UNKNOWN,
	.energy_micro = FH_UNKNOWN,
	.total_micro = FH_UNKNOWN,
};

static const struct fh_footprint unknown_footprint = {
	.meter_uj = FH_UNKNOWN,
	.co2e_mg = FH_UNKNOWN,
};

/* What is divided over zones. */
enum share {
	SHARE_ACCEL,
	SHARE_CPUS,
	SHARE_MEMORY,
	SHARE_ENERGY,
	SHARE_COUNT
};

/* What a job holds, before it is divided over zones. */
struct holding {
	const struct fh_conf *conf;
	const struct scost_job *job;
	struct scost_type_count type[SCOST_TYPE_MAX + 1];
	size_t type_count;	/* at least 1: no accelerator is "" and 0 */
	int64_t seconds;
	int64_t energy_uj;
};

/* The types, with the rest that has none as FH_UNKNOWN of no type. */
static void list_types(struct holding *hold, const struct scost_note *note,
		       unsigned *gaps)
{
	const struct scost_tres *tres = &hold->job->tres;
	int64_t untyped = tres->gpus;

	for (size_t i = 0; i < tres->type_count; i++) {
		hold->type[hold->type_count++] = tres->typed[i];
		untyped -= tres->typed[i].count;
	}
	if (!untyped && hold->type_count)
		return;
	memset(&hold->type[hold->type_count], 0, sizeof(hold->type[0]));
	if (untyped > 0 && !hold->type_count)
		strcpy(hold->type[0].type, note->accel);
	hold->type[hold->type_count].count = untyped;
	if (untyped > 0 && !*hold->type[hold->type_count].type)
		*gaps |= SCOST_GAP_UNTYPED;
	hold->type_count++;
}

static int find_accel(const struct fh_catalog *catalog, const char *type)
{
	const struct fh_accel *accel = fh_catalog_find(catalog, type);

	return accel ? (int) (accel - catalog->accel) : -1;
}

/*
 * One type in one zone.  Cores, memory and energy are counted with the first
 * type only.
 */
static void add_usage(const struct holding *hold, size_t type, int zone,
		      const int64_t share[SHARE_COUNT], struct fh_cost *sum)
{
	struct fh_usage usage = {
		.zone = zone,
		.start_s = hold->job->start_s,
		.end_s = hold->job->start_s + hold->seconds,
		.accel = find_accel(&hold->conf->catalog,
				    hold->type[type].type),
		.accel_count = share[SHARE_ACCEL],
	};
	struct fh_cost cost;

	if (!type) {
		usage.cores = share[SHARE_CPUS];
		usage.memory_mib = share[SHARE_MEMORY];
		usage.energy_uj = share[SHARE_ENERGY];
	}
	fh_cost_of(hold->conf, &usage, &cost);
	fh_cost_add(sum, &cost);
}

/* Divide one resource over the zones and put it into its column of share. */
static void divide(int64_t total, const struct scost_place *place,
		   int64_t (*share)[SHARE_COUNT], enum share column,
		   int64_t *room)
{
	scost_split(total, place->nodes, place->count, room);
	for (size_t i = 0; i < place->count; i++)
		share[i][column] = room[i];
}

/* Price all that is held; part (place->count entries) may be NULL. */
static int price_holding(const struct holding *hold,
			 const struct scost_place *place,
			 struct scost_part *part, struct fh_cost *ret,
			 struct fh_error *err)
{
	int64_t *room = calloc(place->count, sizeof(*room));
	int64_t (*share)[SHARE_COUNT] = calloc(place->count, sizeof(*share));
	struct fh_cost sum = { 0 };
	int rc = -1;

	if (!room || !share) {
		fh_err_nomem(err);
		goto out;
	}
	divide(hold->job->tres.cpus, place, share, SHARE_CPUS, room);
	divide(hold->job->tres.memory_mib, place, share, SHARE_MEMORY, room);
	divide(hold->energy_uj, place, share, SHARE_ENERGY, room);
	for (size_t type = 0; type < hold->type_count; type++) {
		divide(hold->type[type].count, place, share, SHARE_ACCEL,
		       room);
		for (size_t i = 0; i < place->count; i++) {
			struct fh_cost cost = { 0 };

			add_usage(hold, type, place->zone[i], share[i],
				  &cost);
			fh_cost_add(&sum, &cost);
			if (part)
				fh_cost_add(&part[i].cost, &cost);
		}
	}
	*ret = sum;
	rc = 0;
out:
	free(share);
	free(room);
	return rc;
}

/* The energy of each zone at its meter, and its carbon. */
static int weigh(const struct holding *hold, const struct scost_place *place,
		 struct fh_footprint *ret, struct fh_error *err)
{
	int64_t *energy_uj = calloc(place->count, sizeof(*energy_uj));
	struct fh_footprint sum = { 0 };

	if (!energy_uj)
		return fh_err_nomem(err);
	scost_split(hold->energy_uj, place->nodes, place->count, energy_uj);
	for (size_t i = 0; i < place->count; i++) {
		const struct fh_usage usage = {
			.zone = place->zone[i],
			.start_s = hold->job->start_s,
			.end_s = hold->job->start_s + hold->seconds,
			.energy_uj = energy_uj[i],
		};
		struct fh_footprint footprint;

		fh_footprint_of(hold->conf, &usage, &footprint);
		fh_footprint_add(&sum, &footprint);
	}
	free(energy_uj);
	*ret = sum;
	return 0;
}

static int price_so_far(struct holding *hold, const struct scost_place *place,
			struct scost_bill *ret, struct fh_error *err)
{
	ret->part = calloc(place->count, sizeof(*ret->part));
	if (!ret->part)
		return fh_err_nomem(err);
	ret->part_count = place->count;
	for (size_t i = 0; i < place->count; i++) {
		ret->part[i].zone = place->zone[i];
		ret->part[i].nodes = place->nodes[i];
	}
	hold->seconds = hold->job->elapsed_s;
	hold->energy_uj = ret->energy.energy_uj;
	if (weigh(hold, place, &ret->footprint, err))
		return -1;
	return price_holding(hold, place, ret->part, &ret->cost, err);
}

/* What energy it will have used is not known before its end. */
static int price_bound(struct holding *hold, const struct scost_place *place,
		       struct scost_bill *ret, struct fh_error *err)
{
	if (hold->job->limit_s == FH_UNKNOWN ||
	    hold->job->limit_s == FH_FOREVER) {
		ret->gaps |= SCOST_GAP_NO_LIMIT;
		return 0;
	}
	hold->seconds = hold->job->limit_s;
	hold->energy_uj = FH_UNKNOWN;
	return price_holding(hold, place, NULL, &ret->bound, err);
}

/* "a100,h100": malloc'ed, or NULL with err set. */
static char *name_types(const struct holding *hold, struct fh_error *err)
{
	char text[(FH_TYPE_NAME_MAX + 2) * (SCOST_TYPE_MAX + 1)] = "";
	char *ret;

	for (size_t i = 0; i < hold->type_count; i++) {
		const char *type = hold->type[i].type;

		if (i)
			strcat(text, ",");
		if (*type)
			strcat(text, type);
		else
			strcat(text, hold->type[i].count ? "gpu" : "none");
	}
	ret = strdup(text);
	if (!ret)
		fh_err_nomem(err);
	return ret;
}

static int price_started(struct holding *hold, struct scost_bill *ret,
			 struct fh_error *err)
{
	const struct scost_job *job = hold->job;
	struct scost_place place = { 0 };
	int rc;

	list_types(hold, &ret->note, &ret->gaps);
	ret->accel = name_types(hold, err);
	if (!ret->accel)
		return -1;
	ret->accel_count = job->tres.gpus;
	if (fh_units_muldiv(job->tres.gpus, job->elapsed_s, 1,
			    &ret->accel_s))
		ret->accel_s = FH_UNKNOWN;
	if (scost_energy_judge(hold->conf, job, hold->type, hold->type_count,
			       &ret->energy, err))
		return -1;
	if (job->suspended_s)
		ret->gaps |= SCOST_GAP_SUSPENDED;
	rc = scost_place_find(hold->conf, job, &ret->note, &place, err);
	ret->gaps |= place.gaps;
	if (!rc && place.count)
		rc = price_so_far(hold, &place, ret, err);
	if (!rc && place.count)
		rc = price_bound(hold, &place, ret, err);
	ret->site = place.site_names;
	ret->zone = place.zone_names;
	place.site_names = place.zone_names = NULL;
	scost_place_clear(&place);
	return rc;
}

int scost_price(const struct fh_conf *conf, const struct scost_job *job,
		struct scost_bill *ret, struct fh_error *err)
{
	struct holding hold = { .conf = conf, .job = job };

	*ret = (struct scost_bill){
		.accel_count = FH_UNKNOWN,
		.accel_s = FH_UNKNOWN,
		.energy = scost_energy_none,
		.footprint = unknown_footprint,
		.cost = unknown_cost,
		.bound = unknown_cost,
	};
	scost_note_read(job->admin_comment, &ret->note);
	if (!job->nodes || job->start_s == FH_UNKNOWN) {
		ret->gaps = SCOST_GAP_NOT_STARTED;
		return 0;
	}
	return price_started(&hold, ret, err);
}

const char *scost_gap_text(enum scost_gap gap)
{
	switch (gap) {
	case SCOST_GAP_NOT_STARTED:
		return "it has held no node";
	case SCOST_GAP_NO_CONF:
		return "there is no published configuration";
	case SCOST_GAP_NO_NODES:
		return "its node list is not readable";
	case SCOST_GAP_UNTYPED:
		return "its accelerators have no type in the accounting; "
		       "AccountingStorageTRES must list gres/gpu:TYPE";
	case SCOST_GAP_SUSPENDED:
		return "it was suspended: that time is not charged, and only "
		       "its length is known";
	case SCOST_GAP_NO_LIMIT:
		return "it has no time limit, so its cost has no bound";
	}
	return NULL;
}

void scost_bill_clear(struct scost_bill *bill)
{
	free(bill->accel);
	free(bill->site);
	free(bill->zone);
	free(bill->part);
	scost_energy_clear(&bill->energy);
	scost_note_clear(&bill->note);
	memset(bill, 0, sizeof(*bill));
}

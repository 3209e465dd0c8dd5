/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pricing a job: see price.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/place.h"
#include "contribs/scost/price.h"
#include "plugins/common/fh_charge.h"
#include "plugins/common/fh_units.h"

/* What a job holds, before it is divided over zones. */
struct holding {
	const struct fh_conf *conf;
	const struct scost_job *job;
	struct scost_type_count type[SCOST_TYPE_MAX + 1];
	size_t type_count;	/* at least 1: no accelerator is "" and 0 */
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

/* Price every part until now or the end, and weigh its energy. */
static void price_so_far(const struct holding *hold, struct scost_bill *ret)
{
	const struct scost_job *job = hold->job;

	ret->cost = (struct fh_cost){ 0 };
	ret->footprint = (struct fh_footprint){ 0 };
	for (size_t i = 0; i < ret->part_count; i++) {
		struct scost_part *part = &ret->part[i];
		const struct scost_stretch stretch = {
			job->start_s, job->start_s + job->elapsed_s,
			part->energy_uj,
		};
		struct fh_footprint footprint;

		scost_part_price(hold->conf, part, &stretch, &part->cost);
		fh_cost_add(&ret->cost, &part->cost);
		scost_part_weigh(hold->conf, part, &stretch, &footprint);
		fh_footprint_add(&ret->footprint, &footprint);
	}
}

/* By the rules of the card that was valid when it started. */
static void charge(const struct holding *hold, struct scost_bill *ret)
{
	const struct scost_job *job = hold->job;
	char state[SCOST_STATE_MAX];

	ret->charge_micro = fh_charge_of(
		fh_rates_at(&hold->conf->rates, job->start_s),
		scost_job_state(job, state), job->qos,
		ret->cost.total_micro);
}

/* What energy it will have used is not known before its end. */
static void price_bound(const struct holding *hold, struct scost_bill *ret)
{
	const struct scost_job *job = hold->job;
	struct scost_stretch stretch = { job->start_s, 0, FH_UNKNOWN };

	if (job->limit_s == FH_UNKNOWN || job->limit_s == FH_FOREVER) {
		ret->gaps |= SCOST_GAP_NO_LIMIT;
		return;
	}
	stretch.end_s = job->start_s + job->limit_s;
	ret->bound = (struct fh_cost){ 0 };
	for (size_t i = 0; i < ret->part_count; i++) {
		struct fh_cost cost;

		scost_part_price(hold->conf, &ret->part[i], &stretch, &cost);
		fh_cost_add(&ret->bound, &cost);
	}
}

static int price_parts(const struct holding *hold,
		       const struct scost_place *place,
		       struct scost_bill *ret, struct fh_error *err)
{
	if (scost_parts_make(hold->conf, hold->job, hold->type,
			     hold->type_count, ret->energy.energy_uj, place,
			     &ret->part, err))
		return -1;
	ret->part_count = place->count;
	price_so_far(hold, ret);
	charge(hold, ret);
	price_bound(hold, ret);
	return 0;
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
		rc = price_parts(hold, &place, ret, err);
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
		.footprint = scost_footprint_unknown,
		.cost = scost_cost_unknown,
		.charge_micro = FH_UNKNOWN,
		.bound = scost_cost_unknown,
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
	case SCOST_GAP_TIMEZONE:
		return "the billing time zone is not readable: its days are "
		       "those of UTC";
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

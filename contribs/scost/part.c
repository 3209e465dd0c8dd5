/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a job holds in one zone: see part.h. */
#include "fh_config.h"

#include <stdlib.h>

#include "contribs/scost/part.h"
#include "contribs/scost/split.h"
#include "plugins/common/fh_units.h"

const struct fh_cost scost_cost_unknown = {
	.capital_micro = FH_UNKNOWN,
	.accel_micro = FH_UNKNOWN,
	.lease_micro = FH_UNKNOWN,
	.operations_micro = FH_UNKNOWN,
	.core_micro = FH_UNKNOWN,
	.memory_micro = FH_UNKNOWN,
	.energy_micro = FH_UNKNOWN,
	.total_micro = FH_UNKNOWN,
};

const struct fh_footprint scost_footprint_unknown = {
	.meter_uj = FH_UNKNOWN,
	.co2e_mg = FH_UNKNOWN,
};

static int find_accel(const struct fh_catalog *catalog, const char *type)
{
	const struct fh_accel *accel = fh_catalog_find(catalog, type);

	return accel ? (int) (accel - catalog->accel) : -1;
}

/* Divide the cores, memory and energy; room has an entry per part. */
static void divide_rest(const struct scost_job *job, int64_t energy_uj,
			const struct scost_place *place, int64_t *room,
			struct scost_part *part)
{
	scost_split(job->tres.cpus, place->nodes, place->count, room);
	for (size_t i = 0; i < place->count; i++)
		part[i].cores = room[i];
	scost_split(job->tres.memory_mib, place->nodes, place->count, room);
	for (size_t i = 0; i < place->count; i++)
		part[i].memory_mib = room[i];
	scost_split(energy_uj, place->nodes, place->count, room);
	for (size_t i = 0; i < place->count; i++)
		part[i].energy_uj = room[i];
}

static void divide_accel(int accel, int64_t count,
			 const struct scost_place *place, int64_t *room,
			 struct scost_part *part)
{
	scost_split(count, place->nodes, place->count, room);
	for (size_t i = 0; i < place->count; i++)
		part[i].held[part[i].held_count++] =
			(struct scost_held) { accel, room[i] };
}

int scost_parts_make(const struct fh_conf *conf, const struct scost_job *job,
		     const struct scost_type_count *type, size_t type_count,
		     int64_t energy_uj, const struct scost_place *place,
		     struct scost_part **ret, struct fh_error *err)
{
	struct scost_part *part = calloc(place->count, sizeof(*part));
	int64_t *room = calloc(place->count, sizeof(*room));

	if (!part || !room) {
		free(part);
		free(room);
		return fh_err_nomem(err);
	}
	for (size_t i = 0; i < place->count; i++) {
		part[i].zone = place->zone[i];
		part[i].nodes = place->nodes[i];
		part[i].cost = scost_cost_unknown;
	}
	divide_rest(job, energy_uj, place, room, part);
	for (size_t i = 0; i < type_count; i++)
		divide_accel(find_accel(&conf->catalog, type[i].type),
			     type[i].count, place, room, part);
	free(room);
	*ret = part;
	return 0;
}

void scost_part_begin(struct scost_part_run *run, const struct fh_conf *conf,
		      const struct scost_part *part,
		      const struct scost_stretch *stretch)
{
	run->count = part->held_count;
	/* Cores, memory and energy are counted with the first type only. */
	for (size_t i = 0; i < run->count; i++) {
		const struct fh_usage usage = {
			.zone = part->zone,
			.start_s = stretch->start_s,
			.end_s = stretch->end_s,
			.accel = part->held[i].accel,
			.accel_count = part->held[i].count,
			.cores = i ? 0 : part->cores,
			.memory_mib = i ? 0 : part->memory_mib,
			.energy_uj = i ? 0 : stretch->energy_uj,
		};

		fh_cost_begin(&run->run[i], conf, &usage);
	}
}

void scost_part_next(struct scost_part_run *run, int64_t until_s,
		     struct fh_cost *ret)
{
	struct fh_cost sum = { 0 };

	for (size_t i = 0; i < run->count; i++) {
		struct fh_cost cost;

		fh_cost_next(&run->run[i], until_s, &cost);
		fh_cost_add(&sum, &cost);
	}
	*ret = sum;
}

void scost_part_price(const struct fh_conf *conf,
		      const struct scost_part *part,
		      const struct scost_stretch *stretch,
		      struct fh_cost *ret)
{
	struct scost_part_run run;

	scost_part_begin(&run, conf, part, stretch);
	scost_part_next(&run, stretch->end_s, ret);
}

void scost_part_weigh(const struct fh_conf *conf,
		      const struct scost_part *part,
		      const struct scost_stretch *stretch,
		      struct fh_footprint *ret)
{
	const struct fh_usage usage = {
		.zone = part->zone,
		.start_s = stretch->start_s,
		.end_s = stretch->end_s,
		.energy_uj = stretch->energy_uj,
	};

	fh_footprint_of(conf, &usage, ret);
}

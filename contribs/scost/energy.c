/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A job's energy: see energy.h. */
#include "fh_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/energy.h"
#include "plugins/common/fh_energy.h"
#include "plugins/common/fh_line.h"
#include "plugins/common/fh_nodeset.h"
#include "plugins/common/fh_units.h"

/*
 * A node without its accelerators, where energy.json has no node_max_watts:
 * more than the processors, memory, fans and network of any usual one.
 */
#define HOST_MAX_W 5000

/* 1.6 x nameplate, in microjoules per watt and second. */
#define LIMIT_UJ (FH_UJ_PER_J * 8 / 5)

/* A job's processes are given this long to end after slurmdbd's end. */
#define GRACE_S 60

const struct scost_energy scost_energy_none = {
	.told_uj = FH_UNKNOWN,
	.limit_uj = FH_UNKNOWN,
	.energy_uj = FH_UNKNOWN,
	.power_mw = FH_UNKNOWN,
};

/* What the nodes of a job are, as energy.json has it. */
struct nodes {
	int64_t max_w;		/* of all */
	bool bare;		/* of one without its accelerators */
	size_t described;	/* that have an entry */
	struct fh_line sensors;
	struct fh_strlist seen;	/* in sensors */
};

static int add_sensors(struct nodes *nodes, const struct fh_meter *meter)
{
	for (size_t i = 0; i < meter->sensors.count; i++) {
		const char *sensor = meter->sensors.item[i];

		if (fh_strlist_has(&nodes->seen, sensor))
			continue;
		if (fh_strlist_add(&nodes->seen, sensor))
			return -1;
		fh_line_list(&nodes->sensors, FH_LINE_MAX - 8, ",", sensor);
	}
	return 0;
}

static int add_node(const struct fh_meters *meters, const char *name,
		    struct nodes *nodes)
{
	const struct fh_meter *meter = fh_meters_of_node(meters, name);

	if (!meter || meter->node_max_w == FH_UNKNOWN) {
		nodes->max_w += HOST_MAX_W;
		nodes->bare = true;
	} else {
		nodes->max_w += meter->node_max_w;
	}
	if (!meter)
		return 0;
	nodes->described++;
	return add_sensors(nodes, meter);
}

/* Nameplate of all its accelerators, or FH_UNKNOWN. */
static int64_t accel_max_w(const struct fh_catalog *catalog,
			   const struct scost_type_count *type, size_t count)
{
	int64_t sum_w = 0, watts;

	for (size_t i = 0; i < count; i++) {
		const struct fh_accel *accel =
			fh_catalog_find(catalog, type[i].type);

		if (!type[i].count)
			continue;
		if (!accel || accel->tdp_w == FH_UNKNOWN ||
		    fh_units_muldiv(accel->tdp_w, type[i].count, 1, &watts) ||
		    __builtin_add_overflow(sum_w, watts, &sum_w))
			return FH_UNKNOWN;
	}
	return sum_w;
}

/* Seconds it had its nodes: suspended, it goes on to hold them. */
static int64_t held_s(const struct scost_job *job)
{
	return job->elapsed_s + job->suspended_s;
}

static int64_t limit_uj(const struct nodes *nodes, int64_t accel_w,
			int64_t seconds)
{
	int64_t watts = nodes->max_w, ret;

	if (nodes->bare && (accel_w == FH_UNKNOWN ||
			    __builtin_add_overflow(watts, accel_w, &watts)))
		return FH_UNKNOWN;
	if (fh_units_muldiv(watts, seconds + GRACE_S, 1, &watts) ||
	    fh_units_muldiv(watts, LIMIT_UJ, 1, &ret))
		return FH_UNKNOWN;
	return ret;
}

/* Look the nodes up; without a readable list nothing is known of them. */
static int look_up(const struct fh_conf *conf, const struct scost_job *job,
		   int64_t accel_w, struct scost_energy *ret,
		   struct fh_error *err)
{
	struct fh_strlist names = { 0 };
	struct nodes nodes = { 0 };
	int rc = -1;

	if (!fh_nodeset_expand(job->nodes, &names, NULL))
		ret->nodes = (int64_t) names.count;
	for (size_t i = 0; conf && i < names.count; i++) {
		if (add_node(&conf->meters, names.item[i], &nodes)) {
			fh_err_nomem(err);
			goto out;
		}
	}
	if (conf && names.count)
		ret->limit_uj = limit_uj(&nodes, accel_w, held_s(job));
	if (names.count && nodes.described == names.count) {
		ret->sensors = strdup(fh_line_end(&nodes.sensors));
		if (!ret->sensors) {
			fh_err_nomem(err);
			goto out;
		}
	}
	rc = 0;
out:
	fh_strlist_clear(&nodes.seen);
	fh_strlist_clear(&names);
	return rc;
}

int scost_energy_judge(const struct fh_conf *conf,
		       const struct scost_job *job,
		       const struct scost_type_count *type, size_t type_count,
		       struct scost_energy *ret, struct fh_error *err)
{
	int64_t accel_w = conf ? accel_max_w(&conf->catalog, type, type_count)
			       : FH_UNKNOWN;

	*ret = scost_energy_none;
	ret->told_uj = job->tres.energy_uj;
	if (ret->told_uj == FH_UNKNOWN)
		return 0;
	if (look_up(conf, job, accel_w, ret, err))
		return -1;
	if (scost_energy_rejected(ret))
		return 0;
	ret->energy_uj = ret->told_uj;
	if (held_s(job) > 0 &&
	    fh_units_muldiv(ret->energy_uj, 1, held_s(job) * 1000,
			    &ret->power_mw))
		ret->power_mw = FH_UNKNOWN;
	return 0;
}

bool scost_energy_rejected(const struct scost_energy *energy)
{
	return energy->told_uj != FH_UNKNOWN &&
	       energy->limit_uj != FH_UNKNOWN &&
	       energy->told_uj > energy->limit_uj;
}

bool scost_energy_partial(const struct scost_energy *energy)
{
	return energy->energy_uj != FH_UNKNOWN &&
	       energy->proof.sources & FH_ENERGY_MISSING;
}

char *scost_energy_source(const struct scost_energy *energy, char *buf,
			  size_t size)
{
	unsigned sources = energy->proof.sources;
	bool rest = energy->proof.nodes < energy->nodes;
	size_t len = 0;

	if (energy->energy_uj == FH_UNKNOWN) {
		rest = false;
		sources = FH_ENERGY_MISSING;
	}
	if (rest && !energy->sensors)
		sources |= FH_ENERGY_MISSING;
	if (sources || !rest)
		len = strlen(fh_energy_source_format(sources, buf, size));
	if (rest && energy->sensors)
		snprintf(buf + len, size - len, "%sdeclared", len ? "+" : "");
	return buf;
}

void scost_energy_clear(struct scost_energy *energy)
{
	free(energy->sensors);
	*energy = scost_energy_none;
}

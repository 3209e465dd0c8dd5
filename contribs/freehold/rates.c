/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold rates: the card in force as Slurm's TRESBillingWeights.  Slurm
 * keeps billing as a whole number, so the weights are thousandths of the
 * currency an hour: "billing=2760" is 2.76 an hour.
 */
#include "fh_config.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/sources.h"
#include "plugins/common/fh_cost.h"
#include "plugins/common/fh_units.h"

#define HOUR_S 3600
#define THOUSANDTHS 1000
#define MIB_PER_GIB 1024

/* The price of what is held for one hour from now; FH_UNKNOWN. */
static int64_t hour_micro(const struct fh_conf *conf, struct fh_usage usage)
{
	struct fh_cost cost;

	usage.start_s = time(NULL);
	usage.end_s = usage.start_s + HOUR_S;
	fh_cost_of(conf, &usage, &cost);
	return cost.total_micro;
}

/*
 * One weight, "NAME=12.34UNIT" in thousandths; nothing without a price.
 * between:  what to put in front; a comma from the first weight on.
 */
static void put_weight(const char **between, const char *name, int64_t micro,
		       const char *unit)
{
	int64_t weight_micro;
	char text[32];

	if (micro < 0 ||
	    fh_units_muldiv(micro, THOUSANDTHS, 1, &weight_micro))
		return;
	printf("%s%s=%s%s", *between, name,
	       fh_units_format_micro(weight_micro, 6, text, sizeof(text)),
	       unit);
	*between = ",";
}

static void put_accel(const struct fh_conf *conf, int zone, size_t accel,
		      const char **between)
{
	struct fh_usage usage = {
		.zone = zone, .accel = (int) accel, .accel_count = 1,
	};
	char name[FH_TYPE_NAME_MAX + 16];

	snprintf(name, sizeof(name), "GRES/gpu:%s",
		 conf->catalog.accel[accel].type);
	put_weight(between, name, hour_micro(conf, usage), "");
}

static void put_zone(const struct fh_conf *conf, int zone)
{
	struct fh_usage core = { .zone = zone, .accel = -1, .cores = 1 };
	struct fh_usage gib = {
		.zone = zone, .accel = -1, .memory_mib = MIB_PER_GIB,
	};
	const char *between = "";

	printf("# zone %s\nTRESBillingWeights=\"",
	       conf->zones.zone[zone].name);
	put_weight(&between, "CPU", hour_micro(conf, core), "");
	put_weight(&between, "Mem", hour_micro(conf, gib), "G");
	for (size_t i = 0; i < conf->catalog.count; i++)
		put_accel(conf, zone, i, &between);
	puts("\"");
}

static int print_weights(const char *dir)
{
	struct sources sources;
	const struct fh_conf *conf;

	if (sources_load(dir, &sources))
		return FREEHOLD_FAILED;
	conf = sources.conf;
	printf("# thousandths of one %s an hour, energy left out; for "
	       "slurm.conf, behind\n# PartitionName= of the zone's "
	       "partitions. What is not named has no price there.\n",
	       conf->rates.currency);
	for (size_t i = 0; i < conf->zones.zone_count; i++)
		put_zone(conf, (int) i);
	sources_clear(&sources);
	return FREEHOLD_OK;
}

int freehold_rates(int argc, char **argv)
{
	static const struct option options[] = {
		{ "billing-weights", no_argument, NULL, 'w' },
		{ 0 },
	};
	bool weights = false;
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 'w')
			return FREEHOLD_USAGE;
		weights = true;
	}
	if (!weights || argc > optind + 1) {
		fputs("Usage: freehold rates --billing-weights [DIR]\n",
		      stderr);
		return FREEHOLD_USAGE;
	}
	return print_weights(argv[optind]);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For tests of scost's pricing: a configuration with prices that are easy to
 * check by hand, and jobs.
 */
#ifndef SCOST_CASE_H
#define SCOST_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "contribs/scost/price.h"
#include "plugins/common/fh_units.h"

/* 2026-02-01T00:00:00Z; the dearer card begins three hours later. */
#define START_S 1769904000LL
#define HOUR_S 3600

static const char bundle[] =
	"{ \"freehold_bundle\": 1,"
	"  \"accelerators\": { \"accelerators\": {"
	"    \"h100\": { \"title\": \"H\", \"vendor\": \"N\","
	"                \"runtime\": \"cuda\" },"
	"    \"a100\": { \"title\": \"A\", \"vendor\": \"N\","
	"                \"runtime\": \"cuda\" } } },"
	"  \"zones\": { \"sites\": { \"tx\": {}, \"ny\": {} }, \"zones\": {"
	"    \"tx1\": { \"site\": \"tx\", \"jurisdiction\": \"US-TX\","
	"      \"tenancy\": \"owned\", \"operator\": \"me\","
	"      \"nodes\": \"t[1-4]\" },"
	"    \"tx2\": { \"site\": \"tx\", \"jurisdiction\": \"US-TX\","
	"      \"tenancy\": \"owned\", \"operator\": \"me\","
	"      \"nodes\": \"u[1-4]\" },"
	"    \"ny1\": { \"site\": \"ny\", \"jurisdiction\": \"US-NY\","
	"      \"tenancy\": \"owned\", \"operator\": \"me\","
	"      \"nodes\": \"n[1-4]\" } } },"
	"  \"policy\": { \"data_classes\": {} },"
	"  \"rates\": { \"currency\": \"EUR\", \"billing_timezone\": \"UTC\","
	"    \"cards\": ["
	"    { \"valid_from\": \"2026-01-01\", \"source\": \"s\", \"zones\": {"
	"      \"*\": { \"accelerator_hour\": { \"h100\": 2, \"a100\": 1 },"
	"        \"core_hour\": 0.1, \"gib_hour\": 0.01,"
	"        \"kwh\": 0.5, \"pue\": 1.2,"
	"        \"carbon_g_per_kwh\": 400 },"
	"      \"ny1\": { \"accelerator_hour\": { \"h100\": 4 },"
	"        \"core_hour\": 0.1, \"gib_hour\": 0.01 } },"
	"      \"charge\": { \"PREEMPTED\": 50 },"
	"      \"qos\": { \"urgent\": 1.3 },"
	"      \"minimum_charge\": 0.02 },"
	"    { \"valid_from\": \"2026-02-01T03:00:00Z\", \"source\": \"s\","
	"      \"zones\": { \"*\": {"
	"        \"accelerator_hour\": { \"h100\": 10 },"
	"        \"core_hour\": 0, \"gib_hour\": 0 } } } ] },"
	"  \"energy\": { \"nodes\": [] } }";

static inline int load(void **state)
{
	struct fh_diags diags = { 0 };

	*state = fh_conf_load_bundle("bundle", bundle, strlen(bundle),
				     &diags);
	for (size_t i = 0; i < diags.count; i++)
		fprintf(stderr, "%s: %s\n", diags.item[i].pointer,
			diags.item[i].text);
	fh_diag_clear(&diags);
	return *state ? 0 : -1;
}

static inline int unload(void **state)
{
	fh_conf_free(*state);
	return 0;
}

static inline struct scost_job job_on(const char *nodes, int64_t seconds)
{
	return (struct scost_job){
		.id = "17",
		.nodes = (char *) nodes,
		.start_s = START_S,
		.end_s = START_S + seconds,
		.elapsed_s = seconds,
		.limit_s = 2 * HOUR_S,
		.tres = { .cpus = 10, .memory_mib = 20480, .nodes = 1,
			  .energy_uj = FH_UNKNOWN },
	};
}

static inline void give(struct scost_job *job, const char *type, int64_t count)
{
	struct scost_type_count *typed =
		&job->tres.typed[job->tres.type_count++];

	snprintf(typed->type, sizeof(typed->type), "%s", type);
	typed->count = count;
	job->tres.gpus += count;
}

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a job's energy is believed, and where it is from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "contribs/scost/energy.h"
#include "plugins/common/fh_energy.h"
#include "plugins/common/fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define J FH_UJ_PER_J
#define GRACE_S 60

/* p: node_max_watts; d: sensors alone; other nodes: no entry. */
static const char bundle[] =
	"{\"freehold_bundle\": 1, \"accelerators\": {\"accelerators\": {"
	"\"h100\": {\"title\": \"H\", \"vendor\": \"N\","
	" \"runtime\": \"cuda\", \"tdp_watts\": 700},"
	"\"asic1\": {\"title\": \"A\", \"vendor\": \"N\","
	" \"runtime\": \"cuda\"}}},"
	"\"zones\": {\"sites\": {\"s\": {}}, \"zones\": {\"z\": {"
	"\"site\": \"s\", \"jurisdiction\": \"US-TX\","
	"\"tenancy\": \"owned\", \"operator\": \"o\","
	"\"nodes\": \"p[1-2],d[1-2],x1\"}}},"
	"\"policy\": {\"data_classes\": {}},"
	"\"rates\": {\"currency\": \"USD\", \"billing_timezone\": \"UTC\","
	"\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": \"s\","
	"\"zones\": {\"*\": {}}}]},"
	"\"energy\": {\"nodes\": ["
	"{\"nodes\": \"p[1-2]\", \"sensors\": [\"pm_counters\"],"
	" \"node_max_watts\": 1000},"
	"{\"nodes\": \"d[1-2]\", \"sensors\": [\"nvml\", \"powercap\"]}]}}";

static int load(void **state)
{
	struct fh_diags diags = { 0 };

	*state = fh_conf_load_bundle("bundle", bundle, strlen(bundle),
				     &diags);
	for (size_t i = 0; i < diags.count; i++)
		print_error("%s: %s\n", diags.item[i].pointer,
			    diags.item[i].text);
	fh_diag_clear(&diags);
	return *state ? 0 : -1;
}

static int unload(void **state)
{
	fh_conf_free(*state);
	return 0;
}

static struct scost_energy judge(const struct fh_conf *conf,
				 const struct scost_job *job,
				 const char *type, int64_t count)
{
	struct scost_type_count held = { .count = count };
	struct scost_energy energy;

	snprintf(held.type, sizeof(held.type), "%s", type);
	assert_int_equal(scost_energy_judge(conf, job, &held, 1, &energy,
					    NULL), 0);
	return energy;
}

/* Watts that may be drawn without the factor of 1.6; -1: any number. */
static const struct {
	const char *nodes, *type;
	int64_t count, watts;
} limits[] = {
	{ "p1", "", 0, 1000 },
	{ "p[1-2]", "", 0, 2000 },
	/* At the plug: its accelerators are in it, known or not. */
	{ "p1", "h100", 8, 1000 },
	{ "p1", "asic1", 8, 1000 },
	{ "p1", "", 8, 1000 },
	/* Elsewhere, the accelerators and a host. */
	{ "d1", "h100", 8, 5000 + 8 * 700 },
	{ "x1", "h100", 1, 5000 + 700 },
	{ "p1,d1", "h100", 1, 1000 + 5000 + 700 },
	{ "d1", "", 0, 5000 },
	{ "d1", "asic1", 1, -1 },
	{ "d1", "gone", 1, -1 },
	{ "d1", "", 1, -1 },
	{ "p[1", "", 0, -1 },
};

static void test_limit(void **state)
{
	for (size_t i = 0; i < COUNT(limits); i++) {
		int64_t watts = limits[i].watts;
		int64_t most = watts * (100 + GRACE_S) * J / 10 * 16;
		struct scost_job job = {
			.nodes = (char *) limits[i].nodes,
			.elapsed_s = 90,
			.suspended_s = 10,
			.tres.energy_uj = watts < 0 ? INT64_MAX : most,
		};
		struct scost_energy energy;

		energy = judge(*state, &job, limits[i].type, limits[i].count);
		assert_int_equal(energy.limit_uj, watts < 0 ? FH_UNKNOWN : most);
		assert_false(scost_energy_rejected(&energy));
		assert_int_equal(energy.energy_uj, job.tres.energy_uj);
		scost_energy_clear(&energy);
		if (watts < 0)
			continue;
		job.tres.energy_uj = most + 1;
		energy = judge(*state, &job, limits[i].type, limits[i].count);
		assert_true(scost_energy_rejected(&energy));
		assert_int_equal(energy.told_uj, most + 1);
		assert_int_equal(energy.energy_uj, FH_UNKNOWN);
		assert_int_equal(energy.power_mw, FH_UNKNOWN);
		scost_energy_clear(&energy);
	}
}

static void test_power(void **state)
{
	static const struct {
		int64_t elapsed_s, suspended_s, energy_uj, power_mw;
	} table[] = {
		{ 10, 0, 1000 * J, 100000 },
		{ 6, 4, 1000 * J, 100000 },	/* it held its nodes */
		{ 3, 0, J, 333 },
		{ 2000, 0, J, 0 },		/* 0.5 mW, to even */
		{ 0, 0, J, FH_UNKNOWN },
		{ 10, 0, FH_UNKNOWN, FH_UNKNOWN },
	};

	for (size_t i = 0; i < COUNT(table); i++) {
		struct scost_job job = {
			.nodes = "p1",
			.elapsed_s = table[i].elapsed_s,
			.suspended_s = table[i].suspended_s,
			.tres.energy_uj = table[i].energy_uj,
		};
		struct scost_energy energy = judge(*state, &job, "", 0);

		assert_int_equal(energy.energy_uj, table[i].energy_uj);
		assert_int_equal(energy.power_mw, table[i].power_mw);
		scost_energy_clear(&energy);
	}
}

/* proven: how many of its nodes have a line, from what source. */
static const struct {
	const char *nodes;
	int64_t energy_uj, proven;
	unsigned source;
	const char *text;
} sources[] = {
	{ "d1", J, 1, FH_ENERGY_MEASURED, "measured" },
	{ "d[1-2]", J, 2, FH_ENERGY_MEASURED | FH_ENERGY_MODELLED,
	  "measured+modelled" },
	{ "d1", J, 1, FH_ENERGY_NAMEPLATE, "nameplate" },
	{ "d1", J, 1, FH_ENERGY_MEASURED | FH_ENERGY_MISSING,
	  "measured+missing" },
	{ "x1", J, 1, 0, "missing" },
	{ "d1", J, 0, 0, "declared" },
	{ "d[1-2],p1", J, 2, FH_ENERGY_MEASURED, "measured+declared" },
	{ "d1,p1", J, 1, FH_ENERGY_MEASURED | FH_ENERGY_MODELLED |
	  FH_ENERGY_NAMEPLATE | FH_ENERGY_MISSING,
	  "measured+modelled+nameplate+missing+declared" },
	/* Nothing is declared for x1. */
	{ "x1", J, 0, 0, "missing" },
	{ "d1,x1", J, 0, 0, "missing" },
	{ "d1,x1", J, 1, FH_ENERGY_MEASURED, "measured+missing" },
	{ "p[1", J, 0, 0, "missing" },
	/* Of no figure there is no source. */
	{ "d1", FH_UNKNOWN, 0, 0, "missing" },
	{ "d1", FH_UNKNOWN, 1, FH_ENERGY_MEASURED, "missing" },
	{ "d1", 1000000000 * J, 1, FH_ENERGY_MEASURED, "missing" },
};

static void test_source(void **state)
{
	char text[SCOST_ENERGY_SOURCE_MAX];

	for (size_t i = 0; i < COUNT(sources); i++) {
		struct scost_job job = {
			.nodes = (char *) sources[i].nodes,
			.elapsed_s = 10,
			.tres.energy_uj = sources[i].energy_uj,
		};
		struct scost_energy energy = judge(*state, &job, "", 0);

		energy.proof.nodes = sources[i].proven;
		energy.proof.sources = sources[i].source;
		assert_string_equal(scost_energy_source(&energy, text,
							sizeof(text)),
				    sources[i].text);
		assert_int_equal(scost_energy_partial(&energy),
				 energy.energy_uj != FH_UNKNOWN &&
				 (sources[i].source & FH_ENERGY_MISSING));
		scost_energy_clear(&energy);
	}
}

static void test_sensors(void **state)
{
	struct scost_job job = { .nodes = "d[1-2],p1", .elapsed_s = 10,
				 .tres.energy_uj = J };
	struct scost_energy energy = judge(*state, &job, "", 0);

	assert_int_equal(energy.nodes, 3);
	assert_string_equal(energy.sensors, "nvml,powercap,pm_counters");
	scost_energy_clear(&energy);
	energy = judge(NULL, &job, "", 0);
	assert_int_equal(energy.energy_uj, J);
	assert_int_equal(energy.limit_uj, FH_UNKNOWN);
	assert_null(energy.sensors);
	scost_energy_clear(&energy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_power),
		cmocka_unit_test(test_source),
		cmocka_unit_test(test_sensors),
	};

	return cmocka_run_group_tests(tests, load, unload);
}

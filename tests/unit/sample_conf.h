/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A configuration for tests of the core: three sites, four zones, four
 * types, classes and accounts of every kind, two rate cards.
 *
 *   zone      site   jurisdiction  tenancy
 *   tx-main   tx     US-TX         owned    air-gapped
 *   ny-lab    ny     US-NY         leased   closed until 2026-06-01
 *   cloud-in  cloud  IN            cloud
 *   cloud-ae  cloud  AE-DU, DIFC   cloud
 */
#ifndef SAMPLE_CONF_H
#define SAMPLE_CONF_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fh_conf.h"

#define ACCEL(type, tdp) \
	"\"" type "\": {\"title\": \"" type "\", \"vendor\": \"V\"," \
	"\"runtime\": \"cuda\", \"visible\": {\"form\": \"slurm\"," \
	"\"variable\": \"CUDA_VISIBLE_DEVICES\"}" tdp "}"

static const char sample_accelerators[] =
	"{\"accelerators\": {"
	ACCEL("h100", ", \"tdp_watts\": 700") ","
	ACCEL("a100", ", \"tdp_watts\": 400") ","
	ACCEL("maia100", ", \"tdp_watts\": 860") ","
	ACCEL("asic1", "") "}}";

static const char sample_zones[] =
	"{\"sites\": {\"tx\": {}, \"ny\": {}, \"cloud\": {}}, \"zones\": {"
	"\"tx-main\": {\"site\": \"tx\", \"jurisdiction\": \"US-TX\","
	" \"tenancy\": \"owned\", \"operator\": \"example\","
	" \"air_gapped\": true, \"nodes\": \"tx[1-4]\"},"
	"\"ny-lab\": {\"site\": \"ny\", \"jurisdiction\": \"US-NY\","
	" \"tenancy\": \"leased\", \"operator\": \"example\","
	" \"closed_until\": \"2026-06-01T00:00:00Z\", \"nodes\": \"ny[1-2]\"},"
	"\"cloud-in\": {\"site\": \"cloud\", \"jurisdiction\": \"IN\","
	" \"tenancy\": \"cloud\", \"operator\": \"other/one\","
	" \"nodes\": \"in[1-2]\"},"
	"\"cloud-ae\": {\"site\": \"cloud\", \"jurisdiction\": \"AE-DU\","
	" \"regime\": \"DIFC\", \"tenancy\": \"cloud\","
	" \"operator\": \"other\", \"nodes\": \"ae1\"}}}";

#define CLASS(name, rest) \
	"\"" name "\": {\"accounts\": [\"*\"], \"enforce\": \"enforce\"," \
	"\"on_narrow\": \"leave\"" rest "}"

#define SAMPLE_DATASETS \
	"\"datasets\": {" \
	"\"scans\": {\"class\": \"ownus\", \"accounts\": [\"bio\"]," \
	" \"home_zones\": [\"tx-main\"], \"paths\": [\"/data/scans\"]}," \
	"\"genes\": {\"class\": \"internal\", \"accounts\": [\"*\"]," \
	" \"home_zones\": [\"ny-lab\"], \"only_at_home\": false," \
	" \"mode\": \"asked\", \"paths\": [\"/data/genes\", \"/mnt/g,h\"]}," \
	"\"tries\": {\"class\": \"trial\", \"accounts\": [\"*\"]," \
	" \"home_zones\": [], \"only_at_home\": false, \"mode\": \"rw\"," \
	" \"paths\": [\"/data/tries\"]}}"

static const char sample_policy[] =
	"{\"estimate\": \"options\", \"default_span\": \"site\","
	SAMPLE_DATASETS ","
	"\"data_classes\": {"
	CLASS("internal", ", \"allow\": {\"jurisdictions\": [\"US\"]}") ","
	CLASS("ownus", ", \"allow\": {\"jurisdictions\": [\"US\"],"
	      " \"tenancies\": [\"owned\"]}") ","
	CLASS("nocloud", ", \"deny\": {\"zones\": [\"ny-lab\"],"
	      " \"tenancies\": [\"cloud\"]}") ","
	CLASS("sealed", ", \"air_gapped\": true") ","
	CLASS("nowhere", ", \"allow\": {}") ","
	CLASS("lonely", ", \"node\": \"alone\"") ","
	CLASS("peers", ", \"node\": \"same_grants\"") ","
	"\"phi\": {\"accounts\": [\"bio\"], \"enforce\": \"enforce\","
	" \"on_narrow\": \"leave\"},"
	"\"trial\": {\"accounts\": [\"bio\"], \"enforce\": \"observe\","
	" \"on_narrow\": \"leave\","
	" \"allow\": {\"zones\": [\"tx-main\"]}}},"
	"\"accounts\": {"
	"\"bio\": {\"default\": {\"data_class\": \"internal\","
	" \"zone\": \"us\"}},"
	"\"phys\": {\"floor\": {\"zone\": \"us\", \"tenancy\": \"owned\"}}}}";

static const char sample_rates[] =
	"{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", \"cards\": ["
	"{\"valid_from\": \"2026-01-01\", \"source\": \"s\", \"zones\": {"
	"\"tx-main\": {\"accelerator_hour\": {\"h100\": 3.6, \"a100\": 1.8,"
	" \"asic1\": 1}, \"core_hour\": 0.036, \"gib_hour\": 0.0036,"
	" \"kwh\": 0.1, \"pue\": 1.5},"
	"\"*\": {\"accelerator_hour\": {\"h100\": 7.2}, \"core_hour\": 0.036,"
	" \"gib_hour\": 0.0036, \"kwh\": 0.2, \"pue\": 1.25},"
	"\"cloud-ae\": {\"accelerator_hour\": {\"h100\": 9}}}},"
	"{\"valid_from\": \"2026-02-01\", \"source\": \"s\", \"zones\": {"
	"\"*\": {\"accelerator_hour\": {\"h100\": 7.2, \"a100\": 1.8},"
	" \"core_hour\": 0.072, \"gib_hour\": 0.0072, \"kwh\": 0.2,"
	" \"pue\": 1.5}}}]}";

enum { TX_MAIN, NY_LAB, CLOUD_IN, CLOUD_AE, SAMPLE_ZONES };

#define JANUARY_S 1767225600LL	/* 2026-01-01 */
#define FEBRUARY_S 1769904000LL
#define JUNE_S 1780272000LL

/* The sample configuration, for the test to fh_conf_free(). */
static inline struct fh_conf *sample_conf(void)
{
	struct fh_diags diags = { 0 };
	struct fh_conf *conf;
	char *text;
	int len;

	len = asprintf(&text, "{\"freehold_bundle\": 1, \"accelerators\": %s,"
		       "\"zones\": %s, \"policy\": %s, \"rates\": %s,"
		       "\"energy\": {\"nodes\": [{\"nodes\": \"*\","
		       " \"sensors\": [\"auto\"]}]}}", sample_accelerators,
		       sample_zones, sample_policy, sample_rates);
	assert_true(len > 0);
	conf = fh_conf_load_bundle("sample", text, (size_t) len, &diags);
	for (size_t i = 0; i < diags.count; i++)
		print_error("%s: %s\n", diags.item[i].pointer,
			    diags.item[i].text);
	fh_diag_clear(&diags);
	free(text);
	assert_non_null(conf);
	return conf;
}

#endif

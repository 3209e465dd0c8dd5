/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bundle of fake_conf.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_conf.h"

static const char bundle[] =
	"{ \"freehold_bundle\": 1,\n"
	"  \"accelerators\": { \"accelerators\": {\n"
	"    \"h100\": { \"title\": \"H100\", \"vendor\": \"NVIDIA\",\n"
	"      \"runtime\": \"cuda\", \"tdp_watts\": 700 },\n"
	"    \"a100\": { \"title\": \"A100\", \"vendor\": \"NVIDIA\",\n"
	"      \"runtime\": \"cuda\", \"tdp_watts\": 400 } } },\n"
	"  \"zones\": {\n"
	"    \"sites\": { \"tx\": { \"title\": \"Texas\" },\n"
	"      \"de\": { \"title\": \"Germany\" } },\n"
	"    \"zones\": {\n"
	"      \"tx-main\": { \"site\": \"tx\", \"jurisdiction\": \"US-TX\",\n"
	"        \"tenancy\": \"owned\", \"operator\": \"example\",\n"
	"        \"nodes\": \"tx[1-2]\" },\n"
	"      \"de-main\": { \"site\": \"de\", \"jurisdiction\": \"DE\",\n"
	"        \"tenancy\": \"leased\", \"operator\": \"example\",\n"
	"        \"nodes\": \"de[1-2]\" } } },\n"
	"  \"policy\": %s,\n"
	"  \"rates\": { \"currency\": \"USD\",\n"
	"    \"billing_timezone\": \"UTC\",\n"
	"    \"cards\": [ { \"valid_from\": \"2020-01-01\",\n"
	"      \"source\": \"made up\", \"zones\": { \"*\": {\n"
	"        \"accelerator_hour\": { \"h100\": 2, \"a100\": 1 },\n"
	"        \"core_hour\": 0.01, \"gib_hour\": 0.001,\n"
	"        \"kwh\": 0.1, \"pue\": 1.2 } } } ] },\n"
	"  \"energy\": { \"nodes\": [] } }\n";

char *fake_conf_bundle(const char *policy)
{
	char *text;

	if (asprintf(&text, bundle, policy) < 0)
		abort();
	return text;
}

static void complain(const struct fh_diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		char *line = fh_diag_format(&diags->item[i]);

		fprintf(stderr, "%s\n", line ? line : "out of memory");
		free(line);
	}
}

struct fh_conf *fake_conf_load(const char *policy)
{
	struct fh_diags diags = { 0 };
	char *text = fake_conf_bundle(policy);
	struct fh_conf *conf;

	conf = fh_conf_load_bundle("bundle", text, strlen(text), &diags);
	complain(&diags);
	fh_diag_clear(&diags);
	free(text);
	if (!conf)
		abort();
	return conf;
}

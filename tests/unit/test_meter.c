/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which sensors measure which node. */
#include "conf_case.h"

static const struct conf_case wrong[] = {
	{ "{}",
	  "t:1:1: the key \"nodes\" is missing\n" },
	{ "{\"nodes\": {}}",
	  "t:1:11: /nodes: must be a list, not an object\n" },
	{ "{\"nodes\": [{}]}",
	  "t:1:12: /nodes/0: the key \"nodes\" is missing\n"
	  "t:1:12: /nodes/0: the key \"sensors\" is missing\n" },
	{ "{\"nodes\": [{\"nodes\": \"n1\", \"sensors\": []}]}",
	  "t:1:39: /nodes/0/sensors: at least one sensor is needed; "
	  "\"auto\" takes what is found\n" },
	{ "{\"nodes\": [{\"nodes\": \"n1\", \"sensors\": [\"nvlm\", "
	  "\"auto\", \"auto\"]}]}",
	  "t:1:40: /nodes/0/sensors/0: must be one of \"auto\", "
	  "\"powercap\", \"hwmon\", \"pm_counters\", \"nvml\", "
	  "\"model\", \"fake\", not \"nvlm\"; did you mean \"nvml\"?\n"
	  "t:1:56: /nodes/0/sensors/2: \"auto\" stands twice in the "
	  "list\n" },
	{ "{\"nodes\": [{\"nodes\": \"n[1-5]\", \"sensors\": "
	  "[\"auto\"]}]}",
	  "t:1:22: /nodes/0/nodes: the node \"n5\" is in no zone of "
	  "zones.json; \"*\" stands for every node that is not named\n" },
	{ "{\"nodes\": [{\"nodes\": \"n[1-2]\", \"sensors\": "
	  "[\"auto\"]}, {\"nodes\": \"n2\", \"sensors\": [\"model\"]}]}",
	  "t:1:11: /nodes: the node \"n2\" is named twice; a node has "
	  "one entry\n" },
	{ "{\"nodes\": [{\"nodes\": \"*\", \"sensors\": [\"auto\"]}, "
	  "{\"nodes\": \"*\", \"sensors\": [\"model\"]}]}",
	  "t:1:11: /nodes: the node \"*\" is named twice; a node has "
	  "one entry\n" },
	{ "{\"nodes\": [{\"nodes\": \"n[\", \"sensors\": \"auto\"}]}",
	  "t:1:22: /nodes/0/nodes: \"]\" is missing behind \"[\"\n"
	  "t:1:39: /nodes/0/sensors: must be a list, not a string\n" },
};

static void read(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_meters meters = { 0 };
	struct fh_zones zones = { 0 };

	conf_case_zones(&zones);
	fh_meters_read(doc, "", &zones, NULL, &meters, diags);
	fh_meters_clear(&meters);
	fh_zones_clear(&zones);
}

static void test_wrong(void **state)
{
	(void) state;
	conf_case_run_all(wrong, sizeof(wrong) / sizeof(*wrong), read);
}

static void test_nodes(void **state)
{
	struct fh_json *doc = conf_case_parse(
		"{\"nodes\": [{\"nodes\": \"*\", \"sensors\": [\"auto\"]}, "
		"{\"nodes\": \"n[1-2]\", \"sensors\": [\"nvml\", "
		"\"powercap\"]}]}");
	struct fh_meters meters = { 0 };
	struct fh_zones zones = { 0 };
	struct fh_diags diags = { 0 };

	(void) state;
	assert_null(fh_meters_of_node(&meters, "n1"));
	conf_case_zones(&zones);
	fh_meters_read(doc, "", &zones, NULL, &meters, &diags);
	fh_zones_clear(&zones);
	fh_json_free(doc);
	assert_int_equal(fh_diag_total(&diags), 0);
	assert_ptr_equal(fh_meters_of_node(&meters, "n2"), &meters.meter[1]);
	assert_ptr_equal(fh_meters_of_node(&meters, "n3"), &meters.meter[0]);
	assert_string_equal(meters.meter[1].sensors.item[1], "powercap");
	fh_meters_clear(&meters);
	fh_meters_clear(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_nodes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

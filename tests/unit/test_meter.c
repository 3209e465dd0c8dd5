/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which sensors measure which node. */
#include <unistd.h>

#include "conf_case.h"
#include "fh_meter_node.h"
#include "fh_units.h"
#include "tests/fakes/temp_tree.h"

/* An entry with one more member, and where its value is told. */
#define ENTRY(member) \
	"{\"nodes\": [{\"nodes\": \"*\", \"sensors\": [\"auto\"], " member \
	"}]}"
#define AT "t:1:64: /nodes/0"

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
	  "\"powercap\", \"hwmon\", \"gpu_metrics\", \"pm_counters\", "
	  "\"nvml\", \"neuron\", \"ipmi\", \"model\", \"fake\", not "
	  "\"nvlm\"; did you mean \"nvml\"?\n"
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
	{ ENTRY("\"accelerators\": \"h100\""),
	  AT "/accelerators: \"h100\" is not TYPE:COUNT, such as "
	  "\"h100:8\"\n" },
	{ ENTRY("\"accelerators\": \"h100:4,\""),
	  AT "/accelerators: \"\" is not TYPE:COUNT, such as \"h100:8\"\n" },
	{ ENTRY("\"accelerators\": \"h10:4\""),
	  AT "/accelerators: there is no accelerator type \"h10\"; did you "
	  "mean \"h100\"?\n" },
	{ ENTRY("\"accelerators\": \"h100:0\""),
	  AT "/accelerators: the count of h100: '0' is not a whole "
	  "number from 1 to 1024\n" },
	{ ENTRY("\"accelerators\": \"h100:1000,trn2:25\""),
	  AT "/accelerators: 1025 accelerators are too many; a node has at "
	  "most 1024\n" },
	{ ENTRY("\"accelerators\": [\"h100:4\"]"),
	  AT "/accelerators: must be a string, not a list\n" },
	{ ENTRY("\"cpu_max_watts\": -1"),
	  "t:1:65: /nodes/0/cpu_max_watts: must be a plain decimal from 0 to 10000000 with "
	  "at most 6 digits behind the point, not -1\n" },
	{ ENTRY("\"cpu_idle_watts\": 300, \"cpu_max_watts\": 200"),
	  "t:1:12: /nodes/0: \"cpu_idle_watts\" is above "
	  "\"cpu_max_watts\"\n" },
};

static void read_meters(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_meters meters = { 0 };
	struct fh_catalog catalog = { 0 };
	struct fh_zones zones = { 0 };

	conf_case_catalog(&catalog);
	conf_case_zones(&zones);
	fh_meters_read(doc, "", &zones, &catalog, &meters, diags);
	fh_meters_clear(&meters);
	fh_zones_clear(&zones);
	fh_catalog_clear(&catalog);
}

static void test_wrong(void **state)
{
	(void) state;
	conf_case_run_all(wrong, sizeof(wrong) / sizeof(*wrong), read_meters);
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

/* A compute node has no zones; what it is told of itself is kept. */
static void test_node_values(void **state)
{
	struct fh_json *doc = conf_case_parse(
		"{\"nodes\": [{\"nodes\": \"far1\", \"sensors\": "
		"[\"model\"], \"accelerators\": \"h100:2,other:1,h100:1\", "
		"\"cpu_idle_watts\": 100, \"cpu_max_watts\": 400.6}]}");
	struct fh_meters meters = { 0 };
	struct fh_diags diags = { 0 };
	const struct fh_meter *meter;

	(void) state;
	fh_meters_read(doc, "", NULL, NULL, &meters, &diags);
	fh_json_free(doc);
	assert_int_equal(fh_diag_total(&diags), 0);
	meter = fh_meters_of_node(&meters, "far1");
	assert_non_null(meter);
	assert_int_equal(meter->cpu_idle_w, 100);
	assert_int_equal(meter->cpu_max_w, 401);
	assert_int_equal(meter->memory_idle_w, FH_UNKNOWN);
	assert_int_equal(meter->node_max_w, FH_UNKNOWN);
	assert_int_equal(meter->accel_count, 3);
	assert_string_equal(fh_meter_type(meter, 1), "h100");
	assert_string_equal(fh_meter_type(meter, 2), "other");
	assert_string_equal(fh_meter_type(meter, 3), "h100");
	assert_null(fh_meter_type(meter, 4));
	assert_null(fh_meter_type(meter, -1));
	fh_meters_clear(&meters);
}

/* What a node finds in its directory. */
static void test_node_files(void **state)
{
	struct temp_tree *tree = *state;
	const char *dir = temp_tree_path(tree, "");
	struct fh_meter_node node = { 0 };
	struct fh_error err;

	assert_int_equal(fh_meter_node_load(dir, "n1", &node, &err), 0);
	assert_string_equal(node.meter->sensors.item[0], "auto");
	assert_int_equal(node.catalog.count, 0);
	fh_meter_node_clear(&node);

	temp_tree_write(tree, "accelerators.json", CONF_CASE_CATALOG);
	temp_tree_write(tree, "energy.json", "{\"nodes\": [{\"nodes\": "
			"\"n[1-2]\", \"sensors\": [\"nvml\"], "
			"\"accelerators\": \"h100:8\"}]}");
	assert_int_equal(fh_meter_node_load(dir, "n2", &node, &err), 0);
	assert_string_equal(node.meter->sensors.item[0], "nvml");
	assert_int_equal(node.catalog.count, 2);
	fh_meter_node_clear(&node);
	assert_int_equal(fh_meter_node_load(dir, "n3", &node, &err), -1);
	assert_non_null(strstr(err.text, "no entry for the node n3"));

	temp_tree_write(tree, "energy.json", "{\"nodes\": [{\"nodes\": "
			"\"n1\", \"sensors\": [\"nvlm\"], "
			"\"accelerators\": \"b100:8\"}]}");
	assert_int_equal(fh_meter_node_load(dir, "n1", &node, &err), -1);
	assert_non_null(strstr(err.text, "energy.json:1:40: "
			       "/nodes/0/sensors/0: must be one of"));
	assert_non_null(strstr(err.text, "(and 1 more)"));
	assert_null(node.meter);

	/* No catalogue: any type may be told. */
	assert_int_equal(unlink(temp_tree_path(tree, "accelerators.json")), 0);
	temp_tree_write(tree, "energy.json", "{\"nodes\": [{\"nodes\": "
			"\"n1\", \"sensors\": [\"auto\"], "
			"\"accelerators\": \"b100:8\"}]}");
	assert_int_equal(fh_meter_node_load(dir, "n1", &node, &err), 0);
	assert_string_equal(fh_meter_type(node.meter, 7), "b100");
	fh_meter_node_clear(&node);
	fh_meter_node_clear(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_nodes),
		cmocka_unit_test(test_node_values),
		TEMP_TREE_TEST(test_node_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

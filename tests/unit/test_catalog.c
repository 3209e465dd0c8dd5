/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The accelerator catalogue. */
#include "conf_case.h"
#include "fh_units.h"

static const struct conf_case wrong[] = {
	{ "[]",
	  "t:1:1: must be an object, not a list\n" },
	{ "{}",
	  "t:1:1: the key \"accelerators\" is missing\n" },
	{ "{\"accelerator\": {}}",
	  "t:1:1: the key \"accelerators\" is missing\n"
	  "t:1:17: /accelerator: unknown key \"accelerator\"; did you "
	  "mean \"accelerators\"?\n" },
	{ "{\"accelerators\": []}",
	  "t:1:18: /accelerators: must be an object, not a list\n" },
	{ "{\"accelerators\": {\"x\": null}}",
	  "t:1:24: /accelerators/x: must be an object, not null\n" },
	{ "{\"accelerators\": {\"x\": {}}}",
	  "t:1:24: /accelerators/x: the key \"title\" is missing\n"
	  "t:1:24: /accelerators/x: the key \"vendor\" is missing\n"
	  "t:1:24: /accelerators/x: the key \"runtime\" is missing\n" },
	{ "{\"accelerators\": {\"H 100\": {\"title\": \"X\", "
	  "\"vendor\": \"V\", \"runtime\": \"r\", \"memory_gib\": 1}}}",
	  "t:1:28: /accelerators/H 100: \"H 100\" is not a name: 1 to "
	  "63 letters, digits, \"_\", \"-\" and \".\", beginning with "
	  "a letter or digit\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"memory_gib\": \"80\"}}}",
	  "t:1:84: /accelerators/x/memory_gib: must be a number, not a "
	  "string\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"memory_gib\": 0}}}",
	  "t:1:84: /accelerators/x/memory_gib: must be a plain decimal "
	  "from 1 to 65536 with at most 6 digits behind the point, not "
	  "0\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"memory_gib\": 65537}}}",
	  "t:1:84: /accelerators/x/memory_gib: must be a plain decimal "
	  "from 1 to 65536 with at most 6 digits behind the point, not "
	  "65537\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"memory_gib\": 1e3}}}",
	  "t:1:84: /accelerators/x/memory_gib: must be a plain decimal "
	  "from 1 to 65536 with at most 6 digits behind the point, not "
	  "1e3\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"memory_gib\": 1.0000001}}}",
	  "t:1:84: /accelerators/x/memory_gib: must be a plain decimal "
	  "from 1 to 65536 with at most 6 digits behind the point, not "
	  "1.0000001\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"memory_gib\": "
	  "99999999999999999999999999999999999999999}}}",
	  "t:1:84: /accelerators/x/memory_gib: must be a plain decimal "
	  "from 1 to 65536 with at most 6 digits behind the point, not "
	  "99999999999999999999999999999999\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"tdp_watts\": 100, "
	  "\"idle_watts\": 101}}}",
	  "t:1:24: /accelerators/x: \"idle_watts\" must not be above "
	  "\"tdp_watts\"\n" },
	{ "{\"accelerators\": {\"Any\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\"}}}",
	  "t:1:26: /accelerators/Any: \"Any\" means every type in --accel: "
	  "choose another name\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"tdp_watts\": null}}}",
	  "t:1:83: /accelerators/x/tdp_watts: must be a number, not "
	  "null\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"colour\": \"red\"}}}",
	  "t:1:80: /accelerators/x/colour: unknown key \"colour\"; "
	  "accepted are \"title\", \"vendor\", \"runtime\", "
	  "\"visible\", \"pci_ids\", \"memory_gib\", \"bf16_tflops\", "
	  "\"tdp_watts\", \"idle_watts\", \"source\"\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"tdp_wats\": 5}}}",
	  "t:1:82: /accelerators/x/tdp_wats: unknown key \"tdp_wats\"; "
	  "did you mean \"tdp_watts\"?\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"pci_ids\": \"10de:2330\"}}}",
	  "t:1:81: /accelerators/x/pci_ids: must be a list, not a "
	  "string\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"pci_ids\": [\"10DE:2330\", "
	  "\"10de:233\", 7, \"10de:2330\", \"10de:2330\"]}}}",
	  "t:1:82: /accelerators/x/pci_ids/0: \"10DE:2330\" is not a "
	  "PCI id: vendor and device in lower-case hex, such as "
	  "\"10de:2330\"\n"
	  "t:1:95: /accelerators/x/pci_ids/1: \"10de:233\" is not a "
	  "PCI id: vendor and device in lower-case hex, such as "
	  "\"10de:2330\"\n"
	  "t:1:107: /accelerators/x/pci_ids/2: must be a string, not a "
	  "number\n"
	  "t:1:123: /accelerators/x/pci_ids/4: \"10de:2330\" stands "
	  "twice in the list\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {}}}}",
	  "t:1:81: /accelerators/x/visible: the key \"form\" is "
	  "missing\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {\"form\": "
	  "\"slot\"}}}}",
	  "t:1:90: /accelerators/x/visible/form: must be one of "
	  "\"none\", \"slurm\", \"index\", \"units\", not \"slot\"\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {\"form\": "
	  "\"none\", \"variable\": \"X\"}}}}",
	  "t:1:81: /accelerators/x/visible: the form \"none\" has no "
	  "variable\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {\"form\": "
	  "\"index\"}}}}",
	  "t:1:81: /accelerators/x/visible: the form \"index\" needs "
	  "the key \"variable\"\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {\"form\": "
	  "\"units\", \"variable\": \"X\"}}}}",
	  "t:1:81: /accelerators/x/visible: the form \"units\", and no "
	  "other, goes with \"units_per_device\"\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {\"form\": "
	  "\"index\", \"variable\": \"X\", \"units_per_device\": 2}}}}",
	  "t:1:81: /accelerators/x/visible: the form \"units\", and no "
	  "other, goes with \"units_per_device\"\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {\"form\": "
	  "\"units\", \"variable\": \"X\", \"units_per_device\": "
	  "2.5}}}}",
	  "t:1:136: /accelerators/x/visible/units_per_device: must be "
	  "a whole number from 1 to 1024\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {\"form\": "
	  "\"units\", \"variable\": \"X\", \"units_per_device\": 0}}}}",
	  "t:1:136: /accelerators/x/visible/units_per_device: must be "
	  "a whole number from 1 to 1024, not 0\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {\"form\": "
	  "\"index\", \"variable\": \"lower\"}}}}",
	  "t:1:111: /accelerators/x/visible/variable: \"lower\" is not "
	  "the name of an environment variable: upper-case letters, "
	  "digits and \"_\"\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"visible\": {\"form\": "
	  "\"index\", \"variable\": \"1X\"}}}}",
	  "t:1:111: /accelerators/x/visible/variable: \"1X\" is not "
	  "the name of an environment variable: upper-case letters, "
	  "digits and \"_\"\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"source\": \"\"}}}",
	  "t:1:80: /accelerators/x/source: must be a text of 1 to 400 "
	  "bytes without control characters\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": \"X\", \"vendor\": "
	  "\"V\", \"runtime\": \"r\", \"source\": \"a\\u001bb\"}}}",
	  "t:1:80: /accelerators/x/source: must be a text of 1 to 400 "
	  "bytes without control characters\n" },
	{ "{\"accelerators\": {\"x\": {\"title\": 1, \"vendor\": "
	  "\"V\", \"runtime\": \"Cuda\"}}}",
	  "t:1:34: /accelerators/x/title: must be a string, not a "
	  "number\n"
	  "t:1:63: /accelerators/x/runtime: \"Cuda\" must be in lower "
	  "case, such as \"cuda\"\n" },
};

static void read(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_catalog catalog = { 0 };

	fh_catalog_read(doc, "", &catalog, diags);
	fh_catalog_clear(&catalog);
}

static void test_wrong(void **state)
{
	(void) state;
	conf_case_run_all(wrong, sizeof(wrong) / sizeof(*wrong), read);
}

static void test_values(void **state)
{
	struct fh_json *doc = conf_case_parse(
		"{\"in\": {\"accelerators\": {\"x_1\": {\"title\": \"X\", "
		"\"vendor\": \"V\", \"runtime\": \"neuron\", \"visible\": "
		"{\"form\": \"units\", \"variable\": \"CORES\", "
		"\"units_per_device\": 8}, \"pci_ids\": [\"1d0f:7364\"], "
		"\"memory_gib\": 268.6, \"bf16_tflops\": 191.5, "
		"\"tdp_watts\": 400.5, \"idle_watts\": 61.5}, "
		"\"y\": {\"title\": \"Y\", \"vendor\": \"V\", \"runtime\": "
		"\"r\"}}}}");
	struct fh_diags diags = { 0 };
	struct fh_catalog catalog = { 0 };
	const struct fh_accel *x, *y;

	(void) state;
	fh_catalog_read(doc, "/in", &catalog, &diags);
	fh_json_free(doc);
	assert_int_equal(fh_diag_total(&diags), 0);
	x = fh_catalog_find(&catalog, "x_1");
	y = fh_catalog_find(&catalog, "y");
	assert_ptr_equal(x, &catalog.accel[0]);
	assert_ptr_equal(y, &catalog.accel[1]);
	assert_string_equal(x->visible_variable, "CORES");
	assert_int_equal(x->visible_form, FH_VISIBLE_UNITS);
	assert_int_equal(x->units_per_device, 8);
	assert_string_equal(x->pci_ids.item[0], "1d0f:7364");
	/* 268.6 x 1024 = 275046.4; watts are rounded half to even. */
	assert_int_equal(x->memory_mib, 275046);
	assert_int_equal(x->bf16_gflops, 191500);
	assert_int_equal(x->tdp_w, 400);
	assert_int_equal(x->idle_w, 62);
	assert_null(x->source);
	assert_int_equal(y->visible_form, FH_VISIBLE_NONE);
	assert_null(y->visible_variable);
	assert_int_equal(y->units_per_device, 1);
	assert_int_equal(y->memory_mib, FH_UNKNOWN);
	assert_int_equal(y->bf16_gflops, FH_UNKNOWN);
	assert_int_equal(y->tdp_w, FH_UNKNOWN);
	assert_int_equal(y->idle_w, FH_UNKNOWN);
	fh_catalog_clear(&catalog);
	assert_int_equal(catalog.count, 0);
}

static void test_find(void **state)
{
	struct fh_catalog catalog = { 0 };

	(void) state;
	assert_null(fh_catalog_suggest(&catalog, "h100"));
	conf_case_catalog(&catalog);
	assert_null(fh_catalog_find(&catalog, "H100"));
	assert_null(fh_catalog_find(&catalog, ""));
	assert_string_equal(fh_catalog_suggest(&catalog, "H10"), "h100");
	assert_null(fh_catalog_suggest(&catalog, "maia100"));
	fh_catalog_clear(&catalog);
	fh_catalog_clear(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

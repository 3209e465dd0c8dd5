/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data classes, datasets and accounts. */
#include "conf_case.h"

static const struct conf_case wrong[] = {
	{ "{}",
	  "" },
	{ "{\"estimate\": \"sometimes\", \"default_span\": \"sit\"}",
	  "t:1:14: /estimate: must be one of \"never\", \"options\", "
	  "\"always\", not \"sometimes\"\n"
	  "t:1:43: /default_span: must be one of \"site\", \"zone\", "
	  "\"any\", not \"sit\"; did you mean \"site\"?\n" },
	{ "{\"accounts\": {\"Bio\": {}, \"bio\": {}}}",
	  "t:1:22: /accounts/Bio: Slurm keeps account names in lower "
	  "case, so \"Bio\" is none\n" },
	{ "{\"data_class\": {}}",
	  "t:1:16: /data_class: unknown key \"data_class\"; did you "
	  "mean \"data_classes\"?\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"*\"], "
	  "\"allow\": []}}}",
	  "t:1:53: /data_classes/c/allow: must be an object, not a "
	  "list\n" },
	{ "{\"data_classes\": {\"c\": {}}}",
	  "t:1:24: /data_classes/c: the key \"accounts\" is missing\n" },
	{ "{\"data_classes\": {\"c d\": {\"accounts\": [\"x y\", "
	  "\"b\", \"b\"]}}}",
	  "t:1:26: /data_classes/c d: \"c d\" is not a name: 1 to 63 "
	  "letters, digits, \"_\", \"-\" and \".\", beginning with a "
	  "letter or digit\n"
	  "t:1:40: /data_classes/c d/accounts/0: \"x y\" is not a "
	  "name: 1 to 63 letters, digits, \"_\", \"-\" and \".\", "
	  "beginning with a letter or digit\n"
	  "t:1:52: /data_classes/c d/accounts/2: \"b\" stands twice in "
	  "the list\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"*\"], "
	  "\"allow\": {\"zones\": [\"tx-mian\", \"de-cloud\", "
	  "\"DE-CLOUD\"], \"zone\": []}}}}",
	  "t:1:64: /data_classes/c/allow/zones/0: there is no zone "
	  "\"tx-mian\"; did you mean \"tx-main\"?\n"
	  "t:1:108: /data_classes/c/allow/zone: unknown key \"zone\"; "
	  "did you mean \"zones\"?\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"*\"], "
	  "\"allow\": {\"jurisdictions\": [\"CN\", \"us\", \"difc\", "
	  "\"DIFK\", \"US-TX\"]}}}}",
	  "t:1:78: /data_classes/c/allow/jurisdictions/1: \"us\" is "
	  "neither an ISO 3166 code in upper case, such as \"DE\" or "
	  "\"US-TX\", nor the regime of a zone\n"
	  "t:1:92: /data_classes/c/allow/jurisdictions/3: \"DIFK\" is "
	  "neither an ISO 3166 code in upper case, such as \"DE\" or "
	  "\"US-TX\", nor the regime of a zone; did you mean "
	  "\"DIFC\"?\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"*\"], "
	  "\"deny\": {\"tenancies\": [\"owned\", \"own\", "
	  "\"owned\"]}}}}",
	  "t:1:76: /data_classes/c/deny/tenancies/1: must be one of "
	  "\"owned\", \"leased\", \"cloud\", not \"own\"\n"
	  "t:1:83: /data_classes/c/deny/tenancies/2: \"owned\" stands "
	  "twice in the list\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"*\"], "
	  "\"enforce\": \"observed\", \"on_narrow\": true}}}",
	  "t:1:55: /data_classes/c/enforce: must be one of "
	  "\"observe\", \"enforce\", not \"observed\"; did you mean "
	  "\"observe\"?\n"
	  "t:1:80: /data_classes/c/on_narrow: must be a string, not "
	  "true or false\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"*\"], "
	  "\"air_gapped\": 1}}}",
	  "t:1:58: /data_classes/c/air_gapped: must be true or false, "
	  "not a number\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"datasets\": {\"d\": {\"class\": \"c\", \"home_zones\": "
	  "[], \"paths\": [\"data\", \"/\", \"/data/\", \"/a//b\", "
	  "\"/a/../b\", \"/a/./b\", \"/a/..b\", \"/a/b..\"], "
	  "\"accounts\": []}}}",
	  "t:1:109: /datasets/d/paths/0: \"data\" must be an absolute "
	  "path without \"..\", \".\" and \"/\" at its end\n"
	  "t:1:117: /datasets/d/paths/1: \"/\" must be an absolute "
	  "path without \"..\", \".\" and \"/\" at its end\n"
	  "t:1:122: /datasets/d/paths/2: \"/data/\" must be an "
	  "absolute path without \"..\", \".\" and \"/\" at its end\n"
	  "t:1:132: /datasets/d/paths/3: \"/a//b\" must be an absolute "
	  "path without \"..\", \".\" and \"/\" at its end\n"
	  "t:1:141: /datasets/d/paths/4: \"/a/../b\" must be an "
	  "absolute path without \"..\", \".\" and \"/\" at its end\n"
	  "t:1:152: /datasets/d/paths/5: \"/a/./b\" must be an "
	  "absolute path without \"..\", \".\" and \"/\" at its end\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"datasets\": {\"d\": {\"class\": \"c\", \"home_zones\": "
	  "[], \"paths\": [\"/a/b\"], \"accounts\": []}, \"e\": "
	  "{\"class\": \"c\", \"home_zones\": [], \"paths\": [\"/a\", "
	  "\"/a/b\", \"/a/b/c\", \"/a/bc\"], \"accounts\": []}}}",
	  "t:1:183: /datasets/e/paths/0: \"/a\" overlaps with a path "
	  "of the dataset \"d\"\n"
	  "t:1:189: /datasets/e/paths/1: \"/a/b\" overlaps with a path "
	  "of the dataset \"d\"\n"
	  "t:1:197: /datasets/e/paths/2: \"/a/b/c\" overlaps with a "
	  "path of the dataset \"d\"\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"datasets\": {\"d\": {\"class\": \"d\", \"home_zones\": "
	  "[\"nowhere\"], \"paths\": [], \"accounts\": [\"*\"]}}}",
	  "t:1:76: /datasets/d/class: there is no data class \"d\"\n"
	  "t:1:96: /datasets/d/home_zones/0: there is no zone "
	  "\"nowhere\"\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"datasets\": {\"d\": {\"class\": \"c\", \"home_zones\": "
	  "[], \"paths\": [], \"accounts\": [\"*\"], \"mode\": \"wr\", "
	  "\"only_at_home\": 1}}}",
	  "t:1:139: /datasets/d/mode: must be one of \"ro\", \"asked\", "
	  "\"rw\", not \"wr\"; did you mean \"rw\"?\n"
	  "t:1:161: /datasets/d/only_at_home: must be true or false, "
	  "not a number\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"datasets\": {\"d\": {}}}",
	  "t:1:66: /datasets/d: the key \"class\" is missing\n"
	  "t:1:66: /datasets/d: the key \"home_zones\" is missing\n"
	  "t:1:66: /datasets/d: the key \"paths\" is missing\n"
	  "t:1:66: /datasets/d: the key \"accounts\" is missing\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"bio\": {\"default\": {\"data_class\": "
	  "\"d\"}}}}",
	  "t:1:95: /accounts/bio/default/data_class: there is no data "
	  "class \"d\"\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"chem\": {\"default\": {\"data_class\": "
	  "\"c\"}}}}",
	  "t:1:96: /accounts/chem/default/data_class: the account "
	  "\"chem\" may not use the data class \"c\"; add it to that "
	  "class's \"accounts\"\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"*\": {\"default\": {\"data_class\": "
	  "\"c\"}}}}",
	  "t:1:93: /accounts/*/default/data_class: the account \"*\" "
	  "may not use the data class \"c\"; add it to that class's "
	  "\"accounts\"\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"bio\": {\"default\": {\"data_class\": "
	  "\"c\", \"zone\": \"us,DIFC,mars\"}}}}",
	  "t:1:108: /accounts/bio/default/zone: there is no zone, "
	  "jurisdiction or regime \"mars\"\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"bio\": {\"default\": {\"zone\": \"\"}}}}",
	  "t:1:89: /accounts/bio/default/zone: must be words of 1 to "
	  "63 bytes with \",\" between them\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"bio\": {\"default\": {\"zone\": "
	  "\"us,,de\"}}}}",
	  "t:1:89: /accounts/bio/default/zone: must be words of 1 to "
	  "63 bytes with \",\" between them\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"bio\": {\"floor\": {\"zone\": \"us\", "
	  "\"tenancy\": \"owned,rented\"}}}}",
	  "t:1:104: /accounts/bio/floor/tenancy: must be one of "
	  "\"owned\", \"leased\", \"cloud\", not \"rented\"\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"bio\": {\"floor\": {\"zone\": \"us\", "
	  "\"tenancy\": \"cloud\"}}}}",
	  "t:1:78: /accounts/bio/floor: no zone meets this floor, so "
	  "no job under it could run\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"bio\": {\"floors\": {}}}}",
	  "t:1:79: /accounts/bio/floors: unknown key \"floors\"; did "
	  "you mean \"floor\"?\n" },
	{ "{\"data_classes\": {\"c\": {\"accounts\": [\"bio\"]}}, "
	  "\"accounts\": {\"b o\": {}}}",
	  "t:1:68: /accounts/b o: \"b o\" is not a name: 1 to 63 "
	  "letters, digits, \"_\", \"-\" and \".\", beginning with a "
	  "letter or digit\n" },
};

static void read(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_policy policy = { 0 };
	struct fh_zones zones = { 0 };

	conf_case_zones(&zones);
	fh_policy_read(doc, "", &zones, &policy, diags);
	fh_policy_clear(&policy);
	fh_zones_clear(&zones);
}

static void test_wrong(void **state)
{
	(void) state;
	conf_case_run_all(wrong, sizeof(wrong) / sizeof(*wrong), read);
}

static void test_values(void **state)
{
	struct fh_json *doc = conf_case_parse(
		"{\"accounts\": {\"bio\": {\"default\": {\"data_class\": "
		"\"phi\", \"zone\": \"us,DIFC\"}, \"floor\": {\"zone\": "
		"\"de,us\", \"tenancy\": \"owned,cloud\"}}, \"*\": {}}, "
		"\"datasets\": {\"mri\": {\"class\": \"phi\", \"home_zones\":"
		" [\"tx-main\"], \"paths\": [\"/a/b\"], \"accounts\": "
		"[\"bio\"]}}, \"data_classes\": {\"open\": {\"accounts\": "
		"[\"*\"], \"allow\": {}}, \"phi\": {\"accounts\": [\"bio\"], "
		"\"deny\": {\"tenancies\": [\"leased\"]}, \"air_gapped\": "
		"true, \"enforce\": \"observe\", \"on_narrow\": \"requeue\"}}, "
		"\"default_span\": \"any\", \"estimate\": \"never\"}");
	struct fh_policy policy = { 0 };
	struct fh_zones zones = { 0 };
	struct fh_diags diags = { 0 };
	const struct fh_class *open, *phi;
	const struct fh_account *bio;

	(void) state;
	conf_case_zones(&zones);
	fh_policy_read(doc, "", &zones, &policy, &diags);
	fh_zones_clear(&zones);
	fh_json_free(doc);
	assert_int_equal(fh_diag_total(&diags), 0);
	assert_int_equal(policy.estimate, FH_ESTIMATE_NEVER);
	assert_int_equal(policy.default_span, FH_SPAN_ANY);
	open = fh_policy_find_class(&policy, "open");
	phi = fh_policy_find_class(&policy, "phi");
	assert_true(open->allow.given);
	assert_false(open->deny.given);
	assert_int_equal(open->enforce, FH_ENFORCE);
	assert_int_equal(open->on_narrow, FH_NARROW_LEAVE);
	assert_false(phi->allow.given);
	assert_int_equal(phi->deny.tenancies, 1u << FH_TENANCY_LEASED);
	assert_true(phi->need_air_gap);
	assert_int_equal(phi->enforce, FH_OBSERVE);
	assert_int_equal(phi->on_narrow, FH_NARROW_REQUEUE);
	assert_int_equal(policy.dataset[0].data_class, 1);
	assert_true(policy.dataset[0].only_at_home);
	assert_int_equal(policy.dataset[0].mode, FH_DATASET_RO);
	bio = fh_policy_find_account(&policy, "bio");
	assert_string_equal(bio->default_class, "phi");
	assert_int_equal(bio->default_zones.count, 2);
	assert_string_equal(bio->floor_zones.item[0], "de");
	assert_int_equal(bio->floor_tenancies, 1u << FH_TENANCY_OWNED |
					       1u << FH_TENANCY_CLOUD);
	assert_string_equal(fh_policy_find_account(&policy, "chem")->name,
			    "*");
	assert_string_equal(fh_policy_find_account(&policy, NULL)->name, "*");
	assert_true(fh_class_open_to(open, NULL));
	assert_true(fh_class_open_to(phi, "bio"));
	assert_false(fh_class_open_to(phi, "chem"));
	assert_false(fh_class_open_to(phi, NULL));
	assert_null(fh_policy_find_class(&policy, "PHI"));
	assert_string_equal(fh_policy_suggest_class(&policy, "PHJ"), "phi");
	fh_policy_clear(&policy);
	fh_policy_clear(NULL);
}

static void test_empty(void **state)
{
	struct fh_json *doc = conf_case_parse("{}");
	struct fh_policy policy = { 0 };
	struct fh_zones zones = { 0 };
	struct fh_diags diags = { 0 };

	(void) state;
	fh_policy_read(doc, "", &zones, &policy, &diags);
	assert_int_equal(fh_diag_total(&diags), 0);
	assert_int_equal(policy.estimate, FH_ESTIMATE_OPTIONS);
	assert_int_equal(policy.default_span, FH_SPAN_SITE);
	assert_null(fh_policy_find_account(&policy, "bio"));
	fh_policy_clear(&policy);
	fh_json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

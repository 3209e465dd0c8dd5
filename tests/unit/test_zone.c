/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sites, zones and nodes. */
#include "conf_case.h"
#include "fh_units.h"

static const struct conf_case wrong[] = {
	{ "{}",
	  "t:1:1: the key \"sites\" is missing\n"
	  "t:1:1: the key \"zones\" is missing\n" },
	{ "{\"sites\": {}, \"zones\": {\"z\": {}}}",
	  "t:1:30: /zones/z: the key \"site\" is missing\n"
	  "t:1:30: /zones/z: the key \"jurisdiction\" is missing\n"
	  "t:1:30: /zones/z: the key \"tenancy\" is missing\n"
	  "t:1:30: /zones/z: the key \"operator\" is missing\n" },
	{ "{\"sites\": {\"a b\": {}}, \"zones\": {}}",
	  "t:1:19: /sites/a b: \"a b\" is not a name: 1 to 63 letters, "
	  "digits, \"_\", \"-\" and \".\", beginning with a letter or "
	  "digit\n" },
	{ "{\"sites\": {\"s\": {}, \"S\": {}}, \"zones\": {}}",
	  "t:1:26: /sites/S: the site \"S\" stands here twice; case "
	  "makes no difference\n" },
	{ "{\"sites\": {\"s\": {\"titel\": \"x\"}}, \"zones\": {}}",
	  "t:1:27: /sites/s/titel: unknown key \"titel\"; did you mean "
	  "\"title\"?\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}, \"Z\": {\"site\": \"s\", "
	  "\"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "t:1:116: /zones/Z: the zone \"Z\" stands here twice; case "
	  "makes no difference\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "t:1:36: /zones/: \"\" is not a name: 1 to 63 letters, "
	  "digits, \"_\", \"-\" and \".\", beginning with a letter or "
	  "digit\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"t\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "t:1:46: /zones/z/site: there is no site \"t\"\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"de\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "t:1:67: /zones/z/jurisdiction: \"de\" is not an ISO 3166 "
	  "code in upper case, such as \"DE\" or \"US-TX\"\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE-\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "t:1:67: /zones/z/jurisdiction: \"DE-\" is not an ISO 3166 "
	  "code in upper case, such as \"DE\" or \"US-TX\"\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE-ABCD\", \"tenancy\": "
	  "\"owned\", \"operator\": \"o\"}}}",
	  "t:1:67: /zones/z/jurisdiction: \"DE-ABCD\" is not an ISO "
	  "3166 code in upper case, such as \"DE\" or \"US-TX\"\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DEU\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "t:1:67: /zones/z/jurisdiction: \"DEU\" is not an ISO 3166 "
	  "code in upper case, such as \"DE\" or \"US-TX\"\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "t:1:67: /zones/z/jurisdiction: \"\" is not an ISO 3166 code "
	  "in upper case, such as \"DE\" or \"US-TX\"\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"regime\": \"\"}}}",
	  "t:1:120: /zones/z/regime: \"\" is not a name: 1 to 63 "
	  "letters, digits, \"_\", \"-\" and \".\", beginning with a "
	  "letter or digit\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"regime\": \"FR\"}}}",
	  "t:1:120: /zones/z/regime: the regime \"FR\" reads like an "
	  "ISO 3166 code; give it a name of its own\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"regime\": \"FR-A\"}}}",
	  "t:1:120: /zones/z/regime: the regime \"FR-A\" reads like an "
	  "ISO 3166 code; give it a name of its own\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"tenancyy\": \"x\"}}}",
	  "t:1:122: /zones/z/tenancyy: unknown key \"tenancyy\"; did "
	  "you mean \"tenancy\"?\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"air_gapped\": \"yes\"}}}",
	  "t:1:124: /zones/z/air_gapped: must be true or false, not a "
	  "string\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"power_cap_kw\": 0}}}",
	  "t:1:126: /zones/z/power_cap_kw: must be a plain decimal "
	  "from 1 to 100000000 with at most 6 digits behind the point, "
	  "not 0\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"closed_until\": \"soon\"}}}",
	  "t:1:126: /zones/z/closed_until: 'soon' is not an instant; "
	  "write 2026-01-31 (midnight UTC) or 2026-01-31T12:30:00Z\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"closed_until\": \"2026-02-30\"}}}",
	  "t:1:126: /zones/z/closed_until: '2026-02-30' is no instant "
	  "from 1970 on: the day or the time does not exist\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": 5}}}",
	  "t:1:119: /zones/z/nodes: must be a node list such as "
	  "\"n[1-4]\", or a list of objects with \"nodes\", \"from\" "
	  "and \"until\"\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": \"\"}}}",
	  "t:1:119: /zones/z/nodes: a node name is expected at \"\"\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": \"n[4-1]\"}}}",
	  "t:1:119: /zones/z/nodes: the range \"4-1\" runs backwards\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": [{}]}}}",
	  "t:1:120: /zones/z/nodes/0: the key \"nodes\" is missing\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": [\"n1\"]}}}",
	  "t:1:120: /zones/z/nodes/0: must be an object, not a string\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": [{\"nodes\": \"n1\", "
	  "\"from\": \"2026-01-02\", \"until\": \"2026-01-02\"}]}}}",
	  "t:1:120: /zones/z/nodes/0: \"from\" must be before "
	  "\"until\"\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": [{\"nodes\": \"n1\", "
	  "\"until\": \"2026-01-03\"}, {\"nodes\": \"n1\", \"from\": "
	  "\"2026-01-02\"}]}}}",
	  "t:1:160: /zones/z/nodes/1: the node \"n1\" is in this zone "
	  "twice at the same time\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"a\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": \"n[1-9]\"}, \"b\": "
	  "{\"site\": \"s\", \"jurisdiction\": \"DE\", \"tenancy\": "
	  "\"owned\", \"operator\": \"o\", \"nodes\": \"n[5-12]\"}}}",
	  "t:1:217: /zones/b/nodes: the node \"n5\" is in the zone "
	  "\"a\" at the same time; a node is in one zone\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"a\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": [{\"nodes\": \"n1\"}]}, "
	  "\"b\": {\"site\": \"s\", \"jurisdiction\": \"DE\", "
	  "\"tenancy\": \"owned\", \"operator\": \"o\", \"nodes\": "
	  "[{\"nodes\": \"n1\", \"from\": \"2026-01-01\", \"until\": "
	  "\"2026-02-01\"}]}, \"c\": {\"site\": \"s\", "
	  "\"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": [{\"nodes\": \"m1\"}, "
	  "{\"nodes\": \"n1\", \"from\": \"2026-03-01\"}]}}}",
	  "t:1:227: /zones/b/nodes/0: the node \"n1\" is in the zone "
	  "\"a\" at the same time; a node is in one zone\n"
	  "t:1:396: /zones/c/nodes/1: the node \"n1\" is in the zone "
	  "\"a\" at the same time; a node is in one zone\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"fr\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "t:1:38: /zones/fr: the zone's name \"fr\" reads like a "
	  "jurisdiction or regime that it is not in\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"de\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"a\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"regime\": \"VAULT\"}, \"vault\": "
	  "{\"site\": \"s\", \"jurisdiction\": \"DE\", \"tenancy\": "
	  "\"owned\", \"operator\": \"o\"}}}",
	  "t:1:139: /zones/vault: the zone's name \"vault\" reads like "
	  "a jurisdiction or regime that it is not in\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"us-tx\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}, \"b\": {\"site\": \"s\", "
	  "\"jurisdiction\": \"US-TX\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\"}}}",
	  "t:1:41: /zones/us-tx: the zone's name \"us-tx\" reads like "
	  "a jurisdiction or regime that it is not in\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": \"n[1-65536]\"}}}",
	  "" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": \"n[1-65537]\"}}}",
	  "t:1:119: /zones/z/nodes: the node list names more than "
	  "65536 nodes\n" },
	{ "{\"sites\": {\"s\": {}}, \"zones\": {\"z0\": {\"site\": "
	  "\"s\", \"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": \"m0-[1-65536]\"}, \"z1\": "
	  "{\"site\": \"s\", \"jurisdiction\": \"DE\", \"tenancy\": "
	  "\"owned\", \"operator\": \"o\", \"nodes\": "
	  "\"m1-[1-65536]\"}, \"z2\": {\"site\": \"s\", "
	  "\"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": \"m2-[1-65536]\"}, \"z3\": "
	  "{\"site\": \"s\", \"jurisdiction\": \"DE\", \"tenancy\": "
	  "\"owned\", \"operator\": \"o\", \"nodes\": "
	  "\"m3-[1-65536]\"}, \"z4\": {\"site\": \"s\", "
	  "\"jurisdiction\": \"DE\", \"tenancy\": \"owned\", "
	  "\"operator\": \"o\", \"nodes\": \"m4-[1-65536]\"}}}",
	  "t:1:540: /zones/z4/nodes: with these the file names more "
	  "than 262144 nodes\n" },
};

static void read(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_zones zones = { 0 };

	fh_zones_read(doc, "", &zones, diags);
	fh_zones_clear(&zones);
}

static void test_wrong(void **state)
{
	(void) state;
	conf_case_run_all(wrong, sizeof(wrong) / sizeof(*wrong), read);
}

static int64_t at(const char *day)
{
	int64_t s = 0;

	assert_int_equal(fh_units_parse_instant(day, &s, NULL), 0);
	return s;
}

static void test_stays(void **state)
{
	struct fh_json *doc = conf_case_parse(
		"{\"sites\": {\"s\": {}}, \"zones\": {"
		"\"a\": {\"site\": \"S\", \"jurisdiction\": \"DE\", "
		"\"tenancy\": \"owned\", \"operator\": \"o\", \"nodes\": "
		"[{\"nodes\": \"n[1-2]\", \"until\": \"2026-02-01\"}, "
		"{\"nodes\": \"n1\", \"from\": \"2026-03-01\"}]}, "
		"\"b\": {\"site\": \"s\", \"jurisdiction\": \"FR\", "
		"\"tenancy\": \"cloud\", \"operator\": \"o\", "
		"\"air_gapped\": true, \"power_cap_kw\": 0.5e0}}}");
	struct fh_zones zones = { 0 };
	struct fh_diags diags = { 0 };
	static const struct {
		const char *node, *day;
		int zone;
	} row[] = {
		{ "n1", "1970-01-01", 0 },
		{ "n1", "2026-01-31T23:59:59Z", 0 },
		{ "n1", "2026-02-01", FH_NO_ZONE },
		{ "n1", "2026-03-01", 0 },
		{ "n2", "2026-03-01", FH_NO_ZONE },
		{ "n3", "2026-01-01", FH_NO_ZONE },
		{ "m", "2026-01-01", FH_NO_ZONE },
		{ "", "2026-01-01", FH_NO_ZONE },
	};

	(void) state;
	fh_zones_read(doc, "", &zones, &diags);
	assert_int_equal(fh_diag_total(&diags), 1);	/* 0.5e0 */
	fh_diag_clear(&diags);
	fh_json_free(doc);
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
		assert_int_equal(fh_zones_of_node(&zones, row[i].node,
						  at(row[i].day)),
				 row[i].zone);
	assert_int_equal(fh_zones_next_change(&zones, at("2026-01-01")),
			 at("2026-02-01"));
	assert_int_equal(fh_zones_next_change(&zones, at("2026-02-01")),
			 at("2026-03-01"));
	assert_int_equal(fh_zones_next_change(&zones, at("2026-03-01")),
			 FH_FOREVER);
	assert_int_equal(zones.zone[0].site, 0);
	assert_true(zones.zone[1].air_gapped);
	assert_int_equal(zones.zone[1].power_cap_w, FH_UNKNOWN);
	assert_int_equal(zones.zone[1].closed_until_s, INT64_MIN);
	assert_int_equal(zones.zone[1].member_count, 0);
	fh_zones_clear(&zones);
}

static void test_words(void **state)
{
	static const struct {
		const char *word;
		bool texas, germany;
	} row[] = {
		{ "tx-main", true, false },	{ "TX-Main", true, false },
		{ "us", true, false },		{ "US-TX", true, false },
		{ "us-t", false, false },	{ "u", false, false },
		{ "us-", false, false },	{ "", false, false },
		{ "us-txx", false, false },	{ "de", false, true },
		{ "difc", false, true },	{ "de-be", false, false },
		{ "tx", false, false },		{ "owned", false, false },
	};
	struct fh_zones zones = { 0 };

	(void) state;
	conf_case_zones(&zones);
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		const char *word = row[i].word;

		assert_int_equal(fh_zone_covered(&zones.zone[0], word),
				 row[i].texas);
		assert_int_equal(fh_zone_covered(&zones.zone[1], word),
				 row[i].germany);
		assert_int_equal(fh_zones_word_known(&zones, word),
				 row[i].texas || row[i].germany);
	}
	assert_int_equal(fh_zones_find(&zones, "DE-cloud"), 1);
	assert_int_equal(fh_zones_find(&zones, "de"), -1);
	assert_int_equal(fh_zones_find_site(&zones, "FRA"), 1);
	assert_int_equal(fh_zones_find_site(&zones, "tx-main"), -1);
	assert_string_equal(fh_zones_suggest(&zones, "difk"), "DIFC");
	assert_string_equal(fh_zones_suggest(&zones, "tx_main"), "tx-main");
	assert_null(fh_zones_suggest(&zones, "mars"));
	assert_string_equal(fh_zones_suggest_site(&zones, "frq"), "fra");
	fh_zones_clear(&zones);
	fh_zones_clear(NULL);
}

static void test_names(void **state)
{
	(void) state;
	for (int i = 0; i < FH_TENANCY_COUNT; i++)
		assert_int_equal(fh_tenancy_find(fh_tenancy_name(
					 (enum fh_tenancy) i)), i);
	assert_int_equal(fh_tenancy_find("LEASED"), FH_TENANCY_LEASED);
	assert_int_equal(fh_tenancy_find("rented"), -1);
	assert_true(fh_jurisdiction_ok("US-TX"));
	assert_true(fh_jurisdiction_ok("GB-ENG"));
	assert_true(fh_jurisdiction_ok("AT-9"));
	assert_false(fh_jurisdiction_ok("U"));
	assert_false(fh_jurisdiction_ok("US_TX"));
	assert_false(fh_jurisdiction_ok("US-tx"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_stays),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

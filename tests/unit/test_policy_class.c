/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mistakes in classes, exceptions, partitions and what zones attest. */
#include "conf_case.h"

#define CLASS(rest) "{\"data_classes\": {\"c\": {\"accounts\": [\"*\"], " \
	rest "}}}"
#define TRANSFER(rest) CLASS("\"allow\": {}, \"transfers\": [{\"to\": {}, " \
	"\"evidence\": \"e\", " rest "}]")
#define GLASS(rest) "{\"data_classes\": {\"c\": {\"accounts\": [\"*\"]}}, " \
	"\"break_glass\": {\"i\": {\"reason\": \"r\", \"approved_by\": " \
	"\"a\", \"accounts\": [\"*\"], \"to\": {}, " rest "}}}"

static const struct conf_case wrong[] = {
	{ "{\"data_classes\": {\"c@\": {\"accounts\": []}, \"@DE\": "
	  "{\"accounts\": []}, \"a@b@c\": {\"accounts\": []}}}",
	  "t:1:25: /data_classes/c@: \"\" is not a name: 1 to 63 letters, "
	  "digits, \"_\", \"-\" and \".\", beginning with a letter or digit\n"
	  "t:1:50: /data_classes/@DE: \"\" is not a name: 1 to 63 letters, "
	  "digits, \"_\", \"-\" and \".\", beginning with a letter or digit\n"
	  "t:1:77: /data_classes/a@b@c: \"b@c\" is not a name: 1 to 63 "
	  "letters, digits, \"_\", \"-\" and \".\", beginning with a letter "
	  "or digit\n" },
	{ "{\"data_classes\": {\"c@DIFC\": {\"accounts\": []}, \"c@difc\": "
	  "{\"accounts\": []}, \"c\": {\"accounts\": []}, \"C@DIFC\": "
	  "{\"accounts\": []}}}",
	  "t:1:57: /data_classes/c@difc: the class \"c@difc\" stands here "
	  "twice; the case of an origin makes no difference\n" },
	{ TRANSFER("\"mechanism\": \"scc\", \"until\": \"2027-01-01\""), "" },
	{ TRANSFER("\"mechanism\": \"scc\""),
	  "t:1:71: /data_classes/c/transfers/0: the key \"until\" is "
	  "missing\n" },
	{ TRANSFER("\"mechanism\": \"none\", \"until\": \"2027-01-01\""),
	  "t:1:71: /data_classes/c/transfers/0: \"none\" is no mechanism that "
	  "a transfer can rest on\n" },
	{ TRANSFER("\"mechanism\": \"scc\", \"from\": \"2027-01-01\", "
		   "\"until\": \"2027-01-01\""),
	  "t:1:71: /data_classes/c/transfers/0: \"from\" must be before "
	  "\"until\"\n" },
	{ CLASS("\"transfers\": [{\"to\": {}, \"evidence\": \"e\", "
		"\"mechanism\": \"bcr\", \"until\": \"2027-01-01\"}], "
		"\"allow\": {}, \"mechanisms\": [\"scc\", \"adequacy\"]"),
	  "t:1:58: /data_classes/c/transfers/0: the class does not accept "
	  "\"bcr\"; its \"mechanisms\" are: adequacy, scc\n" },
	{ CLASS("\"transfers\": []"),
	  "t:1:57: /data_classes/c/transfers: a class without \"allow\" is "
	  "allowed everywhere and needs no transfer\n" },
	{ CLASS("\"attestations\": [\"C 5\"], \"until\": \"soon\""),
	  "t:1:61: /data_classes/c/attestations/0: \"C 5\" is not a name: 1 "
	  "to 63 letters, digits, \"_\", \"-\" and \".\", beginning with a "
	  "letter or digit\n"
	  "t:1:78: /data_classes/c/until: 'soon' is not an instant; write "
	  "2026-01-31 (midnight UTC) or 2026-01-31T12:30:00Z\n" },
	{ GLASS("\"classes\": [\"c\"], \"from\": \"2026-01-01\", \"until\": "
		"\"2026-02-01\""), "" },
	{ GLASS("\"classes\": [\"d\"], \"from\": \"2026-01-01\", \"until\": "
		"\"2026-02-01\""),
	  "t:1:144: /break_glass/i/classes/0: there is no data class "
	  "\"d\"\n" },
	{ GLASS("\"classes\": [\"c\"], \"from\": \"2026-01-01\", \"until\": "
		"\"2026-02-01T00:00:01Z\""),
	  "t:1:67: /break_glass/i: an exception lasts 31 days at most; what "
	  "lasts longer belongs into the class\n" },
	{ GLASS("\"classes\": [\"c\"], \"until\": \"2026-02-01\""),
	  "t:1:67: /break_glass/i: the key \"from\" is missing\n" },
	{ "{\"partitions\": {\"p\": {\"origin\": \"DE\", \"floor\": {\"zone\":"
	  " \"de\", \"tenancy\": \"owned\"}}}}",
	  "t:1:33: /partitions/p/origin: unknown key \"origin\"; accepted "
	  "are \"default\", \"floor\"\n"
	  "t:1:48: /partitions/p/floor: no zone meets this floor, so no job "
	  "under it could run\n" },
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

static void test_policy(void **state)
{
	(void) state;
	conf_case_run_all(wrong, sizeof(wrong) / sizeof(*wrong), read);
}

#define ZONES(zone, rest) "{\"sites\": {\"s\": {}}, \"zones\": {\"z\": " \
	"{\"site\": \"s\", \"jurisdiction\": \"DE\", \"tenancy\": " \
	"\"owned\", \"operator\": \"o\"" zone "}}" rest "}"

static const struct conf_case wrong_zones[] = {
	{ ZONES("", ", \"control_plane\": {\"slurmctld\": \"z\"}"), "" },
	{ ZONES("", ", \"control_plane\": {\"slurmctld\": \"y\", \"a b\": "
		"\"z\"}"),
	  "t:1:143: /control_plane/slurmctld: there is no zone \"y\"\n"
	  "t:1:155: /control_plane/a b: \"a b\" is not a name: 1 to 63 "
	  "letters, digits, \"_\", \"-\" and \".\", beginning with a letter "
	  "or digit\n" },
	{ ZONES(", \"attestations\": {\"C5\": {\"evidence\": \"e\", "
		"\"until\": \"2026-01-01\", \"from\": \"2026-01-01\"}, "
		"\"c5\": {}}", ""),
	  "t:1:133: /zones/z/attestations/C5: \"from\" must be before "
	  "\"until\"\n"
	  "t:1:203: /zones/z/attestations/c5: the attestation \"c5\" stands "
	  "here twice; case makes no difference\n"
	  "t:1:203: /zones/z/attestations/c5: the key \"evidence\" is "
	  "missing\n"
	  "t:1:203: /zones/z/attestations/c5: the key \"until\" is "
	  "missing\n" },
};

static void read_zones(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_zones zones = { 0 };

	fh_zones_read(doc, "", &zones, diags);
	fh_zones_clear(&zones);
}

static void test_zones(void **state)
{
	(void) state;
	conf_case_run_all(wrong_zones,
			  sizeof(wrong_zones) / sizeof(*wrong_zones),
			  read_zones);
}

static void test_values(void **state)
{
	struct fh_json *doc = conf_case_parse(
		"{\"data_classes\": {\"c@DE\": {\"accounts\": [\"bio\"],"
		" \"allow\": {}, \"mechanisms\": [\"scc\"], \"transfers\":"
		" [{\"to\": {\"jurisdictions\": [\"US\"]}, \"mechanism\":"
		" \"scc\", \"evidence\": \"e\", \"until\": \"2026-01-01\"}],"
		" \"users\": [\"anna\"], \"review\": \"2026-01-01\"},"
		" \"d\": {\"accounts\": [\"*\"]}},"
		" \"accounts\": {\"bio\": {\"origin\": \"DE\", \"default\":"
		" {\"data_class\": \"c@DE\"}}}}");
	struct fh_policy policy = { 0 };
	struct fh_zones zones = { 0 };
	struct fh_diags diags = { 0 };
	const struct fh_class *c, *d;

	(void) state;
	conf_case_zones(&zones);
	fh_policy_read(doc, "", &zones, &policy, &diags);
	assert_int_equal(fh_diag_total(&diags), 0);
	c = fh_policy_find_class(&policy, "c@DE");
	d = fh_policy_find_class(&policy, "d@DE");
	assert_int_equal(c->mechanisms, 1u << FH_MECHANISM_SCC);
	assert_int_equal(c->transfer_count, 1);
	assert_string_equal(c->transfer[0].evidence, "e");
	assert_int_equal(c->transfer[0].from_s, INT64_MIN);
	assert_int_equal(c->transfer[0].until_s, 1767225600);
	assert_int_equal(c->review_s, 1767225600);
	assert_true(fh_class_open_to_user(c, "anna"));
	assert_false(fh_class_open_to_user(c, "bert"));
	assert_false(fh_class_open_to_user(c, NULL));
	assert_true(fh_class_open_to_user(d, NULL));
	assert_false(d->control_plane.given);
	assert_string_equal(policy.account[0].origin, "DE");
	assert_string_equal(policy.account[0].default_class, "c@DE");
	fh_policy_clear(&policy);
	fh_zones_clear(&zones);
	fh_json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_policy),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

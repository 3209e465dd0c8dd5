/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every kind of mistake in the residency catalogue. */
#include "residency_case.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Rules stand on lines of their own, what a case is about at their start. */
#define DOC(rules) "{" LISTS ", \"rules\": {\n" rules "}}"
#define RULE(id, some) "\"" id "\": {" some ", " TEXTS "}\n"
/* A rule for data of DE that differs from a right one in some. */
#define HOME "\"origin\": \"DE\", \"label\": \"x\", "
#define DE "\"allowed\": {\"jurisdictions\": [\"DE\"]}, "

static const struct conf_case wrong[] = {
	/* The file, its regimes and its lists. */
	{ "[]",
	  "t:1:1: must be an object, not a list\n" },
	{ "{\"rule\": {}, \"regimes\": [], \"lists\": 1, \"rules\": null}",
	  "t:1:10: /rule: unknown key \"rule\"; did you mean \"rules\"?\n"
	  "t:1:25: /regimes: must be an object, not a list\n"
	  "t:1:38: /lists: must be an object, not a number\n"
	  "t:1:50: /rules: must be an object, not null\n" },
	{ "{\"regimes\": {\"AE-DU\": {},\n"
	  "\"a b\": {\"title\": \"\", \"jurisdiction\": \"XX\", \"law\": 1}}}",
	  "t:1:23: /regimes/AE-DU: \"AE-DU\" looks like an ISO 3166 code\n"
	  "t:1:23: /regimes/AE-DU: the key \"title\" is missing\n"
	  "t:1:23: /regimes/AE-DU: the key \"jurisdiction\" is missing\n"
	  "t:2:8: /regimes/a b: \"a b\" is not a name: 1 to 63 letters, "
	  "digits, \"_\", \"-\" and \".\", beginning with a letter or digit\n"
	  "t:2:18: /regimes/a b/title: must be a text of 1 to 400 bytes "
	  "without control characters\n"
	  "t:2:38: /regimes/a b/jurisdiction: \"XX\" is not an ISO 3166 "
	  "code in upper case, such as \"DE\" or \"US-TX\"\n"
	  "t:2:51: /regimes/a b/law: unknown key \"law\"; accepted are "
	  "\"title\", \"jurisdiction\"\n" },
	{ "{\"regimes\": {\"R\": {\"title\": \"t\", \"jurisdiction\": \"AE\"}},\n"
	  "\"lists\": {\"r\": {\"title\": \"t\", \"members\": [], " BASED "},\n"
	  "\"EU\": {\"title\": \"t\", \"members\": [], " BASED "}}}",
	  "t:2:16: /lists/r: there is a list or regime \"r\" already\n"
	  "t:3:7: /lists/EU: \"EU\" looks like an ISO 3166 code\n" },
	{ "{\"lists\": {\"L\": {\"members\": [\"UK\", \"DE\", \"DE\", 1],\n"
	  "\"limited\": {\"DE\": \"a\", \"FR\": 1, \"fr\": \"b\"},\n"
	  "\"source\": [],\n"
	  "\"as_of\": \"2026-02-30\"}}}",
	  "t:1:17: /lists/L: the key \"title\" is missing\n"
	  "t:1:17: /lists/L: the key \"review\" is missing\n"
	  "t:1:30: /lists/L/members/0: \"UK\" is not an ISO 3166 code in "
	  "upper case, such as \"DE\" or \"US-TX\"\n"
	  "t:1:42: /lists/L/members/2: \"DE\" stands twice in the list\n"
	  "t:1:48: /lists/L/members/3: must be a string, not a number\n"
	  "t:2:19: /lists/L/limited/DE: \"DE\" is in \"members\", which "
	  "has no limit\n"
	  "t:2:30: /lists/L/limited/FR: must be a string, not a number\n"
	  "t:2:39: /lists/L/limited/fr: \"fr\" is not an ISO 3166 code in "
	  "upper case, such as \"DE\" or \"US-TX\"\n"
	  "t:3:11: /lists/L/source: what has no source must not be in the "
	  "catalogue\n"
	  "t:4:10: /lists/L/as_of: '2026-02-30' is no instant from 1970 "
	  "on: the day or the time does not exist\n" },
	{ "{\"lists\": {\"L\": {\"title\": \"t\", \"members\": [],"
	  " \"source\": [\"u\"], \"as_of\": \"2026-01-01\","
	  " \"review\": \"2026-01-01\"}}}",
	  "t:1:17: /lists/L: \"review\" must be later than \"as_of\"\n" },
	{ "{\"lists\": {\"L\": {\"title\": \"t\", \"members\": [],"
	  " \"source\": [1, \"\"], \"as_of\": \"2026\", \"review\": true}}}",
	  "t:1:58: /lists/L/source/0: must be a string, not a number\n"
	  "t:1:61: /lists/L/source/1: must be a text of 1 to 400 bytes "
	  "without control characters\n"
	  "t:1:75: /lists/L/as_of: '2026' is not an instant; write "
	  "2026-01-31 (midnight UTC) or 2026-01-31T12:30:00Z\n"
	  "t:1:93: /lists/L/review: must be a string, not true or false\n" },
	{ "{\"lists\": {\"L\": {\"title\": \"t\", \"members\": [], " BASED ",\n"
	  "\"changes\": {\"soon\": \"a\", \"2027-01-01\": 1}}}}",
	  "t:2:21: /lists/L/changes/soon: 'soon' is not an instant; write "
	  "2026-01-31 (midnight UTC) or 2026-01-31T12:30:00Z\n"
	  "t:2:40: /lists/L/changes/2027-01-01: must be a string, not a "
	  "number\n" },
	{ "{\"lists\": {\"L\": {\"title\": \"t\", \"members\": [], " BASED ",\n"
	  "\"changes\": {\"2025-01-01\": \"a\", \"2026-12-31\": \"b\"}}}}",
	  "t:1:17: /lists/L: \"changes\" must come later than \"as_of\"\n" },
	/* One rule: what it is made of. */
	{ "{\"rules\": {\"a b\": {}}}",
	  "t:1:19: /rules/a b: \"a b\" is not a name: 1 to 63 letters, "
	  "digits, \"_\", \"-\" and \".\", beginning with a letter or digit\n"
	  "t:1:19: /rules/a b: the key \"origin\" is missing\n"
	  "t:1:19: /rules/a b: the key \"label\" is missing\n"
	  "t:1:19: /rules/a b: the key \"scope\" is missing\n"
	  "t:1:19: /rules/a b: the key \"law\" is missing\n"
	  "t:1:19: /rules/a b: the key \"kind\" is missing\n"
	  "t:1:19: /rules/a b: the key \"condition\" is missing\n"
	  "t:1:19: /rules/a b: the key \"mechanism\" is missing\n"
	  "t:1:19: /rules/a b: the key \"source\" is missing\n"
	  "t:1:19: /rules/a b: the key \"confidence\" is missing\n"
	  "t:1:19: /rules/a b: the key \"as_of\" is missing\n"
	  "t:1:19: /rules/a b: the key \"review\" is missing\n" },
	{ "{\"rules\": {\"a\": []}}",
	  "t:1:17: /rules/a: must be an object, not a list\n" },
	{ DOC(RULE("a", "\"origin\": \"UK\", \"label\": \"Health\", "
		   KIND("hard") BY("\"sccs\", 1"))
	      ", " RULE("b", "\"origin\": \"DIFK\", \"label\": \"a b\", "
			KIND("conditional_transfers") BY("\"scc\", \"scc\""))
	      ", " RULE("c", "\"origin\": \"de\", \"label\": \"-\", \"kind\": 1, "
			BY(""))),
	  "t:2:17: /rules/a/origin: \"UK\" is neither an ISO 3166 code in "
	  "upper case, such as \"DE\" or \"US-TX\", nor a regime of the "
	  "catalogue\n"
	  "t:2:32: /rules/a/label: \"Health\" must be lower-case letters, "
	  "digits and \"-\", such as \"health\"\n"
	  "t:2:50: /rules/a/kind: must be one of \"hard_localisation\", "
	  "\"local_copy\", \"sectoral_localisation\", "
	  "\"approval_required\", \"conditional_transfer\", "
	  "\"restricted_destinations\", \"free\", not \"hard\"\n"
	  "t:2:72: /rules/a/mechanism/0: must be one of \"adequacy\", "
	  "\"scc\", \"bcr\", \"certification\", \"contract\", \"consent\", "
	  "\"assessment\", \"notice\", \"approval\", \"copy\", \"none\", "
	  "\"unknown\", not \"sccs\"; did you mean \"scc\"?\n"
	  "t:2:80: /rules/a/mechanism/1: must be a string, not a number\n"
	  "t:3:19: /rules/b/origin: \"DIFK\" is neither an ISO 3166 code "
	  "in upper case, such as \"DE\" or \"US-TX\", nor a regime of the "
	  "catalogue; did you mean \"DIFC\"?\n"
	  "t:3:36: /rules/b/label: \"a b\" must be lower-case letters, "
	  "digits and \"-\", such as \"health\"\n"
	  "t:3:51: /rules/b/kind: must be one of \"hard_localisation\", "
	  "\"local_copy\", \"sectoral_localisation\", "
	  "\"approval_required\", \"conditional_transfer\", "
	  "\"restricted_destinations\", \"free\", not "
	  "\"conditional_transfers\"; did you mean "
	  "\"conditional_transfer\"?\n"
	  "t:3:97: /rules/b/mechanism/1: \"scc\" stands twice in the list\n"
	  "t:4:19: /rules/c/origin: \"de\" is neither an ISO 3166 code in "
	  "upper case, such as \"DE\" or \"US-TX\", nor a regime of the "
	  "catalogue\n"
	  "t:4:34: /rules/c/label: \"-\" is not a name: 1 to 63 letters, "
	  "digits, \"_\", \"-\" and \".\", beginning with a letter or digit\n"
	  "t:4:47: /rules/c/kind: must be a string, not a number\n" },
	{ DOC(RULE("a", HOME KIND("conditional_transfer") BY("\"scc\"")
		   ", \"allowed\": {\"jurisdictions\": [\"DE\", \"DE\", \"XX\","
		   " \"DIF\", \"us\"], \"lists\": [\"EEB\", \"EEA\", \"eea\"],"
		   " \"zones\": []}, \"denied\": []")),
	  "t:2:127: /rules/a/allowed/jurisdictions/1: \"DE\" stands twice "
	  "in the list\n"
	  "t:2:133: /rules/a/allowed/jurisdictions/2: \"XX\" is neither an "
	  "ISO 3166 code in upper case, such as \"DE\" or \"US-TX\", nor a "
	  "regime of the catalogue\n"
	  "t:2:139: /rules/a/allowed/jurisdictions/3: \"DIF\" is neither "
	  "an ISO 3166 code in upper case, such as \"DE\" or \"US-TX\", "
	  "nor a regime of the catalogue; did you mean \"DIFC\"?\n"
	  "t:2:146: /rules/a/allowed/jurisdictions/4: \"us\" is neither an "
	  "ISO 3166 code in upper case, such as \"DE\" or \"US-TX\", nor a "
	  "regime of the catalogue\n"
	  "t:2:163: /rules/a/allowed/lists/0: there is no list \"EEB\"; "
	  "did you mean \"EEA\"?\n"
	  "t:2:177: /rules/a/allowed/lists/2: \"EEA\" stands twice in the "
	  "list\n"
	  "t:2:194: /rules/a/allowed/zones: unknown key \"zones\"; "
	  "accepted are \"jurisdictions\", \"lists\"\n"
	  "t:2:209: /rules/a/denied: must be an object, not a list\n" },
	{ DOC(RULE("a", HOME DE KIND("sectoral_localisation") BY("\"none\"")
		   ", \"note\": \"\\n\", \"binds_from\": \"soon\","
		   " \"changes\": []")),
	  "t:2:139: /rules/a/note: must be a text of 1 to 400 bytes "
	  "without control characters\n"
	  "t:2:159: /rules/a/binds_from: 'soon' is not an instant; write "
	  "2026-01-31 (midnight UTC) or 2026-01-31T12:30:00Z\n"
	  "t:2:178: /rules/a/changes: must be an object, not a list\n" },
	{ DOC("\"a\": {" HOME DE KIND("sectoral_localisation") BY("\"none\"")
	      ", " SAID ", \"confidence\": \"sure\", \"source\": \"u\", "
	      DATED "}\n"),
	  "t:2:189: /rules/a/confidence: must be one of \"low\", "
	  "\"medium\", \"high\", not \"sure\"\n"
	  "t:2:207: /rules/a/source: must be a list, not a string\n" },
	/* One rule: what goes with what. */
	{ DOC(RULE("a", HOME KIND("hard_localisation") BY("\"none\""))
	      ", " RULE("b", "\"origin\": \"DE\", \"label\": \"y\", "
			KIND("restricted_destinations") DE BY("\"none\""))
	      ", " RULE("c", "\"origin\": \"DE\", \"label\": \"z\", "
			KIND("free") DE "\"denied\": {}, " BY("\"none\""))),
	  "t:2:6: /rules/a: the kind \"hard_localisation\" needs the key "
	  "\"allowed\"\n"
	  "t:3:8: /rules/b: the kind \"restricted_destinations\" does not "
	  "go with \"allowed\"\n"
	  "t:3:8: /rules/b: the kind \"restricted_destinations\" needs the "
	  "key \"denied\"\n"
	  "t:4:8: /rules/c: the kind \"free\" does not go with \"allowed\"\n"
	  "t:4:8: /rules/c: the kind \"free\" does not go with \"denied\"\n" },
	{ DOC(RULE("a", HOME DE KIND("sectoral_localisation") BY(""))
	      ", " RULE("b", "\"origin\": \"DE\", \"label\": \"y\", " DE
			KIND("sectoral_localisation") BY("\"none\", \"scc\""))
	      ", " RULE("c", "\"origin\": \"DE\", \"label\": \"z\", " DE
			KIND("conditional_transfer") BY("\"none\""))),
	  "t:2:6: /rules/a: \"mechanism\" is empty; where there is none, "
	  "say \"none\"\n"
	  "t:3:8: /rules/b: \"none\" and \"unknown\" stand alone in "
	  "\"mechanism\"\n"
	  "t:4:8: /rules/c: a conditional transfer has a mechanism: "
	  "without any it is localisation\n" },
	{ DOC(RULE("a", HOME DE KIND("local_copy") BY("\"none\""))
	      ", " RULE("b", "\"origin\": \"DE\", \"label\": \"y\", " DE
			KIND("approval_required") BY("\"consent\""))
	      ", " RULE("c", "\"origin\": \"DE\", \"label\": \"z\", "
			KIND("free") BY("\"scc\""))),
	  "t:2:6: /rules/a: the kind \"local_copy\" goes with the "
	  "mechanism \"copy\"\n"
	  "t:3:8: /rules/b: the kind \"approval_required\" goes with the "
	  "mechanism \"approval\"\n"
	  "t:4:8: /rules/c: the kind \"free\" goes with the mechanism "
	  "\"none\"\n" },
	{ DOC("\"a\": {" HOME DE KIND("conditional_transfer")
	      BY("\"unknown\"") ", " SAID ", \"confidence\": \"medium\", "
	      BASED "}\n"),
	  "t:2:6: /rules/a: a rule with an unknown mechanism has low "
	  "confidence\n" },
	/* One rule: its places and dates. */
	{ DOC(RULE("a", HOME KIND("conditional_transfer") BY("\"scc\"")
		   ", \"allowed\": {\"jurisdictions\": [\"DE-BE\", \"FR\"]}")
	      ", " RULE("b", "\"origin\": \"EEA\", \"label\": \"y\", " DE
			KIND("conditional_transfer") BY("\"scc\""))
	      ", " RULE("c", "\"origin\": \"DIFC\", \"label\": \"z\", "
			KIND("conditional_transfer") BY("\"scc\"")
			", \"allowed\": {\"jurisdictions\": [\"AE-DU\"]}")
	      ", " RULE("d", "\"origin\": \"DE\", \"label\": \"z\", "
			KIND("hard_localisation") BY("\"none\"")
			", \"allowed\": {\"lists\": [\"EEA\"]}")),
	  "t:2:6: /rules/a: \"allowed\" leaves out the origin \"DE\"\n"
	  "t:3:8: /rules/b: \"allowed\" leaves out the origin \"EEA\"\n"
	  "t:4:8: /rules/c: \"allowed\" leaves out the origin \"DIFC\"\n"
	  "t:5:8: /rules/d: a hard localisation allows nothing outside of "
	  "its origin, so not \"FR\"\n" },
	{ DOC(RULE("a", "\"origin\": \"DE-BE\", \"label\": \"x\", " DE
		   KIND("sectoral_localisation") BY("\"none\"")
		   ", \"denied\": {\"jurisdictions\": [\"DE\"]}")),
	  "t:2:6: /rules/a: \"denied\" has the origin \"DE-BE\"\n" },
	{ DOC("\"a\": {" HOME DE KIND("sectoral_localisation") BY("\"none\"")
	      ", " SAID ", \"confidence\": \"low\", \"source\": [\"u\"],"
	      " \"as_of\": \"2026-01-02\", \"review\": \"2026-01-01\"}\n"),
	  "t:2:6: /rules/a: \"review\" must be later than \"as_of\"\n" },
	{ DOC(RULE("a", HOME DE KIND("sectoral_localisation") BY("\"none\"")
		   ", \"changes\": {\"2026-06-01\": \"a\"}")),
	  "t:2:6: /rules/a: \"review\" must not be later than the first of "
	  "\"changes\"\n" },
	/* Two rules. */
	{ DOC(RULE("a", HOME DE KIND("sectoral_localisation") BY("\"none\""))
	      ", " RULE("b", HOME KIND("free") BY("\"none\""))),
	  "t:3:8: /rules/b: the rule \"a\" is for the same origin and label\n" },
	{ DOC(RULE("a", HOME DE KIND("sectoral_localisation") BY("\"none\""))
	      ", " RULE("a", HOME KIND("free") BY("\"none\""))),
	  "t:3:8: /rules/a: this key stands twice in its object, first in "
	  "line 2; keep one\n" },
};

static void read(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_json *one = (struct fh_json *) (uintptr_t) doc;
	struct fh_residency residency = { 0 };

	fh_residency_read(&one, 1, &residency, diags);
	fh_residency_clear(&residency);
}

static void test_wrong(void **state)
{
	(void) state;
	conf_case_run_all(wrong, COUNT(wrong), read);
}

/* Two mistakes: the one that is named, and the unknown key in its place. */
static void check_told(const char *text, const char *wanted)
{
	struct fh_json *doc = conf_case_parse(text);
	struct fh_diags diags = { 0 };
	char told[CONF_CASE_TEXT_MAX];

	read(doc, &diags);
	assert_int_equal(fh_diag_total(&diags), 2);
	conf_case_join(&diags, told);
	assert_non_null(strstr(told, wanted));
	assert_non_null(strstr(told, ": unknown key \"-"));
	fh_diag_clear(&diags);
	fh_json_free(doc);
}

/* A rule without one of its keys; what is missing is told, and no more. */
static void test_required(void **state)
{
	static const char *const keys[] = {
		"origin", "label", "scope", "law", "kind", "condition",
		"mechanism", "source", "confidence", "as_of", "review",
	};

	(void) state;
	for (size_t i = 0; i < COUNT(keys); i++) {
		char text[1024], told[256], *key;

		snprintf(text, sizeof(text), "%s",
			 DOC(RULE("a", HOME DE KIND("sectoral_localisation")
				  BY("\"none\""))));
		snprintf(told, sizeof(told), "\"%s\":", keys[i]);
		key = strstr(strstr(text, "\"rules\""), told);
		assert_non_null(key);
		key[1] = '-';
		snprintf(told, sizeof(told), "the key \"%s\" is missing",
			 keys[i]);
		check_told(text, told);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_required),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

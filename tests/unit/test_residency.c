/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The residency catalogue: what is found in it, and its directory. */
#include "residency_case.h"

#include "fh_country.h"
#include "fh_units.h"
#include "tests/fakes/temp_tree.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* A catalogue of two files, the rules before what they name. */
static struct fh_residency two_files(const char *rules, const char *lists,
				     char *told)
{
	struct fh_residency residency = { 0 };
	struct fh_diags diags = { 0 };
	struct fh_json *doc[2];

	doc[0] = fh_json_parse("a", rules, strlen(rules), &diags);
	doc[1] = fh_json_parse("b", lists, strlen(lists), &diags);
	fh_residency_read(doc, 2, &residency, &diags);
	conf_case_join(&diags, told);
	fh_json_free(doc[0]);
	fh_json_free(doc[1]);
	fh_diag_clear(&diags);
	return residency;
}

#define FREE_RULE(id, origin, label) \
	"\"" id "\": {\"origin\": \"" origin "\", \"label\": \"" label \
	"\", " KIND("free") BY("\"none\"") ", " TEXTS "}"

static const char some_rules[] =
	"{\"rules\": {"
	FREE_RULE("de-x", "DE", "x") ", "
	FREE_RULE("eea-x", "EEA", "x") ", "
	FREE_RULE("de-be-y", "DE-BE", "y") ", "
	FREE_RULE("de-y", "DE", "y") ", "
	FREE_RULE("difc-x", "DIFC", "x") ", "
	FREE_RULE("ae-y", "AE", "y") ", "
	"\"eea-z\": {\"origin\": \"EEA\", \"label\": \"z\", "
	KIND("conditional_transfer") BY("\"bcr\", \"adequacy\"")
	", \"allowed\": {\"lists\": [\"EEA\"],"
	" \"jurisdictions\": [\"GB\", \"FR\"]},"
	" \"denied\": {\"jurisdictions\": [\"FR-NC\"]},"
	" \"binds_from\": \"2026-07-01\", \"note\": \"n\","
	" \"changes\": {\"2028-01-01\": \"later\"}, "
	SAID ", \"confidence\": \"medium\", \"source\": [\"u\", \"v\"],"
	" \"as_of\": \"2026-02-01\", \"review\": \"2028-01-01\"}}}";

static void test_values(void **state)
{
	char told[CONF_CASE_TEXT_MAX], text[FH_MECHANISM_TEXT_MAX];
	struct fh_residency residency =
		two_files(some_rules, "{" LISTS "}", told);
	const struct fh_residency_rule *rule;

	(void) state;
	assert_string_equal(told, "");
	assert_int_equal(residency.rule_count, 7);
	rule = &residency.rule[6];
	assert_string_equal(rule->id, "eea-z");
	assert_int_equal(rule->kind, FH_CONDITIONAL_TRANSFER);
	assert_string_equal(fh_mechanism_format(rule->mechanisms, text,
						sizeof(text)),
			    "adequacy, bcr");
	/* FR is in the list as well, US is limited there. */
	assert_int_equal(rule->allowed.places.count, 3);
	assert_string_equal(rule->allowed.places.item[0], "GB");
	assert_string_equal(rule->allowed.places.item[1], "FR");
	assert_string_equal(rule->allowed.places.item[2], "DE");
	assert_string_equal(rule->allowed.lists.item[0], "EEA");
	assert_string_equal(rule->denied.places.item[0], "FR-NC");
	assert_int_equal(rule->confidence, FH_CONFIDENCE_MEDIUM);
	assert_int_equal(rule->basis.source.count, 2);
	assert_int_equal(rule->basis.change_count, 1);
	assert_string_equal(rule->basis.change[0].text, "later");
	assert_string_equal(rule->note, "n");
	assert_string_equal(fh_residency_format_day(rule->binds_from_s, text,
						    sizeof(text)),
			    "2026-07-01");
	assert_int_equal(residency.rule[0].binds_from_s, INT64_MIN);
	fh_residency_clear(&residency);
	fh_residency_clear(NULL);
	fh_residency_free(NULL);
}

static void test_find(void **state)
{
	static const struct {
		const char *origin, *label, *id;
	} rows[] = {
		{ "DE", "x", "de-x" },
		{ "de", "X", "de-x" },
		{ "FR", "x", "eea-x" },
		{ "eea", "x", "eea-x" },
		{ "DE-BE", "y", "de-be-y" },
		{ "DE-BY", "y", "de-y" },
		{ "DE-BY", "x", "de-x" },
		{ "FR-ARA", "x", "eea-x" },
		{ "difc", "x", "difc-x" },
		{ "AE-DU", "y", "ae-y" },
		{ "DIFC", "y", NULL },
		{ "US", "x", NULL },	/* limited members are none */
		{ "DE", "w", NULL },
		{ "", "", NULL },
	};
	char told[CONF_CASE_TEXT_MAX];
	struct fh_residency residency =
		two_files(some_rules, "{" LISTS "}", told);

	(void) state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct fh_residency_rule *rule = fh_residency_find(
			&residency, rows[i].origin, rows[i].label);

		assert_int_equal(!rule, !rows[i].id);
		if (rule)
			assert_string_equal(rule->id, rows[i].id);
	}
	fh_residency_clear(&residency);
}

/* No place is not every place. */
static void test_empty(void **state)
{
	char told[CONF_CASE_TEXT_MAX];
	struct fh_residency residency = two_files(
		"{\"rules\": {\"a\": {\"origin\": \"none\", \"label\": \"x\", "
		KIND("sectoral_localisation") BY("\"none\"")
		", \"allowed\": {\"lists\": [\"none\"]}, " TEXTS "}}}",
		"{\"lists\": {\"none\": {\"title\": \"t\", \"members\": [], "
		BASED "}}}", told);
	char *text;

	(void) state;
	assert_string_equal(told, "");
	text = fh_residency_template(&residency, &residency.rule[0], "none",
				     FH_UNKNOWN);
	assert_non_null(strstr(text, "\t\"allow\": {\n"
			       "\t\t\"jurisdictions\": []\n\t},\n"));
	free(text);
	fh_residency_clear(&residency);
}

/* A rule lapses with the list it is made of, to the second. */
static void test_lapsed(void **state)
{
	char told[CONF_CASE_TEXT_MAX];
	struct fh_residency residency =
		two_files(some_rules, "{" LISTS "}", told);
	const struct fh_residency_rule *rule = &residency.rule[6];
	int64_t list_s, own_s;

	(void) state;
	assert_int_equal(fh_units_parse_instant("2027-01-01", &list_s, NULL),
			 0);
	assert_int_equal(fh_units_parse_instant("2028-01-01", &own_s, NULL),
			 0);
	assert_int_equal(rule->basis.review_s, own_s);
	assert_int_equal(rule->due_s, list_s);
	assert_false(fh_residency_lapsed(rule, list_s - 1));
	assert_true(fh_residency_lapsed(rule, list_s));
	fh_residency_clear(&residency);
}

static void test_files(void **state)
{
	static const struct {
		const char *rules, *lists, *told;
	} rows[] = {
		{ "{\"rules\": {" FREE_RULE("a", "DE", "x") "}}",
		  "{\"rules\": {\n" FREE_RULE("a", "DE", "y") "}}",
		  "b:2:6: /rules/a: there is a rule \"a\" in another file "
		  "already\n" },
		{ "{\"rules\": {" FREE_RULE("a", "DE", "x") "}}",
		  "{\"rules\": {\n" FREE_RULE("b", "DE", "x") "}}",
		  "b:2:6: /rules/b: the rule \"a\" is for the same origin and "
		  "label\n" },
		{ "{" LISTS "}", "{\"regimes\": {\n\"eea\": {\"title\": \"t\","
		  " \"jurisdiction\": \"DE\"}}}",
		  "b:2:8: /regimes/eea: there is a list or regime \"eea\" "
		  "already\n" },
		/* Rules wait until every file can be parsed. */
		{ "{\"rules\": {" FREE_RULE("a", "EEA", "x") "}}", "{\"",
		  "b:1:3: this string never ends\n" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char told[CONF_CASE_TEXT_MAX];
		struct fh_residency residency =
			two_files(rows[i].rules, rows[i].lists, told);

		assert_string_equal(told, rows[i].told);
		fh_residency_clear(&residency);
	}
}

static struct fh_residency *load(const char *dir, char *told)
{
	struct fh_diags diags = { 0 };
	struct fh_residency *residency = fh_residency_load_dir(dir, &diags);

	conf_case_join(&diags, told);
	fh_diag_clear(&diags);
	return residency;
}

static void test_dir(void **state)
{
	const char *file = temp_tree_path(*state, "file.json");
	const char *dir = temp_tree_path(*state, ".");
	char told[CONF_CASE_TEXT_MAX];
	struct fh_residency *residency;

	assert_null(load(temp_tree_path(*state, "none"), told));
	assert_non_null(strstr(told, "none: couldn't read it: No such file"));
	assert_null(load(dir, told));
	assert_non_null(strstr(told, "no file in it ends in \".json\""));
	temp_tree_write(*state, "b.json", "{" LISTS "}");
	temp_tree_write(*state, "a.json", some_rules);
	temp_tree_write(*state, "c.json.old", "not read");
	temp_tree_write(*state, ".d.json", "not read");
	residency = load(dir, told);
	assert_string_equal(told, "");
	assert_int_equal(residency->rule_count, 7);
	fh_residency_free(residency);
	temp_tree_write(*state, "file.json", "{\"rules\": []}");
	assert_null(load(dir, told));
	assert_non_null(strstr(told, "/rules: must be an object"));
	assert_null(load(file, told));
	assert_non_null(strstr(told, "couldn't read it: Not a directory"));
}

static void test_country(void **state)
{
	static const char *const known[] = { "AD", "DE", "US-TX", "ZW", "TW",
					     "AE-DU" };
	static const char *const unknown[] = { "UK", "EU", "XK", "de", "DEU",
					       "", "D", "DE-", "EU-DE", "AN",
					       /* across two in the table */
					       "DA", "EA" };

	(void) state;
	for (size_t i = 0; i < COUNT(known); i++)
		assert_true(fh_country_known(known[i]));
	for (size_t i = 0; i < COUNT(unknown); i++)
		assert_false(fh_country_known(unknown[i]));
}

/* There are 249, and no more by a slip of the table. */
static void test_countries(void **state)
{
	size_t count = 0;

	(void) state;
	for (char first = 'A'; first <= 'Z'; first++)
		for (char second = 'A'; second <= 'Z'; second++)
			count += fh_country_known(
				(const char[]) { first, second, '\0' });
	assert_int_equal(count, 249);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_lapsed),
		cmocka_unit_test(test_files),
		TEMP_TREE_TEST(test_dir),
		cmocka_unit_test(test_country),
		cmocka_unit_test(test_countries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The residency catalogue as it is shipped: all of it can be read, nothing is
 * in it without a source, and every rule makes a class.
 */
#include <strings.h>

#include "residency_world.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void test_complete(void **state)
{
	const struct shipped *shipped = *state;
	const struct fh_residency *residency = shipped->residency;
	struct fh_strlist origins = { 0 };

	for (size_t i = 0; i < residency->rule_count; i++) {
		const struct fh_residency_rule *rule = &residency->rule[i];

		assert_true(rule->basis.source.count > 0);
		for (size_t j = 0; j < rule->basis.source.count; j++)
			assert_int_equal(strncmp(rule->basis.source.item[j],
						 "http", 4), 0);
		assert_true(rule->basis.review_s > rule->basis.as_of_s);
		assert_true(rule->due_s > rule->basis.as_of_s);
		for (size_t j = 0; j < i; j++)
			assert_false(!strcasecmp(residency->rule[j].origin,
						 rule->origin) &&
				     !strcasecmp(residency->rule[j].label,
						 rule->label));
		if (!fh_strlist_has(&origins, rule->origin))
			assert_int_equal(fh_strlist_add(&origins,
							rule->origin), 0);
	}
	assert_true(origins.count >= 60);
	fh_strlist_clear(&origins);
}

/* Claims without a source, which must not come in as rules. */
static void test_unsourced(void **state)
{
	static const char *const origins[] = { "MO", "GH", "IR", "UY", "MN",
					       "SN" };
	const struct shipped *shipped = *state;
	const struct fh_residency *residency = shipped->residency;

	for (size_t i = 0; i < residency->rule_count; i++)
		for (size_t j = 0; j < COUNT(origins); j++)
			assert_string_not_equal(residency->rule[i].origin,
						origins[j]);
	assert_null(fh_residency_find(residency, "FR", "health"));
	assert_null(fh_residency_find(residency, "US", "government"));
}

/* Each class is one the policy reader accepts, and opens to nobody. */
static void test_templates(void **state)
{
	struct shipped *shipped = *state;
	const struct fh_residency *residency = shipped->residency;

	for (size_t i = 0; i < residency->rule_count; i++) {
		const struct fh_residency_rule *rule = &residency->rule[i];
		const struct fh_class *made;

		make_policy(shipped, rule, rule->origin);
		assert_int_equal(shipped->conf.policy.class_count, 1);
		made = &shipped->conf.policy.data_class[0];
		assert_string_equal(fh_class_origin(made->name), rule->origin);
		assert_int_equal(made->mechanisms, rule->allowed.given ?
				 rule->mechanisms : 0);
		assert_int_equal(made->review_s, rule->due_s);
		assert_int_equal(made->allow.given, rule->allowed.given);
		assert_int_equal(made->allow.jurisdictions.count,
				 rule->allowed.places.count);
		assert_int_equal(made->deny.given, rule->denied.given);
		assert_int_equal(made->deny.jurisdictions.count,
				 rule->denied.places.count);
		assert_int_equal(made->enforce, FH_ENFORCE);
		fh_policy_clear(&shipped->conf.policy);
	}
}

/* What is in the class's comments. */
static void test_comments(void **state)
{
	static const char *const wanted[] = {
		"// Origin CA-NS, label government: sectoral_localisation.\n",
		"// Law: PIIDPA 2006.\n", "// Condition: Data are stored",
		"// No mechanism opens another place.\n",
		"// Change on 2027-04-01: The new FOIPOP Act",
		"As of 2025-11-01; review by 2031-02-03, a date of your",
		"// Source: https://", "not legal advice.\n",
		"\"accounts\": []", "\"government@CA-NS\": {\n",
		"\"mechanisms\": [\"none\"],\n", "\"review\": \"2031-02-03\"",
	};
	const struct shipped *shipped = *state;
	int64_t review_s;
	char *text;

	assert_int_equal(fh_units_parse_instant("2031-02-03", &review_s,
						NULL), 0);
	text = fh_residency_template(shipped->residency,
				     rule_of(shipped, "CA-NS", "government"),
				     "ca-ns", review_s);
	for (size_t i = 0; i < COUNT(wanted); i++)
		if (!strstr(text, wanted[i]))
			fail_msg("no '%s' in:\n%s", wanted[i], text);
	free(text);
}

/* One list, dated, that the rules share; its limited members open nothing. */
static void test_adequacy(void **state)
{
	struct shipped *shipped = *state;
	const struct fh_residency_list *list = fh_residency_find_list(
		shipped->residency, "EU-adequacy");
	const struct fh_residency_list *eea = fh_residency_find_list(
		shipped->residency, "EEA");
	const struct fh_residency_list *eu = fh_residency_find_list(
		shipped->residency, "EU27");
	static const char *const users[][2] = {
		{ "FR", "personal" }, { "DE", "health" },
		{ "ADGM", "personal" },
	};

	assert_non_null(list);
	assert_int_equal(list->members.count + list->limited.count, 16);
	assert_int_equal(list->limited.count, 3);
	assert_int_equal(eu->members.count, 27);
	assert_int_equal(eea->members.count, 30);
	for (size_t i = 0; i < eu->members.count; i++)
		assert_true(fh_strlist_has(&eea->members,
					   eu->members.item[i]));
	for (size_t i = 0; i < COUNT(users); i++) {
		const struct fh_residency_rule *rule =
			rule_of(shipped, users[i][0], users[i][1]);

		assert_true(fh_strlist_has(&rule->allowed.lists, list->name));
		assert_true(rule->due_s <= list->basis.review_s);
		assert_true(allowed(shipped, users[i][0], users[i][1],
				    "montevideo"));
		assert_false(allowed(shipped, users[i][0], users[i][1],
				     "texas"));
		assert_false(allowed(shipped, users[i][0], users[i][1],
				     "tokyo"));
		assert_false(allowed(shipped, users[i][0], users[i][1],
				     "toronto"));
	}
}

/* What is known to come has its day, and no rule is trusted beyond it. */
static void test_changes(void **state)
{
	static const struct {
		const char *origin, *label, *day;
	} rows[] = {
		{ "NG", "payments", "2027-01-01" },
		{ "AE", "personal", "2027-01-01" },
		{ "CA-NS", "government", "2027-04-01" },
		{ "IN", "personal", "2027-05-01" },
		{ "BD", "critical", "2027-05-13" },
		{ "BD", "restricted", "2027-05-13" },
		{ "CL", "personal", "2026-12-01" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct fh_residency_rule *rule =
			rule_of(*state, rows[i].origin, rows[i].label);

		assert_int_equal(rule->basis.change_count, 1);
		check_day(rule->basis.change[0].at_s, rows[i].day);
		assert_true(rule->due_s <= rule->basis.change[0].at_s);
	}
	check_day(rule_of(*state, "EG", "personal")->binds_from_s,
		  "2026-11-01");
	check_day(rule_of(*state, "NG", "payments")->binds_from_s,
		  "2027-01-01");
}

/* Parts of a country that are not what its law means, and a negative list. */
static void test_parts(void **state)
{
	assert_true(allowed(*state, "CN", "important", "beijing"));
	assert_false(allowed(*state, "CN", "important", "hongkong"));
	assert_false(allowed(*state, "CN", "personal", "hongkong-sar"));
	assert_true(allowed(*state, "US", "bulk-sensitive", "texas"));
	assert_true(allowed(*state, "US", "bulk-sensitive", "mumbai"));
	assert_false(allowed(*state, "US", "bulk-sensitive", "moscow"));
	assert_false(allowed(*state, "US", "bulk-sensitive", "hongkong"));
	assert_false(allowed(*state, "US", "bulk-sensitive", "hongkong-sar"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complete),
		cmocka_unit_test(test_unsourced),
		cmocka_unit_test(test_templates),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_adequacy),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

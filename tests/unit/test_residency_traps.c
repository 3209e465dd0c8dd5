/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ten laws that lists of such laws get wrong, as the shipped residency
 * catalogue has them and as classes made of it judge zones.
 */
#include "residency_world.h"

#define BIT(mechanism) (1u << FH_MECHANISM_##mechanism)

static bool localises(const struct fh_residency_rule *rule)
{
	return rule->kind == FH_HARD_LOCALISATION ||
	       rule->kind == FH_LOCAL_COPY ||
	       rule->kind == FH_SECTORAL_LOCALISATION;
}

static void test_gdpr_is_no_localisation(void **state)
{
	const struct shipped *shipped = *state;
	const struct fh_residency_list *eea =
		fh_residency_find_list(shipped->residency, "EEA");

	for (size_t i = 0; i < eea->members.count; i++)
		assert_int_equal(rule_of(*state, eea->members.item[i],
					 "personal")->kind,
				 FH_CONDITIONAL_TRANSFER);
	assert_true(rule_of(*state, "DE", "personal")->mechanisms & BIT(SCC));
	assert_true(allowed(*state, "DE", "personal", "paris"));
	assert_true(allowed(*state, "DE", "personal", "oslo"));
	assert_true(allowed(*state, "DE", "personal", "london"));
	assert_false(allowed(*state, "DE", "personal", "singapore"));
}

static void test_saudi_law_is_conditional(void **state)
{
	const struct fh_residency_rule *rule = rule_of(*state, "SA",
						       "personal");

	assert_int_equal(rule->kind, FH_CONDITIONAL_TRANSFER);
	assert_true(rule->mechanisms & BIT(SCC));
	assert_true(localises(rule_of(*state, "SA", "government")));
	assert_true(allowed(*state, "SA", "personal", "riyadh"));
}

static void test_british_columbia_repealed_nova_scotia_did_not(void **state)
{
	const struct fh_residency_rule *bc = rule_of(*state, "CA-BC",
						     "government");
	const struct fh_residency_rule *ns = rule_of(*state, "CA-NS",
						     "government");

	assert_false(localises(bc));
	assert_non_null(strstr(bc->note, "repealed in November 2021"));
	assert_int_equal(ns->kind, FH_SECTORAL_LOCALISATION);
	check_day(ns->basis.change[0].at_s, "2027-04-01");
	assert_non_null(strstr(ns->basis.change[0].text, "keeps the rule"));
	/* The law of a province, the border of the country. */
	assert_true(allowed(*state, "CA-NS", "government", "toronto"));
	assert_false(allowed(*state, "CA-NS", "government", "texas"));
}

static void test_russia_binds_the_first_data_base(void **state)
{
	const struct fh_residency_rule *first = rule_of(*state, "RU",
							"collection");
	const struct fh_residency_rule *copy = rule_of(*state, "RU",
						       "personal");

	assert_int_equal(first->kind, FH_HARD_LOCALISATION);
	assert_int_equal(first->mechanisms, BIT(NONE));
	assert_true(allowed(*state, "RU", "collection", "moscow"));
	assert_false(allowed(*state, "RU", "collection", "berlin"));
	assert_int_equal(copy->kind, FH_CONDITIONAL_TRANSFER);
	assert_int_equal(copy->mechanisms, BIT(NOTICE));
}

static void test_quebec_ends_at_the_province(void **state)
{
	assert_int_equal(rule_of(*state, "CA-QC", "personal")->kind,
			 FH_CONDITIONAL_TRANSFER);
	assert_true(allowed(*state, "CA-QC", "personal", "montreal"));
	assert_false(allowed(*state, "CA-QC", "personal", "toronto"));
	assert_true(allowed(*state, "CA-ON", "personal", "montreal"));
	assert_true(allowed(*state, "CA", "personal", "toronto"));
}

static void test_regimes_are_not_their_city(void **state)
{
	const struct shipped *shipped = *state;
	const struct fh_residency_regime *difc =
		fh_residency_find_regime(shipped->residency, "DIFC");

	assert_string_equal(difc->jurisdiction, "AE-DU");
	assert_string_equal(rule_of(*state, "DIFC", "personal")->id,
			    "difc-personal");
	assert_string_equal(rule_of(*state, "AE-DU", "personal")->id,
			    "ae-personal");
	assert_true(allowed(*state, "DIFC", "personal", "dubai-difc"));
	assert_false(allowed(*state, "DIFC", "personal", "dubai"));
	assert_false(allowed(*state, "DIFC", "personal", "abudhabi-adgm"));
	assert_true(allowed(*state, "ADGM", "personal", "abudhabi-adgm"));
	assert_false(allowed(*state, "ADGM", "personal", "dubai-difc"));
	assert_null(fh_residency_find(shipped->residency, "DIFC", "health"));
}

static void test_german_health_is_a_list_of_places(void **state)
{
	const struct fh_residency_rule *rule = rule_of(*state, "DE",
						       "health");

	assert_int_equal(rule->kind, FH_SECTORAL_LOCALISATION);
	assert_int_equal(rule->mechanisms, BIT(ADEQUACY));
	assert_true(rule->allowed.places.count > 30);
	assert_true(allowed(*state, "DE", "health", "berlin"));
	assert_true(allowed(*state, "DE", "health", "oslo"));
	assert_true(allowed(*state, "DE", "health", "zurich"));
	assert_true(allowed(*state, "DE", "health", "london"));
	assert_false(allowed(*state, "DE", "health", "singapore"));
}

static void test_kuwait_repealed_its_tiers(void **state)
{
	const struct shipped *shipped = *state;
	const struct fh_residency *residency = shipped->residency;
	size_t found = 0;

	for (size_t i = 0; i < residency->rule_count; i++) {
		const struct fh_residency_rule *rule = &residency->rule[i];

		if (strcmp(rule->origin, "KW"))
			continue;
		found++;
		assert_false(localises(rule));
		assert_non_null(strstr(rule->note,
				       "repealed by Decision 34/2024"));
	}
	assert_int_equal(found, 1);
}

static void test_bangladesh_copies_restricted_data_only(void **state)
{
	assert_int_equal(rule_of(*state, "BD", "restricted")->kind,
			 FH_LOCAL_COPY);
	assert_false(localises(rule_of(*state, "BD", "personal")));
	assert_true(allowed(*state, "BD", "personal", "singapore"));
	assert_true(allowed(*state, "BD", "restricted", "dhaka"));
	assert_false(allowed(*state, "BD", "restricted", "singapore"));
}

static void test_indian_labels_decide(void **state)
{
	const struct fh_residency_rule *personal = rule_of(*state, "IN",
							   "personal");

	assert_int_equal(rule_of(*state, "IN", "payments")->kind,
			 FH_SECTORAL_LOCALISATION);
	assert_int_equal(personal->kind, FH_RESTRICTED_DESTINATIONS);
	assert_int_equal(personal->denied.places.count, 0);
	assert_true(allowed(*state, "IN", "payments", "mumbai"));
	assert_false(allowed(*state, "IN", "payments", "texas"));
	assert_true(allowed(*state, "IN", "personal", "texas"));
}

/* What a class of the rule says with a transfer to Singapore written into it. */
static bool transfer_opens(struct shipped *shipped, const char *origin,
			   const char *label, const char *mechanism)
{
	const struct fh_residency_rule *rule = rule_of(shipped, origin, label);
	static const char slot[] = "\"transfers\": [", open[] = "\"accounts\"";
	char whole[CONF_CASE_TEXT_MAX], name[64];
	char *text = fh_residency_template(shipped->residency, rule, origin,
					   FH_UNKNOWN);
	struct fh_terms terms = { .request.data_class = name };
	struct fh_diags diags = { 0 };
	char *at = strstr(text, slot), *accounts = strstr(text, open);
	struct fh_json *doc;
	bool yes;

	assert_non_null(at);
	*at = *accounts = '\0';
	snprintf(whole, sizeof(whole), "{\"data_classes\": {%s%s{\"to\":"
		 " {\"jurisdictions\": [\"SG\"]}, \"mechanism\": \"%s\","
		 " \"evidence\": \"e\", \"until\": \"2030-01-01\"}],"
		 " \"accounts\": [\"*\"]}}}", text, slot, mechanism);
	free(text);
	doc = conf_case_parse(whole);
	fh_policy_read(doc, "", &shipped->conf.zones, &shipped->conf.policy,
		       &diags);
	snprintf(name, sizeof(name), "%s@%s", label, origin);
	yes = !fh_diag_total(&diags) &&
	      fh_judge(&shipped->conf, &terms,
		       fh_zones_find(&shipped->conf.zones, "singapore"),
		       0).allowed;
	fh_diag_clear(&diags);
	fh_json_free(doc);
	fh_policy_clear(&shipped->conf.policy);
	return yes;
}

/* A conditional law opens by its mechanisms, a hard one by none. */
static void test_mechanisms_decide(void **state)
{
	assert_true(transfer_opens(*state, "DE", "personal", "scc"));
	assert_true(transfer_opens(*state, "SA", "personal", "scc"));
	assert_false(transfer_opens(*state, "RU", "collection", "scc"));
	assert_false(transfer_opens(*state, "RU", "collection", "none"));
	assert_true(transfer_opens(*state, "RU", "personal", "notice"));
	assert_false(transfer_opens(*state, "RU", "personal", "scc"));
	assert_false(transfer_opens(*state, "CA-NS", "government", "scc"));
	assert_true(transfer_opens(*state, "DE", "health", "adequacy"));
	assert_false(transfer_opens(*state, "DE", "health", "scc"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gdpr_is_no_localisation),
		cmocka_unit_test(test_saudi_law_is_conditional),
		cmocka_unit_test(
			test_british_columbia_repealed_nova_scotia_did_not),
		cmocka_unit_test(test_russia_binds_the_first_data_base),
		cmocka_unit_test(test_quebec_ends_at_the_province),
		cmocka_unit_test(test_regimes_are_not_their_city),
		cmocka_unit_test(test_german_health_is_a_list_of_places),
		cmocka_unit_test(test_kuwait_repealed_its_tiers),
		cmocka_unit_test(test_bangladesh_copies_restricted_data_only),
		cmocka_unit_test(test_indian_labels_decide),
		cmocka_unit_test(test_mechanisms_decide),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

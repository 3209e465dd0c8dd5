/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Classes by origin, and everything of a class that has a date. */
#include "class_case.h"
#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static struct fh_terms terms_of(const char *data_class)
{
	return (struct fh_terms) {
		.account = (char *) "bio",
		.user = (char *) "anna",
		.request.data_class = (char *) data_class,
	};
}

static bool allowed(const struct fh_conf *conf, const char *data_class,
		    int zone, int64_t now_s)
{
	struct fh_terms terms = terms_of(data_class);

	return fh_judge(conf, &terms, zone, now_s).allowed;
}

static enum fh_rule rule(const struct fh_conf *conf, const char *data_class,
			 int zone, int64_t now_s)
{
	struct fh_terms terms = terms_of(data_class);

	return fh_judge(conf, &terms, zone, now_s).rule;
}

/* The class of the origin, of its country, of the label; never another's. */
static void test_origins(void **state)
{
	static const struct {
		const char *asked, *found;
	} table[] = {
		{ "health@DE", "health@DE" }, { "health@de", "health@DE" },
		{ "health@DE-BE", "health@DE" }, { "health@DIFC",
		"health@DIFC" }, { "health@difc", "health@DIFC" },
		{ "health@US", "health" }, { "health", "health" },
		{ "pay@CA-QC", "pay@CA-QC" }, { "pay@CA-ON", "pay@CA" },
		{ "pay@CA", "pay@CA" }, { "pay@US", NULL }, { "pay", NULL },
		{ "healt", NULL }, { "Health", NULL }, { "health@", "health" },
	};
	struct fh_conf conf;

	(void) state;
	class_case_load("{\"data_classes\": {"
			"\"health\": {\"accounts\": [\"*\"]},"
			"\"health@DE\": {\"accounts\": [\"*\"]},"
			"\"health@DIFC\": {\"accounts\": [\"*\"]},"
			"\"pay@CA\": {\"accounts\": [\"*\"]},"
			"\"pay@CA-QC\": {\"accounts\": [\"*\"]}}}", &conf);
	for (size_t i = 0; i < COUNT(table); i++) {
		const struct fh_class *found =
			fh_policy_find_class(&conf.policy, table[i].asked);

		print_message("%s\n", table[i].asked);
		assert_string_equal(found ? found->name : "none",
				    table[i].found ? table[i].found : "none");
	}
	class_case_clear(&conf);
}

static const char transfers[] =
	"{\"data_classes\": {\"h@DE\": {\"accounts\": [\"*\"],"
	" \"allow\": {\"jurisdictions\": [\"DE\"]},"
	" \"deny\": {\"tenancies\": [\"cloud\"]}, \"transfers\": ["
	"{\"to\": {\"jurisdictions\": [\"US\"]}, \"mechanism\": \"scc\","
	" \"evidence\": \"old\", \"until\": \"2026-01-01\"},"
	"{\"to\": {\"zones\": [\"texas\"]}, \"mechanism\": \"approval\","
	" \"evidence\": \"A-17\", \"from\": \"2026-05-01\","
	" \"until\": \"2026-06-01\"},"
	"{\"to\": {\"zones\": [\"dubai\"]}, \"mechanism\": \"consent\","
	" \"evidence\": \"c\", \"until\": \"2030-01-01\"},"
	"{\"to\": {}, \"mechanism\": \"consent\","
	" \"evidence\": \"nowhere\", \"until\": \"2030-01-01\"}]}}}";

static void test_transfers(void **state)
{
	struct fh_terms terms = terms_of("h@DE");
	struct fh_conf conf;

	(void) state;
	class_case_load(transfers, &conf);
	assert_true(allowed(&conf, "h@DE", BERLIN, MAY_S));
	assert_int_equal(rule(&conf, "h@DE", ZURICH, MAY_S),
			 FH_RULE_CLASS_ALLOW);
	assert_true(allowed(&conf, "h@DE", TEXAS, Y2026_S - 1));
	assert_int_equal(rule(&conf, "h@DE", TEXAS, Y2026_S),
			 FH_RULE_CLASS_TRANSFER);
	assert_int_equal(rule(&conf, "h@DE", TEXAS, MAY_S - 1),
			 FH_RULE_CLASS_TRANSFER);
	assert_true(allowed(&conf, "h@DE", TEXAS, MAY_S));
	assert_true(allowed(&conf, "h@DE", TEXAS, JUNE_2026_S - 1));
	assert_int_equal(rule(&conf, "h@DE", TEXAS, JUNE_2026_S),
			 FH_RULE_CLASS_TRANSFER);
	/* A denial stands above every transfer. */
	assert_int_equal(rule(&conf, "h@DE", DUBAI, MAY_S),
			 FH_RULE_CLASS_DENY);
	assert_string_equal(class_case_why(&conf, &terms, TEXAS, MAY_S),
			    "allowed by approval (A-17) until "
			    "2026-06-01T00:00:00Z");
	assert_string_equal(class_case_why(&conf, &terms, TEXAS, JULY_S),
			    "class h@DE: approval (A-17) is in force until "
			    "2026-06-01T00:00:00Z, from 2026-05-01T00:00:00Z");
	class_case_clear(&conf);
}

static void test_attestations(void **state)
{
	struct fh_terms terms = terms_of("c");
	struct fh_conf conf;

	(void) state;
	class_case_load("{\"data_classes\": {\"c\": {\"accounts\": [\"*\"],"
			" \"attestations\": [\"c5\"]}, \"both\": {\"accounts\":"
			" [\"*\"], \"attestations\": [\"C5\", \"HDS\"]}}}",
			&conf);
	assert_true(allowed(&conf, "c", BERLIN, Y2026_S));
	assert_int_equal(rule(&conf, "c", BERLIN, Y2026_S - 1),
			 FH_RULE_ATTESTATION);
	assert_int_equal(rule(&conf, "c", BERLIN, Y2027_S),
			 FH_RULE_ATTESTATION);
	assert_int_equal(rule(&conf, "c", TEXAS, MAY_S), FH_RULE_ATTESTATION);
	assert_true(allowed(&conf, "c", TEXAS, Y2027_S));
	assert_int_equal(rule(&conf, "c", DUBAI, MAY_S), FH_RULE_ATTESTATION);
	assert_true(allowed(&conf, "both", BERLIN, MAY_S));
	assert_false(allowed(&conf, "both", BERLIN, JUNE_2026_S));
	assert_string_equal(class_case_why(&conf, &terms, DUBAI, MAY_S),
			    "class c needs the attestation c5, which it has "
			    "not got now");
	class_case_clear(&conf);
}

static void test_control_plane(void **state)
{
	struct fh_terms terms = terms_of("eu"), wide = terms_of("wide");
	struct fh_conf conf;

	(void) state;
	class_case_load("{\"data_classes\": {\"eu\": {\"accounts\": [\"*\"],"
			" \"control_plane\": {\"jurisdictions\": [\"DE\","
			" \"CH\"]}}, \"wide\": {\"accounts\": [\"*\"],"
			" \"control_plane\": {\"jurisdictions\": [\"US\","
			" \"CH\"]}}, \"none\": {\"accounts\": [\"*\"],"
			" \"control_plane\": {}}}}", &conf);
	assert_string_equal(class_case_why(&conf, &terms, BERLIN, MAY_S),
			    "class eu may not be seen by slurmdbd in zone "
			    "texas");
	assert_true(allowed(&conf, "wide", BERLIN, MAY_S));
	assert_int_equal(rule(&conf, "none", BERLIN, MAY_S),
			 FH_RULE_CONTROL_PLANE);
	/* Not told where they are: closed. */
	while (conf.zones.overseer_count)
		free(conf.zones.overseer[--conf.zones.overseer_count].name);
	assert_string_equal(class_case_why(&conf, &wide, BERLIN, MAY_S),
			    "class wide asks where the control plane is, and "
			    "zones.json does not say");
	class_case_clear(&conf);
}

static void test_users_and_end(void **state)
{
	struct fh_terms terms = terms_of("u");
	struct fh_conf conf;

	(void) state;
	class_case_load("{\"data_classes\": {\"u\": {\"accounts\": [\"bio\"],"
			" \"users\": [\"anna\"]}, \"nobody\": {\"accounts\":"
			" [\"*\"], \"users\": []}, \"old\": {\"accounts\":"
			" [\"*\"], \"until\": \"2026-06-01\"}}}", &conf);
	assert_true(allowed(&conf, "u", BERLIN, MAY_S));
	terms.user = (char *) "bert";
	assert_string_equal(class_case_why(&conf, &terms, BERLIN, MAY_S),
			    "class u is not open to the job's user");
	terms.user = NULL;
	assert_int_equal(fh_judge(&conf, &terms, BERLIN, MAY_S).rule,
			 FH_RULE_CLASS_USER);
	assert_int_equal(rule(&conf, "nobody", BERLIN, MAY_S),
			 FH_RULE_CLASS_USER);
	assert_true(allowed(&conf, "old", BERLIN, JUNE_2026_S - 1));
	terms.request.data_class = (char *) "old";
	assert_string_equal(class_case_why(&conf, &terms, BERLIN, JUNE_2026_S),
			    "class old has lapsed: it was kept until "
			    "2026-06-01T00:00:00Z");
	class_case_clear(&conf);
}

/* A job in two partitions meets both floors. */
static void test_partitions(void **state)
{
	static const struct {
		const char *partitions;
		bool restricts, allowed[CLASS_ZONES];
	} table[] = {
		{ NULL, false, { true, true, true, true } },
		{ "other", false, { true, true, true, true } },
		{ "own", true, { true, false, false, true } },
		{ "other,own", true, { true, false, false, true } },
		{ "own,west", true, { false, false, false, false } },
		{ "west", true, { false, true, false, false } },
		{ "ow,wes", false, { true, true, true, true } },
		{ "plain", false, { true, true, true, true } },
	};
	struct fh_conf conf;

	(void) state;
	class_case_load("{\"partitions\": {\"own\": {\"floor\": {\"tenancy\":"
			" \"owned\"}}, \"west\": {\"floor\": {\"zone\":"
			" \"us\"}}, \"plain\": {\"default\": {\"zone\":"
			" \"de\"}}}}", &conf);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = {
			.partitions = (char *) table[i].partitions,
		};

		print_message("%s\n", table[i].partitions ?
			      table[i].partitions : "-");
		assert_int_equal(fh_judge_restricts(&conf, &terms),
				 table[i].restricts);
		for (int zone = 0; zone < CLASS_ZONES; zone++)
			assert_int_equal(fh_judge(&conf, &terms, zone,
						  MAY_S).allowed,
					 table[i].allowed[zone]);
		if (i == 2)
			assert_string_equal(class_case_why(&conf, &terms,
							   TEXAS, MAY_S),
					    "the floor of partition own "
					    "leaves it out");
	}
	class_case_clear(&conf);
}

static const char glass[] =
	"{\"data_classes\": {\"h@DE\": {\"accounts\": [\"bio\"],"
	" \"allow\": {\"jurisdictions\": [\"DE\"]}}, \"i\": {\"accounts\":"
	" [\"bio\"], \"allow\": {}}}, \"accounts\": {\"bio\": {\"floor\":"
	" {\"tenancy\": \"owned\"}}}, \"break_glass\": {\"INC-1\":"
	" {\"reason\": \"r\", \"approved_by\": \"dpo\", \"from\":"
	" \"2026-05-01\", \"until\": \"2026-06-01\", \"classes\":"
	" [\"h@DE\"], \"accounts\": [\"bio\"], \"users\": [\"anna\"],"
	" \"to\": {\"zones\": [\"texas\"]}}}}";

static void test_break_glass(void **state)
{
	struct fh_terms terms = terms_of("h@DE");
	struct fh_verdict verdict, passed;
	struct fh_conf conf;
	char why[160];

	(void) state;
	class_case_load(glass, &conf);
	verdict = fh_judge(&conf, &terms, TEXAS, MAY_S);
	assert_true(verdict.allowed);
	assert_string_equal(verdict.glass->name, "INC-1");
	assert_int_equal(verdict.passed, FH_RULE_CLASS_ALLOW);
	assert_string_equal(class_case_why(&conf, &terms, TEXAS, MAY_S),
			    "allowed by break_glass INC-1 until "
			    "2026-06-01T00:00:00Z");
	passed = fh_judge_passed(&verdict);
	fh_judge_explain(&conf, &terms, &passed, why, sizeof(why));
	assert_string_equal(why, "class h@DE does not allow it");
	/* Before, after, elsewhere, for another class, user or account. */
	assert_false(allowed(&conf, "h@DE", TEXAS, MAY_S - 1));
	assert_false(allowed(&conf, "h@DE", TEXAS, JUNE_2026_S));
	assert_false(allowed(&conf, "h@DE", ZURICH, MAY_S));
	assert_false(allowed(&conf, "i", TEXAS, MAY_S));
	assert_true(fh_judge_glass(&conf, &terms, MAY_S));
	terms.user = (char *) "bert";
	assert_false(fh_judge(&conf, &terms, TEXAS, MAY_S).allowed);
	assert_false(fh_judge_glass(&conf, &terms, MAY_S));
	terms.user = (char *) "anna";
	terms.account = (char *) "chem";
	assert_false(fh_judge(&conf, &terms, TEXAS, MAY_S).allowed);
	/* It never widens what the job itself asked for. */
	terms = terms_of("h@DE");
	terms.request.tenancies = 1u << FH_TENANCY_OWNED;
	assert_int_equal(fh_judge(&conf, &terms, TEXAS, MAY_S).rule,
			 FH_RULE_TENANCY);
	assert_false(fh_judge(&conf, &terms, FH_NO_ZONE, MAY_S).allowed);
	class_case_clear(&conf);
}

static void test_dates(void **state)
{
	static const struct {
		const char *data_class;
		int64_t now_s, change_s, opening_s;
	} table[] = {
		{ "h@DE", Y2026_S - 1, Y2026_S, MAY_S },
		{ "h@DE", Y2026_S, MAY_S, MAY_S },
		{ "h@DE", MAY_S, JUNE_2026_S, FH_FOREVER },
		{ "gone", MAY_S, FH_FOREVER, FH_FOREVER },
		{ NULL, MAY_S, FH_FOREVER, FH_FOREVER },
	};
	struct fh_conf conf;

	(void) state;
	class_case_load(transfers, &conf);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = terms_of(table[i].data_class);
		struct fh_judge_dates next =
			fh_judge_next(&conf, &terms, table[i].now_s);

		assert_int_equal(next.change_s, table[i].change_s);
		assert_int_equal(next.opening_s, table[i].opening_s);
	}
	class_case_clear(&conf);
}

/* A class that observes says what it would have said. */
static void test_observed(void **state)
{
	struct fh_terms terms = terms_of("o");
	struct fh_verdict verdict, passed;
	struct fh_conf conf;
	char why[160];

	(void) state;
	class_case_load("{\"data_classes\": {\"o\": {\"accounts\": [\"*\"],"
			" \"enforce\": \"observe\", \"deny\": {\"zones\":"
			" [\"texas\"]}, \"air_gapped\": true}}}", &conf);
	verdict = fh_judge(&conf, &terms, TEXAS, MAY_S);
	assert_true(verdict.allowed);
	assert_true(verdict.observed);
	passed = fh_judge_passed(&verdict);
	fh_judge_explain(&conf, &terms, &passed, why, sizeof(why));
	assert_string_equal(why, "class o denies it");
	verdict = fh_judge(&conf, &terms, FH_NO_ZONE, MAY_S);
	assert_int_equal(verdict.passed, FH_RULE_NO_ZONE);
	class_case_clear(&conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_origins),
		cmocka_unit_test(test_transfers),
		cmocka_unit_test(test_attestations),
		cmocka_unit_test(test_control_plane),
		cmocka_unit_test(test_users_and_end),
		cmocka_unit_test(test_partitions),
		cmocka_unit_test(test_break_glass),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_observed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

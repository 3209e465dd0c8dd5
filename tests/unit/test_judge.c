/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every rule about zones, alone and before others. */
#include "sample_conf.h"

#include "fh_judge.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* Terms as they are stored, so that names gone since can stand in them. */
static struct fh_terms terms_of(const char *text)
{
	struct fh_terms terms = { 0 };
	char whole[256];

	snprintf(whole, sizeof(whole),
		 "1;nonce=0123456789abcdef0123456789abcdef%s", text);
	assert_int_equal(fh_terms_decode(whole, &terms, NULL), FH_TERMS_OK);
	return terms;
}

/* What a rule does to tx-main, ny-lab, cloud-in, cloud-ae and no zone. */
#define OK FH_RULE_NONE
#define ALLOW FH_RULE_CLASS_ALLOW
#define DENY FH_RULE_CLASS_DENY
#define GAP FH_RULE_CLASS_AIR_GAP
#define ACCOUNT FH_RULE_CLASS_ACCOUNT
#define GONE FH_RULE_CLASS_UNKNOWN
#define FLOOR FH_RULE_FLOOR
#define ZONE FH_RULE_ZONE
#define TENANCY FH_RULE_TENANCY
#define NONE FH_RULE_NO_ZONE
#define HOME FH_RULE_DATASET_HOME
#define CLOSED FH_RULE_DATASET_ACCOUNT
#define MODE FH_RULE_DATASET_MODE
#define LOST FH_RULE_DATASET_UNKNOWN

static const struct {
	const char *terms;
	bool restricts;
	enum fh_rule rule[SAMPLE_ZONES + 1];
} table[] = {
	{ "", false, { OK, OK, OK, OK, OK } },
	{ ";accel=h100:1", false, { OK, OK, OK, OK, OK } },
	{ ";class=internal", true, { OK, OK, ALLOW, ALLOW, NONE } },
	{ ";class=ownus", true, { OK, ALLOW, ALLOW, ALLOW, NONE } },
	{ ";class=nocloud", true, { OK, DENY, DENY, DENY, NONE } },
	{ ";class=sealed", true, { OK, GAP, GAP, GAP, NONE } },
	{ ";class=nowhere", true, { ALLOW, ALLOW, ALLOW, ALLOW, NONE } },
	{ ";account=bio;class=phi", true, { OK, OK, OK, OK, NONE } },
	{ ";account=chem;class=phi", true,
	  { ACCOUNT, ACCOUNT, ACCOUNT, ACCOUNT, NONE } },
	{ ";class=phi", true, { ACCOUNT, ACCOUNT, ACCOUNT, ACCOUNT, NONE } },
	{ ";class=gone", true, { GONE, GONE, GONE, GONE, NONE } },
	{ ";account=bio;class=trial", false, { OK, OK, OK, OK, OK } },
	{ ";account=phys", true, { OK, FLOOR, FLOOR, FLOOR, NONE } },
	{ ";zones=us", true, { OK, OK, ZONE, ZONE, NONE } },
	{ ";zones=US-ny", true, { ZONE, OK, ZONE, ZONE, NONE } },
	{ ";zones=difc,in", true, { ZONE, ZONE, OK, OK, NONE } },
	{ ";zones=TX-MAIN", true, { OK, ZONE, ZONE, ZONE, NONE } },
	{ ";zones=U", true, { ZONE, ZONE, ZONE, ZONE, NONE } },
	{ ";tenancies=owned", true,
	  { OK, TENANCY, TENANCY, TENANCY, NONE } },
	{ ";tenancies=leased,cloud", true, { TENANCY, OK, OK, OK, NONE } },
	/* The first rule that speaks against a zone is named. */
	{ ";account=phys;class=internal;zones=in;tenancies=cloud", true,
	  { ZONE, FLOOR, ALLOW, ALLOW, NONE } },
	/* Datasets: their home zones, their classes; the strictest wins. */
	{ ";account=bio;datasets=scans", true,
	  { OK, HOME, HOME, HOME, HOME } },
	{ ";account=bio;datasets=scans;class=nocloud", true,
	  { OK, DENY, DENY, DENY, NONE } },
	{ ";datasets=genes", true, { OK, OK, ALLOW, ALLOW, NONE } },
	{ ";datasets=genes:rw;class=phi;account=bio", true,
	  { OK, OK, ALLOW, ALLOW, NONE } },
	{ ";account=bio;datasets=genes,scans", true,
	  { OK, HOME, ALLOW, ALLOW, NONE } },
	{ ";account=bio;datasets=tries", false, { OK, OK, OK, OK, OK } },
	{ ";datasets=scans", true, { CLOSED, CLOSED, CLOSED, CLOSED, CLOSED } },
	{ ";account=bio;datasets=scans:rw", true,
	  { MODE, MODE, MODE, MODE, MODE } },
	{ ";datasets=lost", true, { LOST, LOST, LOST, LOST, LOST } },
	{ ";zones=in;tenancies=owned", true,
	  { ZONE, ZONE, TENANCY, ZONE, NONE } },
};

static void test_rules(void **state)
{
	struct fh_conf *conf = sample_conf();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = terms_of(table[i].terms);

		if (fh_judge_restricts(conf, &terms) != table[i].restricts)
			fail_msg("'%s': restricts", table[i].terms);
		for (int j = 0; j <= SAMPLE_ZONES; j++) {
			int zone = j < SAMPLE_ZONES ? j : FH_NO_ZONE;
			struct fh_verdict verdict =
				fh_judge(conf, &terms, zone, JUNE_S);

			if (verdict.rule != table[i].rule[j])
				fail_msg("'%s' in zone %d: rule %d",
					 table[i].terms, zone, verdict.rule);
			assert_int_equal(verdict.allowed,
					 verdict.rule == FH_RULE_NONE);
			assert_int_equal(verdict.opens_s, 0);
		}
		fh_terms_clear(&terms);
	}
	fh_conf_free(conf);
}

/* A class that observes allows everything, and says what it would not. */
static void test_observed(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_terms terms = terms_of(";account=bio;class=trial");
	char why[128];

	(void) state;
	assert_false(fh_judge(conf, &terms, TX_MAIN, JUNE_S).observed);
	for (int i = FH_NO_ZONE; i < SAMPLE_ZONES; i++) {
		struct fh_verdict verdict = fh_judge(conf, &terms, i, JUNE_S);

		assert_true(verdict.allowed);
		assert_int_equal(verdict.observed, i != TX_MAIN);
		if (i == TX_MAIN)
			continue;
		fh_judge_explain(conf, &terms, &verdict, why, sizeof(why));
		assert_string_equal(why, "allowed, as class trial only "
					 "observes");
	}
	fh_terms_clear(&terms);
	terms = terms_of(";account=chem;class=trial;tenancies=owned");
	assert_true(fh_judge(conf, &terms, TX_MAIN, JUNE_S).observed);
	assert_int_equal(fh_judge(conf, &terms, NY_LAB, JUNE_S).rule,
			 FH_RULE_TENANCY);
	fh_terms_clear(&terms);
	fh_conf_free(conf);
}

static void test_closed(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_terms terms = terms_of("");
	struct fh_verdict verdict;
	char why[128];

	(void) state;
	verdict = fh_judge(conf, &terms, NY_LAB, JUNE_S - 1);
	assert_true(verdict.allowed);
	assert_int_equal(verdict.opens_s, JUNE_S);
	fh_judge_explain(conf, &terms, &verdict, why, sizeof(why));
	assert_string_equal(why, "closed until 2026-06-01T00:00:00Z");
	assert_int_equal(fh_judge(conf, &terms, NY_LAB, JUNE_S).opens_s, 0);
	assert_int_equal(fh_judge(conf, &terms, TX_MAIN, 0).opens_s, 0);
	fh_terms_clear(&terms);
	fh_conf_free(conf);
}

/* A zone called "in" is not in India for a class. */
static void test_name_is_no_jurisdiction(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_terms terms = terms_of(";class=internal");
	struct fh_zone *zone = &conf->zones.zone[CLOUD_IN];

	(void) state;
	free(zone->name);
	zone->name = strdup("us");
	assert_int_equal(fh_judge(conf, &terms, CLOUD_IN, 0).rule,
			 FH_RULE_CLASS_ALLOW);
	fh_terms_clear(&terms);
	fh_conf_free(conf);
}

static void test_explain(void **state)
{
	static const struct {
		const char *terms;
		int zone;
		const char *text;
	} texts[] = {
		{ "", TX_MAIN, "allowed" },
		{ ";class=internal", FH_NO_ZONE, "the node is in no zone" },
		{ ";class=gone", TX_MAIN,
		  "class gone is not in the policy any more" },
		{ ";class=phi", TX_MAIN,
		  "class phi is not open to the job's account" },
		{ ";class=nocloud", CLOUD_IN, "class nocloud denies it" },
		{ ";class=internal", CLOUD_IN,
		  "class internal does not allow it" },
		{ ";class=sealed", NY_LAB, "class sealed needs an air gap" },
		{ ";account=phys", NY_LAB,
		  "the floor of account phys leaves it out" },
		{ ";zones=us", CLOUD_IN, "--zone leaves it out" },
		{ ";tenancies=owned", CLOUD_IN, "--tenancy leaves it out" },
		{ ";account=bio;datasets=scans", NY_LAB,
		  "dataset scans: it is not at home there" },
		{ ";account=bio;datasets=genes", CLOUD_IN,
		  "dataset genes: class internal does not allow it" },
		{ ";account=bio;datasets=genes", FH_NO_ZONE,
		  "dataset genes: the node is in no zone" },
		{ ";datasets=lost", TX_MAIN,
		  "dataset lost: it is not in the policy any more" },
		{ ";datasets=scans", TX_MAIN,
		  "dataset scans: it is not open to the job's account" },
		{ ";account=bio;datasets=scans:rw", TX_MAIN,
		  "dataset scans: it is read-only now" },
		{ ";account=bio;datasets=tries", NY_LAB,
		  "dataset tries: allowed, as class trial only observes" },
	};
	struct fh_conf *conf = sample_conf();

	(void) state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct fh_terms terms = terms_of(texts[i].terms);
		struct fh_verdict verdict =
			fh_judge(conf, &terms, texts[i].zone, JUNE_S);
		char why[128];

		fh_judge_explain(conf, &terms, &verdict, why, sizeof(why));
		assert_string_equal(why, texts[i].text);
		fh_judge_explain(conf, &terms, &verdict, why, 4);
		assert_int_equal(strlen(why), 3);
		fh_terms_clear(&terms);
	}
	fh_conf_free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_observed),
		cmocka_unit_test(test_closed),
		cmocka_unit_test(test_name_is_no_jurisdiction),
		cmocka_unit_test(test_explain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

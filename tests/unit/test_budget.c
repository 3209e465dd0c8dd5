/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Budgets: how they are read, their periods, and whose they are. */
#include "conf_case.h"

#include "fh_budget.h"

#define BUDGET(rest) "{\"budgets\": {\"b\": {" rest "}}}"

static const struct conf_case cases[] = {
	{ BUDGET("\"accounts\": [\"a\", \"b\"], \"amount\": 12.5, "
		 "\"period\": \"year\", \"over\": \"warn\""), "" },
	{ BUDGET(""), "t:1:19: /budgets/b: the key \"accounts\" is missing\n"
	  "t:1:19: /budgets/b: the key \"amount\" is missing\n"
	  "t:1:19: /budgets/b: the key \"period\" is missing\n"
	  "t:1:19: /budgets/b: the key \"over\" is missing\n" },
	{ BUDGET("\"accounts\": [\"Lab\"], \"amount\": 1, "
		 "\"period\": \"month\", \"over\": \"defer\""),
	  "t:1:32: /budgets/b/accounts: Slurm keeps account names in lower "
	  "case, so \"Lab\" is none\n" },
	{ BUDGET("\"accounts\": [\"a\"], \"amount\": -1, "
		 "\"period\": \"month\", \"over\": \"defer\""),
	  "t:1:49: /budgets/b/amount: must be a plain decimal from 0 to "
	  "1000000000000 with at most 6 digits behind the point, not -1\n" },
};

static void read_policy(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_policy policy = { 0 };
	struct fh_zones zones = { 0 };

	conf_case_zones(&zones);
	fh_policy_read(doc, "", &zones, &policy, diags);
	fh_policy_clear(&policy);
	fh_zones_clear(&zones);
}

static void test_cases(void **state)
{
	(void) state;
	conf_case_run_all(cases, sizeof(cases) / sizeof(*cases), read_policy);
}

static void test_fields(void **state)
{
	struct fh_json *doc = conf_case_parse(cases[0].json);
	struct fh_diags diags = { 0 };
	struct fh_policy policy = { 0 };
	struct fh_zones zones = { 0 };

	(void) state;
	conf_case_zones(&zones);
	fh_policy_read(doc, "", &zones, &policy, &diags);
	assert_int_equal(policy.budget_count, 1);
	assert_string_equal(policy.budget[0].name, "b");
	assert_int_equal(policy.budget[0].limit_micro, 12500000);
	assert_int_equal(policy.budget[0].period, FH_BUDGET_YEAR);
	assert_int_equal(policy.budget[0].over, FH_BUDGET_WARN);
	assert_int_equal(fh_budget_naming(policy.budget, 1, "b"), 1);
	assert_int_equal(fh_budget_naming(policy.budget, 1, "c"), 0);
	fh_policy_clear(&policy);
	fh_zones_clear(&zones);
	fh_json_free(doc);
}

static int64_t day_s(int year, int month)
{
	return fh_civil_days(year, month, 1) * FH_CIVIL_DAY_S;
}

/* tz:  NULL is UTC. */
static void check_span(enum fh_budget_period period, const struct fh_tz *tz,
		       int64_t at_s, int64_t from_s, int64_t until_s)
{
	int64_t from, until;

	fh_budget_span(period, tz, at_s, &from, &until);
	assert_int_equal(from, from_s);
	assert_int_equal(until, until_s);
}

static void test_spans(void **state)
{
	int64_t december_s = day_s(2026, 12);

	(void) state;
	check_span(FH_BUDGET_MONTH, NULL, december_s, december_s,
		   day_s(2027, 1));
	check_span(FH_BUDGET_MONTH, NULL, december_s - 1, day_s(2026, 11),
		   december_s);
	check_span(FH_BUDGET_QUARTER, NULL, december_s, day_s(2026, 10),
		   day_s(2027, 1));
	check_span(FH_BUDGET_QUARTER, NULL, day_s(2026, 4), day_s(2026, 4),
		   day_s(2026, 7));
	check_span(FH_BUDGET_YEAR, NULL, december_s, day_s(2026, 1),
		   day_s(2027, 1));
}

/* October of Berlin begins at +2 and ends at +1. */
static void test_spans_by_zone(void **state)
{
	struct fh_error err;
	struct fh_tz *tz;

	(void) state;
	if (fh_tz_read(FH_TZ_DIR, "Europe/Berlin", &tz, &err))
		skip();
	check_span(FH_BUDGET_MONTH, tz, day_s(2026, 10),
		   day_s(2026, 10) - 7200, day_s(2026, 11) - 3600);
	fh_tz_free(tz);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_spans_by_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

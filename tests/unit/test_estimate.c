/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Estimates: the figures, and the line that users see. */
#include "sample_conf.h"

#include "fh_estimate.h"
#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define EIGHT_HOURS 28800

static const struct {
	const char *terms;
	bool open[SAMPLE_ZONES];
	int64_t limit_s, records;
	const char *line;
} table[] = {
	{ ";accel=h100:4", { 1, 1, 1, 0 }, EIGHT_HOURS, 1,
	  "1 alternative in 3 sites; estimated 120.86-238.30 USD for "
	  "8:00:00" },
	{ ";accel=h100:4", { 1, 0, 0, 0 }, EIGHT_HOURS, 1,
	  "1 alternative in 1 site; estimated 120.86 USD for 8:00:00" },
	{ ";accel=h100:4|a100:8", { 1, 0, 0, 0 }, EIGHT_HOURS, 1,
	  "2 alternatives in 1 site; estimated 120.86-121.34 USD for "
	  "8:00:00" },
	{ ";accel=h100:4", { 1, 1, 1, 0 }, EIGHT_HOURS, 10,
	  "1 alternative in 3 sites; estimated 120.86-238.30 USD for "
	  "8:00:00 x 10 tasks = 1208.64-2383.04 USD" },
	{ ";accel=h100:4", { 1, 1, 0, 0 }, FH_FOREVER, 1,
	  "1 alternative in 2 sites; estimated 15.11-29.79 USD per hour" },
	{ ";accel=h100:4", { 1, 1, 0, 0 }, 32 * 86400, 1,
	  "1 alternative in 2 sites; estimated 15.11-29.79 USD per hour" },
	{ ";accel=maia100:1", { 0, 0, 1, 0 }, EIGHT_HOURS, 1,
	  "1 alternative in 1 site; no price for maia100 in cloud-in" },
	{ ";accel=h100:4|maia100:4", { 1, 0, 0, 0 }, EIGHT_HOURS, 1,
	  "2 alternatives in 1 site; estimated 120.86 USD for 8:00:00, "
	  "no price for maia100 in tx-main" },
	{ ";accel=h100:4|maia100:4", { 1, 0, 1, 0 }, EIGHT_HOURS, 1,
	  "2 alternatives in 2 sites; estimated 120.86-238.30 USD for "
	  "8:00:00, no price for 2 of 4 candidates" },
	/* Its core price is missing, not that of the type. */
	{ ";accel=h100:4", { 0, 0, 0, 1 }, EIGHT_HOURS, 1,
	  "1 alternative in 1 site; no price in cloud-ae" },
	{ ";accel=asic1:4", { 1, 0, 0, 0 }, EIGHT_HOURS, 1,
	  "1 alternative in 1 site; estimated 34.30 USD for 8:00:00, "
	  "without energy" },
	/* One without energy takes it from all. */
	{ ";accel=h100:4|asic1:4", { 1, 0, 0, 0 }, EIGHT_HOURS, 1,
	  "2 alternatives in 1 site; estimated 34.30-117.50 USD for "
	  "8:00:00, without energy" },
	{ ";zones=us", { 1, 1, 0, 0 }, EIGHT_HOURS, 1,
	  "2 sites; estimated 2.30 USD for 8:00:00, without energy" },
	{ ";accel=h100:4;span=any", { 1, 1, 1, 0 }, EIGHT_HOURS, 1,
	  "1 alternative in 3 sites; estimated 238.30 USD for 8:00:00" },
	{ ";accel=h100:4;zones=us", { 0, 0, 0, 0 }, EIGHT_HOURS, 1,
	  "no site is open for this job now" },
};

static struct fh_terms terms_of(const char *text)
{
	struct fh_terms terms = { 0 };
	char whole[256];

	snprintf(whole, sizeof(whole),
		 "1;nonce=0123456789abcdef0123456789abcdef%s", text);
	assert_int_equal(fh_terms_decode(whole, &terms, NULL), FH_TERMS_OK);
	return terms;
}

static void test_lines(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_candidates *list = malloc(sizeof(*list));

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = terms_of(table[i].terms);
		struct fh_plan plan = {
			.start_s = JANUARY_S, .limit_s = table[i].limit_s,
			.nodes = 1, .cores = 8, .records = table[i].records,
		};
		struct fh_estimate_range range;
		char line[256];

		assert_int_equal(fh_place_list(conf, &terms, table[i].open,
					       list, NULL), 0);
		fh_estimate_all(conf, &terms, list, table[i].open, &plan,
				&range);
		fh_estimate_line(conf, &range, &plan, line, sizeof(line));
		assert_string_equal(line, table[i].line);
		fh_estimate_line(conf, &range, &plan, line, 8);
		assert_int_equal(strlen(line), 7);
		fh_terms_clear(&terms);
	}
	free(list);
	fh_conf_free(conf);
}

/* A site whose nodes have no such type is no place for the job. */
static void test_fleet(void **state)
{
	static const bool open[SAMPLE_ZONES] = { true, true, true, true };
	struct fh_conf *conf = sample_conf();
	struct fh_terms terms = terms_of(";accel=h100:4;span=any");
	struct fh_candidates *list = malloc(sizeof(*list));
	struct fh_fleet fleet;
	struct fh_plan plan = {
		.start_s = JANUARY_S, .limit_s = EIGHT_HOURS, .nodes = 1,
		.cores = 8, .records = 1, .fleet = &fleet,
	};
	struct fh_estimate_range range;
	char line[256];

	(void) state;
	assert_int_equal(fh_fleet_init(&fleet, conf, NULL), 0);
	fh_fleet_add(&fleet, conf, TX_MAIN, "h100", 8);
	assert_int_equal(fh_place_list(conf, &terms, open, list, NULL), 0);
	fh_estimate_all(conf, &terms, list, open, &plan, &range);
	fh_estimate_line(conf, &range, &plan, line, sizeof(line));
	assert_string_equal(line, "1 alternative in 1 site; estimated 120.86 "
			    "USD for 8:00:00");
	fh_fleet_clear(&fleet);
	fh_terms_clear(&terms);
	free(list);
	fh_conf_free(conf);
}

/* The dearest zone of a group counts, and one without a price most. */
static void test_candidate(void **state)
{
	static const bool open[SAMPLE_ZONES] = { true, true, true, true };
	struct fh_conf *conf = sample_conf();
	struct fh_terms terms = terms_of(";accel=h100:4");
	struct fh_plan plan = { .start_s = JANUARY_S, .limit_s = EIGHT_HOURS,
				.nodes = 2, .records = 1 };
	struct fh_candidate cloud = { 0, 2, -1 };
	struct fh_cost cost;

	(void) state;
	fh_estimate_candidate(conf, &terms, &cloud, open, &plan, &cost);
	assert_int_equal(cost.accel_micro, 576000000);	/* cloud-ae's 9.00 */
	assert_int_equal(cost.energy_micro, FH_UNKNOWN);
	assert_int_equal(cost.total_micro, 576000000);
	assert_true(cost.gaps & FH_GAP_ENERGY);
	plan.cores = 1;
	fh_estimate_candidate(conf, &terms, &cloud, open, &plan, &cost);
	assert_int_equal(cost.total_micro, FH_UNKNOWN);
	assert_true(cost.gaps & FH_GAP_CORE_PRICE);
	fh_terms_clear(&terms);
	fh_conf_free(conf);
}

/* A job that runs into February is priced with both cards. */
static void test_cards(void **state)
{
	static const bool open[SAMPLE_ZONES] = { true };
	struct fh_conf *conf = sample_conf();
	struct fh_terms terms = terms_of(";accel=h100:1");
	struct fh_plan plan = { .start_s = FEBRUARY_S - 3600,
				.limit_s = 7200, .nodes = 1, .records = 1 };
	struct fh_candidate tx = { 0, 0, -1 };
	struct fh_cost cost;

	(void) state;
	fh_estimate_candidate(conf, &terms, &tx, open, &plan, &cost);
	assert_int_equal(cost.accel_micro, 10800000);
	/* 0.7 kWh at 0.15, then 0.7 kWh at 0.30 */
	assert_int_equal(cost.energy_micro, 315000);
	fh_terms_clear(&terms);
	fh_conf_free(conf);
}

static void test_huge(void **state)
{
	static const bool open[SAMPLE_ZONES] = { true };
	struct fh_conf *conf = sample_conf();
	struct fh_terms terms = terms_of(";accel=h100:1024");
	struct fh_plan plan = { .start_s = JANUARY_S,
				.limit_s = FH_FOREVER - 1, .nodes = INT64_MAX,
				.records = INT64_MAX };
	struct fh_candidate tx = { 0, 0, -1 };
	struct fh_cost cost;

	(void) state;
	fh_estimate_candidate(conf, &terms, &tx, open, &plan, &cost);
	assert_int_equal(cost.total_micro, FH_UNKNOWN);
	assert_int_not_equal(cost.gaps, 0);
	fh_terms_clear(&terms);
	fh_conf_free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_fleet),
		cmocka_unit_test(test_candidate),
		cmocka_unit_test(test_cards),
		cmocka_unit_test(test_huge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

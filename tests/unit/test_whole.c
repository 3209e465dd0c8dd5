/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The whole cost of a zone: the example of fh_whole.h by hand, months in
 * full, and random zones in random cuts: all uses add up to what is paid.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fh_units.h"
#include "fh_whole.h"
#include "sim_random.h"

#define HOUR_S 3600
#define DAY_S 86400
#define NOV_1 1793491200LL	/* 2026-11-01T00:00:00Z */
#define DEC_1 1796083200LL
#define ROUNDS 400

enum { OWNED, SET, CLOUD };
enum { A100, H100 };		/* as the bundle sorts them */

#define ZONE(name, tenancy)                                           \
	"\"" name "\": {\"site\": \"s\", \"jurisdiction\": \"US-TX\"," \
	"\"tenancy\": \"" tenancy "\", \"operator\": \"o\"}"
#define TYPE(name, watts)                                            \
	"\"" name "\": {\"title\": \"T\", \"vendor\": \"V\","        \
	"\"runtime\": \"cuda\", \"tdp_watts\": " watts "}"

static const char bundle[] =
	"{\"freehold_bundle\": 1,"
	"\"accelerators\": {\"accelerators\": {" TYPE("a100", "400") ","
	TYPE("h100", "700") "}},"
	"\"zones\": {\"sites\": {\"s\": {}}, \"zones\": {"
	ZONE("a-owned", "owned") "," ZONE("b-set", "leased") ","
	ZONE("c-cloud", "cloud") "}},"
	"\"policy\": {\"data_classes\": {}}, \"energy\": {\"nodes\": []},"
	"\"rates\": {\"currency\": \"USD\", \"billing_timezone\": \"UTC\","
	"\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": \"s\","
	"\"zones\": {\"a-owned\": {\"accelerators\": {"
	"\"h100\": {\"capex\": 310000, \"devices\": 8,"
	" \"book_life_years\": 5, \"utilisation_percent\": 80},"
	"\"a100\": {\"capex\": 70001, \"devices\": 7,"
	" \"book_life_months\": 37, \"utilisation_percent\": 61}},"
	"\"lease_per_kw_month\": 150.01, \"contracted_kw\": 10.2,"
	"\"monthly\": {\"staff\": 2000.000001, \"network\": 13.37},"
	"\"core_hour\": 0.012, \"gib_hour\": 0.0017},"
	"\"b-set\": {\"accelerator_hour\": {\"h100\": 3.2},"
	" \"core_hour\": 0.02},"
	"\"c-cloud\": {\"pricing\": \"reserved\", \"accelerator_hour\":"
	" {\"h100\": {\"list\": 6.88, \"reserved\": 4.1}, \"a100\":"
	" {\"list\": 2, \"reserved\": 1}}, \"core_hour\": 0,"
	" \"gib_hour\": 0}}},"
	"{\"valid_from\": \"2026-11-20T10:30:00Z\", \"source\": \"s\","
	"\"zones\": {\"*\": {\"accelerators\": {\"h100\":"
	" {\"capex\": 410000, \"devices\": 16, \"book_life_years\": 6,"
	" \"residual\": 1000, \"finance_percent\": 6,"
	" \"utilisation_percent\": 70}}, \"monthly\": {\"staff\": 7},"
	" \"core_hour\": 0.5, \"gib_hour\": 0.0001}}}]}}";

static int load(void **state)
{
	struct fh_diags diags = { 0 };

	*state = fh_conf_load_bundle("b", bundle, strlen(bundle), &diags);
	for (size_t i = 0; i < diags.count; i++)
		print_error("%s: %s\n", diags.item[i].pointer,
			    diags.item[i].text);
	fh_diag_clear(&diags);
	return *state ? 0 : -1;
}

static int unload(void **state)
{
	fh_conf_free(*state);
	return 0;
}

static int64_t sum_uses(const int64_t of[FH_USE_COUNT])
{
	int64_t sum = 0;

	for (int i = 0; i < FH_USE_COUNT; i++)
		sum += of[i];
	return sum;
}

/* As in the comment of fh_whole.h. */
static void test_by_hand(void **state)
{
	const struct fh_cut_piece day = { NOV_1, NOV_1 + DAY_S };
	const struct fh_presence there = {
		.there_s = 8 * DAY_S, .jobs_s = 5 * DAY_S, .down_s = DAY_S,
	};
	struct fh_whole_run run;
	struct fh_whole whole;
	const int64_t *capital = whole.micro[FH_PART_CAPITAL];

	fh_whole_begin(&run, *state, OWNED, H100);
	fh_whole_next(&run, &day, &there, &whole);
	assert_int_equal(whole.gaps, 0);
	assert_int_equal(sum_uses(capital), 169862976);
	assert_int_equal(capital[FH_USE_JOBS], 106164360);
	assert_int_equal(capital[FH_USE_IDLE] + capital[FH_USE_DOWN],
			 63698616);
	assert_int_equal(capital[FH_USE_SPARE], 0);
	assert_int_equal(whole.use_s[FH_USE_IDLE], 2 * DAY_S);
}

/* A month's sums come in full, whoever had the machines, in any cut. */
static void test_month_in_full(void **state)
{
	const struct fh_conf *conf = *state;
	const struct fh_prices *prices = &conf->rates.card[0].zone[OWNED];
	struct sim_random random = { 7 };
	int64_t lease_micro = 0, operations_micro = 0;

	for (int thing = A100; thing <= H100; thing++) {
		struct fh_cut_piece piece = { NOV_1 - 31 * DAY_S, 0 };
		struct fh_whole_run run;
		struct fh_whole whole;

		fh_whole_begin(&run, conf, OWNED, thing);
		while (piece.from_s < NOV_1) {
			struct fh_presence there = {
				.there_s = sim_between(&random, 0, 9999999),
				.jobs_s = sim_between(&random, 0, 9999999),
			};

			piece.until_s = piece.from_s +
					sim_between(&random, 1, 5 * DAY_S);
			if (piece.until_s > NOV_1)
				piece.until_s = NOV_1;
			fh_whole_next(&run, &piece, &there, &whole);
			lease_micro += sum_uses(whole.micro[FH_PART_LEASE]);
			operations_micro +=
				sum_uses(whole.micro[FH_PART_OPERATIONS]);
			piece.from_s = piece.until_s;
		}
	}
	assert_int_equal(lease_micro, prices->lease_month_micro);
	assert_int_equal(operations_micro, prices->operations_month_micro);
	assert_int_equal(operations_micro, 2013370001);
}

/* Jobs count first, then the others give way; spare takes what is over. */
static void test_balance(void **state)
{
	static const struct {
		struct fh_presence there;
		int64_t paid_s;
		int64_t use_s[FH_USE_COUNT];
	} cases[] = {
		{ { 10, 4, 1, 2, 3 }, 10, { 4, 0, 1, 2, 3, 0 } },
		{ { 10, 4, 1, 1, 1 }, FH_UNKNOWN, { 4, 3, 1, 1, 1, 0 } },
		{ { 10, 4, 1, 2, 3 }, 12, { 4, 0, 1, 2, 3, 2 } },
		{ { 10, 4, 1, 2, 3 }, 7, { 4, 0, 1, 2, 3, -3 } },
		{ { 10, 8, 3, 3, 1 }, 10, { 8, 0, 0, 1, 1, 0 } },
		{ { 10, 12, 3, 3, 1 }, 10, { 12, 0, 0, 0, 0, -2 } },
		{ { 0, 5, 0, 0, 0 }, FH_UNKNOWN, { 5, 0, 0, 0, 0, 0 } },
		{ { 0, 0, 0, 0, 0 }, 5, { 0, 0, 0, 0, 0, 5 } },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t use_s[FH_USE_COUNT];

		fh_use_balance(&cases[i].there, cases[i].paid_s, use_s);
		assert_memory_equal(use_s, cases[i].use_s, sizeof(use_s));
	}
}

/* Parts add up to the amount; one of no time gets nothing. */
static void test_split(void **state)
{
	struct sim_random random = { 3 };

	(void) state;
	for (int i = 0; i < 20000; i++) {
		int64_t use_s[FH_USE_COUNT], micro[FH_USE_COUNT];
		int64_t amount = sim_between(&random, 0, INT64_C(1) << 50);

		for (int j = 0; j < FH_USE_COUNT; j++)
			use_s[j] = sim_chance(&random, 40) ?
				   0 : sim_between(&random, 0, 1 << 30);
		if (sim_chance(&random, 30))
			use_s[FH_USE_SPARE] = -use_s[FH_USE_JOBS] / 2;
		fh_use_split(amount, use_s, micro);
		assert_int_equal(sum_uses(micro), amount);
		for (int j = 0; j < FH_USE_SPARE; j++) {
			assert_true(micro[j] >= 0);
			if (!use_s[j] && sum_uses(use_s))
				assert_int_equal(micro[j], 0);
		}
	}
}

/* Jobs that hold part of what is there for a stretch, and their price. */
static int64_t hold(const struct fh_conf *conf, struct sim_random *random,
		    int zone, int thing, int64_t units,
		    const struct fh_cut_piece *piece, int64_t *ret_micro)
{
	struct fh_usage usage = { .zone = zone, .accel = -1,
				  .start_s = piece->from_s,
				  .end_s = piece->until_s };
	int64_t held = sim_between(random, 0, units);
	struct fh_cost cost;

	if (thing == FH_WHOLE_CORES)
		usage.cores = held;
	else if (thing == FH_WHOLE_MEMORY)
		usage.memory_mib = held;
	else
		usage.accel = thing, usage.accel_count = held;
	fh_cost_of(conf, &usage, &cost);
	assert_int_equal(cost.gaps, 0);
	*ret_micro += cost.total_micro;
	return held * (piece->until_s - piece->from_s);
}

static int64_t add_whole(const struct fh_whole *whole, int64_t *share_micro,
			 int64_t *others_micro)
{
	int64_t sum = 0;

	for (int part = 0; part < FH_PART_COUNT; part++) {
		sum += sum_uses(whole->micro[part]);
		*share_micro += whole->micro[part][FH_USE_JOBS];
		for (int use = FH_USE_IDLE; use < FH_USE_COUNT; use++)
			*others_micro += whole->micro[part][use];
	}
	return sum;
}

/* The next instant that a stretch ends at, at random or by the prices. */
static int64_t next_end(const struct fh_conf *conf, struct sim_random *random,
			int64_t from_s)
{
	int64_t until_s = from_s + sim_between(random, 1, 4 * DAY_S);
	int64_t card_s = fh_rates_next_change(&conf->rates, from_s);
	int64_t month_s = fh_cut_month(conf->rates.tz, from_s);

	if (until_s > card_s)
		until_s = card_s;
	if (until_s > month_s)
		until_s = month_s;
	return until_s > DEC_1 ? DEC_1 : until_s;
}

/* One walk through November with a cut of its own. */
static int64_t walk(const struct fh_conf *conf, struct sim_random *random,
		    int zone, int thing, int64_t units)
{
	int64_t whole_micro = 0, share_micro = 0, others_micro = 0;
	int64_t jobs_micro = 0, borne_micro;
	struct fh_whole_run run;

	fh_whole_begin(&run, conf, zone, thing);
	for (int64_t at_s = NOV_1, until_s; at_s < DEC_1; at_s = until_s) {
		struct fh_cut_piece piece;
		struct fh_presence there;
		struct fh_whole whole;

		until_s = next_end(conf, random, at_s);
		piece = (struct fh_cut_piece) { at_s, until_s };
		there = (struct fh_presence) {
			.there_s = units * (until_s - at_s),
			.jobs_s = hold(conf, random, zone, thing, units,
				       &piece, &jobs_micro),
			.down_s = sim_between(random, 0, until_s - at_s),
			.planned_s = sim_between(random, 0, until_s - at_s),
			.reserved_s = sim_between(random, 0, until_s - at_s),
		};
		fh_whole_next(&run, &piece, &there, &whole);
		assert_int_equal(whole.gaps, 0);
		whole_micro += add_whole(&whole, &share_micro,
					 &others_micro);
	}
	borne_micro = share_micro - jobs_micro;
	assert_int_equal(jobs_micro + borne_micro + others_micro,
			 whole_micro);
	return whole_micro;
}

static void test_any_cut(void **state)
{
	static const int zones[] = { OWNED, SET, CLOUD };
	static const int things[] = { H100, FH_WHOLE_CORES, FH_WHOLE_MEMORY };
	struct sim_random random = { 11 };

	for (int round = 0; round < ROUNDS; round++) {
		int zone = zones[sim_between(&random, 0, 2)];
		int thing = things[sim_between(&random, 0, 2)];
		int64_t units = sim_between(&random, 0, 200);

		/* No price for memory there. */
		if (zone == SET && thing == FH_WHOLE_MEMORY)
			continue;
		assert_int_equal(walk(*state, &random, zone, thing, units),
				 walk(*state, &random, zone, thing, units));
	}
}

/* What has no price is said, and nothing is made up. */
static void test_gaps(void **state)
{
	static const struct {
		int zone, thing;
		int64_t from_s;
		unsigned gaps;
	} cases[] = {
		{ SET, A100, NOV_1, FH_GAP_ACCEL_PRICE },
		{ SET, FH_WHOLE_MEMORY, NOV_1, FH_GAP_MEMORY_PRICE },
		{ FH_NO_ZONE, H100, NOV_1, FH_GAP_NO_ZONE },
		{ OWNED, H100, NOV_1 - 400 * DAY_S, FH_GAP_NO_CARD },
		{ OWNED, H100, NOV_1, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct fh_cut_piece hour = { cases[i].from_s,
						   cases[i].from_s + HOUR_S };
		const struct fh_presence there = { .there_s = HOUR_S };
		struct fh_whole_run run;
		struct fh_whole whole;

		fh_whole_begin(&run, *state, cases[i].zone, cases[i].thing);
		fh_whole_next(&run, &hour, &there, &whole);
		assert_int_equal(whole.gaps, cases[i].gaps);
		if (whole.gaps)
			assert_int_equal(sum_uses(whole.micro[FH_PART_ACCEL]),
					 0);
	}
}

/* What a cloud is paid for while it is off; the published copy has no sums. */
static void test_elastic_and_known(void **state)
{
	struct fh_conf *conf = *state;
	struct fh_accel_price *own = conf->rates.card[0].zone[OWNED].accel;
	int64_t kept_micro = own->full_hour_micro;

	assert_false(fh_whole_elastic(conf, OWNED, H100, NOV_1));
	assert_false(fh_whole_elastic(conf, SET, H100, NOV_1));
	assert_false(fh_whole_elastic(conf, CLOUD, H100, NOV_1));
	assert_true(fh_whole_elastic(conf, CLOUD, FH_WHOLE_CORES, NOV_1));
	assert_true(fh_whole_known(&conf->rates));
	own->full_hour_micro = FH_UNKNOWN;
	assert_false(fh_whole_known(&conf->rates));
	own->full_hour_micro = kept_micro;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_month_in_full),
		cmocka_unit_test(test_balance),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_any_cut),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_elastic_and_known),
	};

	return cmocka_run_group_tests(tests, load, unload);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decisions: what they say, and for how long an answer is kept. */
#include "sample_conf.h"

#include "fh_units.h"
#include "plugins/ctld/fh_decide.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define OPENING INT64_C(1780272000)	/* of ny-lab: 2026-06-01 */
#define BEFORE (OPENING - 3600)
#define NONCE_A "0123456789abcdef0123456789abcdef"
#define NONCE_B "ffffffffffffffffffffffffffffffff"

struct fixture {
	struct fh_conf *conf;
	struct fh_decider *decider;
	struct fh_plan plan;
};

static const struct fh_decision *ask(struct fixture *fixture,
				     uint64_t generation, const char *nonce,
				     const char *rest, int64_t now_s)
{
	const struct fh_decision *decision;
	char text[1200];

	snprintf(text, sizeof(text), "1;nonce=%s%s", nonce, rest);
	decision = fh_decide(fixture->decider, fixture->conf, generation, text,
			     NULL, &fixture->plan, now_s);
	assert_non_null(decision);
	return decision;
}

static void test_zones(void **state)
{
	static const struct {
		const char *rest;
		int64_t now_s;
		bool allowed[SAMPLE_ZONES], open[SAMPLE_ZONES];
		size_t ever, now;
		int64_t opens_s, until_s;
		bool restricted;
	} table[] = {
		{ ";accel=h100:4", BEFORE, { 1, 1, 1, 1 }, { 1, 0, 1, 1 },
		  3, 2, 0, OPENING, false },
		{ ";accel=h100:4", OPENING, { 1, 1, 1, 1 }, { 1, 1, 1, 1 },
		  3, 3, 0, FH_FOREVER, false },
		{ ";accel=h100:4|a100:8;zones=us", BEFORE, { 1, 1, 0, 0 },
		  { 1, 0, 0, 0 }, 4, 2, 0, OPENING, true },
		/* All that is allowed is closed: the job is deferred. */
		{ ";zones=ny-lab", BEFORE, { 0, 1, 0, 0 }, { 0, 0, 0, 0 },
		  1, 0, OPENING, OPENING, true },
		{ ";zones=ny-lab", OPENING, { 0, 1, 0, 0 }, { 0, 1, 0, 0 },
		  1, 1, 0, FH_FOREVER, true },
		/* A closed zone that is not allowed decides nothing. */
		{ ";zones=in", BEFORE, { 0, 0, 1, 0 }, { 0, 0, 1, 0 },
		  1, 1, 0, FH_FOREVER, true },
		/* Nothing is allowed: no opening helps. */
		{ ";zones=in;class=internal", BEFORE, { 0, 0, 0, 0 },
		  { 0, 0, 0, 0 }, 0, 0, 0, FH_FOREVER, true },
		{ ";class=nowhere", BEFORE, { 0, 0, 0, 0 }, { 0, 0, 0, 0 },
		  0, 0, 0, FH_FOREVER, true },
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < COUNT(table); i++) {
		const struct fh_decision *decision =
			ask(fixture, 1, NONCE_A, table[i].rest,
			    table[i].now_s);

		print_message("%s\n", table[i].rest);
		assert_int_equal(decision->read, FH_TERMS_OK);
		assert_int_equal(decision->zone_count, SAMPLE_ZONES);
		assert_memory_equal(decision->allowed, table[i].allowed,
				    sizeof(table[i].allowed));
		assert_memory_equal(decision->open, table[i].open,
				    sizeof(table[i].open));
		assert_int_equal(decision->ever.count, table[i].ever);
		assert_int_equal(decision->now.count, table[i].now);
		assert_int_equal(decision->opens_s, table[i].opens_s);
		assert_int_equal(decision->until_s, table[i].until_s);
		assert_int_equal(decision->restricted, table[i].restricted);
	}
}

static void test_unreadable(void **state)
{
	static const struct {
		const char *text;
		enum fh_terms_read read;
	} table[] = {
		{ "", FH_TERMS_BAD },
		{ "garbage", FH_TERMS_BAD },
		{ "1;zones=", FH_TERMS_BAD },
		{ "1;nonce=" NONCE_A ";unknown=1", FH_TERMS_BAD },
		{ "1;nonce=" NONCE_A ";accel=h100", FH_TERMS_BAD },
		{ "2;nonce=" NONCE_A, FH_TERMS_NEWER },
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < COUNT(table); i++) {
		/* Twice: kept like any other answer. */
		for (int times = 0; times < 2; times++) {
			const struct fh_decision *decision =
				fh_decide(fixture->decider, fixture->conf, 1,
					  table[i].text, NULL, &fixture->plan,
					  BEFORE);

			assert_non_null(decision);
			assert_int_equal(decision->read, table[i].read);
			assert_true(decision->why.text[0]);
			assert_int_equal(decision->ever.count, 0);
			assert_int_equal(decision->now.count, 0);
		}
	}
}

/* A kept answer has the nonce of the job that asked first. */
static void test_keeping(void **state)
{
	static const struct {
		const char *what;
		uint64_t generation;
		const char *rest;
		int64_t now_s;
		bool kept;
	} table[] = {
		{ "at once", 1, ";zones=us", BEFORE, true },
		{ "later, nothing changed", 1, ";zones=us", OPENING - 1, true },
		{ "a zone has opened", 1, ";zones=us", OPENING, false },
		{ "the clock went back", 1, ";zones=us", BEFORE - 1, false },
		{ "another configuration", 2, ";zones=us", BEFORE, false },
		{ "other terms", 1, ";zones=us;span=any", BEFORE, false },
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < COUNT(table); i++) {
		const struct fh_decision *decision;

		print_message("%s\n", table[i].what);
		ask(fixture, 1, NONCE_A, ";zones=us", BEFORE);
		decision = ask(fixture, table[i].generation, NONCE_B,
			       table[i].rest, table[i].now_s);
		assert_string_equal(decision->terms.nonce,
				    table[i].kept ? NONCE_A : NONCE_B);
		/* Back to the first for the next line. */
		ask(fixture, 3, NONCE_A, ";zones=us", BEFORE);
	}
}

/* An order by price: for one size of job, until a price may change. */
static void test_prices(void **state)
{
	static const struct {
		const char *what, *rest;
		int64_t limit_s, later_s;
		bool kept;
	} table[] = {
		{ "nothing changed", ";accel=h100:4;order=cheapest", 3600, 899,
		  true },
		{ "a quarter of an hour later", ";accel=h100:4;order=cheapest",
		  3600, 900, false },
		{ "another size", ";accel=h100:4;order=cheapest", 7200, 0,
		  false },
		{ "speeds have no price", ";accel=h100:4;order=fastest", 3600,
		  86400, true },
		{ "no order, no size", ";accel=h100:4", 7200, 86400, true },
	};
	struct fixture *fixture = *state;
	const struct fh_decision *decision;

	for (size_t i = 0; i < COUNT(table); i++) {
		print_message("%s\n", table[i].what);
		fixture->plan.limit_s = 3600;
		ask(fixture, 1, NONCE_A, table[i].rest, OPENING);
		fixture->plan.limit_s = table[i].limit_s;
		decision = ask(fixture, 1, NONCE_B, table[i].rest,
			       OPENING + table[i].later_s);
		assert_string_equal(decision->terms.nonce,
				    table[i].kept ? NONCE_A : NONCE_B);
		/* An order that ends opens no zone. */
		assert_int_equal(decision->hope_s, FH_FOREVER);
		ask(fixture, 2, NONCE_A, table[i].rest, OPENING);
	}
}

/* More terms than slots: older answers go, and right ones come. */
static void test_crowd(void **state)
{
	struct fixture *fixture = *state;
	char rest[64];

	for (int round = 0; round < 2; round++) {
		for (int i = 1; i <= 4 * FH_DECIDE_SLOTS; i++) {
			snprintf(rest, sizeof(rest), ";accel=h100:%d", i);
			assert_int_equal(ask(fixture, 1, NONCE_A, rest, BEFORE)
				->terms.request.alternative[0].count, i);
		}
	}
}

static int setup(void **state)
{
	static struct fixture fixture;

	fixture.conf = sample_conf();
	fixture.decider = fh_decider_create();
	fixture.plan = (struct fh_plan) { .limit_s = 3600, .nodes = 1,
					  .cores = 1, .records = 1 };
	*state = &fixture;
	return fixture.decider ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	fh_decider_free(fixture->decider);
	fh_conf_free(fixture->conf);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_zones, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unreadable, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_keeping, setup, teardown),
		cmocka_unit_test_setup_teardown(test_prices, setup, teardown),
		cmocka_unit_test_setup_teardown(test_crowd, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

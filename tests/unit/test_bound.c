/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounds of candidates against a cost limit, now and later. */
#include "sample_conf.h"

#include "fh_bound.h"
#include "fh_units.h"

#define EIGHT_HOURS_S 28800
#define TERMS "1;nonce=0123456789abcdef0123456789abcdef"

struct world {
	struct fh_conf *conf;
	struct fh_terms terms;
	struct fh_plan plan;
	struct fh_candidate item[FH_CANDIDATE_MAX];
	struct fh_decide_list list;
	struct fh_bound bound;
};

static const bool open[SAMPLE_ZONES] = { true, true, true, false };

static void begin(struct world *world, const char *terms, int64_t start_s)
{
	struct fh_candidates *all = calloc(1, sizeof(*all));

	*world = (struct world) { .conf = sample_conf() };
	assert_int_equal(fh_terms_decode(terms, &world->terms, NULL),
			 FH_TERMS_OK);
	assert_int_equal(fh_place_list(world->conf, &world->terms, open, all,
				       NULL), 0);
	memcpy(world->item, all->item, sizeof(world->item));
	world->list = (struct fh_decide_list) { world->item, all->count };
	world->plan = (struct fh_plan) {
		.start_s = start_s, .limit_s = EIGHT_HOURS_S, .nodes = 1,
		.cores = 8, .records = 1,
	};
	world->bound = (struct fh_bound) {
		world->conf, &world->terms, open, &world->plan
	};
	free(all);
}

static void end(struct world *world)
{
	fh_terms_clear(&world->terms);
	fh_conf_free(world->conf);
}

static void test_cut(void **state)
{
	struct world world;
	size_t i;

	(void) state;
	/* tx 120.86, ny and cloud-in 238.30; maia has no price at all. */
	begin(&world, TERMS ";accel=h100:4|maia100:1", JANUARY_S);
	assert_int_equal(world.list.count, 6);
	assert_int_equal(fh_bound_cheapest(&world.bound, &world.list, &i),
			 120864000);
	assert_int_equal(i, 0);
	fh_bound_cut(&world.bound, 238304000, &world.list);
	assert_int_equal(world.list.count, 3);
	fh_bound_cut(&world.bound, 238303999, &world.list);
	assert_int_equal(world.list.count, 1);
	assert_int_equal(world.list.item[0].site, 0);
	fh_bound_cut(&world.bound, 120863999, &world.list);
	assert_int_equal(world.list.count, 0);
	end(&world);
}

static void test_unbounded(void **state)
{
	struct fh_error err = { "" };
	struct world world;
	size_t i;

	(void) state;
	begin(&world, TERMS ";accel=maia100:1;costlimit=5", JANUARY_S);
	assert_int_equal(fh_bound_cheapest(&world.bound, &world.list, &i),
			 FH_UNKNOWN);
	fh_bound_explain(&world.bound, &world.list, &err);
	assert_non_null(strstr(err.text, "has a price in the rate card"));
	fh_bound_cut(&world.bound, INT64_MAX, &world.list);
	assert_int_equal(world.list.count, 0);
	end(&world);

	begin(&world, TERMS ";accel=h100:1;costlimit=5", JANUARY_S);
	world.plan.limit_s = FH_FOREVER;
	assert_int_equal(fh_bound_micro(&world.bound, &world.list.item[0]),
			 FH_UNKNOWN);
	end(&world);
}

/* The card of February makes tx dearer; cards before it were cheaper. */
static void test_later(void **state)
{
	struct world world;

	(void) state;
	begin(&world, TERMS ";accel=a100:1", JANUARY_S - 7 * 86400);
	assert_int_equal(fh_bound_micro(&world.bound, &world.list.item[0]),
			 FH_UNKNOWN);
	assert_int_equal(fh_bound_later(&world.bound, 20000000, &world.list),
			 JANUARY_S);
	world.plan.start_s = JANUARY_S - 1800;
	assert_int_equal(fh_bound_later(&world.bound, 20000000, &world.list),
			 JANUARY_S);
	assert_int_equal(fh_bound_later(&world.bound, 1, &world.list),
			 FH_UNKNOWN);
	end(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_unbounded),
		cmocka_unit_test(test_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

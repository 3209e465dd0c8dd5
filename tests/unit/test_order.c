/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of candidates by policy, and for how long it holds. */
#include "sample_conf.h"
#include "sim_random.h"

#include "fh_order.h"
#include "fh_speed.h"
#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define EIGHT_HOURS 28800

/* Which zones are open: a bit each. */
#define TX (1u << TX_MAIN)
#define US (TX | 1u << NY_LAB)
#define ALL (US | 1u << CLOUD_IN | 1u << CLOUD_AE)

static struct fh_terms terms_of(const char *text)
{
	struct fh_terms terms = { 0 };
	char whole[256];

	snprintf(whole, sizeof(whole),
		 "1;nonce=0123456789abcdef0123456789abcdef%s", text);
	assert_int_equal(fh_terms_decode(whole, &terms, NULL), FH_TERMS_OK);
	return terms;
}

/* January's prices, with figures that the sample does not have. */
static struct fh_conf *conf_with_figures(void)
{
	static const int64_t carbon_mg[SAMPLE_ZONES] = { 476000, 211000,
							 713000, FH_UNKNOWN };
	struct fh_conf *conf = sample_conf();

	for (int i = 0; i < SAMPLE_ZONES; i++)
		conf->rates.card[0].zone[i].carbon_mg_per_kwh = carbon_mg[i];
	for (size_t i = 0; i < conf->catalog.count; i++) {
		struct fh_accel *accel = &conf->catalog.accel[i];

		if (!strcmp(accel->type, "h100"))
			accel->bf16_gflops = 989000;
		if (!strcmp(accel->type, "a100"))
			accel->bf16_gflops = 312000;
	}
	return conf;
}

/* "h100@tx " */
static void write_out(const struct fh_conf *conf, const struct fh_terms *terms,
		      const struct fh_candidates *list, char *text,
		      size_t size)
{
	size_t len = 0;

	*text = '\0';
	for (size_t i = 0; i < list->count; i++) {
		const struct fh_candidate *item = &list->item[i];

		len += (size_t) snprintf(
			text + len, size - len, "%s@%s ",
			item->alternative < 0 ? "-" :
			terms->request.alternative[item->alternative].type,
			item->site < 0 ? "any" :
			conf->zones.site[item->site].name);
	}
}

static const struct {
	const char *what, *terms;
	unsigned open;
	int64_t limit_s, cores;
	const char *order, *line;
} table[] = {
	{ "as written, owned first", ";accel=a100:8|h100:4",
	  ALL, EIGHT_HOURS, 8,
	  "a100@tx a100@ny a100@cloud h100@tx h100@ny h100@cloud ", "" },
	{ "the same", ";accel=h100:4;order=soonest", ALL, EIGHT_HOURS, 8,
	  "h100@tx h100@ny h100@cloud ", "" },
	/* 120.86, 238.30; cloud-ae has no price for cores. */
	{ "cheapest", ";accel=h100:4;order=cheapest",
	  ALL, EIGHT_HOURS, 8, "h100@tx h100@ny h100@cloud ",
	  "; no price known for 1 of 3 candidates, which come last" },
	{ "no price for a type", ";accel=maia100:1|h100:4;order=cheapest",
	  ALL, EIGHT_HOURS, 8,
	  "h100@tx h100@ny maia100@tx maia100@ny maia100@cloud h100@cloud ",
	  "; no price known for 4 of 6 candidates, which come last" },
	/* 120.86 to 121.34 */
	{ "two types", ";accel=a100:8|h100:4;order=cheapest",
	  TX, EIGHT_HOURS, 8, "h100@tx a100@tx ", "" },
	{ "half the time on eight", ";accel=h100:4|a100:8;order=cheapest;"
	  "speed=h100%3D1,a100%3D1", TX, EIGHT_HOURS, 8,
	  "a100@tx h100@tx ", "" },
	{ "not when each is slow", ";accel=h100:4|a100:8;order=cheapest;"
	  "speed=h100%3D1,a100%3D0.42", TX, EIGHT_HOURS, 8,
	  "h100@tx a100@tx ", "" },
	/* 34.30 to 117.50 */
	{ "energy of none", ";accel=h100:4|asic1:4;order=cheapest",
	  TX, EIGHT_HOURS, 8, "asic1@tx h100@tx ", "" },
	{ "no limit", ";accel=h100:4;order=cheapest", US, FH_FOREVER, 8,
	  "h100@tx h100@ny ", "" },
	{ "cores not known", ";accel=h100:4;order=cheapest",
	  US, EIGHT_HOURS, FH_UNKNOWN, "h100@tx h100@ny ", "" },
	{ "greenest", ";accel=h100:4;order=greenest",
	  ALL, EIGHT_HOURS, 8, "h100@ny h100@tx h100@cloud ",
	  "; no carbon figure known for 1 of 3 candidates, which come last" },
	{ "less power", ";accel=h100:4|a100:4;order=greenest",
	  US, EIGHT_HOURS, 8, "a100@ny h100@ny a100@tx h100@tx ", "" },
	{ "for longer", ";accel=h100:4|a100:4;order=greenest;"
	  "speed=h100%3D1,a100%3D0.42", US, EIGHT_HOURS, 8,
	  "h100@ny a100@ny h100@tx a100@tx ", "" },
	{ "no watts", ";accel=asic1:4|h100:4;order=greenest",
	  US, EIGHT_HOURS, 8, "h100@ny h100@tx asic1@tx asic1@ny ",
	  "; no carbon figure known for 2 of 4 candidates, which come last" },
	{ "no accelerator", ";order=greenest", US, EIGHT_HOURS, 8,
	  "-@ny -@tx ", "" },
	{ "no accelerator", ";order=cheapest", US, EIGHT_HOURS, 8,
	  "-@tx -@ny ", "" },
	{ "no accelerator", ";order=fastest", US, EIGHT_HOURS, 8,
	  "-@tx -@ny ", "" },
	{ "fastest by the catalogue", ";accel=a100:8|h100:4;order=fastest",
	  US, EIGHT_HOURS, 8, "h100@tx h100@ny a100@tx a100@ny ",
	  "; fastest by the catalogue's BF16 figures" },
	{ "its count decides", ";accel=h100:2|a100:8;order=fastest",
	  TX, EIGHT_HOURS, 8, "a100@tx h100@tx ",
	  "; fastest by the catalogue's BF16 figures" },
	{ "the user knows better", ";accel=h100:4|a100:8;order=fastest;"
	  "speed=h100%3D1,a100%3D0.51", US, EIGHT_HOURS, 8,
	  "a100@tx a100@ny h100@tx h100@ny ", "" },
	{ "no figure", ";accel=maia100:8|h100:4;order=fastest",
	  TX, EIGHT_HOURS, 8, "h100@tx maia100@tx ",
	  "; fastest by the catalogue's BF16 figures; no speed known for 1 of "
	  "2 candidates, which come last" },
};

static void test_orders(void **state)
{
	struct fh_conf *conf = conf_with_figures();
	struct fh_candidates *list = malloc(sizeof(*list));

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = terms_of(table[i].terms);
		struct fh_plan plan = {
			.start_s = JANUARY_S, .limit_s = table[i].limit_s,
			.nodes = 1, .cores = table[i].cores, .records = 1,
		};
		struct fh_order_notes notes;
		bool open[SAMPLE_ZONES];
		char text[256];

		print_message("%s\n", table[i].what);
		for (int j = 0; j < SAMPLE_ZONES; j++)
			open[j] = table[i].open & 1u << j;
		assert_int_equal(fh_place_list(conf, &terms, open, list, NULL),
				 0);
		assert_int_equal(fh_order_sort(conf, &terms, open, &plan, list,
					       &notes, NULL), 0);
		write_out(conf, &terms, list, text, sizeof(text));
		assert_string_equal(text, table[i].order);
		fh_order_line(&terms, &notes, list->count, text, sizeof(text));
		assert_string_equal(text, table[i].line);
		fh_terms_clear(&terms);
	}
	free(list);
	fh_conf_free(conf);
}

/* Equals go where the fewest accelerators are left on a node. */
static void test_fragmentation(void **state)
{
	static const bool open[SAMPLE_ZONES] = { false, true, true, false };
	static const char *const orders[] = { "first", "fastest" };
	static const struct {
		uint32_t count, ny, cloud;
		const char *order;
	} example[] = {
		{ 4, 8, 4, "h100@cloud h100@ny " },
		{ 4, 4, 8, "h100@ny h100@cloud " },
		{ 4, 8, 8, "h100@ny h100@cloud " },
		/* Nothing is to spare where it can't run. */
		{ 4, 8, 2, "h100@ny h100@cloud " },
	};
	struct fh_conf *conf = conf_with_figures();
	struct fh_candidates *list = malloc(sizeof(*list));

	(void) state;
	conf->zones.zone[CLOUD_IN].tenancy = FH_TENANCY_LEASED;
	for (size_t i = 0; i < COUNT(example) * COUNT(orders); i++) {
		size_t at = i / COUNT(orders);
		struct fh_plan plan = { .limit_s = 60, .nodes = 1 };
		struct fh_terms terms;
		struct fh_fleet fleet;
		char text[128];

		snprintf(text, sizeof(text), ";accel=h100:%u;order=%s",
			 example[at].count, orders[i % COUNT(orders)]);
		terms = terms_of(text);
		assert_int_equal(fh_fleet_init(&fleet, conf, NULL), 0);
		fh_fleet_add(&fleet, conf, NY_LAB, "h100", example[at].ny);
		fh_fleet_add(&fleet, conf, CLOUD_IN, "h100",
			     example[at].cloud);
		plan.fleet = &fleet;
		assert_int_equal(fh_place_list(conf, &terms, open, list, NULL),
				 0);
		assert_int_equal(fh_order_sort(conf, &terms, open, &plan, list,
					       NULL, NULL), 0);
		write_out(conf, &terms, list, text, sizeof(text));
		assert_string_equal(text, example[at].order);
		fh_fleet_clear(&fleet);
		fh_terms_clear(&terms);
	}
	free(list);
	fh_conf_free(conf);
}

/* Any prices there may be. */
static void shuffle_prices(struct fh_conf *conf, struct sim_random *random)
{
	for (size_t i = 0; i < conf->rates.card_count; i++)
		for (int j = 0; j < SAMPLE_ZONES; j++) {
			struct fh_prices *zone = &conf->rates.card[i].zone[j];

			for (size_t k = 0; k < zone->accel_count; k++)
				zone->accel[k].per_hour_micro =
					sim_between(random, 0, 20000000);
			zone->kwh_micro = sim_between(random, 0, 500000);
			zone->carbon_mg_per_kwh = sim_chance(random, 20) ?
				FH_UNKNOWN : sim_between(random, 0, 900000);
			if (sim_chance(random, 20))
				zone->core_hour_micro = FH_UNKNOWN;
		}
}

/* The figure of a candidate without --accel-speed, asked for one by one. */
static int64_t figure_of(const struct fh_conf *conf,
			 const struct fh_terms *terms,
			 const struct fh_candidate *candidate,
			 const bool *open, const struct fh_plan *plan)
{
	struct fh_cost cost;

	if (terms->request.order == FH_ORDER_GREENEST)
		return fh_estimate_carbon(conf, terms, candidate, open, plan);
	fh_estimate_candidate(conf, terms, candidate, open, plan, &cost);
	return cost.total_micro;
}

/*
 * Whatever the prices: the same candidates, figures that only rise, and those
 * without one at the end.
 */
static void test_property(void **state)
{
	static const char *const texts[] = {
		";accel=h100:4|a100:8|h100:1;order=cheapest",
		";accel=h100:4|a100:8|h100:1;order=greenest",
		";accel=h100:4|a100:8|h100:1;order=greenest;span=zone",
	};
	static const bool open[SAMPLE_ZONES] = { true, true, true, true };
	struct fh_conf *conf = conf_with_figures();
	struct fh_candidates *list = malloc(sizeof(*list));
	struct sim_random random = { 20261128 };

	(void) state;
	for (int round = 0; round < 2000; round++) {
		struct fh_terms terms = terms_of(texts[round % 3]);
		struct fh_plan plan = {
			.start_s = JANUARY_S + sim_between(&random, 0, 5000000),
			.limit_s = sim_between(&random, 1, 7 * 86400),
			.nodes = sim_between(&random, 1, 4),
			.cores = sim_between(&random, 1, 64), .records = 1,
		};
		struct fh_order_notes notes;
		unsigned seen = 0;
		int64_t last = -1;
		size_t count, known;

		shuffle_prices(conf, &random);
		assert_int_equal(fh_place_list(conf, &terms, open, list, NULL),
				 0);
		count = list->count;
		assert_int_equal(fh_order_sort(conf, &terms, open, &plan, list,
					       &notes, NULL), 0);
		assert_int_equal(list->count, count);
		known = count - notes.unknown;
		for (size_t i = 0; i < count; i++) {
			const struct fh_candidate *item = &list->item[i];
			int place = item->zone >= 0 ? item->zone : item->site;
			int64_t figure = figure_of(conf, &terms, item, open,
						   &plan);

			seen |= 1u << (item->alternative * SAMPLE_ZONES +
				       place);
			assert_int_equal(figure >= 0, i < known);
			assert_true(i >= known || figure >= last);
			last = figure;
		}
		assert_int_equal(__builtin_popcount(seen), count);
		fh_terms_clear(&terms);
	}
	free(list);
	fh_conf_free(conf);
}

static void test_until(void **state)
{
	static const struct {
		const char *terms;
		int64_t now_s, until_s;
	} example[] = {
		{ ";accel=h100:1", JANUARY_S, FH_FOREVER },
		{ ";accel=h100:1;order=fastest", JANUARY_S, FH_FOREVER },
		{ ";accel=h100:1;order=cheapest", JANUARY_S, JANUARY_S + 900 },
		{ ";accel=h100:1;order=greenest", FEBRUARY_S - 10, FEBRUARY_S },
		/* 00:00 in the tariff's zone, UTC: rules end at 02:30. */
		{ ";accel=h100:1;order=cheapest", JANUARY_S + 8990,
		  JANUARY_S + 9000 },
	};
	static const struct fh_tariff_rule rule[] = {
		{ 0, 365, FH_TARIFF_ALL_WEEK, 0, 10, 1 },
		{ 0, 365, FH_TARIFF_ALL_WEEK, 10, 96, 2 },
	};
	static const bool open[SAMPLE_ZONES] = { true };
	struct fh_conf *conf = sample_conf();
	struct fh_tariff tariff = { .tz = conf->rates.tz, .rule = rule,
				    .count = COUNT(rule) };

	(void) state;
	conf->rates.card[0].zone[TX_MAIN].tariff = &tariff;
	for (size_t i = 0; i < COUNT(example); i++) {
		struct fh_terms terms = terms_of(example[i].terms);

		assert_int_equal(fh_order_until(conf, &terms, open,
						example[i].now_s),
				 example[i].until_s);
		fh_terms_clear(&terms);
	}
	fh_conf_free(conf);
}

/* By hand, as fh_speed.h has it. */
static void test_speed(void **state)
{
	struct fh_terms terms = terms_of(";accel=h100:4|a100:8;"
					 "speed=h100%3D1,a100%3D0.42");
	struct fh_terms plain = terms_of(";accel=h100:4");

	(void) state;
	assert_int_equal(fh_speed_throughput(&terms.request, 0), 4000000);
	assert_int_equal(fh_speed_throughput(&terms.request, 1), 3360000);
	assert_int_equal(fh_speed_time_s(&terms.request, 0, EIGHT_HOURS),
			 24192);
	assert_int_equal(fh_speed_time_s(&terms.request, 1, EIGHT_HOURS),
			 EIGHT_HOURS);
	assert_int_equal(fh_speed_time_s(&terms.request, 0, 0), 1);
	assert_int_equal(fh_speed_time_s(&plain.request, 0, 7), 7);
	assert_int_equal(fh_speed_throughput(&plain.request, 0), FH_UNKNOWN);
	fh_terms_clear(&terms);
	fh_terms_clear(&plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orders),
		cmocka_unit_test(test_fragmentation),
		cmocka_unit_test(test_property),
		cmocka_unit_test(test_until),
		cmocka_unit_test(test_speed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a request can be met at all, and the sentence when it cannot. */
#include "sample_conf.h"

#include "fh_fleet.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static const struct {
	const char *zone;	/* NULL: in none */
	const char *type;
	uint32_t count;
} nodes[] = {
	{ "tx-main", "h100", 4 },
	{ "tx-main", "h100", 8 },
	{ "tx-main", "h100", 2 },
	{ "ny-lab", "a100", 8 },
	{ "cloud-in", "maia100", 4 },
	{ "cloud-in", "unknown", 4 },
	{ NULL, "h100", 16 },
};

static const struct {
	const char *terms;
	bool open[SAMPLE_ZONES];
	size_t left;		/* candidates */
	const char *says;	/* when none is left */
} table[] = {
	{ ";accel=h100:8", { 1, 1, 1, 1 }, 1, NULL },
	{ ";accel=h100:8|a100:8", { 1, 1, 1, 1 }, 2, NULL },
	{ ";accel=h100:9", { 1, 1, 1, 1 }, 0,
	  "no node that this job may use has 9 h100; ask for at most 8" },
	{ ";accel=h100:16;span=any", { 1, 1, 1, 1 }, 1, NULL },
	{ ";accel=h100:16;zones=us;span=any", { 1, 1, 0, 0 }, 0,
	  "ask for at most 8 per node" },
	{ ";accel=maia100:4", { 1, 1, 0, 0 }, 0,
	  "has maia100; there are some in zones closed to it" },
	{ ";accel=asic1:1", { 1, 1, 1, 1 }, 0,
	  "no node that this job may use has asic1" },
	{ ";accel=asic1:1|maia100:8", { 1, 1, 1, 1 }, 0,
	  "has asic1, nor an alternative" },
	{ ";zones=us", { 1, 1, 0, 0 }, 2, NULL },
};

static struct fh_terms terms_of(const char *text)
{
	struct fh_terms terms = { 0 };
	char whole[256];

	snprintf(whole, sizeof(whole), "1;nonce=%032d%s", 0, text);
	assert_int_equal(fh_terms_decode(whole, &terms, NULL), FH_TERMS_OK);
	return terms;
}

static void fill(struct fh_fleet *fleet, const struct fh_conf *conf)
{
	assert_int_equal(fh_fleet_init(fleet, conf, NULL), 0);
	for (size_t i = 0; i < COUNT(nodes); i++) {
		int zone = nodes[i].zone ?
			fh_zones_find(&conf->zones, nodes[i].zone) :
			FH_NO_ZONE;

		fh_fleet_add_node(fleet, zone, 64, 512000);
		fh_fleet_add(fleet, conf, zone, nodes[i].type, nodes[i].count);
	}
}

static void test_cut(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_fleet fleet;

	(void) state;
	fill(&fleet, conf);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = terms_of(table[i].terms);
		struct fh_candidates candidates = { 0 };
		struct fh_error err = { "" };

		assert_int_equal(fh_place_list(conf, &terms, table[i].open,
					       &candidates, &err), 0);
		assert_int_equal(fh_fleet_cut(&fleet, conf, &terms,
					      table[i].open, &candidates,
					      &err),
				 table[i].left ? 0 : -1);
		if (table[i].left)
			assert_int_equal(candidates.count, table[i].left);
		if (table[i].says && !strstr(err.text, table[i].says))
			fail_msg("\"%s\" instead of \"%s\"", err.text,
				 table[i].says);
		fh_terms_clear(&terms);
	}
	fh_fleet_clear(&fleet);
	fh_conf_free(conf);
}

static void test_most(void **state)
{
	struct fh_conf *conf = sample_conf();
	int tx = fh_zones_find(&conf->zones, "tx-main");
	struct fh_fleet fleet;

	(void) state;
	fill(&fleet, conf);
	assert_int_equal(fh_fleet_most(&fleet, conf, tx, "h100"), 8);
	assert_int_equal(fh_fleet_most(&fleet, conf, tx, "a100"), 0);
	assert_int_equal(fh_fleet_most(&fleet, conf, tx, "nothing"), 0);
	assert_int_equal(fh_fleet_most(&fleet, conf, FH_NO_ZONE, "h100"), 16);
	fh_fleet_clear(&fleet);
	fh_conf_free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

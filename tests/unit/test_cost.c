/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Costs: exact to the micro-unit, and what is missing is said. */
#include "sample_conf.h"

#include "fh_cost.h"
#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HOUR 3600

enum { H100, A100, MAIA100, ASIC1 };

/* One hour of a small job at the begin of the first card. */
static const struct fh_usage hour = {
	.zone = TX_MAIN, .start_s = JANUARY_S, .end_s = JANUARY_S + HOUR,
	.accel = H100, .accel_count = 2, .cores = 4, .memory_mib = 2048,
	.energy_uj = FH_UJ_PER_KWH,
};

/* What is looked at where no accelerator is owned. */
struct expected {
	int64_t accel_micro, core_micro, memory_micro, energy_micro;
	int64_t total_micro;
	unsigned gaps;
};

static void check(const struct fh_conf *conf, const struct fh_usage *usage,
		  const struct expected *expected)
{
	struct fh_cost cost;

	fh_cost_of(conf, usage, &cost);
	assert_int_equal(cost.accel_micro, expected->accel_micro);
	assert_int_equal(cost.core_micro, expected->core_micro);
	assert_int_equal(cost.memory_micro, expected->memory_micro);
	assert_int_equal(cost.energy_micro, expected->energy_micro);
	assert_int_equal(cost.total_micro, expected->total_micro);
	assert_int_equal(cost.gaps, expected->gaps);
}

static void test_pieces(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_usage usage = hour;

	(void) state;
	check(conf, &usage, &(struct expected) {
		7200000, 144000, 7200, 150000, 7501200, 0 });
	/* Half in January, half in February, at a kWh's worth in all. */
	usage.start_s = FEBRUARY_S - HOUR;
	usage.end_s = FEBRUARY_S + HOUR;
	check(conf, &usage, &(struct expected) {
		21600000, 432000, 21600, 225000, 22278600, 0 });
	usage.start_s = usage.end_s = JANUARY_S;
	usage.energy_uj = 0;
	check(conf, &usage, &(struct expected) { 0, 0, 0, 0, 0, 0 });
	fh_conf_free(conf);
}

/* A GiB for a second is one micro-unit in January and two in February. */
static void test_rounding(void **state)
{
	static const struct {
		int64_t from_s, until_s, memory_mib, micro;
	} table[] = {
		{ JANUARY_S, JANUARY_S + 1, 512, 0 },		/* 0.5 */
		{ JANUARY_S, JANUARY_S + 3, 512, 2 },		/* 1.5 */
		{ JANUARY_S, JANUARY_S + 5, 512, 2 },		/* 2.5 */
		{ JANUARY_S, JANUARY_S + 1, 513, 1 },
		/* 0.5 + 1: each piece rounded would give 1. */
		{ FEBRUARY_S - 1, FEBRUARY_S + 1, 512, 2 },
	};
	struct fh_conf *conf = sample_conf();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_usage usage = {
			.zone = TX_MAIN, .accel = -1,
			.start_s = table[i].from_s, .end_s = table[i].until_s,
			.memory_mib = table[i].memory_mib,
		};

		check(conf, &usage, &(struct expected) {
			0, 0, table[i].micro, 0, table[i].micro, 0 });
	}
	fh_conf_free(conf);
}

static void test_gaps(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_usage usage = hour;

	(void) state;
	usage.zone = FH_NO_ZONE;
	check(conf, &usage, &(struct expected) {
		-1, -1, -1, -1, -1, FH_GAP_NO_ZONE });
	usage = hour;
	usage.start_s = JANUARY_S - 1;
	check(conf, &usage, &(struct expected) {
		-1, -1, -1, -1, -1, FH_GAP_NO_CARD });
	usage = hour;
	usage.accel = MAIA100;
	check(conf, &usage, &(struct expected) {
		-1, 144000, 7200, 150000, -1, FH_GAP_ACCEL_PRICE });
	/* A type whose price ends with a card has none behind it. */
	usage.accel = ASIC1;
	usage.start_s = FEBRUARY_S - HOUR;
	usage.end_s = FEBRUARY_S + HOUR;
	check(conf, &usage, &(struct expected) {
		-1, 432000, 21600, 225000, -1, FH_GAP_ACCEL_PRICE });
	usage = hour;
	usage.accel = -1;
	check(conf, &usage, &(struct expected) {
		-1, 144000, 7200, 150000, -1, FH_GAP_ACCEL_TYPE });
	usage = hour;
	usage.accel_count = FH_UNKNOWN;
	check(conf, &usage, &(struct expected) {
		-1, 144000, 7200, 150000, -1, FH_GAP_ACCEL_TYPE });
	usage = hour;
	usage.zone = CLOUD_AE;
	check(conf, &usage, &(struct expected) {
		18000000, -1, -1, -1, -1, FH_GAP_CORE_PRICE |
		FH_GAP_MEMORY_PRICE | FH_GAP_ENERGY_PRICE });
	/* Without energy a total is one of the rest. */
	usage = hour;
	usage.energy_uj = FH_UNKNOWN;
	check(conf, &usage, &(struct expected) {
		7200000, 144000, 7200, -1, 7351200, FH_GAP_ENERGY });
	usage.cores = usage.memory_mib = FH_UNKNOWN;
	check(conf, &usage, &(struct expected) {
		7200000, -1, -1, -1, -1, FH_GAP_CORE_PRICE |
		FH_GAP_MEMORY_PRICE | FH_GAP_ENERGY });
	/* Of nothing no price is needed. */
	usage = (struct fh_usage) { .zone = FH_NO_ZONE, .accel = -1,
				    .end_s = HOUR };
	check(conf, &usage, &(struct expected) { 0, 0, 0, 0, 0, 0 });
	fh_conf_free(conf);
}

static void test_overflow(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_usage usage = hour;
	struct fh_cost cost;

	(void) state;
	usage.end_s = INT64_MAX;
	usage.accel_count = usage.cores = INT64_MAX;
	usage.memory_mib = usage.energy_uj = INT64_MAX;
	fh_cost_of(conf, &usage, &cost);
	assert_int_equal(cost.accel_micro, FH_UNKNOWN);
	assert_int_equal(cost.core_micro, FH_UNKNOWN);
	assert_int_equal(cost.total_micro, FH_UNKNOWN);
	assert_true(cost.gaps & FH_GAP_OVERFLOW);
	/* Large, but the energy of no real job overflows. */
	usage = hour;
	usage.end_s = FEBRUARY_S;
	usage.energy_uj = INT64_MAX;
	fh_cost_of(conf, &usage, &cost);
	assert_int_equal(cost.energy_micro, 384307168202);
	assert_int_equal(cost.gaps, 0);
	fh_conf_free(conf);
}

/* A small generator, so that a failure comes back. */
static int64_t draw(uint64_t *seed, int64_t below)
{
	*seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (int64_t) ((*seed >> 33) % (uint64_t) below);
}

static struct fh_usage cut(const struct fh_usage *whole, int64_t from_s,
			   int64_t until_s, int64_t power_uw)
{
	struct fh_usage piece = *whole;

	piece.start_s = from_s;
	piece.end_s = until_s;
	piece.energy_uj = power_uw * (until_s - from_s);
	return piece;
}

/* What two stretches cost is what both in one do. */
static void check_additive(const struct fh_conf *conf, uint64_t *seed,
			   bool even)
{
	int64_t from_s = JANUARY_S + draw(seed, 2000000);
	int64_t middle_s = from_s + 1 + draw(seed, 2000000);
	int64_t until_s = middle_s + 1 + draw(seed, 2000000);
	int64_t power_uw = even ? 0 : draw(seed, 5000000000);
	struct fh_usage usage = hour, all, left, right;
	struct fh_cost whole, sum, rest;

	usage.accel_count = draw(seed, 64);
	usage.cores = draw(seed, 512);
	usage.memory_mib = draw(seed, 512) * (even ? 1024 : 777);
	all = cut(&usage, from_s, until_s, power_uw);
	left = cut(&usage, from_s, middle_s, power_uw);
	right = cut(&usage, middle_s, until_s, power_uw);
	fh_cost_of(conf, &all, &whole);
	fh_cost_of(conf, &left, &sum);
	fh_cost_of(conf, &right, &rest);
	fh_cost_add(&sum, &rest);
	assert_int_equal(sum.gaps | whole.gaps, 0);
	assert_int_equal(sum.total_micro, sum.accel_micro + sum.core_micro +
			 sum.memory_micro + sum.energy_micro);
	if (even)
		assert_int_equal(sum.total_micro, whole.total_micro);
	assert_int_equal(sum.accel_micro, whole.accel_micro);
	assert_int_equal(sum.core_micro, whole.core_micro);
	assert_in_range(sum.memory_micro - whole.memory_micro + 1, 0, 2);
	assert_in_range(sum.energy_micro - whole.energy_micro + 1, 0, 2);
}

static void test_additive(void **state)
{
	struct fh_conf *conf = sample_conf();
	uint64_t seed = 20260101;

	(void) state;
	for (int i = 0; i < 5000; i++)
		check_additive(conf, &seed, i % 2);
	fh_conf_free(conf);
}

static void test_add(void **state)
{
	struct fh_cost sum = { 0 };
	const struct fh_cost a = { 9, 1, 8, 7, 2, 3, FH_UNKNOWN, 30,
				   FH_GAP_ENERGY };
	const struct fh_cost b = { 1, 1, 1, 1, 1, 1, 1, 7, 0 };
	const struct fh_cost c = { 0, FH_UNKNOWN, 0, 0, 1, 1, 1, FH_UNKNOWN,
				   FH_GAP_NO_CARD };
	const struct fh_cost d = { .accel_micro = INT64_MAX,
				   .total_micro = INT64_MAX };

	(void) state;
	fh_cost_add(&sum, &a);
	fh_cost_add(&sum, &b);
	assert_int_equal(sum.accel_micro, 2);
	assert_int_equal(sum.energy_micro, FH_UNKNOWN);
	assert_int_equal(sum.capital_micro, 10);
	assert_int_equal(sum.lease_micro, 9);
	assert_int_equal(sum.operations_micro, 8);
	assert_int_equal(sum.total_micro, 37);
	assert_int_equal(sum.gaps, FH_GAP_ENERGY);
	fh_cost_add(&sum, &d);
	assert_int_equal(sum.accel_micro, FH_UNKNOWN);
	assert_true(sum.gaps & FH_GAP_OVERFLOW);
	fh_cost_add(&sum, &c);
	assert_int_equal(sum.core_micro, 4);
	assert_int_equal(sum.total_micro, FH_UNKNOWN);
	assert_true(sum.gaps & FH_GAP_NO_CARD);
}

static void test_gap_texts(void **state)
{
	unsigned bit;

	(void) state;
	for (bit = FH_GAP_NO_ZONE; bit <= FH_GAP_OVERFLOW; bit <<= 1)
		assert_non_null(fh_gap_text(bit));
	assert_null(fh_gap_text(bit));
	assert_null(fh_gap_text(FH_GAP_NONE));
	assert_string_equal(fh_gap_text(FH_GAP_NO_CARD),
			    "no rate card covers its start");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_rounding),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_overflow),
		cmocka_unit_test(test_additive),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_gap_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Time cut at every change: pieces follow each other, nothing changes inside
 * one, and what is added up over them does not hang on how it is cut.
 */
#include <stdlib.h>

#include "tz_case.h"
#include "tariff_case.h"

#include "fh_cut.h"
#include "fh_period.h"
#include "fh_rate.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HOUR 3600
#define DAY 86400

__extension__ typedef __int128 wide;

/* A clock that is put back and forward, a tariff on it, and cards. */
struct world {
	const char *rule;
	struct fh_tz *tz;
	struct fh_tariff tariff;
	struct fh_card card[3];
	struct fh_rates rates;
};

static void make_world(struct world *world, const char *rule)
{
	*world = (struct world) {
		.rule = rule, .tz = tz_of(rule),
		.card = {
			{ .from_s = at("2025-01-01") },
			{ .from_s = at("2026-03-29T12:34:56Z") },
			{ .from_s = at("2026-11-01T06:59:59Z") },
		},
	};
	world->tariff = (struct fh_tariff) {
		.tz = world->tz, .rule = tariff_rules, .count = TARIFF_RULES,
	};
	world->rates = (struct fh_rates) {
		.card = world->card, .card_count = COUNT(world->card),
	};
	setenv("TZ", rule, 1);
	tzset();
}

/* Micro-units per accelerator-hour of each card. */
static int64_t card_price(const struct fh_rates *rates, int64_t at_s)
{
	static const int64_t price[] = { 1105879, 1271761, 999999 };

	return price[fh_rates_at(rates, at_s) - rates->card];
}

static void begin(struct fh_cut *cut, struct world *world, int64_t start_s,
		  int64_t end_s)
{
	fh_cut_begin(cut, start_s, end_s);
	assert_int_equal(fh_cut_add(cut, fh_cut_rates, &world->rates), 0);
	assert_int_equal(fh_cut_add(cut, fh_cut_tariff, &world->tariff), 0);
	assert_int_equal(fh_cut_add(cut, fh_cut_month, world->tz), 0);
}

/* Price x seconds at 700 W: nothing is divided, so nothing is rounded. */
static wide price_second(struct world *world, int64_t at_s, int64_t kwh_micro)
{
	return (wide) card_price(&world->rates, at_s) * 1000 +
	       (wide) kwh_micro * 700;
}

static wide sum_of(struct world *world, int64_t start_s, int64_t end_s)
{
	struct fh_tariff_price price;
	struct fh_cut_piece piece;
	struct fh_cut cut;
	wide sum = 0;

	begin(&cut, world, start_s, end_s);
	while (fh_cut_next(&cut, &piece)) {
		assert_int_equal(fh_tariff_at(&world->tariff, piece.from_s,
					      &price), 0);
		sum += price_second(world, piece.from_s, price.micro) *
		       (piece.until_s - piece.from_s);
	}
	return sum;
}

/* Second by second, by libc's clock. */
static wide reference_sum(struct world *world, int64_t start_s, int64_t end_s)
{
	wide sum = 0;

	for (int64_t i = start_s; i < end_s; i++)
		sum += price_second(world, i, tariff_reference((time_t) i));
	return sum;
}

/* Stretches around changes of clocks, a leap day, months' and years' ends. */
static void check_reference(const char *rule)
{
	static const char *const around[] = {
		"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z",
		"2026-03-08T08:00:00Z", "2026-11-01T07:00:00Z",
		"2028-02-29T12:00:00Z", "2026-12-31T23:30:00Z",
		"2026-04-30T22:00:00Z", "2026-09-30T22:00:00Z",
	};
	uint64_t seed = 20260329;
	struct world world;

	make_world(&world, rule);
	for (size_t i = 0; i < 3 * COUNT(around); i++) {
		int64_t middle_s = at(around[i % COUNT(around)]);
		int64_t start_s = middle_s - draw(&seed, DAY);
		int64_t end_s = middle_s + draw(&seed, DAY);

		assert_true(sum_of(&world, start_s, end_s) ==
			    reference_sum(&world, start_s, end_s));
	}
	fh_tz_free(world.tz);
}

static void test_reference(void **state)
{
	(void) state;
	check_reference(BERLIN);
	check_reference(CHICAGO);
}

/* Cut anywhere, into however many: the sum is the same. */
static void check_additive(struct world *world, uint64_t *seed)
{
	int64_t start_s = at("2025-06-01") + draw(seed, 2 * 365 * DAY);
	int64_t end_s = start_s + 1 + draw(seed, 100 * DAY);
	wide whole = sum_of(world, start_s, end_s), sum = 0;
	int64_t at_s = start_s;

	while (at_s < end_s) {
		int64_t next_s = at_s + 1 + draw(seed, end_s - at_s);

		sum += sum_of(world, at_s, next_s);
		at_s = next_s;
	}
	assert_true(sum == whole);
}

static void test_additive(void **state)
{
	static const char *const rules[] = { BERLIN, CHICAGO };
	uint64_t seed = 4;

	(void) state;
	for (size_t i = 0; i < COUNT(rules); i++) {
		struct world world;

		make_world(&world, rules[i]);
		for (int j = 0; j < 500; j++)
			check_additive(&world, &seed);
		fh_tz_free(world.tz);
	}
}

/* One piece behind the other, none empty, and each end has its reason. */
static void test_pieces(void **state)
{
	static const char *const ends[] = {
		"2026-10-31T23:00:00Z",		/* month */
		"2026-11-01T01:30:00Z", "2026-11-01T05:15:00Z",
		"2026-11-01T06:59:59Z",		/* card */
		"2026-11-01T23:00:00Z",		/* the tariff's day */
		"2026-11-02T00:00:00Z",
	};
	struct fh_cut_piece piece = { 0, 0 };
	struct world world;
	struct fh_cut cut;
	int64_t at_s = at("2026-10-31T12:00:00Z");

	(void) state;
	make_world(&world, BERLIN);
	begin(&cut, &world, at_s, at("2026-11-02"));
	for (size_t i = 0; i < COUNT(ends); i++) {
		assert_true(fh_cut_next(&cut, &piece));
		assert_int_equal(piece.from_s, at_s);
		assert_int_equal(piece.until_s, at(ends[i]));
		at_s = piece.until_s;
	}
	assert_false(fh_cut_next(&cut, &piece));
	assert_false(fh_cut_next(&cut, &piece));
	fh_tz_free(world.tz);
}

/* Twice the hour that is shown twice, and none of the one left out. */
static void test_hours_and_days(void **state)
{
	static const struct {
		const char *rule, *from, *until;
		int hours, days;
	} table[] = {
		{ BERLIN, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z",
		  23, 1 },
		{ BERLIN, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z",
		  25, 1 },
		{ CHICAGO, "2026-03-08T06:00:00Z", "2026-03-09T05:00:00Z",
		  23, 1 },
		{ CHICAGO, "2026-11-01T05:00:00Z", "2026-11-02T06:00:00Z",
		  25, 1 },
		{ BERLIN, "2028-01-31T23:00:00Z", "2028-02-29T23:00:00Z",
		  29 * 24, 29 },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_tz *tz = tz_of(table[i].rule);
		int hours = 0, days = 0;
		struct fh_cut_piece piece;
		struct fh_cut cut;

		fh_cut_begin(&cut, at(table[i].from), at(table[i].until));
		assert_int_equal(fh_cut_add(&cut, fh_cut_hour, tz), 0);
		while (fh_cut_next(&cut, &piece)) {
			assert_int_equal(piece.until_s - piece.from_s, HOUR);
			hours++;
		}
		fh_cut_begin(&cut, at(table[i].from), at(table[i].until));
		assert_int_equal(fh_cut_add(&cut, fh_cut_day, tz), 0);
		while (fh_cut_next(&cut, &piece))
			days++;
		assert_int_equal(hours, table[i].hours);
		assert_int_equal(days, table[i].days);
		fh_tz_free(tz);
	}
}

static void test_series_ends(void **state)
{
	static const struct fh_series_unit unit = { "USD/kWh", 1 };
	const struct fh_series_kind kind = { &unit, 1, false };
	static const char text[] =
		"hours since 2026-01-01,USD/kWh\n0,1\n1,2\n";
	static const int64_t ends[] = { 0, HOUR, 2 * HOUR, 5 * HOUR };
	struct fh_diags diags = { 0 };
	struct fh_series *series;
	struct fh_cut_piece piece;
	struct fh_cut cut;
	int64_t from_s = at("2026-01-01");

	(void) state;
	assert_int_equal(fh_series_read("p", text, strlen(text), &kind,
					&series, &diags), 0);
	fh_cut_begin(&cut, from_s - HOUR, from_s + 5 * HOUR);
	assert_int_equal(fh_cut_add(&cut, fh_cut_series, series), 0);
	for (size_t i = 0; i < COUNT(ends); i++) {
		assert_true(fh_cut_next(&cut, &piece));
		assert_int_equal(piece.until_s, from_s + ends[i]);
	}
	assert_false(fh_cut_next(&cut, &piece));
	fh_series_free(series);
}

static int64_t stuck(const void *of, int64_t at_s)
{
	return of ? at_s : at_s - 10;
}

static int64_t counted(const void *of, int64_t at_s)
{
	++*(int *) (uintptr_t) of;
	return at_s / 100 * 100 + 100;
}

/* A source that does not move still ends; one is asked once per change. */
static void test_sources(void **state)
{
	struct fh_cut_piece piece;
	struct fh_cut cut;
	int asked = 0, pieces = 0;

	(void) state;
	fh_cut_begin(&cut, 0, 1000);
	assert_int_equal(fh_cut_add(&cut, stuck, NULL), 0);
	assert_int_equal(fh_cut_add(&cut, stuck, &asked), 0);
	assert_int_equal(fh_cut_add(&cut, counted, &asked), 0);
	while (fh_cut_next(&cut, &piece)) {
		assert_int_equal(piece.until_s - piece.from_s, 1);
		pieces++;
	}
	assert_int_equal(pieces, 1000);
	assert_int_equal(asked, 10);
	fh_cut_begin(&cut, 5, 5);
	assert_false(fh_cut_next(&cut, &piece));
	fh_cut_begin(&cut, 5, 4);
	assert_false(fh_cut_next(&cut, &piece));
	/* Without a source all is one piece. */
	fh_cut_begin(&cut, 0, INT64_MAX);
	assert_true(fh_cut_next(&cut, &piece));
	assert_true(piece.until_s == INT64_MAX);
	for (int i = 0; i < FH_CUT_SOURCES_MAX; i++)
		assert_int_equal(fh_cut_add(&cut, stuck, NULL), 0);
	assert_int_equal(fh_cut_add(&cut, stuck, NULL), -1);
}

/* Parts of an amount add up, and are what the time is but for one. */
static void check_share(struct world *world, uint64_t *seed)
{
	int64_t start_s = at("2025-06-01") + draw(seed, 365 * DAY);
	struct fh_cut_piece whole = {
		start_s, start_s + 1 + draw(seed, 30 * DAY)
	};
	int64_t total = draw(seed, 1LL << 31) * draw(seed, 1LL << 31);
	struct fh_cut_piece piece;
	struct fh_cut cut;
	int64_t sum = 0;

	begin(&cut, world, whole.from_s, whole.until_s);
	while (fh_cut_next(&cut, &piece)) {
		int64_t part = fh_cut_share(total, &whole, &piece);
		wide difference = (wide) part *
				  (whole.until_s - whole.from_s) -
				  (wide) total *
				  (piece.until_s - piece.from_s);

		if (difference < 0)
			difference = -difference;
		assert_true(difference < whole.until_s - whole.from_s);
		sum += part;
	}
	assert_int_equal(sum, total);
}

static void test_share(void **state)
{
	const struct fh_cut_piece whole = { 1, 4 }, first = { 1, 2 },
				  rest = { 2, 4 };
	uint64_t seed = 7;
	struct world world;

	(void) state;
	assert_int_equal(fh_cut_share(10, &whole, &first), 3);
	assert_int_equal(fh_cut_share(10, &whole, &rest), 7);
	assert_int_equal(fh_cut_share(0, &whole, &rest), 0);
	assert_int_equal(fh_cut_share(FH_UNKNOWN, &whole, &rest), FH_UNKNOWN);
	assert_true(fh_cut_share(INT64_MAX, &whole, &whole) == INT64_MAX);
	make_world(&world, CHICAGO);
	for (int i = 0; i < 500; i++)
		check_share(&world, &seed);
	fh_tz_free(world.tz);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reference),
		cmocka_unit_test(test_additive),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_hours_and_days),
		cmocka_unit_test(test_series_ends),
		cmocka_unit_test(test_sources),
		cmocka_unit_test(test_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

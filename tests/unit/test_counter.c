/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Meters, reading by reading: what each does to the energy that is counted.
 * Powers and energies are small round numbers: a meter of 100 W may draw
 * 160 J in a second.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "fh_counter.h"
#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define STEPS 8
#define S 1000000000LL		/* ns */
#define MS 1000000LL		/* ns */
#define J FH_UJ_PER_J
#define W 1000000LL		/* uW */

enum { FIRST = FH_COUNTER_FIRST, OK = FH_COUNTER_OK,
       WRAPPED = FH_COUNTER_WRAPPED, RESET = FH_COUNTER_RESET,
       MISSING = FH_COUNTER_MISSING, STALE = FH_COUNTER_STALE,
       REJECTED = FH_COUNTER_REJECTED };

struct expected {
	bool ok;
	int64_t at_ns, value, epoch;
	int event;
	int64_t uj, rejected_uj, since_ns;
};

struct sequence {
	const char *what;
	struct fh_counter_limits limits;
	struct expected step[STEPS];	/* up to the first without an instant */
};

static void check_step(const struct sequence *sequence, size_t i,
		       struct fh_counter_reading *last)
{
	const struct expected *want = &sequence->step[i];
	const struct fh_counter_reading now = {
		want->ok, want->value, want->epoch, want->at_ns,
	};
	struct fh_counter_step step =
		fh_counter_step(&sequence->limits, last, &now);

	if ((int) step.event != want->event || step.uj != want->uj ||
	    step.rejected_uj != want->rejected_uj ||
	    step.since_ns != want->since_ns)
		fail_msg("%s, step %zu: %s, %lld uJ, %lld rejected, since "
			 "%lld", sequence->what, i,
			 fh_counter_event_name(step.event),
			 (long long) step.uj, (long long) step.rejected_uj,
			 (long long) step.since_ns);
}

static void check(const struct sequence *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct fh_counter_reading last = { .ok = false };

		for (size_t k = 0; k < STEPS && table[i].step[k].at_ns; k++)
			check_step(&table[i], k, &last);
	}
}

static const struct fh_counter_limits plain = {
	.range_uj = FH_UNKNOWN, .max_w = 100, .lag_ns = 100 * MS,
};
static const struct fh_counter_limits ring = {
	.range_uj = 1000 * J - 1, .max_w = 100, .lag_ns = 100 * MS,
};

static void test_goes_on(void **state)
{
	const struct sequence table[] = {
		{ "plain", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 590 * J, 0, OK, 90 * J, 0, 1 * S },
			{ true, 3 * S, 591 * J, 0, OK, 1 * J, 0, 2 * S } } },
		{ "missing: counted over the gap", plain, {
			{ false, 1 * S, 0, 0, MISSING, 0, 0, -1 },
			{ true, 2 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ false, 3 * S, 0, 0, MISSING, 0, 0, 2 * S },
			{ false, 4 * S, 999 * J, 7, MISSING, 0, 0, 2 * S },
			{ true, 5 * S, 740 * J, 0, OK, 240 * J, 0, 2 * S } } },
		{ "negative: as missing", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, -1, 0, MISSING, 0, 0, 1 * S },
			{ true, 3 * S, 600 * J, 0, OK, 100 * J, 0, 1 * S } } },
		{ "stands still, then catches up", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 500 * J, 0, OK, 0, 0, 1 * S },
			{ true, 3 * S, 500 * J, 0, OK, 0, 0, 1 * S },
			{ true, 4 * S, 800 * J, 0, OK, 300 * J, 0, 1 * S },
			{ true, 5 * S, 890 * J, 0, OK, 90 * J, 0, 4 * S } } },
		{ "steps of 100 ms read every 50 ms", plain, {
			{ true, 1000 * MS, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 1050 * MS, 510 * J, 0, OK, 10 * J, 0,
			  1000 * MS },
			{ true, 1100 * MS, 510 * J, 0, OK, 0, 0, 1050 * MS },
			{ true, 1150 * MS, 520 * J, 0, OK, 10 * J, 0,
			  1050 * MS } } },
		{ "two readings at once", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 1 * S, 510 * J, 0, OK, 10 * J, 0, 1 * S },
			{ true, 1 * S, 530 * J, 0, REJECTED, 0, 20 * J,
			  1 * S } } },
		{ "a clock of another boot", plain, {
			{ true, 9 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 1 * S, 900 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 950 * J, 0, OK, 50 * J, 0, 1 * S } } },
		{ "no nameplate: all is believed",
		  { .range_uj = FH_UNKNOWN, .max_w = FH_UNKNOWN }, {
			{ true, 1 * S, 0, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, INT64_MAX, 0, OK, INT64_MAX, 0, 1 * S },
			{ true, 3 * S, 5, 0, RESET, 5, 0, 2 * S } } },
	};

	(void) state;
	check(table, COUNT(table));
}

static void test_wraps(void **state)
{
	const struct sequence table[] = {
		{ "wraps behind its range", ring, {
			{ true, 1 * S, 950 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 30 * J, 0, WRAPPED, 80 * J, 0, 1 * S },
			{ true, 3 * S, 40 * J, 0, OK, 10 * J, 0, 2 * S } } },
		{ "from the last value to 0 is 1 uJ", ring, {
			{ true, 1 * S, 1000 * J - 1, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 0, 0, WRAPPED, 1, 0, 1 * S } } },
		{ "wraps while it is missing", ring, {
			{ true, 1 * S, 900 * J, 0, FIRST, 0, 0, -1 },
			{ false, 2 * S, 0, 0, MISSING, 0, 0, 1 * S },
			{ true, 9 * S, 700 * J, 0, WRAPPED, 800 * J, 0,
			  1 * S } } },
		{ "too much for a wrap: a reset", ring, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 30 * J, 0, RESET, 30 * J, 0, 1 * S } } },
		{ "too much for both", ring, {
			{ true, 1 * S, 750 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 500 * J, 0, RESET, 0, 500 * J, 1 * S },
			{ true, 3 * S, 600 * J, 0, OK, 100 * J, 0, 2 * S } } },
		{ "the last value was behind the range: a reset", ring, {
			{ true, 1 * S, 1001 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 30 * J, 0, RESET, 30 * J, 0, 1 * S } } },
		{ "no nameplate: always a wrap",
		  { .range_uj = INT64_MAX, .max_w = FH_UNKNOWN }, {
			{ true, 1 * S, 6, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 5, 0, WRAPPED, INT64_MAX, 0,
			  1 * S } } },
	};

	(void) state;
	check(table, COUNT(table));
}

static void test_begins_anew(void **state)
{
	const struct sequence table[] = {
		{ "a driver loaded anew", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 30 * J, 0, RESET, 30 * J, 0, 1 * S },
			{ true, 3 * S, 90 * J, 0, OK, 60 * J, 0, 2 * S } } },
		{ "another epoch: no matter how high it is", ring, {
			{ true, 1 * S, 20 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 90 * J, 1, RESET, 90 * J, 0, 1 * S },
			{ true, 3 * S, 90 * J, 2, RESET, 90 * J, 0, 2 * S },
			{ true, 4 * S, 91 * J, 2, OK, 1 * J, 0, 3 * S } } },
		{ "another epoch, not from 0", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 501 * J, 1, RESET, 0, 501 * J, 1 * S },
			{ true, 3 * S, 502 * J, 1, OK, 1 * J, 0, 2 * S } } },
		{ "an older reading than the last", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 484 * J, 0, STALE, 0, 0, 1 * S },
			{ true, 3 * S, 520 * J, 0, OK, 20 * J, 0, 1 * S } } },
		{ "backwards by more than that", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 484 * J - 1, 0, RESET, 0, 484 * J - 1,
			  1 * S },
			{ true, 3 * S, 520 * J, 0, OK, 36 * J + 1, 0,
			  2 * S } } },
	};

	(void) state;
	check(table, COUNT(table));
}

/* 100 W x 1.6 x (1 s + 0.1 s) are 176 J. */
static void test_jumps(void **state)
{
	const struct sequence table[] = {
		{ "just believable", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 676 * J, 0, OK, 176 * J, 0, 1 * S } } },
		{ "one more", plain, {
			{ true, 1 * S, 500 * J, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 676 * J + 1, 0, REJECTED, 0,
			  176 * J + 1, 1 * S },
			{ true, 3 * S, 776 * J, 0, OK, 100 * J - 1, 0,
			  2 * S } } },
		{ "to the end of the numbers", plain, {
			{ true, 1 * S, 0, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, INT64_MAX, 0, REJECTED, 0, INT64_MAX,
			  1 * S } } },
	};

	(void) state;
	check(table, COUNT(table));
}

static void test_power(void **state)
{
	static const struct fh_counter_limits power = {
		.is_power = true, .range_uj = FH_UNKNOWN, .max_w = 100,
	};
	const struct sequence table[] = {
		{ "a trapezoid", power, {
			{ true, 1 * S, 80 * W, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 40 * W, 0, OK, 60 * J, 0, 1 * S },
			{ true, 4 * S, 0, 0, OK, 40 * J, 0, 2 * S },
			{ true, 5 * S, 0, 0, OK, 0, 0, 4 * S } } },
		{ "the same power flows on", power, {
			{ true, 1 * S, 50 * W, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 50 * W, 0, OK, 50 * J, 0, 1 * S },
			{ true, 3 * S, 50 * W, 0, OK, 50 * J, 0, 2 * S } } },
		{ "missing: joined over the gap", power, {
			{ true, 1 * S, 50 * W, 0, FIRST, 0, 0, -1 },
			{ false, 2 * S, 0, 0, MISSING, 0, 0, 1 * S },
			{ true, 3 * S, -5, 0, MISSING, 0, 0, 1 * S },
			{ true, 5 * S, 70 * W, 0, OK, 240 * J, 0, 1 * S } } },
		{ "160 W of 100 are believed, more is joined over", power, {
			{ true, 1 * S, 160 * W, 0, FIRST, 0, 0, -1 },
			{ true, 2 * S, 160 * W + 1, 0, REJECTED, 0, 160 * J,
			  1 * S },
			{ true, 3 * S, 100 * W, 0, OK, 260 * J, 0, 1 * S } } },
		{ "the first is not believed", power, {
			{ true, 1 * S, 161 * W, 0, REJECTED, 0, 0, -1 },
			{ true, 2 * S, 100 * W, 0, FIRST, 0, 0, -1 } } },
		{ "more than 64 bits hold",
		  { .is_power = true, .max_w = FH_UNKNOWN }, {
			{ true, 1, INT64_MAX, 0, FIRST, 0, 0, -1 },
			{ true, INT64_MAX, INT64_MAX, 0, REJECTED, 0,
			  INT64_MAX, 1 } } },
	};

	(void) state;
	check(table, COUNT(table));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_wraps),
		cmocka_unit_test(test_begins_anew),
		cmocka_unit_test(test_jumps),
		cmocka_unit_test(test_power),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

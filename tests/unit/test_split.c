/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole numbers divided: the parts, and that they add up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "fh_split.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define WEIGHTS 4

static void test_parts(void **state)
{
	static const struct {
		int64_t total;
		int64_t weight[WEIGHTS];
		int64_t part[WEIGHTS];
	} table[] = {
		{ 100, { 1, 1, 1, 1 }, { 25, 25, 25, 25 } },
		{ 100, { 1, 1, 1, 0 }, { 33, 33, 34, 0 } },
		{ 2, { 1, 1, 1, 0 }, { 0, 1, 1, 0 } },
		{ 1, { 0, 0, 7, 0 }, { 0, 0, 1, 0 } },
		{ 7, { 0, 5, 0, 5 }, { 0, 3, 0, 4 } },
		{ 0, { 1, 2, 3, 4 }, { 0, 0, 0, 0 } },
		{ INT64_MAX, { INT64_MAX, 0, 0, 0 }, { INT64_MAX, 0, 0, 0 } },
		{ INT64_MAX, { INT64_MAX - 1, 1, 0, 0 },
		  { INT64_MAX - 1, 1, 0, 0 } },
		{ INT64_MAX, { 1, 1, 0, 0 },
		  { INT64_MAX / 2, INT64_MAX / 2 + 1, 0, 0 } },
		{ 10, { INT64_MAX / 2, 0, 0, INT64_MAX / 2 }, { 5, 0, 0, 5 } },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		int64_t part[WEIGHTS] = { -1, -1, -1, -1 }, sum = 0;

		assert_true(fh_split(table[i].total, table[i].weight, WEIGHTS,
				     part) == table[i].total);
		for (size_t k = 0; k < WEIGHTS; k++) {
			if (part[k] != table[i].part[k])
				fail_msg("case %zu: part %zu is %lld", i, k,
					 (long long) part[k]);
			sum += part[k];
		}
		assert_true(sum == table[i].total);
	}
}

/* Nobody to give it to: nothing is given. */
static void test_nobody(void **state)
{
	static const int64_t weight[WEIGHTS] = { 0, 0, 0, 0 };
	int64_t part[WEIGHTS] = { -1, -1, -1, -1 };

	(void) state;
	assert_int_equal(fh_split(100, weight, WEIGHTS, part), 0);
	for (size_t i = 0; i < WEIGHTS; i++)
		assert_int_equal(part[i], 0);
	assert_int_equal(fh_split(100, weight, 0, part), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Owned against cloud: by hand, at the break-even, and what isn't known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "fh_tco.h"
#include "fh_units.h"
#include "sim_random.h"

#define HOUR_S 3600LL

/* As in fh_tco.h: 8 devices, 720 hours, half used. */
static const struct fh_tco_work month = {
	.fixed_micro = 5095889280,
	.paid_s = 8 * 720 * HOUR_S,
	.used_s = 2880 * HOUR_S,
	.used_ppm = FH_UNKNOWN,
	.energy_hour_micro = 130000,
	.cloud_hour_micro = 6880000,
};

static void test_by_hand(void **state)
{
	struct fh_tco tco;

	(void) state;
	fh_tco_of(&month, &tco);
	assert_int_equal(tco.used_ppm, 500000);
	assert_int_equal(tco.owned_micro, 5470289280);
	assert_int_equal(tco.owned_hour_micro, 1899406);
	assert_int_equal(tco.cloud_micro, 19814400000);
	assert_int_equal(tco.break_even_ppm, 131067);
	assert_int_equal(tco.next_hour_micro, 130000);
}

/*
 * At the break-even both cost the same, to what a millionth of it makes and
 * a second.
 */
static void test_break_even(void **state)
{
	struct sim_random random = { 9 };

	(void) state;
	for (int i = 0; i < 2000; i++) {
		struct fh_tco_work work = {
			.paid_s = sim_between(&random, 1, 100000) * HOUR_S,
			.used_ppm = FH_UNKNOWN,
			.energy_hour_micro = sim_between(&random, 0, 500000),
			.other_hour_micro = sim_between(&random, 0, 500000),
			.cloud_hour_micro = sim_between(&random, 1500000,
							20000000),
		};
		int64_t ppm_micro, difference_micro;
		struct fh_tco tco;

		work.fixed_micro = work.paid_s / HOUR_S *
				   sim_between(&random, 1, 3000000);
		fh_tco_of(&work, &tco);
		work.used_ppm = tco.break_even_ppm;
		ppm_micro = work.paid_s / HOUR_S * work.cloud_hour_micro /
			    1000000 + work.cloud_hour_micro / HOUR_S + 2;
		fh_tco_of(&work, &tco);
		difference_micro = tco.owned_micro - tco.cloud_micro;
		assert_in_range(difference_micro + ppm_micro, 0,
				2 * ppm_micro);
	}
}

static void test_not_known(void **state)
{
	struct fh_tco_work work = month;
	struct fh_tco tco;

	(void) state;
	work.cloud_hour_micro = FH_UNKNOWN;
	fh_tco_of(&work, &tco);
	assert_int_equal(tco.cloud_micro, FH_UNKNOWN);
	assert_int_equal(tco.break_even_ppm, FH_UNKNOWN);
	assert_int_equal(tco.owned_micro, 5470289280);

	work = month;
	work.energy_hour_micro = FH_UNKNOWN;
	fh_tco_of(&work, &tco);
	assert_int_equal(tco.owned_micro, FH_UNKNOWN);
	assert_int_equal(tco.next_hour_micro, FH_UNKNOWN);
	assert_int_equal(tco.break_even_ppm, FH_UNKNOWN);
	assert_int_equal(tco.cloud_micro, 19814400000);

	work = month;
	work.used_s = 0;
	fh_tco_of(&work, &tco);
	assert_int_equal(tco.owned_micro, work.fixed_micro);
	assert_int_equal(tco.owned_hour_micro, FH_UNKNOWN);
	assert_int_equal(tco.cloud_micro, 0);

	work.cloud_hour_micro = 130000;
	fh_tco_of(&work, &tco);
	assert_true(tco.break_even_ppm == FH_FOREVER);

	work.paid_s = 0;
	fh_tco_of(&work, &tco);
	assert_int_equal(tco.used_ppm, FH_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_break_even),
		cmocka_unit_test(test_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

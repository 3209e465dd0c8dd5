/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hooks in sbatch, salloc and srun, on a stand-in for SPANK. */
#define _GNU_SOURCE		/* clearenv() */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fh_option.h"
#include "tests/fakes/fake_spank.h"

static void start(spank_context_t context)
{
	clearenv();
	fake_spank_reset(context);
	assert_int_equal(slurm_spank_init(fake_spank_handle(), 0, NULL), 0);
}

static int post_opt(void)
{
	return slurm_spank_init_post_opt(fake_spank_handle(), 0, NULL);
}

/* No way is left by which Slurm would carry the option on. */
static void assert_nothing_carried(void)
{
	assert_null(fake_spank_job_getenv("_SLURM_SPANK_OPTION_freehold_zone"));
	assert_null(getenv("_SLURM_SPANK_OPTION_freehold_zone"));
	assert_null(getenv("SLURM_SPANK__SLURM_SPANK_OPTION_freehold_zone"));
	assert_null(getenv("SLURM_SPANK_FREEHOLD_ZONE"));
}

static void every_option_is_offered(void **state)
{
	(void) state;
	start(S_CTX_ALLOCATOR);
	for (int i = 0; i < FH_OPT_COUNT; i++)
		assert_non_null(fake_spank_usage(fh_option_info(i)->name));
}

static void options_reach_the_controller(void **state)
{
	static const spank_context_t context[] = {
		S_CTX_ALLOCATOR, S_CTX_LOCAL
	};

	(void) state;
	for (size_t i = 0; i < 2; i++) {
		start(context[i]);
		assert_int_equal(fake_spank_option("accel", "h100:4|a100:8"),
				 0);
		assert_int_equal(fake_spank_option("zone", "us"), 0);
		assert_int_equal(fake_spank_option("zone", "de"), 0);
		assert_int_equal(post_opt(), 0);
		assert_string_equal(fake_spank_job_getenv("FREEHOLD_ACCEL"),
				    "h100:4|a100:8");
		assert_string_equal(fake_spank_job_getenv("FREEHOLD_ZONE"),
				    "de");
		assert_null(fake_spank_job_getenv("FREEHOLD_TENANCY"));
		assert_nothing_carried();
		assert_string_equal(fake_spank_log(), "");
	}
}

static void options_win_over_variables(void **state)
{
	(void) state;
	start(S_CTX_ALLOCATOR);
	setenv("FREEHOLD_ZONE", "us", 1);
	setenv("FREEHOLD_ACCEL_SPAN", "zone", 1);
	setenv("FREEHOLD_TERMS", "not an option", 1);
	assert_int_equal(fake_spank_option("zone", "de"), 0);
	assert_int_equal(post_opt(), 0);
	assert_string_equal(fake_spank_job_getenv("FREEHOLD_ZONE"), "de");
	assert_string_equal(fake_spank_job_getenv("FREEHOLD_ACCEL_SPAN"),
			    "zone");
	assert_null(fake_spank_job_getenv("FREEHOLD_TERMS"));
}

static void a_bad_option_stays_here(void **state)
{
	(void) state;
	start(S_CTX_ALLOCATOR);
	assert_int_equal(fake_spank_option("accel", "h100:0"), -1);
	assert_non_null(strstr(fake_spank_log(), "freehold: --accel"));
	assert_int_equal(fake_spank_option("tenancy", "stolen"), -1);
	assert_int_equal(fake_spank_option("zone", ""), -1);
	assert_int_equal(fake_spank_option("dataset", "mri:all"), -1);
	assert_int_equal(post_opt(), 0);
	assert_null(fake_spank_job_getenv("FREEHOLD_ACCEL"));
}

static void a_bad_variable_stays_here(void **state)
{
	(void) state;
	start(S_CTX_ALLOCATOR);
	setenv("FREEHOLD_ACCEL", "h100:none", 1);
	assert_int_equal(post_opt(), -1);
	assert_non_null(strstr(fake_spank_log(), "freehold: "));
	assert_null(fake_spank_job_getenv("FREEHOLD_ACCEL"));
	unsetenv("FREEHOLD_ACCEL");
	assert_int_equal(post_opt(), 0);
}

/* sbatch keeps its job-control environment between the components. */
static void components_of_a_het_job(void **state)
{
	(void) state;
	start(S_CTX_ALLOCATOR);
	assert_int_equal(fake_spank_option("zone", "us"), 0);
	assert_int_equal(post_opt(), 0);
	assert_string_equal(fake_spank_job_getenv("FREEHOLD_ZONE"), "us");
	setenv("SLURM_SPANK_FREEHOLD_ZONE", "us", 1);

	assert_int_equal(fake_spank_option("accel", "h100:1"), 0);
	assert_int_equal(post_opt(), 0);
	assert_null(fake_spank_job_getenv("FREEHOLD_ZONE"));
	assert_string_equal(fake_spank_job_getenv("FREEHOLD_ACCEL"), "h100:1");
	assert_nothing_carried();
}

static void a_job_submitted_by_a_job(void **state)
{
	(void) state;
	start(S_CTX_ALLOCATOR);
	setenv("SLURM_JOB_ID", "17", 1);
	setenv("SLURM_SPANK_FREEHOLD_ZONE", "us", 1);
	setenv("SLURM_SPANK__SLURM_SPANK_OPTION_freehold_zone", "us", 1);
	assert_int_equal(fake_spank_option("accel", "h100:1"), 0);
	assert_int_equal(post_opt(), 0);
	assert_null(fake_spank_job_getenv("FREEHOLD_ZONE"));
	assert_string_equal(fake_spank_job_getenv("FREEHOLD_ACCEL"), "h100:1");
	assert_nothing_carried();
	assert_string_equal(fake_spank_log(), "");
}

static void a_step_has_no_wishes(void **state)
{
	(void) state;
	start(S_CTX_LOCAL);
	setenv("SLURM_JOB_ID", "17", 1);
	setenv("FREEHOLD_ACCEL", "h100:4", 1);
	assert_int_equal(fake_spank_option("zone", "us"), 0);
	assert_int_equal(post_opt(), 0);
	assert_non_null(strstr(fake_spank_log(),
			       "--zone has no effect on a step"));
	assert_null(strstr(fake_spank_log(), "--accel"));
	assert_null(fake_spank_job_getenv("FREEHOLD_ZONE"));
	assert_null(fake_spank_job_getenv("FREEHOLD_ACCEL"));
	assert_nothing_carried();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_option_is_offered),
		cmocka_unit_test(options_reach_the_controller),
		cmocka_unit_test(options_win_over_variables),
		cmocka_unit_test(a_bad_option_stays_here),
		cmocka_unit_test(a_bad_variable_stays_here),
		cmocka_unit_test(components_of_a_het_job),
		cmocka_unit_test(a_job_submitted_by_a_job),
		cmocka_unit_test(a_step_has_no_wishes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

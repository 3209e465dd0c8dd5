/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Forged entries, conflicting options and array sizes, as clients send them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "fh_array.h"
#include "fh_conflict.h"
#include "fh_strip.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Forged in the job's environment, and therefore in SPANK's as well. */
static const char *const forged[] = {
	"FREEHOLD_TERMS=1;nonce=0",
	"FREEHOLD_TERMS=",
	"FREEHOLD_TERMS",
	"FREEHOLD_RESULT=x",
	"SPANK_FREEHOLD_TERMS=x",
	"SPANK_SPANK_FREEHOLD_TERMS=x",
	"SLURM_SPANK_FREEHOLD_TERMS=x",
	"SLURM_SPANK_SPANK_FREEHOLD_RESULT=x",
	"SPANK_SLURM_SPANK_SPANK_FREEHOLD_RESULT=x",
	"SLURM_SPANK_SLURM_SPANK_FREEHOLD_TERMS=x",
	"_SLURM_SPANK_OPTION_freehold_zone=us",
	"SPANK__SLURM_SPANK_OPTION_freehold_accel=h100:1",
	"SLURM_SPANK__SLURM_SPANK_OPTION_freehold_data_class=x",
};

/* Slurmctld's in SPANK's environment, the user's in the job's. */
static const char *const options[] = {
	"FREEHOLD_ZONE=us",
	"FREEHOLD_ANYTHING=1",
	"SPANK_FREEHOLD_ACCEL=h100:1",
	"SLURM_SPANK_FREEHOLD_ACCEL=h100:1",
};

static const char *const others[] = {
	"", "=", "PATH=/bin", "SPANK_", "SLURM_SPANK_",
	"MY_FREEHOLD_TERMS=x", "freehold_terms=x",
	"_SLURM_SPANK_OPTION_other_freehold=x",
	"_SLURM_SPANK_OPTION_freeholder_zone=x",
	"SPANK_OTHER=FREEHOLD_TERMS=x",
};

/* Names that only start like ours are the user's. */
static const char *const longer[] = {
	"FREEHOLD_TERMS_OF_SERVICE=x", "FREEHOLD_RESULTS=x",
};

static void test_forged(void **state)
{
	(void) state;
	for (size_t i = 0; i < COUNT(forged); i++) {
		assert_true(fh_strip_is_forged(forged[i]));
		assert_true(fh_strip_is_ours(forged[i]));
	}
}

static void test_not_forged(void **state)
{
	(void) state;
	for (size_t i = 0; i < COUNT(options); i++) {
		assert_false(fh_strip_is_forged(options[i]));
		assert_true(fh_strip_is_ours(options[i]));
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		assert_false(fh_strip_is_forged(others[i]));
		assert_false(fh_strip_is_ours(others[i]));
	}
	for (size_t i = 0; i < COUNT(longer); i++)
		assert_false(fh_strip_is_forged(longer[i]));
}

static void test_gpu_names(void **state)
{
	static const struct {
		const char *tres;
		bool gpu;
	} cases[] = {
		{ NULL, false }, { "", false }, { ",;,", false },
		{ "gres:gpu:2", true }, { "gres:gpu", true },
		{ "gres/gpu=2", true }, { "gres/gpu:h100=2", true },
		{ "gpu:h100:4", true }, { "GPU:1", true }, { "gpu", true },
		{ "gres:nvme:1,gres:gpu:h100:4", true },
		{ "gres:nvme:1;gres:shard:4", true },
		{ "gres:nvme:1, gres:mps:50", true },
		{ "cpu=2,gres/gpu=1", true },
		{ "gres:tpu:4", false }, { "gres:gpus:4", false },
		{ "gres:nvme:gpu:4", false }, { "gres:gpu_link:1", false },
		{ "gres:", false }, { "license:gpu:1", false },
		{ "mygpu:1", false },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(fh_conflict_names_gpu(cases[i].tres),
				 cases[i].gpu);
}

static void test_expand(void **state)
{
	static const struct {
		const char *dependency;
		bool expands;
	} cases[] = {
		{ NULL, false }, { "", false }, { "expand:12", true },
		{ "EXPAND:12", true }, { "afterok:1,expand:12", true },
		{ "afterok:1?expand:12", true }, { "after:1, expand:2", true },
		{ "afterok:1:2", false }, { "singleton", false },
		{ "expanded", false },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(fh_conflict_expands(cases[i].dependency),
				 cases[i].expands);
}

static void test_array(void **state)
{
	static const struct {
		const char *inx;
		int64_t records;
	} cases[] = {
		{ NULL, 1 }, { "7", 1 }, { "0-9", 10 }, { "1,3,5", 3 },
		{ "0-9:3", 4 }, { "1,3,5-11:2%4", 6 }, { "0-9%2", 10 },
		{ "0", 1 },
		/* What Slurm refuses counts as one. */
		{ "", 1 }, { "a", 1 }, { "9-0", 1 }, { "0-9:0", 1 },
		{ "0-", 1 }, { "1,", 1 }, { "1;2", 1 }, { "-3", 1 },
		{ "0-99999999999999999999", 1 },
		{ "0-9999999,0-9999999", 1 },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(fh_array_records(cases[i].inx),
				 cases[i].records);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forged),
		cmocka_unit_test(test_not_forged),
		cmocka_unit_test(test_gpu_names),
		cmocka_unit_test(test_expand),
		cmocka_unit_test(test_array),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

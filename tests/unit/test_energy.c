/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A step's share of its job, a node's rest, and the names of parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "fh_energy.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void test_step(void **state)
{
	static const struct fh_energy_use job = {
		.core_ns = 1000, .cpu_ns = 500,
		.got = { { 300, 50, 400, 75 } }, .base = { { 100, 50 } },
	};
	static const struct {
		int64_t core_ns, cpu_ns, device_uj;
		struct fh_energy got, base;
	} table[] = {
		{ 1000, 500, 400, { { 300, 50, 400, 75 } }, { { 100, 50 } } },
		{ 500, 125, 100, { { 100, 25, 100, 22 } }, { { 50, 25 } } },
		{ 0, 0, 0, { { 0 } }, { { 0 } } },
		{ 0, 500, 0, { { 200, 0, 0, 20 } }, { { 0 } } },
		{ 1001, 501, 401, { { 300, 50, 400, 75 } }, { { 100, 50 } } },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_energy_use step = {
			.core_ns = table[i].core_ns,
			.cpu_ns = table[i].cpu_ns,
		};

		fh_energy_step(&job, &step, table[i].device_uj);
		assert_memory_equal(&step.got, &table[i].got,
				    sizeof(step.got));
		assert_memory_equal(&step.base, &table[i].base,
				    sizeof(step.base));
	}
}

/* A job that had nothing, and times that were counted for it all the same. */
static void test_step_of_nothing(void **state)
{
	static const struct fh_energy_use job = { 0 };
	struct fh_energy_use step = { .core_ns = 5, .cpu_ns = 5 };

	(void) state;
	fh_energy_step(&job, &step, 5);
	assert_int_equal(fh_energy_total(&step.got), 0);
}

static void test_beyond(void **state)
{
	static const struct {
		int64_t node_uj, parts_uj, beyond_uj, debt_uj;
	} table[] = {
		{ 100, 80, 20, 0 },
		{ 100, 100, 0, 0 },
		{ 50, 80, 0, 30 },	/* its meter ticks later */
		{ 0, 10, 0, 40 },	/* not read */
		{ 60, 40, 0, 20 },	/* pays back */
		{ 100, 70, 10, 0 },
		{ 0, 0, 0, 0 },
	};
	int64_t debt = 0, node = 0, parts = 0;

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(fh_energy_beyond(table[i].node_uj,
						  table[i].parts_uj, &debt),
				 table[i].beyond_uj);
		assert_int_equal(debt, table[i].debt_uj);
		node += table[i].node_uj;
		parts += table[i].parts_uj + table[i].beyond_uj;
		assert_int_equal(node, parts - debt);
	}
}

static void test_names(void **state)
{
	static const struct {
		unsigned sources;
		const char *text;
	} table[] = {
		{ FH_ENERGY_MEASURED, "measured" },
		{ FH_ENERGY_MEASURED | FH_ENERGY_MODELLED,
		  "measured+modelled" },
		{ FH_ENERGY_NAMEPLATE | FH_ENERGY_MISSING,
		  "nameplate+missing" },
		{ 15, "measured+modelled+nameplate+missing" },
		{ FH_ENERGY_MISSING, "missing" },
	};
	char buf[64];

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_string_equal(fh_energy_source_format(table[i].sources,
							    buf, sizeof(buf)),
				    table[i].text);
		assert_int_equal(fh_energy_source_parse(table[i].text, NULL),
				 table[i].sources);
	}
	assert_string_equal(fh_energy_source_format(0, buf, sizeof(buf)),
			    "missing");
	assert_string_equal(fh_energy_source_format(3, buf, 12),
			    "measured+mo");
	assert_string_equal(fh_energy_part_name(FH_ENERGY_ACCEL), "accel");
}

static void test_bad_sources(void **state)
{
	static const char *const bad[] = {
		"", "+", "measured+", "+measured", "measured++missing",
		"measured+measured", "Measured", "measure", "measuredx",
		"measured missing", "measured,missing", "\033[1m",
	};

	(void) state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct fh_error err = { "" };

		if (fh_energy_source_parse(bad[i], &err) != -1)
			fail_msg("'%s' was accepted", bad[i]);
		assert_string_not_equal(err.text, "");
		assert_null(strpbrk(err.text, "\n\t\033"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_step),
		cmocka_unit_test(test_step_of_nothing),
		cmocka_unit_test(test_beyond),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_bad_sources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

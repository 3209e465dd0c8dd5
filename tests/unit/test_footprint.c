/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Energy at the meter and carbon, with figures that are easy to check. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fh_footprint.h"
#include "fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HOUR 3600
#define KWH FH_UJ_PER_KWH
#define JANUARY_S 1767225600LL	/* 2026-01-01, the first card */
#define FEBRUARY_S 1769904000LL	/* the second */

#define ALL_UNKNOWN(gap) { FH_UNKNOWN, FH_UNKNOWN, (gap) }

enum { FULL, NO_CARBON, NO_PUE };

#define ZONE(name) \
	"\"" name "\": {\"site\": \"s\", \"jurisdiction\": \"US-TX\"," \
	"\"tenancy\": \"owned\", \"operator\": \"o\"}"

static const char bundle[] =
	"{\"freehold_bundle\": 1, \"accelerators\": {\"accelerators\": {}},"
	"\"zones\": {\"sites\": {\"s\": {}}, \"zones\": {"
	ZONE("full") "," ZONE("no-carbon") "," ZONE("no-pue") "}},"
	"\"policy\": {\"data_classes\": {}},"
	"\"rates\": {\"currency\": \"USD\", \"billing_timezone\": \"UTC\","
	"\"cards\": ["
	"{\"valid_from\": \"2026-01-01\", \"source\": \"s\", \"zones\": {"
	"\"full\": {\"pue\": 1.5, \"carbon_g_per_kwh\": 400},"
	"\"no-carbon\": {\"pue\": 1.5},"
	"\"no-pue\": {\"carbon_g_per_kwh\": 400}}},"
	"{\"valid_from\": \"2026-02-01\", \"source\": \"s\", \"zones\": {"
	"\"full\": {\"pue\": 1.1, \"carbon_g_per_kwh\": 0.004},"
	"\"*\": {\"pue\": 1, \"carbon_g_per_kwh\": 0}}}]},"
	"\"energy\": {\"nodes\": []}}";

static int load(void **state)
{
	struct fh_diags diags = { 0 };

	*state = fh_conf_load_bundle("bundle", bundle, strlen(bundle),
				     &diags);
	for (size_t i = 0; i < diags.count; i++)
		print_error("%s: %s\n", diags.item[i].pointer,
			    diags.item[i].text);
	fh_diag_clear(&diags);
	return *state ? 0 : -1;
}

static int unload(void **state)
{
	fh_conf_free(*state);
	return 0;
}

static void check(const struct fh_footprint *got,
		  const struct fh_footprint *expected)
{
	assert_int_equal(got->meter_uj, expected->meter_uj);
	assert_int_equal(got->co2e_mg, expected->co2e_mg);
	assert_int_equal(got->gaps, expected->gaps);
}

static const struct {
	int zone;
	int64_t from_s, until_s, energy_uj;
	struct fh_footprint expected;
} table[] = {
	{ FULL, JANUARY_S, JANUARY_S + HOUR, KWH,
	  { KWH * 3 / 2, 600000, 0 } },
	/* Three quarters in January, one in February. */
	{ FULL, FEBRUARY_S - 3 * HOUR, FEBRUARY_S + HOUR, 4 * KWH,
	  { KWH / 10 * 56, 1800004, 0 } },
	/* 3.3 mg in all: rounded once. */
	{ FULL, FEBRUARY_S, FEBRUARY_S + 3, KWH * 3 / 4,
	  { KWH / 40 * 33, 3, 0 } },
	/* No whole second: as of its start. */
	{ FULL, JANUARY_S, JANUARY_S, KWH, { KWH * 3 / 2, 600000, 0 } },
	{ FULL, FEBRUARY_S - 1, FEBRUARY_S - 1, KWH,
	  { KWH * 3 / 2, 600000, 0 } },
	{ FULL, JANUARY_S, JANUARY_S + 1, 0, { 0, 0, 0 } },
	/* An intensity of 0 is one. */
	{ NO_PUE, FEBRUARY_S, FEBRUARY_S + 1, KWH, { KWH, 0, 0 } },
	{ NO_CARBON, JANUARY_S, JANUARY_S + HOUR, KWH,
	  { KWH * 3 / 2, FH_UNKNOWN, FH_FOOTPRINT_NO_CARBON } },
	{ NO_PUE, JANUARY_S, JANUARY_S + HOUR, KWH,
	  ALL_UNKNOWN(FH_FOOTPRINT_NO_PUE) },
	/* One second without is enough. */
	{ NO_PUE, FEBRUARY_S - 1, FEBRUARY_S + HOUR, KWH,
	  ALL_UNKNOWN(FH_FOOTPRINT_NO_PUE) },
	{ FULL, JANUARY_S - 1, JANUARY_S + HOUR, KWH,
	  ALL_UNKNOWN(FH_FOOTPRINT_NO_CARD) },
	{ FH_NO_ZONE, JANUARY_S, JANUARY_S + HOUR, KWH,
	  ALL_UNKNOWN(FH_FOOTPRINT_NO_CARD) },
	{ FULL, JANUARY_S, JANUARY_S + HOUR, FH_UNKNOWN,
	  ALL_UNKNOWN(FH_FOOTPRINT_NO_ENERGY) },
	{ FULL, JANUARY_S, JANUARY_S + HOUR, INT64_MAX,
	  { FH_UNKNOWN, 1537228672809, FH_FOOTPRINT_OVERFLOW } },
	{ FULL, JANUARY_S, INT64_MAX, INT64_MAX,
	  ALL_UNKNOWN(FH_FOOTPRINT_OVERFLOW) },
};

static void test_table(void **state)
{
	struct fh_footprint got;

	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_usage usage = {
			.zone = table[i].zone,
			.start_s = table[i].from_s,
			.end_s = table[i].until_s,
			.energy_uj = table[i].energy_uj,
		};

		fh_footprint_of(*state, &usage, &got);
		check(&got, &table[i].expected);
	}
}

static void test_add(void **state)
{
	struct fh_footprint sum = { 0 };
	const struct fh_footprint a = { 3, 5, 0 };
	const struct fh_footprint b = { 4, FH_UNKNOWN,
					FH_FOOTPRINT_NO_CARBON };
	const struct fh_footprint c = { INT64_MAX, 1, 0 };

	(void) state;
	fh_footprint_add(&sum, &a);
	check(&sum, &a);
	fh_footprint_add(&sum, &b);
	check(&sum, &(struct fh_footprint){ 7, FH_UNKNOWN,
					    FH_FOOTPRINT_NO_CARBON });
	fh_footprint_add(&sum, &c);
	check(&sum, &(struct fh_footprint){ FH_UNKNOWN, FH_UNKNOWN,
					    FH_FOOTPRINT_NO_CARBON |
						    FH_FOOTPRINT_OVERFLOW });
}

static void test_gap_texts(void **state)
{
	(void) state;
	for (unsigned bit = 1; bit <= FH_FOOTPRINT_OVERFLOW; bit <<= 1)
		assert_non_null(fh_footprint_gap_text(bit));
	assert_null(fh_footprint_gap_text(FH_FOOTPRINT_OVERFLOW << 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_gap_texts),
	};

	return cmocka_run_group_tests(tests, load, unload);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What --explain says of a job's energy. */
#define _GNU_SOURCE /* open_memstream */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/table.h"
#include "plugins/common/fh_units.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define J FH_UJ_PER_J
#define HEAD "17: 4 CPUs, 1024M on n[1-2] for 00:01:00\n"

static const struct scost_job job = {
	.id = "17",
	.nodes = "n[1-2]",
	.elapsed_s = 60,
	.tres = { .cpus = 4, .memory_mib = 1024 },
};

static const struct {
	struct scost_energy energy;
	struct fh_footprint footprint;
	unsigned cost_gaps;
	const char *said;
} cases[] = {
	/* Nothing but the reason of the cost's gap. */
	{ { .told_uj = FH_UNKNOWN, .limit_uj = FH_UNKNOWN,
	    .energy_uj = FH_UNKNOWN },
	  { FH_UNKNOWN, FH_UNKNOWN, FH_FOOTPRINT_NO_ENERGY },
	  FH_GAP_ENERGY,
	  HEAD
	  "  energy not measured\n" },
	{ { .told_uj = 812 * J, .limit_uj = 1000 * J, .energy_uj = 812 * J,
	    .nodes = 2, .proof = { .nodes = 2, .energy_uj = 812 * J,
				   .sources = FH_ENERGY_MEASURED } },
	  { 1000 * J, 12500, 0 },
	  0,
	  HEAD
	  "  journals of 2 of its nodes: 812J\n"
	  "  energy 812J, measured; 0.0003 kWh at the meter, 12.500 g CO2e\n" },
	{ { .told_uj = 812 * J, .limit_uj = FH_UNKNOWN, .energy_uj = 812 * J,
	    .nodes = 2, .sensors = "auto,nvml",
	    .proof = { .nodes = 1, .unclean = 1, .gap_ms = 12034,
		       .energy_uj = 500 * J,
		       .sources = FH_ENERGY_MODELLED } },
	  { 1000 * J, FH_UNKNOWN, FH_FOOTPRINT_NO_CARBON },
	  0,
	  HEAD
	  "  journals of 1 of its nodes: 500J\n"
	  "  for up to 12.034 s of its time the sampler was away: that is "
	  "divided by cores and devices alone\n"
	  "  on 1 of them it did not end as it should: Slurm may know less "
	  "than the journal\n"
	  "  energy 812J, modelled+declared; 0.0003 kWh at the meter, - g "
	  "CO2e\n"
	  "  declared for its nodes: auto,nvml\n"
	  "  no carbon intensity for its zone and time\n" },
	{ { .told_uj = 1001 * J, .limit_uj = 1000 * J,
	    .energy_uj = FH_UNKNOWN, .nodes = 2, .sensors = "auto",
	    .proof = { .nodes = 2, .energy_uj = 500 * J } },
	  { FH_UNKNOWN, FH_UNKNOWN, FH_FOOTPRINT_NO_ENERGY },
	  FH_GAP_ENERGY,
	  HEAD
	  "  energy 1.001kJ is not believed: its hardware can have drawn "
	  "1.000kJ at most\n"
	  "  journals of 2 of its nodes: 500J\n" },
};

static void test_energy(void **state)
{
	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct scost_bill bill = {
			.energy = cases[i].energy,
			.footprint = cases[i].footprint,
			.cost.gaps = cases[i].cost_gaps,
		};
		const struct scost_row row = { .job = &job, .bill = &bill };
		char *text;
		size_t len;
		FILE *out = open_memstream(&text, &len);

		assert_non_null(out);
		scost_explain_print(out, &row);
		fclose(out);
		assert_string_equal(text, cases[i].said);
		free(text);
	}
}

/* The parts that there are, and what the rules of charging make of them. */
static void test_parts(void **state)
{
	struct fh_zone zone = { .name = "tx-main" };
	struct fh_card card = { .from_s = 0, .source = "books" };
	const struct fh_conf conf = {
		.rates = { .currency = "USD", .card = &card,
			   .card_count = 1 },
		.zones = { .zone = &zone, .zone_count = 1 },
	};
	struct scost_part part = {
		.nodes = 2,
		.cost = { .capital_micro = 212328768,
			  .lease_micro = 63750000,
			  .energy_micro = FH_UNKNOWN,
			  .total_micro = 276078768 },
	};
	const struct scost_bill bill = {
		.energy.energy_uj = FH_UNKNOWN,
		.part = &part, .part_count = 1, .cost = part.cost,
		.charge_micro = 138039384,
		.bound.total_micro = FH_UNKNOWN,
	};
	const struct scost_row row = { .job = &job, .bill = &bill,
				       .conf = &conf };
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	(void) state;
	assert_non_null(out);
	scost_explain_print(out, &row);
	fclose(out);
	assert_string_equal(text, HEAD
		"  tx-main, 2 of its nodes: 276.078768 USD = capital "
		"212.328768 + lease 63.750000 + energy -\n"
		"  charged, by the card's rules: 138.039384 USD\n"
		"  rate card from 1970-01-01T00:00:00Z: books\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_energy),
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

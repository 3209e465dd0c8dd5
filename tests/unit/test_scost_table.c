/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns and JSON, byte by byte as sacct lays them out. */
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

static const struct scost_job job = {
	.id = "17_3",
	.name = "a_name_that_is_long",
	.user = "ann",
	.account = "bio\033[2J\nx",
	.elapsed_s = 3661,
	.start_s = FH_UNKNOWN,
	.limit_s = FH_FOREVER,
	.tres = { .cpus = 123456, .memory_mib = FH_UNKNOWN },
};

static const struct scost_bill bill = {
	.accel = "h100",
	.cost.total_micro = 118400049,
	.bound.total_micro = FH_UNKNOWN,
	.note.restart = FH_UNKNOWN,
	.energy = { .energy_uj = FH_UNKNOWN, .power_mw = FH_UNKNOWN },
	.footprint = { .meter_uj = FH_UNKNOWN, .co2e_mg = FH_UNKNOWN },
};

static const struct scost_row row = { .job = &job, .bill = &bill };

static void check_row(const struct scost_row *shown, const char *format_text,
		      enum scost_output output, bool header,
		      const char *delimiter, const char *expected)
{
	struct scost_args args = { .output = output, .delimiter = delimiter };
	struct scost_format format;
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	assert_int_equal(scost_format_parse(format_text, &format, NULL), 0);
	if (output == SCOST_JSON) {
		assert_int_equal(scost_json_print(out, &format, shown, 1), 0);
	} else {
		if (header)
			scost_table_header(out, &args, &format);
		scost_table_row(out, &args, &format, shown);
	}
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
}

static void check(const char *format_text, enum scost_output output,
		  bool header, const char *delimiter, const char *expected)
{
	check_row(&row, format_text, output, header, delimiter, expected);
}

static void test_aligned(void **state)
{
	(void) state;
	check("JobID%-6,User,Elapsed,Cost", SCOST_ALIGNED, true, "|",
	      "JobID       User    Elapsed         Cost \n"
	      "------ --------- ---------- ------------ \n"
	      "17_3         ann   01:01:01     118.4000 \n");
	check("JobName,JobName%-10,JobName%1,User%-5", SCOST_ALIGNED, false,
	      "|", "a_name_th+ a_name_th+ + ann   \n");
	check("JobName%3", SCOST_ALIGNED, true, "|",
	      "Job \n--- \na_+ \n");
}

/* A number that is cut is another number. */
static void test_numbers_stay(void **state)
{
	(void) state;
	check("AllocCPUS%3,Cost%4", SCOST_ALIGNED, false, "|",
	      "123456 118.4000 \n");
}

static void test_control_characters(void **state)
{
	(void) state;
	check("Account", SCOST_ALIGNED, false, "|", " bio?[2J?x \n");
	check("Account", SCOST_PARSABLE2, false, "|", "bio?[2J?x\n");
}

static void test_parsable(void **state)
{
	(void) state;
	check("JobID,Accel,Cost", SCOST_PARSABLE, true, "|",
	      "JobID|Accel|Cost|\n17_3|h100|118.4000|\n");
	check("JobID,Accel,Cost", SCOST_PARSABLE2, true, "|",
	      "JobID|Accel|Cost\n17_3|h100|118.4000\n");
	check("JobID,JobName%3", SCOST_PARSABLE2, false, "::",
	      "17_3::a_name_that_is_long\n");
}

static void test_unknown(void **state)
{
	(void) state;
	check("Memory,Energy,EnergySrc,Site,CostBound,Start,Limit,Currency",
	      SCOST_PARSABLE2, false, "|",
	      "-|-|missing|-|-|Unknown|UNLIMITED|-\n");
	check("AvgPower,MeterEnergy,CO2e", SCOST_PARSABLE2, false, "|",
	      "-|-|-\n");
	check("AvgPower,MeterEnergy,CO2e", SCOST_JSON, false, "|",
	      "[\n  {\n"
	      "    \"avg_power_milliwatts\": null,\n"
	      "    \"meter_energy_j\": null,\n"
	      "    \"co2e_mg\": null\n"
	      "  }\n]\n");
}

/* Half an hour at 2.5 kW: 1.25 kWh, 1.55 times that, 476 g each. */
static void test_energy(void **state)
{
	static const char format[] =
		"Energy,EnergySrc,AvgPower,MeterEnergy,CO2e";
	struct scost_bill measured = bill;
	const struct scost_row shown = { .job = &job, .bill = &measured };

	(void) state;
	measured.energy.energy_uj = FH_UJ_PER_KWH / 4 * 5;
	measured.energy.power_mw = 2500000;
	measured.energy.nodes = measured.energy.proof.nodes = 1;
	measured.energy.proof.sources = FH_ENERGY_MEASURED;
	measured.footprint.meter_uj = FH_UJ_PER_KWH / 80 * 155;
	measured.footprint.co2e_mg = 922250;
	check_row(&shown, format, SCOST_PARSABLE2, false, "|",
		  "4.500MJ|measured|2500.0|1.9375|922.250\n");
	check_row(&shown, format, SCOST_JSON, false, "|",
		  "[\n  {\n"
		  "    \"energy_j\": 4500000,\n"
		  "    \"energy_source\": \"measured\",\n"
		  "    \"avg_power_milliwatts\": 2500000,\n"
		  "    \"meter_energy_j\": 6975000,\n"
		  "    \"co2e_mg\": 922250\n"
		  "  }\n]\n");
}

static void test_json(void **state)
{
	(void) state;
	check("JobID,Elapsed,Cost,CostBound,Site,Start,Limit", SCOST_JSON,
	      false, "|",
	      "[\n  {\n"
	      "    \"job_id\": \"17_3\",\n"
	      "    \"elapsed_s\": 3661,\n"
	      "    \"cost_micro\": 118400049,\n"
	      "    \"cost_bound_micro\": null,\n"
	      "    \"site\": null,\n"
	      "    \"start_s\": null,\n"
	      "    \"limit_s\": null\n"
	      "  }\n]\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_aligned),
		cmocka_unit_test(test_numbers_stay),
		cmocka_unit_test(test_control_characters),
		cmocka_unit_test(test_parsable),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_energy),
		cmocka_unit_test(test_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

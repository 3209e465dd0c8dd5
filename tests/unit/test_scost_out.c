/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms of a report, byte by byte, and names that mean harm. */
#include "report_case.h"

#include <json-c/json.h>

#include "contribs/scost/csv.h"
#include "contribs/scost/out.h"
#include "contribs/scost/text.h"

enum form { TABLE, PARSABLE, CSV, JSON, OPENMETRICS };

static char *render(const char *by, const struct scost_line *line,
		    size_t count, enum form form)
{
	struct scost_report report;
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	make_report(by, line, count, &report);
	if (form == TABLE)
		scost_out_table(out, &report, true);
	else if (form == PARSABLE)
		scost_out_parsable(out, &report, "|", false, true);
	else if (form == CSV)
		scost_out_csv(out, &report, true);
	else if (form == JSON)
		assert_int_equal(scost_out_json(out, &report, NULL), 0);
	else
		scost_out_openmetrics(out, &report);
	fclose(out);
	scost_report_clear(&report);
	return text;
}

static void check(const char *by, enum form form, const char *expected)
{
	char *text = render(by, sample, SAMPLE_COUNT, form);

	assert_string_equal(text, expected);
	free(text);
}

static void check_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no \"%s\" in:\n%s", part, text);
}

static void test_table(void **state)
{
	(void) state;
	check("account,accel", TABLE,
	      "Account Accel Jobs  AccelHours  CoreHours  EnergykWh  MeterkWh"
	      "  CO2ekg   Cost  Charge  \n"
	      "------- ----- ----  ----------  ---------  ---------  --------"
	      "  ------  -----  ------  \n"
	      "bio     h100     2        3.50      25.00      1.500*    1.800*"
	      "  0.720* 15.75*  15.75* \n"
	      "nlp     -        1        0.00       1.00          -*        -*"
	      "      -*  0.25    0.25  \n"
	      "nlp     a100     1        1.00       1.00      2.000     2.000 "
	      "  0.000   1.00    1.00  \n"
	      "Total            4        4.50      27.00      3.500*    3.800*"
	      "  0.720* 17.00*  17.00* \n"
	      "Costs in EUR; days of UTC.\n"
	      "* Left out, without a cost: jobs 1 of 4, lines 1 of 5\n"
	      "* Left out, without energy: jobs 2 of 4, lines 2 of 5\n"
	      "* Left out, without energy at the meter: jobs 2 of 4, lines 2 "
	      "of 5\n"
	      "* Left out, without CO2e: jobs 2 of 4, lines 2 of 5\n"
	      "* Left out, without a cost of its energy: jobs 2 of 4, lines 2 "
	      "of 5\n");
}

/* Programs get all digits there are. */
#define ZERO "0.000000"

static void test_parsable(void **state)
{
	(void) state;
	check("tenancy", PARSABLE,
	      "Tenancy|Jobs|AccelHours|CoreHours|EnergykWh|MeterkWh|CO2ekg|"
	      "Cost|Charge|CostCapital|CostAccel|CostLease|CostOps|CostCores|"
	      "CostMemory|CostEnergy|Adjustment|Currency|Lines|"
	      "JobsWithoutCost|JobsWithoutEnergy\n"
	      "-|1|0.500000|1.000000|-|-|-|-|-|" ZERO "|-|" ZERO "|" ZERO
	      "|-|-|-|" ZERO "|EUR|1|1|1\n"
	      "cloud|1|1.000000|1.000000|2.000000|2.000000|0.000001|1.000001|"
	      "1.000001|" ZERO "|1.000000|" ZERO "|" ZERO "|" ZERO "|" ZERO
	      "|0.000001|" ZERO "|EUR|1|0|0\n"
	      "owned|2|3.000000|25.000000|1.500000|1.800000|0.720000|16.000000|"
	      "16.000000|" ZERO "|15.000000|" ZERO "|" ZERO "|0.700000|"
	      "0.150000|0.150000|" ZERO "|EUR|3|0|1\n");
}

static void test_csv(void **state)
{
	(void) state;
	check("month", CSV,
	      "Month,Jobs,AccelHours,CoreHours,EnergykWh,MeterkWh,CO2ekg,Cost,"
	      "Charge,CostCapital,CostAccel,CostLease,CostOps,CostCores,"
	      "CostMemory,CostEnergy,Adjustment,Currency,Lines,"
	      "JobsWithoutCost,JobsWithoutEnergy\r\n"
	      "2026-10,2,4.000000,25.000000,3.500000,3.800000,0.720001,"
	      "16.750001,16.750001," ZERO ",16.000000," ZERO "," ZERO
	      ",0.450000,0.150000,0.150001," ZERO ",EUR,3,0,0\r\n"
	      "2026-11,2,0.500000,2.000000,,,,0.250000,0.250000," ZERO ","
	      ZERO "," ZERO "," ZERO ",0.250000," ZERO ",," ZERO ",EUR,2,1,2\r\n");
}

static int64_t number_at(struct json_object *from, const char *key)
{
	struct json_object *value;

	assert_true(json_object_object_get_ex(from, key, &value));
	return value ? json_object_get_int64(value) : FH_UNKNOWN;
}

static void test_json(void **state)
{
	char *text = render("account", sample, SAMPLE_COUNT, JSON);
	struct json_object *whole = json_tokener_parse(text);
	struct json_object *rows, *row, *left_out, *cost;

	(void) state;
	assert_non_null(whole);
	assert_int_equal(number_at(whole, "scost_report"), 1);
	rows = json_object_object_get(whole, "rows");
	assert_int_equal(json_object_array_length(rows), 2);
	row = json_object_array_get_idx(rows, 0);
	assert_int_equal(number_at(row, "cost_micro"), 15750000);
	assert_int_equal(number_at(row, "energy_joules"), 5400000);
	assert_int_equal(number_at(row, "accelerator_seconds"), 12600);
	assert_int_equal(number_at(row, "co2e_milligrams"), 720000);
	left_out = json_object_object_get(row, "left_out");
	cost = json_object_object_get(left_out, "cost");
	assert_int_equal(number_at(cost, "jobs"), 1);
	assert_int_equal(number_at(cost, "lines"), 1);
	assert_null(json_object_object_get(left_out, "core_time"));
	check_has(text, "\"from\": \"2026-10-30T00:00:00Z\"");
	check_has(text, "\"by\": [");
	json_object_put(whole);
	free(text);
}

static void test_openmetrics(void **state)
{
	char *text = render("accel", sample, SAMPLE_COUNT, OPENMETRICS);
	size_t len = strlen(text);

	(void) state;
	check_has(text, "# TYPE freehold_cost_eur gauge\n"
			"# UNIT freehold_cost_eur eur\n"
			"# HELP freehold_cost_eur Cost before the rules of "
			"charging.\n"
			"freehold_cost_eur{accel=\"\"} 0.250000\n"
			"freehold_cost_eur{accel=\"a100\"} 1.000001\n"
			"freehold_cost_eur{accel=\"h100\"} 15.750000\n");
	check_has(text, "freehold_energy_joules{accel=\"h100\"} 5400000\n");
	check_has(text, "freehold_co2e_grams{accel=\"h100\"} 720.000\n");
	check_has(text, "freehold_accelerator_time_seconds{accel=\"h100\"} "
			"12600\n");
	/* What no line has is no sample, and counted. */
	assert_null(strstr(text, "freehold_energy_joules{accel=\"\"}"));
	check_has(text, "freehold_jobs_left_out{accel=\"\",figure=\"energy\"} "
			"1\n");
	assert_string_equal(text + len - strlen("# EOF\n"), "# EOF\n");
	free(text);
}

#define HOSTILE "=1+1\",\\\n|</td>\xff\xe2\x80\xae\033[2J"

/* Bad bytes, ends of lines, turns of direction and escapes: none is left. */
static void test_hostile(void **state)
{
	struct scost_line line = sample[0];
	struct json_object *whole;
	char *text;

	(void) state;
	line.account = HOSTILE;
	for (enum form form = TABLE; form <= OPENMETRICS; form++) {
		text = render("account", &line, 1, form);
		assert_null(strchr(text, '\033'));
		assert_null(strchr(text, '\xff'));
		assert_null(strstr(text, "\xe2\x80\xae"));
		free(text);
	}
	text = render("account", &line, 1, CSV);
	check_has(text, "\r\n\"'=1+1\"\",\\" SCOST_TEXT_BAD "|</td>"
			SCOST_TEXT_BAD SCOST_TEXT_BAD SCOST_TEXT_BAD
			"[2J\",1,");
	free(text);
	text = render("account", &line, 1, PARSABLE);
	check_has(text, "\n=1+1\",\\?" "?</td>??" "?[2J|1|");
	free(text);
	text = render("account", &line, 1, OPENMETRICS);
	check_has(text, "{account=\"=1+1\\\",\\\\" SCOST_TEXT_BAD "|</td>");
	free(text);
	text = render("account", &line, 1, JSON);
	whole = json_tokener_parse(text);
	assert_non_null(whole);
	json_object_put(whole);
	free(text);
}

static void test_empty(void **state)
{
	char *text;

	(void) state;
	for (enum form form = TABLE; form <= OPENMETRICS; form++) {
		text = render("account", NULL, 0, form);
		assert_true(*text);
		free(text);
	}
}

static void test_text(void **state)
{
	static const struct {
		const char *text, *clean;
		size_t length;
	} cases[] = {
		{ "", "", 0 },
		{ "caf\xc3\xa9", "caf\xc3\xa9", 4 },
		{ "\xc3", SCOST_TEXT_BAD, 1 },		/* cut short */
		{ "\xc0\xaf", SCOST_TEXT_BAD SCOST_TEXT_BAD, 2 }, /* "/" */
		{ "\xed\xa0\x80", SCOST_TEXT_BAD, 1 },	/* half of UTF-16 */
		{ "\xf4\x90\x80\x80", SCOST_TEXT_BAD, 1 },
		{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", 1 },
		{ "a\tb\x7f", "a" SCOST_TEXT_BAD "b" SCOST_TEXT_BAD, 4 },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *clean = scost_text_clean(cases[i].text);

		assert_string_equal(clean, cases[i].clean);
		assert_int_equal(scost_text_length(cases[i].text),
				 cases[i].length);
		free(clean);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_parsable),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_openmetrics),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests(tests, load_tz, free_tz);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Owned against cloud from lines: by hand, what if, and every form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <json-c/json.h>

#include "contribs/scost/tco.h"
#include "plugins/common/fh_units.h"

#define HOUR_S 3600
#define NOV_1 1793491200LL	/* 2026-11-01T00:00:00Z */
#define MONTH_S (720LL * HOUR_S)

#define ZONE(name, tenancy)                                            \
	"\"" name "\": {\"site\": \"s\", \"jurisdiction\": \"US-TX\"," \
	"\"tenancy\": \"" tenancy "\", \"operator\": \"o\"}"

/* h100 are owned and in two clouds; acme1 is in none, and has no price of
 * energy there; dear: a cloud that is cheaper than energy. */
static const char bundle[] =
	"{\"freehold_bundle\": 1,"
	"\"accelerators\": {\"accelerators\": {"
	"\"acme1\": {\"title\": \"T\", \"vendor\": \"V\", \"runtime\": \"c\"},"
	"\"h100\": {\"title\": \"T\", \"vendor\": \"V\","
	"\"runtime\": \"cuda\", \"tdp_watts\": 700}}},"
	"\"zones\": {\"sites\": {\"s\": {}}, \"zones\": {"
	ZONE("a", "owned") "," ZONE("b", "cloud") "," ZONE("c", "cloud") ","
	ZONE("d", "leased") "}},"
	"\"policy\": {\"data_classes\": {}}, \"energy\": {\"nodes\": []},"
	"\"rates\": {\"currency\": \"USD\", \"billing_timezone\": \"UTC\","
	"\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": \"s\","
	"\"zones\": {\"a\": {\"accelerators\": {\"h100\": {"
	"\"capex\": 310000, \"devices\": 8, \"book_life_years\": 5,"
	" \"utilisation_percent\": 80}, \"acme1\": {\"capex\": 8000,"
	" \"devices\": 4, \"book_life_years\": 5,"
	" \"utilisation_percent\": 50}}, \"core_hour\": 0.01,"
	" \"gib_hour\": 0, \"kwh\": 0.1, \"pue\": 1.5},"
	"\"b\": {\"pricing\": \"list\", \"accelerator_hour\": {\"h100\":"
	" {\"list\": 6.88, \"spot\": 2.5}}, \"core_hour\": 0,"
	" \"gib_hour\": 0},"
	"\"c\": {\"pricing\": \"spot\", \"accelerator_hour\": {\"h100\":"
	" {\"list\": 8, \"spot\": 6.5}}, \"core_hour\": 0.1,"
	" \"gib_hour\": 0.01},"
	"\"d\": {\"accelerator_hour\": {\"h100\": 0.01}}}}]}}";

static int load(void **state)
{
	struct fh_diags diags = { 0 };

	*state = fh_conf_load_bundle("b", bundle, strlen(bundle), &diags);
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

/* Half of 8 h100 for all of November, with 10 cores each; acme1 idle. */
static void compare(const struct fh_conf *conf, int64_t used_ppm,
		    int64_t energy_uj, struct scost_tco *ret)
{
	const struct fh_cut_piece month = { NOV_1, NOV_1 + MONTH_S };
	struct scost_line line = {
		.zone = "a", .accel = "h100", .day_s = NOV_1,
		.from_s = NOV_1, .until_s = NOV_1 + MONTH_S,
		.accel_s = 4 * MONTH_S, .core_s = 40 * MONTH_S,
		.mib_s = 1024 * MONTH_S, .energy_uj = energy_uj,
		.cost = { .core_micro = 288000000, .memory_micro = 0,
			  .energy_micro = energy_uj < 0 ? FH_UNKNOWN :
				energy_uj / FH_UJ_PER_KWH * 150000 },
	};
	struct fh_error err = { "" };

	assert_int_equal(scost_tco_begin(ret, conf, &month, used_ppm, &err),
			 0);
	assert_int_equal(scost_tco_add(&line, ret, &err), 0);
	/* Taken back and put in its place: nothing changes. */
	assert_int_equal(scost_tco_add(&line, ret, &err), 0);
	line.posting = SCOST_REVERSAL;
	assert_int_equal(scost_tco_add(&line, ret, &err), 0);
	line.zone = "d";	/* not owned there */
	line.posting = SCOST_CHARGE;
	assert_int_equal(scost_tco_add(&line, ret, &err), 0);
	scost_tco_finish(ret);
}

static const struct scost_tco_row *row_of(const struct scost_tco *tco,
					  const char *type)
{
	for (size_t i = 0; i < tco->count; i++)
		if (!strcmp(tco->conf->catalog.accel[tco->row[i].accel].type,
			    type))
			return &tco->row[i];
	fail();
	return NULL;
}

static void test_by_hand(void **state)
{
	const struct scost_tco_row *row;
	struct scost_tco tco;

	/* 2880 accelerator-hours with 0.8 kWh each. */
	compare(*state, FH_UNKNOWN, 2304 * FH_UJ_PER_KWH, &tco);
	assert_int_equal(tco.count, 2);
	row = row_of(&tco, "h100");
	assert_int_equal(row->devices, 8);
	assert_int_equal(row->work.fixed_micro, 884703LL * 8 * 720);
	assert_int_equal(row->tco.used_ppm, 500000);
	assert_int_equal(row->energy, SCOST_TCO_RECORDED);
	assert_int_equal(row->tco.next_hour_micro, 120000);
	assert_int_equal(row->work.other_hour_micro, 100000);
	/* c: 6.5 + 10 cores at 0.1 + 0.25 GiB at 0.01; b: 6.88. */
	assert_int_equal(row->work.cloud_hour_micro, 6880000);
	assert_int_equal(row->cloud, 1);
	assert_int_equal(row->pricing, FH_PRICE_LIST);
	assert_int_equal(row->tco.owned_micro,
			 884703LL * 8 * 720 + 2880LL * 220000);
	assert_int_equal(row->tco.cloud_micro, 2880LL * 6880000);
	assert_int_equal(row->tco.break_even_ppm, 132838);
	scost_tco_clear(&tco);
}

static void test_what_if_and_nameplate(void **state)
{
	const struct scost_tco_row *row;
	struct scost_tco tco;

	compare(*state, 250000, FH_UNKNOWN, &tco);
	row = row_of(&tco, "h100");
	assert_int_equal(row->energy, SCOST_TCO_NAMEPLATE);
	assert_int_equal(row->tco.next_hour_micro, 105000);
	assert_int_equal(row->tco.used_s, 2 * MONTH_S);
	assert_int_equal(row->tco.cloud_micro, 1440LL * 6880000);
	/* No work, no cloud, no energy: only what is fixed is known. */
	row = row_of(&tco, "acme1");
	assert_int_equal(row->energy, SCOST_TCO_NONE);
	assert_int_equal(row->cloud, FH_NO_ZONE);
	assert_int_equal(row->tco.owned_micro, FH_UNKNOWN);
	assert_int_equal(row->tco.break_even_ppm, FH_UNKNOWN);
	assert_true(row->work.fixed_micro > 0);
	scost_tco_clear(&tco);
}

enum form { TABLE, CSV, JSON };

static char *render(const struct scost_tco *tco, enum form form)
{
	struct fh_error err;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	if (form == TABLE)
		scost_tco_table(out, tco);
	else if (form == CSV)
		scost_tco_csv(out, tco);
	else
		assert_int_equal(scost_tco_json(out, tco, &err), 0);
	fclose(out);
	return text;
}

static void test_forms(void **state)
{
	struct json_object *whole, *rows, *row, *value;
	struct scost_tco tco;
	char *text;

	compare(*state, FH_UNKNOWN, 2304 * FH_UJ_PER_KWH, &tco);
	text = render(&tco, TABLE);
	assert_non_null(strstr(text, "a    h100        8   2880.00 50.00"));
	assert_non_null(strstr(text, "13.28"));
	assert_non_null(strstr(text, "2026-11-01T00:00:00Z"));
	free(text);
	text = render(&tco, CSV);
	assert_non_null(strstr(text, "a,h100,8,5760.000000,2880.000000,"
			       "50.000000,80.000000,5729.489280,"));
	free(text);
	text = render(&tco, JSON);
	whole = json_tokener_parse(text);
	assert_non_null(whole);
	rows = json_object_object_get(whole, "rows");
	assert_int_equal(json_object_array_length(rows), 2);
	row = json_object_array_get_idx(rows, 1);
	assert_true(json_object_object_get_ex(row, "cloud_zone", &value));
	assert_null(value);
	row = json_object_array_get_idx(rows, 0);
	assert_int_equal(json_object_get_int64(json_object_object_get(
				 row, "owned_micro")), 5729489280);
	json_object_put(whole);
	free(text);
	scost_tco_clear(&tco);
}

static void test_nothing_owned(void **state)
{
	const struct fh_cut_piece before = { 1000, 2000 };
	struct scost_tco tco;
	struct fh_error err;

	assert_int_equal(scost_tco_begin(&tco, *state, &before, FH_UNKNOWN,
					 &err), -1);
	assert_non_null(strstr(err.text, "no rate card of that time"));
	scost_tco_clear(&tco);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_what_if_and_nameplate),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_nothing_owned),
	};

	return cmocka_run_group_tests(tests, load, unload);
}

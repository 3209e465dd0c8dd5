/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Costs with all their parts: the worked example of fh_cost.h to the last
 * micro-unit, tariffs by the clock, and stretches that add up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fh_charge.h"
#include "fh_cost.h"
#include "fh_footprint.h"
#include "tz_case.h"

#define HOUR_S 3600
#define DAY_S 86400

enum { OWNED, CLOCK, MARKET, CLOUD, ZONES };

#define ZONE(name) \
	"\"" name "\": {\"site\": \"s\", \"jurisdiction\": \"US-TX\"," \
	"\"tenancy\": \"owned\", \"operator\": \"o\"}"

#define H100(rest) "\"accelerators\": {\"h100\": {" rest "}}"

#define SERVER "\"capex\": 310000, \"devices\": 8," \
	"\"book_life_years\": 5, \"utilisation_percent\": 80"

static const char sources[] =
	"\"accelerators\": {\"accelerators\": {"
	"\"h100\": {\"title\": \"H\", \"vendor\": \"N\","
	" \"runtime\": \"cuda\", \"tdp_watts\": 700}}},"
	"\"zones\": {\"sites\": {\"s\": {}}, \"zones\": {"
	ZONE("owned") "," ZONE("clock") "," ZONE("market") ","
	ZONE("cloud") "}},"
	"\"policy\": {\"data_classes\": {}}, \"energy\": {\"nodes\": []},"
	"\"rates\": {\"currency\": \"USD\","
	"\"billing_timezone\": \"America/Chicago\","
	"\"exchange\": [{\"currency\": \"EUR\", \"valid_from\":"
	" \"2026-01-01\", \"rate\": 1.25, \"source\": \"s\"},"
	"{\"currency\": \"EUR\", \"valid_from\":"
	" \"2027-01-15\", \"rate\": 9, \"source\": \"s\"}],"
	"\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": \"s\","
	"\"zones\": {"
	"\"owned\": {" H100(SERVER) ", \"lease_per_kw_month\": 150,"
	" \"contracted_kw\": 10.2, \"monthly\": {\"staff\": 2000},"
	" \"core_hour\": 0, \"gib_hour\": 0, \"kwh\": 0.066,"
	" \"pue\": 1.54},"
	"\"clock\": {" H100(SERVER) ", \"monthly\": {\"staff\": 1234.567,"
	" \"network\": 1}, \"core_hour\": 0.013, \"gib_hour\": 0.0017,"
	" \"pue\": 1.3, \"tariff\": {\"rules\": ["
	"{\"begin\": \"08:00\", \"end\": \"20:00\", \"kwh\": 0.2,"
	" \"weekdays\": \"mon-fri\"},"
	"{\"end\": \"08:00\", \"kwh\": 0.1, \"weekdays\": \"mon-fri\"},"
	"{\"begin\": \"20:00\", \"kwh\": 0.1, \"weekdays\": \"mon-fri\"},"
	"{\"weekdays\": \"sat-sun\", \"kwh\": 0.05}],"
	" \"holidays\": [\"2026-11-26\"]}},"
	"\"market\": {\"core_hour\": 0, \"gib_hour\": 0, \"pue\": 1},"
	"\"cloud\": {\"pricing\": \"spot\", \"accelerator_hour\":"
	" {\"h100\": {\"list\": 6.88, \"spot\": 2.5}}, \"core_hour\": 0,"
	" \"gib_hour\": 0}},"
	"\"charge\": {\"NODE_FAIL\": 0, \"PREEMPTED\": 50},"
	"\"qos\": {\"urgent\": 1.5}, \"minimum_charge\": 0.01},"
	"{\"valid_from\": \"2027-01-01\", \"source\": \"s\","
	" \"currency\": \"EUR\", \"zones\": {"
	"\"market\": {\"core_hour\": 0, \"gib_hour\": 0, \"pue\": 1,"
	" \"kwh_series\": \"kwh.csv\", \"carbon_series\": \"co2.csv\"},"
	"\"*\": {"
	H100(SERVER) ", \"core_hour\": 0.02, \"gib_hour\": 0.002,"
	" \"kwh\": 0.2, \"pue\": 1.5}}}]}}";

static const char kwh_csv[] =
	"instant,USD/MWh\n"
	"2027-01-01T00:00:00Z,30\n"
	"2027-01-01T01:00:00Z,-5\n"
	"2027-01-01T02:00:00Z,90\n";

static const char co2_csv[] =
	"hours since 2027-01-01,g/kWh\n0,400\n1,100\n2,0\n";

static void attach(struct fh_attachments *set, struct fh_attachment *file,
		   const char *name, const void *bytes, size_t len)
{
	*file = (struct fh_attachment) { (char *) name, (char *) bytes, len };
	set->item[set->count++] = file;
}

/* A bundle with the files that its rates name. */
static char *make_bundle(void)
{
	struct fh_attachment co2, kwh, zone;
	struct fh_attachments set = { 0 };
	struct printbuf *out = printbuf_new();
	struct tz_file file;
	char *text;

	tz_make(&file, 0, NULL, 0, CHICAGO);
	attach(&set, &co2, "co2.csv", co2_csv, strlen(co2_csv));
	attach(&set, &kwh, "kwh.csv", kwh_csv, strlen(kwh_csv));
	attach(&set, &zone, "zoneinfo/America/Chicago", file.bytes, file.len);
	assert_true(sprintbuf(out, "{\"freehold_bundle\": 1, \"files\": ") > 0);
	assert_int_equal(fh_attach_write(&set, out), 0);
	assert_true(sprintbuf(out, ",%s", sources) > 0);
	text = strdup(out->buf);
	printbuf_free(out);
	return text;
}

static int load(void **state)
{
	struct fh_diags diags = { 0 };
	char *text = make_bundle();

	*state = fh_conf_load_bundle("b", text, strlen(text), &diags);
	for (size_t i = 0; i < diags.count; i++)
		print_error("%s: %s\n", diags.item[i].pointer,
			    diags.item[i].text);
	fh_diag_clear(&diags);
	free(text);
	return *state ? 0 : -1;
}

static int unload(void **state)
{
	fh_conf_free(*state);
	return 0;
}

/* As by hand in fh_cost.h. */
static void test_by_hand(void **state)
{
	const struct fh_usage usage = {
		.zone = OWNED, .accel_count = 8,
		.start_s = at("2026-11-10T00:00:00Z"),
		.end_s = at("2026-11-11T00:00:00Z"),
		.energy_uj = FH_UJ_PER_KWH / 10 * 2448,
	};
	struct fh_conf *conf = *state;
	struct fh_cost cost;

	conf->rates.tz = NULL;	/* a November of 720 hours */
	fh_cost_of(conf, &usage, &cost);
	assert_int_equal(cost.capital_micro, 212328768);
	assert_int_equal(cost.accel_micro, 0);
	assert_int_equal(cost.lease_micro, 63750000);
	assert_int_equal(cost.operations_micro, 83333333);
	assert_int_equal(cost.energy_micro, 24881472);
	assert_int_equal(cost.total_micro, 384293573);
	assert_int_equal(cost.gaps, 0);
}

/* All used: what is paid by the month comes in, over 80 %. */
static void test_whole_month(void **state)
{
	struct fh_conf *conf = *state;
	struct fh_usage usage = { .zone = OWNED, .accel_count = 8 };
	struct fh_cost cost;

	usage.start_s = at("2026-11-01T05:00:00Z");
	usage.end_s = at("2026-12-01T06:00:00Z");
	/* The clock's extra hour of November is in it: 721 hours. */
	assert_int_equal(usage.end_s - usage.start_s, 721 * HOUR_S);
	fh_cost_of(conf, &usage, &cost);
	assert_int_equal(cost.lease_micro, 1530000000LL / 8 * 10);
	assert_int_equal(cost.operations_micro, 2000000000LL / 8 * 10);
}

/* Energy of one watt-hour an hour: prices by the clock of Chicago. */
static void test_clock(void **state)
{
	static const struct {
		const char *from, *until;
		int64_t micro;
	} cases[] = {
		/* Tue, 10 November: from 14:00 UTC on it is 08:00. */
		{ "2026-11-10T13:00:00Z", "2026-11-10T14:00:00Z", 130000 },
		{ "2026-11-10T14:00:00Z", "2026-11-10T15:00:00Z", 260000 },
		{ "2026-11-10T13:00:00Z", "2026-11-10T15:00:00Z", 195000 },
		/* A Thursday that is a holiday. */
		{ "2026-11-26T15:00:00Z", "2026-11-26T16:00:00Z", 65000 },
		/* In summer 08:00 is an hour earlier. */
		{ "2026-06-10T13:00:00Z", "2026-06-10T14:00:00Z", 260000 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct fh_usage usage = {
			.zone = CLOCK, .accel = -1,
			.start_s = at(cases[i].from),
			.end_s = at(cases[i].until),
			.energy_uj = FH_UJ_PER_KWH,
		};
		struct fh_cost cost;

		fh_cost_of(*state, &usage, &cost);
		assert_int_equal(cost.energy_micro, cases[i].micro);
	}
}

/* 30, nothing and 90 USD/MWh; behind the series there is no price. */
static void test_series(void **state)
{
	struct fh_usage usage = {
		.zone = MARKET, .accel = -1,
		.start_s = at("2027-01-01"),
		.end_s = at("2027-01-01T03:00:00Z"),
		.energy_uj = 3 * FH_UJ_PER_KWH,
	};
	struct fh_footprint footprint;
	struct fh_cost cost;

	fh_cost_of(*state, &usage, &cost);
	assert_int_equal(cost.energy_micro, 120000);
	fh_footprint_of(*state, &usage, &footprint);
	assert_int_equal(footprint.co2e_mg, 500000);
	usage.end_s += HOUR_S;
	usage.energy_uj += FH_UJ_PER_KWH;
	fh_cost_of(*state, &usage, &cost);
	assert_int_equal(cost.energy_micro, FH_UNKNOWN);
	assert_int_equal(cost.total_micro, 120000);
	assert_int_equal(cost.gaps, FH_GAP_ENERGY_PRICE);
	fh_footprint_of(*state, &usage, &footprint);
	assert_int_equal(footprint.co2e_mg, FH_UNKNOWN);
}

/* A cloud's prices, and a card in euro at the rate of its begin. */
static void test_prices(void **state)
{
	const struct fh_conf *conf = *state;
	struct fh_usage usage = {
		.zone = CLOUD, .accel_count = 2, .cores = 10,
		.start_s = at("2026-11-10"),
		.end_s = at("2026-11-10T01:00:00Z"),
	};
	const struct fh_accel_price *price;
	struct fh_cost cost;

	fh_cost_of(conf, &usage, &cost);
	assert_int_equal(cost.accel_micro, 5000000);
	assert_int_equal(cost.capital_micro, 0);
	price = fh_prices_find(&conf->rates.card[0].zone[CLOUD], 0);
	assert_int_equal(price->kind, FH_PRICE_SPOT);
	assert_int_equal(price->offer_micro[FH_PRICE_LIST], 6880000);
	assert_int_equal(price->offer_micro[FH_PRICE_RESERVED], FH_UNKNOWN);
	usage.start_s = at("2027-02-01");
	usage.end_s = usage.start_s + HOUR_S;
	fh_cost_of(conf, &usage, &cost);
	/* 387 500 USD / 280 320 hours, in euro 310 000 */
	assert_int_equal(cost.capital_micro, 2 * 1382349);
	assert_int_equal(cost.core_micro, 250000);
}

static struct fh_usage draw_usage(uint64_t *seed)
{
	struct fh_usage usage = {
		.zone = draw(seed, 2) ? CLOCK : OWNED,
		.accel_count = draw(seed, 100),
		.cores = draw(seed, 1000),
		.memory_mib = draw(seed, 1000000),
	};

	usage.start_s = at("2026-10-20") + draw(seed, 60 * DAY_S);
	usage.end_s = usage.start_s + draw(seed, 40 * DAY_S);
	usage.energy_uj = draw(seed, 1000000000) * 7919;
	return usage;
}

/* However the time is cut, over months, cards and hours of the clock. */
static void test_additive(void **state)
{
	uint64_t seed = 20261121;

	for (int i = 0; i < 500; i++) {
		const struct fh_usage usage = draw_usage(&seed);
		struct fh_cost whole, sum = { 0 }, cost;
		struct fh_cost_run run;
		int64_t at_s = usage.start_s;

		fh_cost_of(*state, &usage, &whole);
		assert_int_equal(whole.gaps, 0);
		fh_cost_begin(&run, *state, &usage);
		while (at_s < usage.end_s) {
			at_s += draw(&seed, 4 * DAY_S);
			if (at_s > usage.end_s)
				at_s = usage.end_s;
			fh_cost_next(&run, at_s, &cost);
			assert_true(cost.total_micro >= 0);
			fh_cost_add(&sum, &cost);
		}
		for (enum fh_cost_part j = 0; j < FH_PART_COUNT; j++)
			assert_int_equal(fh_cost_part(&sum, j),
					 fh_cost_part(&whole, j));
		assert_int_equal(sum.total_micro, whole.total_micro);
	}
}

/* A part without a price leaves those behind it as they are. */
static void test_gap_between(void **state)
{
	const struct fh_usage usage = {
		.zone = MARKET, .accel = -1,
		.start_s = at("2026-12-31"),
		.end_s = at("2027-01-01T03:00:00Z"),
		.energy_uj = FH_UJ_PER_KWH * 27,
	};
	struct fh_cost_run run;
	struct fh_cost cost;

	fh_cost_begin(&run, *state, &usage);
	fh_cost_next(&run, at("2026-12-31T12:00:00Z"), &cost);
	assert_int_equal(cost.energy_micro, FH_UNKNOWN);
	assert_int_equal(cost.gaps, FH_GAP_ENERGY_PRICE);
	fh_cost_next(&run, at("2027-01-01T01:00:00Z"), &cost);
	assert_int_equal(cost.energy_micro, FH_UNKNOWN);
	assert_int_equal(cost.total_micro, 30000);
	fh_cost_next(&run, usage.end_s, &cost);
	assert_int_equal(cost.energy_micro, 90000);
	assert_int_equal(cost.gaps, 0);
}

/* No user's time limit makes slurmctld count for long. */
static void test_bounded(void **state)
{
	const struct fh_usage usage = {
		.zone = CLOCK, .accel_count = 1,
		.start_s = at("2026-01-02"), .end_s = at("2026-12-31"),
		.energy_uj = 1,
	};
	struct fh_cost_run run;
	struct fh_cost cost;

	fh_cost_begin(&run, *state, &usage);
	run.pieces = FH_COST_PIECES_MAX - 2;
	fh_cost_next(&run, usage.end_s, &cost);
	assert_int_equal(cost.total_micro, FH_UNKNOWN);
	assert_true(cost.gaps & FH_GAP_OVERFLOW);
}

static void test_charge(void **state)
{
	static const struct {
		const char *state, *qos;
		int64_t cost_micro, charge_micro;
	} cases[] = {
		{ "COMPLETED", NULL, 5000000, 5000000 },
		{ "COMPLETED", "URGENT", 5000000, 7500000 },
		{ "PREEMPTED", "urgent", 5000000, 3750000 },
		{ "PREEMPTED", "other", 100001, 50000 },
		{ "NODE_FAIL", "urgent", 5000000, 0 },
		{ "RUNNING", NULL, 1, 10000 },
		{ "FAILED", NULL, 0, 10000 },
		{ "FAILED", NULL, FH_UNKNOWN, FH_UNKNOWN },
		{ "FAILED", "urgent", INT64_MAX, FH_UNKNOWN },
	};
	const struct fh_conf *conf = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(fh_charge_of(&conf->rates.card[0],
					      cases[i].state, cases[i].qos,
					      cases[i].cost_micro),
				 cases[i].charge_micro);
	assert_int_equal(fh_charge_of(&conf->rates.card[1], "NODE_FAIL",
				      "urgent", 7), 7);
	assert_int_equal(fh_charge_of(NULL, "FAILED", NULL, 7), 7);
	assert_true(fh_charge_by_qos(&conf->rates));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_by_hand, load, unload),
		cmocka_unit_test_setup_teardown(test_whole_month, load,
						unload),
		cmocka_unit_test_setup_teardown(test_clock, load, unload),
		cmocka_unit_test_setup_teardown(test_series, load, unload),
		cmocka_unit_test_setup_teardown(test_prices, load, unload),
		cmocka_unit_test_setup_teardown(test_additive, load, unload),
		cmocka_unit_test_setup_teardown(test_gap_between, load,
						unload),
		cmocka_unit_test_setup_teardown(test_bounded, load, unload),
		cmocka_unit_test_setup_teardown(test_charge, load, unload),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

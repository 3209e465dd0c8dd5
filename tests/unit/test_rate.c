/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rate cards. */
#include "conf_case.h"
#include "fh_units.h"

static const struct conf_case wrong[] = {
	{ "{}",
	  "t:1:1: the key \"currency\" is missing\n"
	  "t:1:1: the key \"billing_timezone\" is missing\n"
	  "t:1:1: the key \"cards\" is missing\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": []}",
	  "t:1:57: /cards: at least one rate card is needed\n" },
	{ "{\"currency\": \"usd\", \"billing_timezone\": \"Chicago\", "
	  "\"cards\": {}}",
	  "t:1:14: /currency: \"usd\" is not an ISO 4217 code of three "
	  "upper-case letters, such as \"USD\"\n"
	  "t:1:41: /billing_timezone: \"Chicago\" is not the name of a "
	  "time zone, such as \"America/Chicago\" or \"UTC\"\n"
	  "t:1:61: /cards: must be a list, not an object\n" },
	{ "{\"currency\": \"EURO\", \"billing_timezone\": \"../etc\", "
	  "\"cards\": [[]]}",
	  "t:1:14: /currency: \"EURO\" is not an ISO 4217 code of "
	  "three upper-case letters, such as \"USD\"\n"
	  "t:1:42: /billing_timezone: \"../etc\" is not the name of a "
	  "time zone, such as \"America/Chicago\" or \"UTC\"\n"
	  "t:1:62: /cards/0: must be an object, not a list\n" },
	{ "{\"currency\": \"\", \"billing_timezone\": \"\", \"cards\": "
	  "[{}]}",
	  "t:1:14: /currency: \"\" is not an ISO 4217 code of three "
	  "upper-case letters, such as \"USD\"\n"
	  "t:1:38: /billing_timezone: \"\" is not the name of a time "
	  "zone, such as \"America/Chicago\" or \"UTC\"\n"
	  "t:1:52: /cards/0: the key \"valid_from\" is missing\n"
	  "t:1:52: /cards/0: the key \"source\" is missing\n"
	  "t:1:52: /cards/0: the key \"zones\" is missing\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"tx-main\": {}}}]}",
	  "t:1:111: /cards/0/zones: the zone \"de-cloud\" has no "
	  "prices in this card; add them, or \"*\" for every other "
	  "zone\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {}}]}",
	  "t:1:111: /cards/0/zones: the zone \"tx-main\" has no prices "
	  "in this card; add them, or \"*\" for every other zone\n"
	  "t:1:111: /cards/0/zones: the zone \"de-cloud\" has no "
	  "prices in this card; add them, or \"*\" for every other "
	  "zone\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"tx-mian\": {}, \"*\": {}}}]}",
	  "t:1:123: /cards/0/zones/tx-mian: there is no zone "
	  "\"tx-mian\"; did you mean \"tx-main\"?\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"tx-main\": {}, \"TX-MAIN\": {}, \"*\": "
	  "{}}}]}",
	  "t:1:138: /cards/0/zones/TX-MAIN: the zone \"TX-MAIN\" "
	  "stands here twice; case makes no difference\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"*\": {\"accelerator_hour\": {\"h10\": "
	  "1}}}}]}",
	  "t:1:146: /cards/0/zones/*/accelerator_hour/h10: there is no "
	  "accelerator type \"h10\"; did you mean \"h100\"?\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"*\": {\"accelerator_hour\": {\"h100\": "
	  "\"1\"}}}}]}",
	  "t:1:147: /cards/0/zones/*/accelerator_hour/h100: must be a "
	  "number, not a string\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"*\": {\"accelerator_hour\": []}}}]}",
	  "t:1:138: /cards/0/zones/*/accelerator_hour: must be an "
	  "object, not a list\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"*\": {\"core_hour\": -1, \"gib_hour\": "
	  "0.0000001, \"kwh\": 1000001, \"pue\": 0.9}}}]}",
	  "t:1:131: /cards/0/zones/*/core_hour: must be a plain "
	  "decimal from 0 to 1000000 with at most 6 digits behind the "
	  "point, not -1\n"
	  "t:1:147: /cards/0/zones/*/gib_hour: must be a plain decimal "
	  "from 0 to 1000000 with at most 6 digits behind the point, "
	  "not 0.0000001\n"
	  "t:1:165: /cards/0/zones/*/kwh: must be a plain decimal from "
	  "0 to 1000000 with at most 6 digits behind the point, not "
	  "1000001\n"
	  "t:1:181: /cards/0/zones/*/pue: must be a plain decimal from "
	  "1 to 10 with at most 6 digits behind the point, not 0.9\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"*\": {\"pue\": 11, \"puee\": 1}}}]}",
	  "t:1:125: /cards/0/zones/*/pue: must be a plain decimal from "
	  "1 to 10 with at most 6 digits behind the point, not 11\n"
	  "t:1:137: /cards/0/zones/*/puee: unknown key \"puee\"; did "
	  "you mean \"pue\"?\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"tx-main\": {\"carbon_g_per_kwh\": -0.5}, "
	  "\"*\": {\"carbon_g_per_kwh\": 5001}}}]}",
	  "t:1:144: /cards/0/zones/tx-main/carbon_g_per_kwh: must be a "
	  "plain decimal from 0 to 5000 with at most 6 digits behind the "
	  "point, not -0.5\n"
	  "t:1:177: /cards/0/zones/*/carbon_g_per_kwh: must be a plain "
	  "decimal from 0 to 5000 with at most 6 digits behind the point, "
	  "not 5001\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": {\"*\": {}}}, {\"valid_from\": "
	  "\"2026-01-01T00:00:00Z\", \"source\": \"s\", \"zones\": "
	  "{\"*\": {}}}]}",
	  "t:1:123: /cards/1: card 0 is valid from the same date; a "
	  "date has one card\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-13-01\", \"source\": "
	  "\"s\", \"zones\": {\"*\": {}}}, {\"valid_from\": \"soon\", "
	  "\"source\": \"s\", \"zones\": {\"*\": {}}}]}",
	  "t:1:73: /cards/0/valid_from: '2026-13-01' is no instant "
	  "from 1970 on: the day or the time does not exist\n"
	  "t:1:138: /cards/1/valid_from: 'soon' is not an instant; "
	  "write 2026-01-31 (midnight UTC) or 2026-01-31T12:30:00Z\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"\", \"zones\": {\"*\": {}}}]}",
	  "t:1:97: /cards/0/source: must be a text of 1 to 400 bytes "
	  "without control characters\n" },
	{ "{\"currency\": \"USD\", \"billing_timezone\": \"UTC\", "
	  "\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": "
	  "\"s\", \"zones\": []}]}",
	  "t:1:111: /cards/0/zones: must be an object, not a list\n" },
};

static void read(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_catalog catalog = { 0 };
	struct fh_rates rates = { 0 };
	struct fh_zones zones = { 0 };

	conf_case_catalog(&catalog);
	conf_case_zones(&zones);
	fh_rates_read(doc, "", &zones, &catalog, NULL, &rates, diags);
	fh_rates_clear(&rates);
	fh_zones_clear(&zones);
	fh_catalog_clear(&catalog);
}

static void test_wrong(void **state)
{
	(void) state;
	conf_case_run_all(wrong, sizeof(wrong) / sizeof(*wrong), read);
}

static void check_second(const struct fh_card *card)
{
	assert_string_equal(card->source, "new");
	assert_int_equal(card->zone_count, 2);
	assert_int_equal(fh_prices_accel(&card->zone[0], 0), 0);
	assert_int_equal(fh_prices_accel(&card->zone[0], 1), FH_UNKNOWN);
	assert_int_equal(card->zone[0].core_hour_micro, FH_UNKNOWN);
	assert_int_equal(card->zone[0].carbon_mg_per_kwh, FH_UNKNOWN);
	/* Those of "*". */
	assert_int_equal(fh_prices_accel(&card->zone[1], 0), 1106000);
	assert_int_equal(fh_prices_accel(&card->zone[1], 1), 1);
	assert_int_equal(card->zone[1].core_hour_micro, 10000);
	assert_int_equal(card->zone[1].gib_hour_micro, 1000);
	assert_int_equal(card->zone[1].kwh_micro, 66000);
	assert_int_equal(card->zone[1].pue_micro, 1300000);
	assert_int_equal(card->zone[1].carbon_mg_per_kwh, 381500);
}

static void test_values(void **state)
{
	struct fh_json *doc = conf_case_parse(
		"{\"currency\": \"EUR\", \"billing_timezone\": "
		"\"America/Argentina/Buenos_Aires\", \"cards\": ["
		"{\"valid_from\": \"2026-07-01\", \"source\": \"new\", "
		"\"zones\": {\"TX-main\": {\"accelerator_hour\": {\"h100\": "
		"0}}, \"*\": {\"accelerator_hour\": {\"h100\": 1.106, "
		"\"trn2\": 0.000001}, \"core_hour\": 0.01, \"gib_hour\": "
		"0.001, \"kwh\": 0.066, \"pue\": 1.3, "
		"\"carbon_g_per_kwh\": 381.5}}}, "
		"{\"valid_from\": \"1970-01-02\", \"source\": \"old\", "
		"\"zones\": {\"*\": {}}}]}");
	struct fh_catalog catalog = { 0 };
	struct fh_rates rates = { 0 };
	struct fh_zones zones = { 0 };
	struct fh_diags diags = { 0 };
	int64_t july;

	(void) state;
	conf_case_catalog(&catalog);
	conf_case_zones(&zones);
	fh_rates_read(doc, "", &zones, &catalog, NULL, &rates, &diags);
	fh_zones_clear(&zones);
	fh_catalog_clear(&catalog);
	fh_json_free(doc);
	assert_int_equal(fh_diag_total(&diags), 0);
	assert_int_equal(fh_units_parse_instant("2026-07-01", &july, NULL), 0);
	assert_string_equal(rates.currency, "EUR");
	assert_null(fh_rates_at(&rates, 86399));
	assert_string_equal(fh_rates_at(&rates, 86400)->source, "old");
	assert_string_equal(fh_rates_at(&rates, july - 1)->source, "old");
	assert_ptr_equal(fh_rates_at(&rates, july), &rates.card[1]);
	check_second(&rates.card[1]);
	assert_int_equal(fh_rates_next_change(&rates, 0), 86400);
	assert_int_equal(fh_rates_next_change(&rates, 86400), july);
	assert_int_equal(fh_rates_next_change(&rates, july), FH_FOREVER);
	fh_rates_clear(&rates);
	fh_rates_clear(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mistakes in what a card says of owning, tariffs, series and charging. */
#include "conf_case.h"

#include "fh_tz.h"
#include "fh_units.h"

#define CARD(zone, rest) \
	"{\"currency\": \"USD\", \"billing_timezone\": \"UTC\"," \
	" \"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": \"s\",\n" \
	"\"zones\": {\"*\": {" zone "}}" rest "}]}"

#define OWNED(rest) "\"accelerators\": {\"h100\": {" rest "}}"
#define EIGHT "\"capex\": 1, \"devices\": 8, \"utilisation_percent\": 80," \
	"\"book_life_years\": 5"

static const struct conf_case wrong[] = {
	{ CARD(OWNED("\"capex\": 1"), ""),
	  "t:2:42: /cards/0/zones/*/accelerators/h100: the key \"devices\" "
	  "is missing\n"
	  "t:2:42: /cards/0/zones/*/accelerators/h100: the key "
	  "\"utilisation_percent\" is missing\n"
	  "t:2:42: /cards/0/zones/*/accelerators/h100: needs "
	  "\"book_life_months\" or \"book_life_years\", and not both\n" },
	{ CARD(OWNED(EIGHT ", \"book_life_months\": 60"), ""),
	  "t:2:42: /cards/0/zones/*/accelerators/h100: needs "
	  "\"book_life_months\" or \"book_life_years\", and not both\n" },
	{ CARD(OWNED(EIGHT ", \"residual\": 2"), ""),
	  "t:2:42: /cards/0/zones/*/accelerators/h100: the residual value (in "
	  "millionths) is 2000000; from 0 to 1000000 is possible\n" },
	{ CARD("\"accelerator_hour\": {\"h100\": 1}, " OWNED(EIGHT), ""),
	  "t:2:75: /cards/0/zones/*/accelerators/h100: \"h100\" has two "
	  "prices in this zone; it is owned, or it has an "
	  "accelerator_hour\n" },
	{ CARD("\"accelerator_hour\": {\"h100\": {\"spot\": 1}}", ""),
	  "t:2:46: /cards/0/zones/*/accelerator_hour/h100: of several prices "
	  "\"pricing\" names the one that is charged: \"list\", "
	  "\"reserved\" or \"spot\", as there are here\n" },
	{ CARD("\"lease_per_kw_month\": 1", ""),
	  "t:2:16: /cards/0/zones/*: \"lease_per_kw_month\" and "
	  "\"contracted_kw\" go together\n"
	  "t:2:16: /cards/0/zones/*: a lease or monthly sums are spread over "
	  "the zone's \"accelerators\", and it has none\n" },
	{ CARD(OWNED(EIGHT) ", \"lease_per_kw_month\": 1,"
	       "\"contracted_kw\": 1", ""),
	  "t:2:16: /cards/0/zones/*: the lease is spread by power, and "
	  "\"h100\" has no tdp_watts in accelerators.json\n" },
	{ CARD("\"monthly\": {\"staf\": 1}", ""),
	  "t:2:16: /cards/0/zones/*: a lease or monthly sums are spread over "
	  "the zone's \"accelerators\", and it has none\n"
	  "t:2:37: /cards/0/zones/*/monthly/staf: unknown key \"staf\"; did "
	  "you mean \"staff\"?\n" },
	{ CARD("\"kwh\": 1, \"tariff\": {\"rules\": [{\"kwh\": 1}]}", ""),
	  "t:2:16: /cards/0/zones/*: \"kwh\" and \"tariff\" say the same "
	  "twice; one of them is enough\n" },
	{ CARD("\"tariff\": {\"rules\": [{\"kwh\": 1, \"end\": \"8:00\"}]}",
	       ""),
	  "t:2:56: /cards/0/zones/*/tariff/rules/0/end: '8:00' is not a "
	  "quarter hour from 00:00 to 24:00, as 14:00 or 06:30 is\n" },
	{ CARD("\"tariff\": {\"rules\": [{\"kwh\": 1, \"end\": "
	       "\"08:00\"}]}", ""),
	  "t:2:37: /cards/0/zones/*/tariff/rules: nothing is said for Mon "
	  "08:00 on 1 January; a tariff has a price for every hour of every "
	  "day\n" },
	{ CARD("\"tariff\": {\"rules\": [{\"kwh\": 1}, {\"kwh\": 2, "
	       "\"from\": \"06-01\", \"until\": \"06-30\"}]}", ""),
	  "t:2:50: /cards/0/zones/*/tariff/rules/1: rules 1 and 2 both have "
	  "a price for Mon 00:00 on 1 June\n" },
	{ CARD("\"tariff\": {\"timezone\": \"Mars/Base\", \"rules\": "
	       "[{\"kwh\": 1}]}", ""),
	  "t:2:27: /cards/0/zones/*/tariff: the time zone \"Mars/Base\" "
	  "can't be read: the file 'zoneinfo/Mars/Base' is not in this "
	  "bundle\n" },
	{ CARD("\"tariff\": {\"rules\": [{\"kwh\": 1}], \"holidays\": "
	       "[\"2026-12-25\", \"2026-12-25\"]}", ""),
	  "t:2:78: /cards/0/zones/*/tariff/holidays/1: holidays are days "
	  "such as 2026-12-25, each once and in order\n" },
	{ CARD("\"kwh_series\": \"../passwd\", \"carbon_series\": \"c\"", ""),
	  "t:2:31: /cards/0/zones/*/kwh_series: \"../passwd\" is not a name: "
	  "1 to 63 letters, digits, \"_\", \"-\" and \".\", beginning with "
	  "a letter or digit\n"
	  "t:2:61: /cards/0/zones/*/carbon_series: the file 'c' is not in "
	  "this bundle\n" },
	{ CARD("", ", \"currency\": \"EUR\""),
	  "t:2:33: /cards/0/currency: \"exchange\" has no rate of EUR from "
	  "the card's begin or before\n" },
	{ CARD("", ", \"charge\": {\"NODE_FAILED\": 0, \"TIMEOUT\": 101}"),
	  "t:2:47: /cards/0/charge/NODE_FAILED: must be one of "
	  "\"COMPLETED\", \"FAILED\", \"CANCELLED\", \"TIMEOUT\", "
	  "\"OUT_OF_MEMORY\", \"DEADLINE\", \"NODE_FAIL\", \"BOOT_FAIL\", "
	  "\"PREEMPTED\", \"REQUEUED\", \"RESIZING\", \"REVOKED\", not "
	  "\"NODE_FAILED\"; did you mean \"NODE_FAIL\"?\n"
	  "t:2:61: /cards/0/charge/TIMEOUT: must be a plain decimal from 0 "
	  "to 100 with at most 6 digits behind the point, not 101\n" },
	{ CARD("", ", \"qos\": {\"a\": 1, \"A\": 2}"),
	  "t:2:42: /cards/0/qos/A: the QOS \"A\" stands here twice; case "
	  "makes no difference\n" },
};

static void read(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_attachments files = { 0 };
	struct fh_catalog catalog = { 0 };
	struct fh_rates rates = { 0 };
	struct fh_zones zones = { 0 };

	conf_case_catalog(&catalog);
	conf_case_zones(&zones);
	fh_rates_read(doc, "", &zones, &catalog, &files, &rates, diags);
	fh_rates_clear(&rates);
	fh_zones_clear(&zones);
	fh_catalog_clear(&catalog);
}

static void test_wrong(void **state)
{
	(void) state;
	conf_case_run_all(wrong, sizeof(wrong) / sizeof(*wrong), read);
}

/* What is put into a bundle comes back, and nothing else does. */
static void test_attachments(void **state)
{
	static const char *const bad[] = {
		"{\"a\": \"AAA\"}", "{\"a\": \"A*==\"}", "{\"a\": 1}",
		"{\"/a\": \"AAAA\"}", "{\"a/../b\": \"AAAA\"}",
		"{\"\": \"AAAA\"}", "[]",
	};
	struct fh_json *doc = conf_case_parse(
		"{\"b\": \"AP8=\", \"a/x.csv\": \"\", \"c\": \"YWJj\"}");
	struct fh_attachments files = { 0 };
	struct fh_diags diags = { 0 };
	struct printbuf *out = printbuf_new();
	struct fh_error err;

	(void) state;
	fh_attach_read(doc, "", &files, &diags);
	fh_json_free(doc);
	assert_int_equal(fh_diag_total(&diags), 0);
	assert_int_equal(files.count, 3);
	assert_int_equal(files.item[1]->len, 2);
	assert_memory_equal(files.item[1]->bytes, "\0\377", 2);
	assert_ptr_equal(fh_attach_get(&files, "c", &err), files.item[2]);
	assert_null(fh_attach_get(&files, "d", &err));
	assert_null(fh_attach_get(&files, "../c", &err));
	assert_null(fh_attach_get(NULL, "c", &err));
	assert_int_equal(fh_attach_write(&files, out), 0);
	assert_string_equal(out->buf, "{\"a/x.csv\":\"\",\"b\":\"AP8=\","
			    "\"c\":\"YWJj\"}");
	printbuf_free(out);
	fh_attach_clear(&files);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		doc = conf_case_parse(bad[i]);
		fh_attach_read(doc, "", &files, &diags);
		assert_int_equal(fh_diag_total(&diags), 1);
		assert_int_equal(files.count, 0);
		fh_diag_clear(&diags);
		fh_json_free(doc);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_attachments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

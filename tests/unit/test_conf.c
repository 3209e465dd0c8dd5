/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The whole configuration, from sources and from its bundle. */
#include "conf_case.h"
#include "fh_bundle.h"
#include "fh_file.h"
#include "fh_units.h"

static struct fh_conf *load_good(char **ret_bundle)
{
	struct fh_diags diags = { 0 };
	struct fh_conf *conf;
	char dir[512], told[CONF_CASE_TEXT_MAX];

	conf_case_fixture(dir, sizeof(dir), "conf/good");
	conf = fh_conf_load_dir(dir, ret_bundle, &diags);
	conf_case_join(&diags, told);
	assert_string_equal(told, "");
	assert_non_null(conf);
	return conf;
}

/* Both have every source; each is told from the other by no value. */
static void check_same(const struct fh_conf *a, const struct fh_conf *b)
{
	assert_int_equal(a->catalog.count, b->catalog.count);
	assert_int_equal(a->zones.zone_count, b->zones.zone_count);
	assert_int_equal(a->zones.stay_count, b->zones.stay_count);
	assert_int_equal(a->policy.class_count, b->policy.class_count);
	assert_int_equal(a->policy.dataset_count, b->policy.dataset_count);
	assert_int_equal(a->policy.account_count, b->policy.account_count);
	assert_int_equal(a->rates.card_count, b->rates.card_count);
	assert_int_equal(a->meters.count, b->meters.count);
	for (size_t i = 0; i < a->zones.stay_count; i++) {
		const struct fh_stay *x = &a->zones.stay[i];
		const struct fh_stay *y = &b->zones.stay[i];

		assert_string_equal(x->node, y->node);
		assert_int_equal(x->from_s, y->from_s);
		assert_int_equal(x->until_s, y->until_s);
		assert_string_equal(a->zones.zone[x->zone].name,
				    b->zones.zone[y->zone].name);
	}
}

static void test_round_trip(void **state)
{
	char *bundle = NULL, *again;
	struct fh_conf *conf = load_good(&bundle), *from_bundle;
	struct fh_diags diags = { 0 };
	char digest[FH_DIGEST_HEX + 1];
	struct fh_json *doc;

	(void) state;
	assert_string_equal(conf->digest, "");
	from_bundle = fh_conf_load_bundle("b", bundle, strlen(bundle), &diags);
	assert_non_null(from_bundle);
	assert_int_equal(fh_bundle_digest(bundle, strlen(bundle), digest,
					  NULL), 0);
	assert_string_equal(from_bundle->digest, digest);
	check_same(conf, from_bundle);
	/* A bundle is its own canonical text. */
	doc = conf_case_parse(bundle);
	again = fh_json_canonical(doc);
	assert_string_equal(again, bundle);
	fh_json_free(doc);
	free(again);
	free(bundle);
	fh_conf_free(from_bundle);
	fh_conf_free(conf);
	fh_conf_free(NULL);
}

static void test_good_values(void **state)
{
	struct fh_conf *conf = load_good(NULL);
	int64_t june, july;

	(void) state;
	assert_int_equal(fh_units_parse_instant("2026-06-01", &june, NULL), 0);
	assert_int_equal(fh_units_parse_instant("2026-07-01", &july, NULL), 0);
	assert_int_equal(fh_zones_of_node(&conf->zones, "ny-a01", june),
			 fh_zones_find(&conf->zones, "ny-lease"));
	assert_int_equal(fh_zones_of_node(&conf->zones, "ny-a01", july),
			 fh_zones_find(&conf->zones, "de-cloud"));
	assert_int_equal(fh_zones_next_change(&conf->zones, june), july);
	assert_int_equal(conf->zones.zone[0].power_cap_w, 400000);
	assert_string_equal(fh_rates_at(&conf->rates, june)->source,
			    "first half of the year");
	fh_conf_free(conf);
}

static void test_twenty(void **state)
{
	struct fh_diags diags = { 0 };
	char dir[512];
	char *bundle = NULL;

	(void) state;
	conf_case_fixture(dir, sizeof(dir), "conf/twenty");
	assert_null(fh_conf_load_dir(dir, &bundle, &diags));
	assert_null(bundle);
	assert_int_equal(fh_diag_total(&diags), 20);
	for (size_t i = 0; i < diags.count; i++) {
		const struct fh_diag *diag = &diags.item[i];

		assert_memory_equal(diag->file, dir, strlen(dir));
		assert_true(diag->line > 0);
		assert_true(diag->col > 0);
		assert_int_equal(diag->pointer[0], '/');
		assert_null(strchr(diag->text, '\n'));
		assert_true(strlen(diag->text) > 10);
	}
	fh_diag_clear(&diags);
}

/* Each source missing in turn: told, and no names of it are held against
 * the others. */
static void test_missing(void **state)
{
	char dir[] = "/tmp/fh_test_conf.XXXXXX";
	char from[512], path[600], *text;
	struct fh_diags diags = { 0 };
	struct fh_error err;
	size_t len;

	(void) state;
	assert_non_null(mkdtemp(dir));
	for (int i = 0; i <= FH_SOURCE_COUNT; i++) {
		for (int j = 0; j < FH_SOURCE_COUNT; j++) {
			const char *name = fh_source_name((enum fh_source) j);

			snprintf(path, sizeof(path), "conf/good/%s.json",
				 name);
			conf_case_fixture(from, sizeof(from), path);
			assert_int_equal(fh_file_read(from, 99999, &text, &len,
						      &err), 0);
			snprintf(path, sizeof(path), "%s/%s.json", dir, name);
			(void) remove(path);
			if (i != j && i < FH_SOURCE_COUNT)
				assert_int_equal(fh_file_replace(path, text,
					len, 0600, &err), 0);
			free(text);
		}
		if (i == FH_SOURCE_COUNT)
			break;
		assert_null(fh_conf_load_dir(dir, NULL, &diags));
		assert_int_equal(fh_diag_total(&diags), 1);
		assert_non_null(strstr(diags.item[0].text, "cannot open"));
		assert_non_null(strstr(diags.item[0].text,
				       fh_source_name((enum fh_source) i)));
		fh_diag_clear(&diags);
	}
	assert_int_equal(remove(dir), 0);
}

#define EMPTY_SOURCES "\"accelerators\": {\"accelerators\": {}}, "        \
		      "\"zones\": {\"sites\": {}, \"zones\": {}}, "        \
		      "\"policy\": {}, \"energy\": {\"nodes\": []}, "      \
		      "\"rates\": {\"currency\": \"USD\", "                \
		      "\"billing_timezone\": \"UTC\", \"cards\": ["        \
		      "{\"valid_from\": \"2026-01-01\", \"source\": \"s\", " \
		      "\"zones\": {}}]}"

static void test_bundles(void **state)
{
	static const struct conf_case row[] = {
		{ "{\"freehold_bundle\": 1, " EMPTY_SOURCES "}", "" },
		{ "{\"freehold_bundle\": 2, " EMPTY_SOURCES "}",
		  "b:1:21: /freehold_bundle: this bundle has the newer format "
		  "2; this program reads format 1\n" },
		{ "{\"freehold_bundle\": 0, " EMPTY_SOURCES "}",
		  "b:1:21: /freehold_bundle: must be 1\n" },
		{ "{\"freehold_bundle\": 1, \"more\": 1, " EMPTY_SOURCES "}",
		  "b:1:32: /more: unknown key \"more\"; accepted are "
		  "\"freehold_bundle\", \"accelerators\", \"zones\", "
		  "\"policy\", \"rates\", \"energy\", \"files\"\n" },
		{ "{" EMPTY_SOURCES "}",
		  "b:1:1: the key \"freehold_bundle\" is missing\n" },
		{ "{\"freehold_bundle\": 1}",
		  "b:1:1: the key \"accelerators\" is missing\n"
		  "b:1:1: the key \"zones\" is missing\n"
		  "b:1:1: the key \"policy\" is missing\n"
		  "b:1:1: the key \"rates\" is missing\n"
		  "b:1:1: the key \"energy\" is missing\n" },
		{ "[]", "b:1:1: must be an object, not a list\n" },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct fh_diags diags = { 0 };
		char told[CONF_CASE_TEXT_MAX];
		struct fh_conf *conf;

		conf = fh_conf_load_bundle("b", row[i].json,
					   strlen(row[i].json), &diags);
		conf_case_join(&diags, told);
		assert_string_equal(told, row[i].told);
		assert_int_equal(conf != NULL, !*row[i].told);
		fh_conf_free(conf);
		fh_diag_clear(&diags);
	}
}

/* What is shipped must be right. */
static void test_shipped(void **state)
{
	struct fh_diags diags = { 0 };
	char dir[512], told[CONF_CASE_TEXT_MAX];
	struct fh_conf *conf;

	(void) state;
	conf_case_fixture(dir, sizeof(dir), "../../conf");
	conf = fh_conf_load_dir(dir, NULL, &diags);
	conf_case_join(&diags, told);
	assert_string_equal(told, "");
	for (size_t i = 0; i < conf->catalog.count; i++)
		assert_non_null(conf->catalog.accel[i].source);
	fh_conf_free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_good_values),
		cmocka_unit_test(test_twenty),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_bundles),
		cmocka_unit_test(test_shipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

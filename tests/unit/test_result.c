/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Resolved terms: written, read, refused, and compared with a node. */
#include "sample_conf.h"

#include "fh_result.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define DIGEST \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define R "1;job=17;restart=0;restricted=1"
#define TX ";zone=tx-main/US-TX//owned/example/tx"

static void check_text(const struct fh_result *result, const char *expected)
{
	struct fh_result again = { 0 };
	struct fh_error err = { "" };
	char *text = fh_result_encode(result, &err), *twice;

	assert_non_null(text);
	assert_string_equal(text, expected);
	if (fh_result_decode(text, &again, &err))
		fail_msg("%s", err.text);
	twice = fh_result_encode(&again, NULL);
	assert_string_equal(text, twice);
	free(text);
	free(twice);
	fh_result_clear(&again);
}

static void test_round_trip(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_result result = { .job_id = 17 };

	(void) state;
	check_text(&result, "1;job=17;restart=0;restricted=0");
	result = (struct fh_result) {
		.job_id = UINT32_MAX, .restart = 3, .digest = DIGEST,
		.accel = strdup("trn2"), .accel_count = 4,
		.visible_variable = strdup("NEURON_RT_VISIBLE_CORES"),
		.visible_form = FH_VISIBLE_UNITS, .units_per_device = 8,
		.site = strdup("cloud"), .restricted = true,
		.data_class = strdup("internal"), .zone_count = 2,
	};
	result.grant[0] = (struct fh_granted) { strdup("mri"), FH_ACCESS_RO,
						{ NULL, 0 } };
	result.grant_count = 1;
	assert_int_equal(fh_strlist_add(&result.grant[0].paths, "/a,b"), 0);
	assert_int_equal(fh_strlist_add(&result.grant[0].paths, "/c"), 0);
	assert_int_equal(fh_strlist_add(&result.hide, "/d;e f"), 0);
	assert_int_equal(fh_strlist_add(&result.hide, "/g"), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(fh_identity_of_zone(conf, CLOUD_IN + i,
						     &result.zone[i], NULL),
				 0);
	check_text(&result, "1;job=4294967295;restart=3;digest=" DIGEST
		   ";accel=trn2;count=4;variable=NEURON_RT_VISIBLE_CORES;"
		   "form=units;units=8;site=cloud;restricted=1;class=internal"
		   ";zone=cloud-in/IN//cloud/other%2Fone/cloud"
		   ";zone=cloud-ae/AE-DU/DIFC/cloud/other/cloud"
		   ";grant=mri,ro,/a%2Cb,/c;hide=/d%3Be%20f,/g");
	fh_result_clear(&result);
	fh_result_clear(NULL);
	fh_conf_free(conf);
}

static void test_bad_texts(void **state)
{
	static const struct {
		const char *text, *says;
	} table[] = {
		{ "", "version" },
		{ "2;job=1", "newer version" },
		{ "1", "no job" },
		{ "1;job=17;restart=0", "no restricted" },
		{ "1;job=17;restricted=0", "no restart" },
		{ R ";job=18", "'job' stands twice" },
		{ R ";root=1", "'root' is not a key" },
		{ R "x", "restricted: " },
		{ "1;job=17;restart=0;restricted=2", "from 0 to 1" },
		{ "1;job=4294967296;restart=0;restricted=1", "job: " },
		{ "1;job=-1;restart=0;restricted=1", "job: " },
		{ "1;job=;restart=0;restricted=1", "job: " },
		{ "1;job=000000000000000000001;restart=0", "more than 20" },
		{ R ";digest=abc", "not 64 digits" },
		{ R ";form=magic", "not a form" },
		{ R ";form=", "not a form" },
		{ R ";count=65537", "count: " },
		{ R ";accel=", "accel: empty" },
		{ R ";accel=a%0", "badly encoded" },
		{ R ";zone=", "not 6 values" },
		{ R ";zone=tx-main", "not 6 values" },
		{ R ";zone=tx-main/US-TX//owned/example", "not 6 values" },
		{ R TX "/more", "not 6 values" },
		{ R ";zone=/US-TX//owned/example/tx", "zone: no zone" },
		{ R ";zone=tx-main/US-TX//owned/example/", "no site" },
		{ R ";zone=tx-main/US-TX//owned//tx", "no operator" },
		{ R ";zone=tx-main/US TX//owned/example/tx", "badly" },
		{ R ";hide=", "not absolute" },
		{ R ";hide=/a,", "not absolute" },
		{ R ";hide=/a,b", "not absolute" },
		{ R ";hide=/a%0", "badly" },
		{ R ";hide=/a;hide=/b", "'hide' stands twice" },
		{ R ";grant=", "no name" },
		{ R ";grant=mri", "no name" },
		{ R ";grant=mri,ro", "no access and paths" },
		{ R ";grant=mri,wr,/a", "no access and paths" },
		{ R ";grant=mri,ro,a", "not absolute" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_result result = { 0 };
		struct fh_error err = { "" };

		if (!fh_result_decode(table[i].text, &result, &err))
			fail_msg("'%s' was read", table[i].text);
		if (!strstr(err.text, table[i].says))
			fail_msg("'%s': %s", table[i].text, err.text);
		assert_int_equal(result.job_id, 0);
		assert_int_equal(result.zone_count, 0);
	}
}

static void test_bounds(void **state)
{
	size_t size = FH_RESULT_MAX + 2;
	char *text = malloc(size);
	struct fh_result result = { 0 };
	struct fh_error err;
	size_t len = (size_t) snprintf(text, size, R);

	(void) state;
	for (int i = 0; i < FH_RESULT_ZONE_MAX; i++)
		len += (size_t) snprintf(text + len, size - len, TX);
	assert_int_equal(fh_result_decode(text, &result, NULL), 0);
	assert_int_equal(result.zone_count, FH_RESULT_ZONE_MAX);
	fh_result_clear(&result);
	snprintf(text + len, size - len, TX);
	assert_int_equal(fh_result_decode(text, &result, &err), -1);
	assert_non_null(strstr(err.text, "more than 64"));
	memset(text, 'a', size - 1);
	text[size - 1] = '\0';
	assert_int_equal(fh_result_decode(text, &result, &err), -1);
	assert_non_null(strstr(err.text, "longer than"));
	result.accel = text;
	assert_null(fh_result_encode(&result, &err));
	assert_non_null(strstr(err.text, "too long"));
	free(text);
}

static void test_fits(void **state)
{
	static const struct {
		const char *result, *node, *says;	/* NULL = fits */
	} table[] = {
		{ "1;job=17;restart=0;restricted=0", NULL, NULL },
		{ "1;job=17;restart=0;restricted=0" TX, NULL, NULL },
		{ R TX, TX, NULL },
		{ R ";zone=a/DE//owned/x/y" TX, TX, NULL },
		{ R TX, NULL, "this node does not know its zone" },
		{ R, TX, "job 17 may run only in: none" },
		{ R TX, ";zone=ny/US-NY//owned/example/ny",
		  "this node is in zone ny, and job 17 may run only in: "
		  "tx-main" },
		{ R TX, ";zone=tx-main/US-NY//owned/example/tx",
		  "job 17 may run in zone tx-main with jurisdiction 'US-TX', "
		  "but this node has jurisdiction 'US-NY'" },
		{ R TX, ";zone=tx-main/US-TX/X/owned/example/tx",
		  "regime '', but this node has regime 'X'" },
		{ R TX, ";zone=tx-main/US-TX//leased/example/tx", "leased" },
		{ R TX, ";zone=tx-main/US-TX//owned/Example/tx", "Example" },
		{ R TX, ";zone=tx-main/US-TX//owned/example/ny", "site 'ny'" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_result result = { 0 }, node = { 0 };
		struct fh_error err = { "" };
		char text[128];

		assert_int_equal(fh_result_decode(table[i].result, &result,
						  NULL), 0);
		snprintf(text, sizeof(text), "1;job=1;restart=0;restricted=0%s",
			 table[i].node ? table[i].node : "");
		assert_int_equal(fh_result_decode(text, &node, NULL), 0);
		assert_int_equal(fh_result_fits(&result, table[i].node ?
						node.zone : NULL, &err),
				 !table[i].says);
		if (table[i].says && !strstr(err.text, table[i].says))
			fail_msg("%s", err.text);
		fh_result_clear(&result);
		fh_result_clear(&node);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_bad_texts),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

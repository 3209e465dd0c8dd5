/* SPDX-License-Identifier: GPL-2.0-or-later */
/* node.json: what a node says that it is. */
#include "sample_conf.h"

#include "fh_result.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define WITH(more) \
	"{\"zone\": \"tx-main\", \"jurisdiction\": \"US-TX\"," \
	"\"tenancy\": \"owned\", \"operator\": \"example\"" more "}"

static int read_text(const char *text, struct fh_identity *ret,
		     struct fh_error *err)
{
	return fh_identity_read("node.json", text, strlen(text), ret, err);
}

static void test_good(void **state)
{
	struct fh_identity node = { 0 }, zone = { 0 };
	struct fh_conf *conf = sample_conf();
	struct fh_result result = { .restricted = true, .zone_count = 1 };

	(void) state;
	assert_int_equal(read_text("// of the node\n"
				   WITH(", \"site\": \"tx\""), &node, NULL),
			 0);
	assert_null(node.regime);
	assert_string_equal(node.operator_name, "example");
	assert_int_equal(fh_identity_of_zone(conf, TX_MAIN, &zone, NULL), 0);
	result.zone[0] = zone;
	assert_true(fh_result_fits(&result, &node, NULL));
	fh_identity_clear(&node);
	assert_int_equal(read_text(WITH(", \"site\": \"tx\", \"regime\": "
					"\"X\""), &node, NULL), 0);
	assert_string_equal(node.regime, "X");
	assert_false(fh_result_fits(&result, &node, NULL));
	fh_identity_clear(&node);
	fh_identity_clear(&zone);
	fh_identity_clear(NULL);
	fh_conf_free(conf);
}

static void test_bad(void **state)
{
	static const struct {
		const char *text, *says;
	} table[] = {
		{ "", "node.json" },
		{ "{", "node.json" },
		{ "[]", "must be an object" },
		{ "null", "must be an object" },
		{ "{}", "the key \"zone\" is missing" },
		{ WITH(""), "the key \"site\" is missing" },
		{ WITH(", \"site\": \"\""), "\"site\" must be a text" },
		{ WITH(", \"site\": 5"), "\"site\" must be a text" },
		{ WITH(", \"site\": null"), "\"site\" must be a text" },
		{ WITH(", \"site\": \"a\\u0000b\""), "NUL" },
		{ WITH(", \"sit\": \"tx\""), "did you mean site?" },
		{ WITH(", \"site\": \"tx\", \"power\": \"1\""),
		  "unknown key \"power\"" },
		{ WITH(", \"site\": \"tx\", \"zone\": \"ny\""), "zone" },
		{ WITH(", \"site\": \"tx\"") " x", "node.json" },
		{ "{\"zone\": \"z\", \"jurisdiction\": \"US\", \"tenancy\": "
		  "\"rented\", \"operator\": \"o\", \"site\": \"s\"}",
		  "must be owned, leased or cloud" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_identity node = { 0 };
		struct fh_error err = { "" };

		if (!read_text(table[i].text, &node, &err))
			fail_msg("'%s' was read", table[i].text);
		if (!strstr(err.text, table[i].says))
			fail_msg("'%s': %s", table[i].text, err.text);
		assert_null(node.zone);
	}
}

static void test_long_value(void **state)
{
	struct fh_identity node = { 0 };
	char text[1024], value[402];

	(void) state;
	memset(value, 'v', sizeof(value));
	value[401] = '\0';
	snprintf(text, sizeof(text), WITH(", \"site\": \"%s\""), value);
	assert_int_equal(read_text(text, &node, NULL), -1);
	value[400] = '\0';
	snprintf(text, sizeof(text), WITH(", \"site\": \"%s\""), value);
	assert_int_equal(read_text(text, &node, NULL), 0);
	fh_identity_clear(&node);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_long_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

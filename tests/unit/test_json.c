/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON with comments, places and duplicate keys. */
#include "conf_case.h"

static const struct conf_case wrong[] = {
	{ "",
	  "t:1:1: a value is expected here: an object, a list, a "
	  "string, a number, true, false or null\n" },
	{ "{",
	  "t:1:2: a string in double quotes is expected here\n" },
	{ "{\"a\": 1,}",
	  "t:1:9: a string in double quotes is expected here\n" },
	{ "[1] 2",
	  "t:1:5: nothing may stand behind the value\n" },
	{ "{'a': 1}",
	  "t:1:2: a string in double quotes is expected here\n" },
	{ "{\"a\": 01}",
	  "t:1:8: a number must not begin with 0\n" },
	{ "{\"a\": -}",
	  "t:1:8: a digit is expected here\n" },
	{ "{\"a\": NaN}",
	  "t:1:7: a value is expected here: an object, a list, a "
	  "string, a number, true, false or null\n" },
	{ "{\"a\": 1.}",
	  "t:1:9: a digit is expected here\n" },
	{ "[\"\001\"]",
	  "t:1:3: a control character in a string must be written as "
	  "\\uXXXX\n" },
	{ "[\"\\u0000\"]",
	  "t:1:3: a NUL is not allowed in a string\n" },
	{ "[\"\\x\"]",
	  "t:1:4: invalid string sequence\n" },
	{ "[\"\377\"]",
	  "t:1:3: invalid utf-8 string\n" },
	{ "{\"a\": 1, \"b\": 2,\n"
	  " \"a\": 3}",
	  "t:2:7: /a: this key stands twice in its object, first in "
	  "line 1; keep one\n" },
	{ "{\"a\": {\"x\": 1}, \"a\": {\"x\": 2}}",
	  "t:1:22: /a: this key stands twice in its object, first in "
	  "line 1; keep one\n" },
	{ "{\"a/b~c\": 1, \"a\\u002fb~c\": 2}",
	  "t:1:28: /a~1b~0c: this key stands twice in its object, "
	  "first in line 1; keep one\n" },
	{ "{\"a\": [{\"b\": 1, \"b\": 1}, {\"c\": 1, \"c\": 1}]}",
	  "t:1:22: /a/0/b: this key stands twice in its object, first "
	  "in line 1; keep one\n"
	  "t:1:40: /a/1/c: this key stands twice in its object, first "
	  "in line 1; keep one\n" },
	{ "{} /* no end",
	  "t:1:4: this comment never ends; \"*/\" is missing\n" },
	{ "{} /",
	  "t:1:4: nothing may stand behind the value\n" },
	{ "{ // \"a\": 1\n"
	  " \"b\": tru }",
	  "t:2:7: a value is expected here: an object, a list, a "
	  "string, a number, true, false or null\n" },
	{ "/* a */\n"
	  "/* b */ ]",
	  "t:2:9: a value is expected here: an object, a list, a "
	  "string, a number, true, false or null\n" },
	{ "[\"a\n"
	  "b\"]",
	  "t:1:4: a control character in a string must be written as "
	  "\\uXXXX\n" },
	{ "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
	  "]]]]",
	  "" },
	{ "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]"
	  "]]]]]",
	  "" },
	{ "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]"
	  "]]]]]]",
	  "t:1:34: the brackets are nested too deep\n" },
	{ "[1 2]",
	  "t:1:4: \",\" or the closing bracket is expected here\n" },
	{ "{\"\\x\": 1}",
	  "t:1:6: an escape in this key is not one of JSON's\n" },
	{ "{\"a\\u0041\\u00zz\": 1}",
	  "t:1:17: an escape in this key is not one of JSON's\n" },
	{ "{\"a\" 1}",
	  "t:1:6: \":\" is expected behind a key\n" },
	{ "{\"a\": .5}",
	  "t:1:7: a value is expected here: an object, a list, a "
	  "string, a number, true, false or null\n" },
	{ "[\"\\u00zz\"]",
	  "t:1:7: invalid string sequence\n" },
	{ "[\"abc",
	  "t:1:6: this string never ends\n" },
};

static void test_wrong(void **state)
{
	(void) state;
	conf_case_run_all(wrong, sizeof(wrong) / sizeof(*wrong), NULL);
}

static void check_place(const struct fh_json *doc, const char *pointer,
			unsigned line, unsigned col, const char *text)
{
	struct fh_json_place place;

	assert_int_equal(fh_json_place(doc, pointer, &place), 0);
	assert_int_equal(place.line, line);
	assert_int_equal(place.col, col);
	assert_int_equal(place.len, strlen(text));
	assert_memory_equal(place.text, text, place.len);
}

static void test_places(void **state)
{
	struct fh_json *doc = conf_case_parse(
		"// first\n"
		"{ /* \"a\": 1 */ \"a\": -0.50,\n"
		"\t\"b\": [true, {\"/~\": \"// no comment\"}],\n"
		"\t\"\\u0063\\\"\": {} /* two\n"
		"lines */, \"\": null\n"
		"} // last");
	struct fh_json_place place;

	(void) state;
	check_place(doc, "/a", 2, 21, "-0.50");
	check_place(doc, "/b", 3, 7, "[true, {\"/~\": \"// no comment\"}]");
	check_place(doc, "/b/0", 3, 8, "true");
	check_place(doc, "/b/1/~1~0", 3, 21, "\"// no comment\"");
	check_place(doc, "/c\"", 4, 14, "{}");
	check_place(doc, "/", 5, 15, "null");
	assert_int_equal(fh_json_place(doc, "", &place), 0);
	assert_int_equal(place.line, 2);
	assert_int_equal(place.col, 1);
	assert_int_equal(fh_json_place(doc, "/d", &place), -1);
	assert_int_equal(fh_json_place(doc, "a", &place), -1);
	assert_string_equal(fh_json_name(doc), "t");
	assert_int_equal(json_object_object_length(fh_json_root(doc)), 4);
	fh_json_free(doc);
}

static void test_bytes(void **state)
{
	struct fh_diags diags = { 0 };
	char *large = calloc(1, FH_JSON_MAX_BYTES + 1);

	(void) state;
	assert_non_null(large);
	assert_null(fh_json_parse("t", "[1\0]", 4, &diags));
	assert_string_equal(diags.item[0].text, "a NUL byte is not allowed");
	assert_int_equal(diags.item[0].col, 3);
	assert_null(fh_json_parse("t", large, FH_JSON_MAX_BYTES + 1, &diags));
	assert_string_equal(diags.item[1].text, "16777217 bytes are too many; "
						"at most 16777216 are read");
	/* Only len bytes are read: what stands behind them is not ours. */
	assert_null(fh_json_parse("t", "{}", 1, &diags));
	fh_json_free(fh_json_parse("t", "{}}", 2, &diags));
	assert_int_equal(fh_diag_total(&diags), 3);
	fh_diag_clear(&diags);
	free(large);
}

static void check_canonical(const char *text, const char *expected)
{
	struct fh_json *doc = conf_case_parse(text);
	char *canonical = fh_json_canonical(doc);

	assert_non_null(canonical);
	assert_string_equal(canonical, expected);
	free(canonical);
	fh_json_free(doc);
}

static void test_canonical(void **state)
{
	const char *one = "{\"a\":{\"/~\":[1.50,\"x/\\n\"],\"b\":null},"
			  "\"z\":true}";

	(void) state;
	check_canonical(one, one);
	check_canonical("{ \"z\": true, // c\n \"\\u0061\": {\"b\": null, "
			"\"/~\" : [1.50, \"\\u0078\\/\\u000a\"]}}", one);
	check_canonical(" 18446744073709551616 ", "18446744073709551616");
	check_canonical("[]", "[]");
	check_canonical("{\"b\":[],\"B\":{},\"a\":-0}",
			"{\"B\":{},\"a\":-0,\"b\":[]}");
}

/* A bracket too many, or text behind a NUL, must not be read past its end. */
static void test_every_prefix(void **state)
{
	const char *text = "{\"a\\u0041\": [1.5e-3, \"x\\\"\"], /* c */ "
			   "\"b\": {\"c\": false}} // d";

	(void) state;
	for (size_t len = 0; len < strlen(text) - 4; len++) {
		struct fh_diags diags = { 0 };
		char *copy = malloc(len ? len : 1);

		assert_non_null(copy);
		memcpy(copy, text, len);
		if (len < strlen(text) - 5)
			assert_null(fh_json_parse("t", copy, len, &diags));
		assert_int_equal(fh_diag_total(&diags),
				 len < strlen(text) - 5);
		fh_diag_clear(&diags);
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_canonical),
		cmocka_unit_test(test_every_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

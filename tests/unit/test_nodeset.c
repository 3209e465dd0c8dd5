/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Node lists in Slurm's bracket form. */
#include "conf_case.h"
#include "fh_nodeset.h"

static void check(const char *expr, const char *expected)
{
	struct fh_strlist list = { 0 };
	struct fh_error err;
	char text[256] = "";

	assert_int_equal(fh_strlist_add(&list, "kept"), 0);
	assert_int_equal(fh_nodeset_expand(expr, &list, &err), 0);
	for (size_t i = 1; i < list.count; i++) {
		strcat(text, list.item[i]);
		strcat(text, " ");
	}
	assert_string_equal(text, expected);
	fh_strlist_clear(&list);
}

static void test_good(void **state)
{
	(void) state;
	check("n1", "n1 ");
	check("tx-h[1-3,7],ny-a[01-02]", "tx-h1 tx-h2 tx-h3 tx-h7 "
					 "ny-a01 ny-a02 ");
	check("n[9-11]", "n9 n10 n11 ");
	check("n[099-101]-ib.x", "n099-ib.x n100-ib.x n101-ib.x ");
	check("[1-2]", "1 2 ");
	check("n[0]", "n0 ");
	check("b,a,b", "b a b ");
}

static void test_bad(void **state)
{
	static const struct {
		const char *expr, *text;
	} row[] = {
		{ "", "a node name is expected at \"\"" },
		{ ",", "a node name is expected at \",\"" },
		{ "a,,b", "a node name is expected at \",b\"" },
		{ "a,", "a node name is expected at \"\"" },
		{ "a b", "the character at \" b\" is not allowed in a node "
			 "list" },
		{ "a/b", "the character at \"/b\" is not allowed in a node "
			 "list" },
		{ "a[1-2", "\"]\" is missing behind \"[1-2\"" },
		{ "a]", "the character at \"]\" is not allowed in a node "
			"list" },
		{ "a[]", "a number of 1 to 9 digits is expected at \"]\"" },
		{ "a[1,]", "a number of 1 to 9 digits is expected at \"]\"" },
		{ "a[1-]", "a number of 1 to 9 digits is expected at \"]\"" },
		{ "a[-1]", "a number of 1 to 9 digits is expected at "
			   "\"-1]\"" },
		{ "a[1-2-3]", "\",\", \"-\" or \"]\" is expected at "
			      "\"-3]\"" },
		{ "a[x]", "a number of 1 to 9 digits is expected at \"x]\"" },
		{ "a[1234567890]", "a number of 1 to 9 digits is expected at "
				   "\"1234567890]\"" },
		{ "a[2-1]", "the range \"2-1\" runs backwards" },
		{ "a[1-2]b[1-2]", "only one pair of brackets is allowed in a "
				  "node name" },
		{ "a[0-65536]", "the node list names more than 65536 nodes" },
		{ "a[0-999999999]", "the node list names more than 65536 "
				    "nodes" },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct fh_strlist list = { 0 };
		struct fh_error err;

		assert_int_equal(fh_strlist_add(&list, "kept"), 0);
		assert_int_equal(fh_nodeset_expand(row[i].expr, &list, &err),
				 -1);
		assert_string_equal(err.text, row[i].text);
		assert_int_equal(list.count, 1);
		assert_int_equal(fh_nodeset_expand(row[i].expr, &list, NULL),
				 -1);
		fh_strlist_clear(&list);
	}
}

static void test_long_names(void **state)
{
	struct fh_strlist list = { 0 };
	struct fh_error err;
	char name[600];

	(void) state;
	memset(name, 'n', sizeof(name));
	name[300] = '\0';
	assert_int_equal(fh_nodeset_expand(name, &list, &err), -1);
	memcpy(name + 250, "[1-2]", 6);
	assert_int_equal(fh_nodeset_expand(name, &list, &err), -1);
	memcpy(name + 240, "[1-2]", 6);
	assert_int_equal(fh_nodeset_expand(name, &list, &err), 0);
	assert_int_equal(list.count, 2);
	fh_strlist_clear(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_long_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of strings, and texts of errors and mistakes. */
#include "conf_case.h"
#include <errno.h>

#include "fh_diag.h"
#include "fh_error.h"
#include "fh_strlist.h"

static void test_list(void **state)
{
	struct fh_strlist list = { 0 }, copy = { 0 };
	char text[16];

	(void) state;
	assert_false(fh_strlist_has(&list, "a"));
	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof(text), "n%d", i);
		assert_int_equal(fh_strlist_add(&list, text), 0);
		assert_null(list.item[list.count]);
	}
	assert_int_equal(fh_strlist_add_n(&list, "Abcd", 3), 0);
	assert_string_equal(list.item[1000], "Abc");
	assert_int_equal(fh_strlist_copy(&copy, &list), 0);
	fh_strlist_cut(&list, 5);
	assert_int_equal(list.count, 5);
	assert_null(list.item[5]);
	for (int i = 5; i < 40; i++)
		assert_int_equal(fh_strlist_add(&list, "x"), 0);
	assert_int_equal(list.count, 40);
	fh_strlist_clear(&list);
	assert_null(list.item);
	assert_true(fh_strlist_has(&copy, "n999"));
	assert_false(fh_strlist_has(&copy, "abc"));
	assert_true(fh_strlist_has_any_case(&copy, "aBC"));
	assert_false(fh_strlist_has_any_case(&copy, "abcd"));
	fh_strlist_clear(&copy);
	fh_strlist_clear(&copy);
	fh_strlist_clear(NULL);
}

static void test_error(void **state)
{
	struct fh_error err;

	(void) state;
	errno = EXDEV;
	assert_int_equal(fh_err(&err, "%s %d", "a", 1), -1);
	assert_string_equal(err.text, "a 1");
	assert_int_equal(fh_err(NULL, "dropped"), -1);
	assert_int_equal(errno, EXDEV);
	assert_int_equal(fh_err(&err, "%2000d", 1), -1);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
	assert_int_equal(fh_err_nomem(&err), -1);
	assert_int_equal(errno, ENOMEM);
	assert_string_equal(err.text, "out of memory");
}

static void check_line(const struct fh_diag *diag, const char *expected)
{
	char *line = fh_diag_format(diag);

	assert_non_null(line);
	assert_string_equal(line, expected);
	free(line);
}

static void test_diags(void **state)
{
	struct fh_diags diags = { 0 };

	(void) state;
	fh_diag_add(&diags, "b", 0, 0, "", "whole %s", "file");
	fh_diag_add(&diags, "a", 2, 1, "/x", "third\x1b[31m");
	fh_diag_add(&diags, "a", 1, 9, "/y", "second");
	fh_diag_add(&diags, "a", 1, 9, "/x", "second too");
	fh_diag_add(&diags, "a", 1, 1, "", "first");
	fh_diag_add(&diags, "", 0, 0, "", "nowhere");
	fh_diag_sort(&diags);
	check_line(&diags.item[0], "nowhere");
	check_line(&diags.item[1], "a:1:1: first");
	check_line(&diags.item[2], "a:1:9: /y: second");
	check_line(&diags.item[3], "a:1:9: /x: second too");
	check_line(&diags.item[4], "a:2:1: /x: third?[31m");
	check_line(&diags.item[5], "b: whole file");
	for (int i = 0; i < FH_DIAG_MAX; i++)
		fh_diag_add(&diags, "c", 1, 1, NULL, "more");
	assert_int_equal(diags.count, FH_DIAG_MAX);
	assert_int_equal(diags.dropped, 6);
	assert_int_equal(fh_diag_total(&diags), FH_DIAG_MAX + 6);
	fh_diag_clear(&diags);
	assert_int_equal(fh_diag_total(&diags), 0);
	fh_diag_clear(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_error),
		cmocka_unit_test(test_diags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

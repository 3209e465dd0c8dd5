/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which mounts guard datasets, and in which order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "fh_mask.h"

#define PLACES 6
#define OPEN(text) { FH_MASK_OPEN, "open", (char *) (text) }
#define READ(text) { FH_MASK_READ_ONLY, "read", (char *) (text) }
#define HIDE(text) { FH_MASK_HIDE, NULL, (char *) (text) }

static const struct {
	const char *name;
	struct fh_mask_place place[PLACES];
	const char *order;	/* the places' numbers; NULL = an error */
	const char *error;
} table[] = {
	{ "nothing", { { 0 } }, "", NULL },
	{ "one of each", { OPEN("/a"), READ("/b"), HIDE("/c") }, "12", NULL },
	{ "hidden ones come last", { HIDE("/a"), READ("/b") }, "10", NULL },
	{ "hidden inside of granted", { HIDE("/a/x"), READ("/a"), OPEN("/b"),
	  HIDE("/b/y") }, "103", NULL },
	{ "hidden inside of hidden", { HIDE("/a/x/y"), HIDE("/a"),
	  HIDE("/a/z") }, "1", NULL },
	{ "the same one twice", { HIDE("/a"), HIDE("/a"), READ("/b"),
	  READ("/b") }, "20", NULL },
	{ "names that only begin alike", { HIDE("/a/x"), HIDE("/a/xy"),
	  READ("/a/x.ro") }, "201", NULL },
	{ "read-only inside of writable", { OPEN("/a"), READ("/a/x") }, "1",
	  NULL },
	{ "granted inside of hidden", { READ("/a/x"), HIDE("/a") }, NULL,
	  "on this node dataset read lies inside of a dataset that the job "
	  "does not have (/a/x); tell your administrator" },
	{ "granted and hidden", { HIDE("/a"), OPEN("/a") }, NULL,
	  "on this node dataset open lies inside of a dataset that the job "
	  "does not have (/a); tell your administrator" },
	{ "writable inside of read-only", { READ("/a"), OPEN("/a/x") }, NULL,
	  "on this node dataset open, which the job may write, lies inside "
	  "of dataset read, which it may only read (/a/x); tell your "
	  "administrator" },
	{ "everything", { HIDE("/") }, NULL,
	  "on this node a dataset is the whole directory tree; tell your "
	  "administrator" },
};

static void test_plan(void **state)
{
	(void) state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		size_t order[PLACES], count = 0, done;
		struct fh_error err = { "" };
		char text[PLACES + 1] = "";
		int rc;

		while (count < PLACES && table[i].place[count].path)
			count++;
		rc = fh_mask_plan(table[i].place, count, order, &done, &err);
		for (size_t j = 0; !rc && j < done; j++)
			snprintf(text + j, 2, "%zu", order[j]);
		if (table[i].order ? rc || strcmp(text, table[i].order) : !rc)
			print_error("%s: %d \"%s\" %s\n", table[i].name, rc,
				    text, err.text);
		assert_int_equal(rc, table[i].order ? 0 : -1);
		if (table[i].order)
			assert_string_equal(text, table[i].order);
		else
			assert_string_equal(err.text, table[i].error);
	}
}

static void test_covers(void **state)
{
	const struct fh_mask_place place = HIDE("/data/mri");

	(void) state;
	assert_true(fh_mask_covers(&place, "/data/mri"));
	assert_true(fh_mask_covers(&place, "/data/mri/scan"));
	assert_false(fh_mask_covers(&place, "/data/mri2"));
	assert_false(fh_mask_covers(&place, "/data"));
	assert_false(fh_mask_covers(&place, "pipe:[17]"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plan),
		cmocka_unit_test(test_covers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

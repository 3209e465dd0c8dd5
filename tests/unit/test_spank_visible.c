/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Device indices in a vendor's words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "plugins/spank/spank_visible.h"

static const struct {
	const char *indices;
	enum fh_visible_form form;
	unsigned units;
	const char *value;	/* NULL = refused */
} table[] = {
	{ "0", FH_VISIBLE_INDEX, 1, "0" },
	{ "0,1,4-5", FH_VISIBLE_INDEX, 1, "0,1,4,5" },
	{ "7,3", FH_VISIBLE_INDEX, 0, "7,3" },
	{ "0", FH_VISIBLE_UNITS, 1, "0" },
	{ "0", FH_VISIBLE_UNITS, 8, "0-7" },
	{ "0,2", FH_VISIBLE_UNITS, 8, "0-7,16-23" },
	{ "0,1,4-5", FH_VISIBLE_UNITS, 8, "0-15,32-47" },
	{ "12-15", FH_VISIBLE_UNITS, 2, "24-31" },
	{ "1,0", FH_VISIBLE_UNITS, 2, "2-3,0-1" },
	{ "65535", FH_VISIBLE_UNITS, 1024, "67107840-67108863" },
	{ "0-1023", FH_VISIBLE_UNITS, 1, "0-1023" },
	/* Expected failures. */
	{ "", FH_VISIBLE_INDEX, 1, NULL },
	{ ",", FH_VISIBLE_INDEX, 1, NULL },
	{ "0,", FH_VISIBLE_INDEX, 1, NULL },
	{ ",0", FH_VISIBLE_INDEX, 1, NULL },
	{ "0,,1", FH_VISIBLE_INDEX, 1, NULL },
	{ "1-0", FH_VISIBLE_INDEX, 1, NULL },
	{ "0-", FH_VISIBLE_INDEX, 1, NULL },
	{ "-1", FH_VISIBLE_INDEX, 1, NULL },
	{ " 0", FH_VISIBLE_INDEX, 1, NULL },
	{ "0 ", FH_VISIBLE_INDEX, 1, NULL },
	{ "0;reboot", FH_VISIBLE_INDEX, 1, NULL },
	{ "GPU-5f2c", FH_VISIBLE_INDEX, 1, NULL },
	{ "65536", FH_VISIBLE_INDEX, 1, NULL },
	{ "99999999999999999999", FH_VISIBLE_INDEX, 1, NULL },
	{ "0-1024", FH_VISIBLE_INDEX, 1, NULL },
	{ "0-1000,2000-2023", FH_VISIBLE_INDEX, 1, NULL },
	{ "0", FH_VISIBLE_UNITS, 0, NULL },
	{ "0", FH_VISIBLE_UNITS, 1025, NULL },
	{ "0", FH_VISIBLE_SLURM, 1, NULL },
	{ "0", FH_VISIBLE_NONE, 1, NULL },
};

static void every_line_of_the_table(void **state)
{
	(void) state;

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct fh_error err = { "" };
		char *value = fh_visible_value(table[i].indices, table[i].form,
					       table[i].units, &err);

		if (table[i].value) {
			assert_non_null(value);
			assert_string_equal(value, table[i].value);
		} else {
			if (value)
				print_error("\"%s\" gave \"%s\"\n",
					    table[i].indices, value);
			assert_null(value);
			assert_true(*err.text);
		}
		free(value);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_of_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

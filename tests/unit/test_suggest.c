/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Did you mean ...? */
#include "conf_case.h"
#include "fh_suggest.h"

static const char *const known[] = { "h100", "h200", "a100", "tpu_v5p",
				     "jurisdictions", "CPU" };

static void test_words(void **state)
{
	static const struct {
		const char *word, *nearest;
	} row[] = {
		{ "h100", "h100" },	{ "H100", "h100" },
		{ "h10", "h100" },	{ "h1000", "h100" },
		{ "h010", "h100" },	{ "h300", "h100" },
		{ "b100", "h100" },	{ "a10", "a100" },
		{ "tpuv5p", "tpu_v5p" },	{ "tpv5", NULL },
		{ "juristiction", "jurisdictions" },
		{ "cpu", "CPU" },	{ "cup", "CPU" },
		{ "x", NULL },		{ "", NULL },
		{ "mi300x", NULL },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		const char *nearest = fh_suggest(row[i].word, known, 6);

		if (row[i].nearest) {
			assert_non_null(nearest);
			assert_string_equal(nearest, row[i].nearest);
		} else {
			assert_null(nearest);
		}
	}
	assert_null(fh_suggest("h100", NULL, 0));
}

static void test_long(void **state)
{
	char word[200];
	const char *candidate = word;

	(void) state;
	memset(word, 'a', sizeof(word));
	word[sizeof(word) - 1] = '\0';
	assert_null(fh_suggest(word, known, 6));
	assert_null(fh_suggest("aaa", &candidate, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

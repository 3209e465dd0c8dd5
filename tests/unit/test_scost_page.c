/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report for people, and the days it is about. */
#include "report_case.h"

#include "contribs/scost/chart.h"
#include "contribs/scost/page.h"
#include "contribs/scost/plot.h"
#include "contribs/scost/days.h"

static char *write_page(const struct scost_line *line, size_t count)
{
	struct scost_page page;
	struct scost_keys keys;
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	assert_int_equal(scost_keys_parse("account", &keys, NULL), 0);
	assert_int_equal(scost_page_begin(&page, &sample_about, &keys, NULL),
			 0);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(scost_page_add(&line[i], &page, NULL), 0);
	assert_int_equal(scost_page_write(out, &page, OCT_30, NULL), 0);
	scost_page_clear(&page);
	fclose(out);
	return text;
}

static void check_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no \"%s\"", part);
}

/* Nothing is fetched, nothing is run, whatever names there are. */
static void test_contained(void **state)
{
	struct scost_line line = sample[0];
	char *text;

	(void) state;
	line.account = "<script>alert(1)</script><img src=x onerror=\"y\">'&";
	text = write_page(&line, 1);
	check_has(text, "default-src 'none'");
	check_has(text, "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x "
			"onerror=&quot;y&quot;&gt;&#39;&amp;");
	assert_null(strstr(text, "<script"));
	assert_null(strstr(text, "<img"));
	assert_null(strstr(text, "http:"));
	assert_null(strstr(text, "https:"));
	assert_null(strstr(text, "@import"));
	assert_null(strstr(text, "url("));
	free(text);
}

static void test_content(void **state)
{
	char *text = write_page(sample, SAMPLE_COUNT);

	(void) state;
	check_has(text, "2026-10-30 to 2026-11-01 (whole days, UTC)");
	check_has(text, "Cost by account, per day (EUR)");
	check_has(text, "2026-10-30 bio: 10.50 EUR");
	check_has(text, "<li>no cost: 1 jobs (1 lines)</li>");
	check_has(text, "<li>no measured energy: 2 jobs (2 lines)</li>");
	/* 15 for 3 hours: the half hour without a cost is not in it. */
	check_has(text, "5.0000");
	free(text);
}

static void test_empty(void **state)
{
	char *text = write_page(NULL, 0);

	(void) state;
	check_has(text, "Nothing to draw");
	check_has(text, "</html>");
	assert_null(strstr(text, "<aside>"));
	free(text);
}

/* At most five lines above the axis, and the highest bar below the last. */
static void test_step(void **state)
{
	static const int64_t tops[] = {
		1, 2, 3, 5, 6, 7, 9, 10, 11, 49, 50, 51, 99, 100, 101, 999,
		1310000000, 15750000, INT64_MAX / 20,
	};

	(void) state;
	for (size_t i = 0; i < sizeof(tops) / sizeof(tops[0]); i++) {
		int64_t step = scost_chart_step(tops[i]);
		int64_t ticks = (tops[i] + step - 1) / step;

		assert_in_range(ticks, 1, 5);
		while (step % 10 == 0)
			step /= 10;
		assert_true(step == 1 || step == 2 || step == 5);
	}
}

/* Days, weeks, months without a line are periods as well. */
static void test_periods(void **state)
{
	struct scost_about about = sample_about;

	(void) state;
	assert_int_equal(scost_plot_periods(&about, SCOST_KEY_DAY), 3);
	assert_int_equal(scost_plot_periods(&about, SCOST_KEY_MONTH), 2);
	about.until_s = about.from_s + 3000LL * DAY_S;
	assert_int_equal(scost_plot_periods(&about, SCOST_KEY_DAY),
			 SCOST_PLOT_MAX);
}

static int other_time(const char *text, int64_t *ret_s, struct fh_error *err)
{
	if (strcmp(text, "noon"))
		return fh_err(err, "no time");
	*ret_s = OCT_30 + DAY_S / 2;
	return 0;
}

static void test_window(void **state)
{
	static const struct {
		const char *start, *end, *month;
		int64_t from_s, until_s;
	} cases[] = {
		{ "2026-10-30", "2026-10-31", NULL, OCT_30, OCT_30 + DAY_S },
		{ NULL, NULL, "2026-10", OCT_30 - 29 * DAY_S,
		  OCT_30 + 2 * DAY_S },
		{ "2026-10", "2026-11", NULL, OCT_30 - 29 * DAY_S,
		  OCT_30 + 2 * DAY_S },
		{ "noon", "noon", NULL, OCT_30, OCT_30 + DAY_S },
		{ NULL, NULL, NULL, OCT_30 - 29 * DAY_S, OCT_30 + DAY_S },
	};
	static const char *const bad[] = {
		"2026-02-30", "2026-13", "0000-00-00", "", "yesterday",
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct scost_days_wish wish = {
			cases[i].start, cases[i].end, cases[i].month,
			other_time, OCT_30 + 5,
		};
		struct scost_days window;

		assert_int_equal(scost_days_make(sample_about.tz, &wish,
						   &window, NULL), 0);
		assert_int_equal(window.from_s, cases[i].from_s);
		assert_int_equal(window.until_s, cases[i].until_s);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const struct scost_days_wish wish = {
			bad[i], NULL, NULL, other_time, OCT_30 + 5,
		};
		struct scost_days window;
		struct fh_error err = { "" };

		assert_int_equal(scost_days_make(sample_about.tz, &wish,
						   &window, &err), -1);
		assert_true(*err.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contained),
		cmocka_unit_test(test_content),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_step),
		cmocka_unit_test(test_periods),
		cmocka_unit_test(test_window),
	};

	return cmocka_run_group_tests(tests, load_tz, free_tz);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Candidates: which there are, and in which order. */
#include "sample_conf.h"

#include "fh_place.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static struct fh_terms terms_of(const char *text)
{
	struct fh_terms terms = { 0 };
	char whole[1200];

	snprintf(whole, sizeof(whole),
		 "1;nonce=0123456789abcdef0123456789abcdef%s", text);
	assert_int_equal(fh_terms_decode(whole, &terms, NULL), FH_TERMS_OK);
	return terms;
}

/* "0@1/2 ": alternative 0, site 1, zone 2; '-' = none or any. */
static void write_out(const struct fh_candidates *list, char *text,
		      size_t size)
{
	size_t len = 0;

	*text = '\0';
	for (size_t i = 0; i < list->count; i++) {
		const int number[] = { list->item[i].alternative,
				       list->item[i].site,
				       list->item[i].zone };
		char shown[3][12] = { "-", "-", "-" };

		for (int j = 0; j < 3; j++)
			if (number[j] >= 0)
				snprintf(shown[j], sizeof(shown[j]), "%d",
					 number[j]);
		len += (size_t) snprintf(text + len, size - len, "%s@%s/%s ",
					 shown[0], shown[1], shown[2]);
	}
}

static void test_lists(void **state)
{
	static const struct {
		const char *terms;
		bool open[SAMPLE_ZONES];
		const char *list;
	} table[] = {
		/* The policy's span is the site; cloud has two zones. */
		{ ";accel=h100:4|a100:8", { 1, 1, 1, 1 },
		  "0@0/- 0@1/- 0@2/- 1@0/- 1@1/- 1@2/- " },
		{ ";accel=h100:4", { 1, 0, 0, 1 }, "0@0/- 0@2/- " },
		{ ";accel=h100:4", { 0, 0, 0, 0 }, "" },
		{ ";accel=h100:4;span=zone", { 1, 0, 1, 1 },
		  "0@0/0 0@2/2 0@2/3 " },
		{ ";accel=h100:4|a100:8;span=any", { 1, 0, 0, 0 },
		  "0@-/- 1@-/- " },
		{ ";zones=us", { 1, 1, 0, 0 }, "-@0/- -@1/- " },
		{ ";zones=us;span=any", { 1, 1, 0, 0 }, "-@-/- " },
		{ ";zones=us;span=any", { 0, 0, 0, 0 }, "" },
		/* Nodes in no zone may take what restricts no zones. */
		{ ";span=any", { 0, 0, 0, 0 }, "-@-/- " },
	};
	struct fh_conf *conf = sample_conf();
	struct fh_candidates *list = malloc(sizeof(*list));

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = terms_of(table[i].terms);
		char text[256];

		assert_int_equal(fh_place_list(conf, &terms, table[i].open,
					       list, NULL), 0);
		assert_false(list->compare_start);
		write_out(list, text, sizeof(text));
		assert_string_equal(text, table[i].list);
		fh_terms_clear(&terms);
	}
	free(list);
	fh_conf_free(conf);
}

static void test_soonest(void **state)
{
	static const bool open[SAMPLE_ZONES] = { true };
	struct fh_conf *conf = sample_conf();
	struct fh_candidates *list = malloc(sizeof(*list));
	struct fh_terms terms = terms_of(";accel=h100:1;order=soonest");

	(void) state;
	assert_int_equal(fh_place_list(conf, &terms, open, list, NULL), 0);
	assert_true(list->compare_start);
	fh_terms_clear(&terms);
	free(list);
	fh_conf_free(conf);
}

static void test_span(void **state)
{
	struct fh_conf *conf = sample_conf(), empty = { 0 };
	struct fh_terms plain = terms_of(""), zone = terms_of(";span=zone");
	struct fh_candidates *list = malloc(sizeof(*list));

	(void) state;
	assert_int_equal(fh_place_span(conf, &plain), FH_SPAN_SITE);
	conf->policy.default_span = FH_SPAN_ANY;
	assert_int_equal(fh_place_span(conf, &plain), FH_SPAN_ANY);
	assert_int_equal(fh_place_span(conf, &zone), FH_SPAN_ZONE);
	/* A cluster without zones is one group. */
	empty.policy.default_span = FH_SPAN_SITE;
	assert_int_equal(fh_place_list(&empty, &plain, NULL, list, NULL), 0);
	assert_int_equal(list->count, 1);
	fh_terms_clear(&plain);
	fh_terms_clear(&zone);
	free(list);
	fh_conf_free(conf);
}

static void test_covers(void **state)
{
	static const struct {
		struct fh_candidate candidate;
		bool covers[SAMPLE_ZONES + 1];	/* the last: in no zone */
	} table[] = {
		{ { 0, -1, -1 }, { 1, 1, 1, 1, 1 } },
		{ { 0, 2, -1 }, { 0, 0, 1, 1, 0 } },
		{ { 0, 2, 3 }, { 0, 0, 0, 1, 0 } },
	};
	struct fh_conf *conf = sample_conf();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++)
		for (int j = 0; j <= SAMPLE_ZONES; j++)
			assert_int_equal(
				fh_place_covers(conf, &table[i].candidate,
						j < SAMPLE_ZONES ? j :
								   FH_NO_ZONE),
				table[i].covers[j]);
	fh_conf_free(conf);
}

/* 16 alternatives in 33 zones are more than a job may have. */
static void test_too_many(void **state)
{
	enum { ZONES = FH_CANDIDATE_MAX / FH_ALTERNATIVE_MAX + 1 };
	struct fh_site site = { .name = NULL };
	struct fh_zone zone[ZONES] = { { .name = NULL } };
	bool open[ZONES];
	struct fh_conf conf = { .zones = {
		.site = &site, .site_count = 1,
		.zone = zone, .zone_count = ZONES } };
	struct fh_candidates *list = malloc(sizeof(*list));
	struct fh_terms terms = { .request = { .span = FH_SPAN_ZONE,
				  .alternative_count = FH_ALTERNATIVE_MAX } };
	struct fh_error err = { "" };

	(void) state;
	memset(open, true, sizeof(open));
	assert_int_equal(fh_place_list(&conf, &terms, open, list, &err), -1);
	assert_non_null(strstr(err.text, "more than 512"));
	conf.zones.zone_count--;
	assert_int_equal(fh_place_list(&conf, &terms, open, list, NULL), 0);
	assert_int_equal(list->count, FH_CANDIDATE_MAX);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_soonest),
		cmocka_unit_test(test_span),
		cmocka_unit_test(test_covers),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

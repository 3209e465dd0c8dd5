/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prices of a request's candidates, and the options they come from. */
#include "scost_case.h"

#include <stdlib.h>

#include <json-c/json.h>

#include "contribs/scost/quote.h"
#include "contribs/scost/quote_args.h"

#define WORD_MAX 16

/* Parse a line of words that single blanks keep apart. */
static int parse(const char *words, struct scost_quote_args *args,
		 struct fh_error *err)
{
	char line[256], *argv[WORD_MAX + 2] = { "quote" }, *save;
	int argc = 1;

	snprintf(line, sizeof(line), "%s", words);
	for (char *word = strtok_r(line, " ", &save); word;
	     word = strtok_r(NULL, " ", &save)) {
		assert_true(argc <= WORD_MAX);
		argv[argc++] = word;
	}
	return scost_quote_args_parse(argc, argv, args, err);
}

static void make(const struct fh_conf *conf, const char *words,
		 struct scost_quote *ret)
{
	struct scost_quote_args args;
	struct fh_error err = { "" };
	struct fh_subject subject = { 0 };

	assert_int_equal(parse(words, &args, &err), 0);
	subject.account = args.account;
	*ret = (struct scost_quote){ .plan = args.plan };
	ret->plan.start_s = START_S;
	if (scost_quote_make(conf, &args.wish, &subject, ret, &err))
		fail_msg("%s", err.text);
	scost_quote_args_clear(&args);
}

#define REQUEST "--accel=h100:2|a100:1 -c 10 --mem=20G -t 1:00:00"

/* 2 h100 x 2 + 10 cores x 0.1 + 20 GiB x 0.01, for an hour. */
static void test_prices(void **state)
{
	static const int64_t total_micro[] = {
		5200000, 9200000, 2200000, FH_UNKNOWN,
	};
	struct scost_quote quote;

	make(*state, REQUEST, &quote);
	assert_int_equal(quote.candidates.count, 4);
	for (size_t i = 0; i < 4; i++) {
		int64_t got = quote.cost[i].total_micro;
		int site = quote.candidates.item[i].site;
		bool ny = !strcmp(quote.conf->zones.site[site].name, "ny");

		/* In the configuration's order of sites, either may lead. */
		assert_int_equal(got, total_micro[i / 2 * 2 + ny]);
	}
	scost_quote_clear(&quote);
}

static void test_table(void **state)
{
	struct scost_quote quote;
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	make(*state, REQUEST " --zone=ny1", &quote);
	scost_quote_table(out, &quote);
	fclose(out);
	assert_non_null(strstr(text, "h100:2"));
	assert_non_null(strstr(text, "9.20"));
	assert_non_null(strstr(text, "no price for the accelerator type"));
	assert_non_null(strstr(text, "EUR at most for 1:00:00 on 1 node; "
				     "nothing was submitted.\n"));
	free(text);
	scost_quote_clear(&quote);
}

static void test_json(void **state)
{
	struct scost_quote quote;
	struct json_object *array, *first;
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	make(*state, REQUEST " --zone=ny1", &quote);
	assert_int_equal(scost_quote_json(out, &quote, NULL), 0);
	fclose(out);
	array = json_tokener_parse(text);
	assert_int_equal(json_object_array_length(array), 2);
	first = json_object_array_get_idx(array, 0);
	assert_int_equal(json_object_get_int64(json_object_object_get(
				 first, "cost_bound_micro")), 9200000);
	assert_null(json_object_object_get(first, "cost_energy_micro"));
	json_object_put(array);
	free(text);
	scost_quote_clear(&quote);
}

static void test_plans(void **state)
{
	static const struct {
		const char *words;
		int64_t nodes, cores, memory_mib, limit_s;
	} cases[] = {
		{ "", 1, 1, FH_UNKNOWN, FH_FOREVER },
		{ "-N 2 -n 8 -c 4 --mem=1T -t 30", 2, 32, 2 << 20, 1800 },
		{ "-N 2 --ntasks-per-node=4 --mem-per-cpu=100", 2, 8, 800,
		  FH_FOREVER },
		{ "--tasks=3 --mem=8000", 1, 3, 8000, FH_FOREVER },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_quote_args args;
		struct fh_error err;

		assert_int_equal(parse(cases[i].words, &args, &err), 0);
		assert_int_equal(args.plan.nodes, cases[i].nodes);
		assert_int_equal(args.plan.cores, cases[i].cores);
		assert_int_equal(args.plan.memory_mib, cases[i].memory_mib);
		assert_int_equal(args.plan.limit_s, cases[i].limit_s);
		scost_quote_args_clear(&args);
	}
}

static void test_refused(void **state)
{
	static const char *const cases[] = {
		"-N 0", "-n x", "--mem=3X", "--mem=", "--mem=9999999T",
		"--mem=1GG", "-t soon", "script.sh", "--accel=",
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_quote_args args;
		struct fh_error err = { "" };

		assert_int_equal(parse(cases[i], &args, &err), -1);
		assert_true(*err.text);
		scost_quote_args_clear(&args);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prices),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_plans),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, load, unload);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A job starts: --gres texts, resolved terms, AdminComment. */
#include "sample_conf.h"

#include "plugins/ctld/fh_gres.h"
#include "plugins/ctld/fh_start.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define AFTER INT64_C(1780272001)	/* all zones are open */
#define HEAD "1;nonce=0123456789abcdef0123456789abcdef"

static void test_gres(void **state)
{
	static const struct fh_alternative a100 = { "a100", 8 };
	static const struct {
		const char *gres, *without, *with;
	} table[] = {
		{ NULL, NULL, "gres:gpu:a100:8" },
		{ "", NULL, "gres:gpu:a100:8" },
		{ "gres:gpu:h100:4", NULL, "gres:gpu:a100:8" },
		{ "gres:gpu", NULL, "gres:gpu:a100:8" },
		{ "gpu:2", NULL, "gres:gpu:a100:8" },
		{ "gres:tpu:1", "gres:tpu:1", "gres:tpu:1,gres:gpu:a100:8" },
		{ "gres:gpu:h100:4,gres:tpu:1", "gres:tpu:1",
		  "gres:tpu:1,gres:gpu:a100:8" },
		{ "gres:tpu:1,gres:gpu:h100:4,gres:nic:2",
		  "gres:tpu:1,gres:nic:2",
		  "gres:tpu:1,gres:nic:2,gres:gpu:a100:8" },
		/* Names that only begin alike. */
		{ "gres:gpumem:1", "gres:gpumem:1",
		  "gres:gpumem:1,gres:gpu:a100:8" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_alternative accel;
		char *without, *with;

		assert_int_equal(fh_gres_with(table[i].gres, NULL, &without),
				 0);
		assert_int_equal(fh_gres_with(table[i].gres, &a100, &with), 0);
		if (table[i].without)
			assert_string_equal(without, table[i].without);
		else
			assert_null(without);
		assert_string_equal(with, table[i].with);
		assert_false(fh_gres_has_gpu(without));
		assert_true(fh_gres_has_gpu(with));
		assert_int_equal(fh_gres_accel(with, &accel), 0);
		assert_string_equal(accel.type, "a100");
		assert_int_equal(accel.count, 8);
		free(without);
		free(with);
	}
}

/* As slurmctld keeps what a node has. */
static void test_gres_of_a_node(void **state)
{
	const char *gres = "gpu:h100:4(S:0-1),nvme:2,gpu:a100:2,gpu:8";
	struct fh_alternative accel;

	(void) state;
	assert_true(fh_gres_next_accel(&gres, &accel));
	assert_string_equal(accel.type, "h100");
	assert_int_equal(accel.count, 4);
	assert_true(fh_gres_next_accel(&gres, &accel));
	assert_string_equal(accel.type, "a100");
	assert_int_equal(accel.count, 2);
	assert_false(fh_gres_next_accel(&gres, &accel));
}

static void test_gres_without_accel(void **state)
{
	static const char *const table[] = {
		NULL, "", "gres:tpu:4", "gres:gpu", "gres:gpu:4",
		"gres:gpu:h100", "gres:gpu:h100:", "gres:gpu:h100:0",
		"gres:gpu:h100:4x", "gres:gpu:h100:99999999999",
	};
	struct fh_alternative accel;

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++)
		assert_int_equal(fh_gres_accel(table[i], &accel), -1);
}

struct example {
	const char *terms;
	const char *gres;
	bool used[SAMPLE_ZONES];
	bool outside;
	const char *note;	/* under "freehold"; NULL = must not start */
};

static const struct example examples[] = {
	{ ";accel=h100:4|a100:8;zones=us", "gres:gpu:a100:8", { 0, 1, 0, 0 },
	  false, "{\"accel\":\"a100:8\",\"site\":\"ny\",\"zone\":\"ny-lab\","
		 "\"candidate\":\"4/4\",\"restart\":2,\"digest\":\"eeeeeeeeeeee\"}" },
	{ ";class=internal", NULL, { 1, 0, 0, 0 }, false,
	  "{\"site\":\"tx\",\"zone\":\"tx-main\",\"class\":\"internal\","
	  "\"candidate\":\"1/2\",\"restart\":2,\"digest\":\"eeeeeeeeeeee\"}" },
	{ ";span=any", "gres:gpu:h100:1", { 1, 0, 1, 0 }, false,
	  "{\"zone\":\"tx-main,cloud-in\",\"candidate\":\"1/1\","
	  "\"restart\":2,\"digest\":\"eeeeeeeeeeee\"}" },
	{ ";span=any", NULL, { 0, 0, 0, 0 }, true,
	  "{\"candidate\":\"1/1\",\"restart\":2,\"digest\":\"eeeeeeeeeeee\"}" },
	/* Not allowed, in no zone, nothing it asked for, unreadable. */
	{ ";zones=us", NULL, { 0, 0, 1, 0 }, false, NULL },
	{ ";zones=us", NULL, { 1, 0, 0, 0 }, true, NULL },
	{ ";accel=h100:4", "gres:gpu:h100:5", { 1, 0, 0, 0 }, false, NULL },
	{ ";accel=h100:4", NULL, { 1, 0, 0, 0 }, false, NULL },
	{ ";surprise=1", NULL, { 1, 0, 0, 0 }, false, NULL },
};

static void check_note(const struct fh_conf *conf,
		       const struct fh_decision *decision,
		       const struct fh_start *start,
		       const struct fh_result *result, const char *note)
{
	static const struct {
		const char *existing, *before, *behind;
	} table[] = {
		{ NULL, "{\"freehold\":", "}" },
		{ "", "{\"freehold\":", "}" },
		{ "{\"freehold\":{\"restart\":1}}", "{\"freehold\":", "}" },
		{ "{\"ticket\":7,\"freehold\":1}", "{\"ticket\":7,\"freehold\":",
		  "}" },
		{ "it's \"the\" \\ one", "{\"comment\":\"it s  the    one\","
		  "\"freehold\":", "}" },
		{ "[1,2]", "{\"comment\":\"[1,2]\",\"freehold\":", "}" },
		{ "{\"a\":1} tail", "{\"comment\":\"{ a :1} tail\","
		  "\"freehold\":", "}" },
	};

	for (size_t i = 0; i < COUNT(table); i++) {
		char *text = fh_start_note(table[i].existing, conf, decision,
					   start, result);
		char expected[1200];

		snprintf(expected, sizeof(expected), "%s%s%s", table[i].before,
			 note, table[i].behind);
		assert_non_null(text);
		assert_string_equal(text, expected);
		free(text);
	}
}

static void test_examples(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_decider *decider = fh_decider_create();

	(void) state;
	memset(conf->digest, 'e', FH_DIGEST_HEX);
	for (size_t i = 0; i < COUNT(examples); i++) {
		const struct example *example = &examples[i];
		struct fh_start start = { 17, 2, example->gres, example->used,
					  example->outside };
		struct fh_result result = { 0 };
		struct fh_error err = { "" };
		const struct fh_plan plan = { .limit_s = 3600, .nodes = 1 };
		const struct fh_decision *decision;
		char text[200];

		snprintf(text, sizeof(text), HEAD "%s", example->terms);
		decision = fh_decide(decider, conf, 1, text, NULL, &plan,
				     AFTER);
		assert_non_null(decision);
		assert_int_equal(fh_start_result(conf, decision, &start,
						 &result, &err),
				 example->note ? 0 : -1);
		assert_int_equal(!err.text[0], example->note != NULL);
		if (example->note)
			check_note(conf, decision, &start, &result,
				   example->note);
		fh_result_clear(&result);
	}
	fh_decider_free(decider);
	fh_conf_free(conf);
}

static void test_no_terms(void **state)
{
	static const bool used[SAMPLE_ZONES] = { 1, 1, 1, 1 };
	struct fh_conf *conf = sample_conf();
	struct fh_start start = { 17, 2, "gres:gpu:h100:1", used, true };
	struct fh_result result = { 0 };

	(void) state;
	assert_int_equal(fh_start_result(conf, NULL, &start, &result, NULL), 0);
	assert_int_equal(result.job_id, 17);
	assert_int_equal(result.restart, 2);
	assert_false(result.restricted);
	assert_null(result.accel);
	assert_int_equal(result.zone_count, 0);
	fh_result_clear(&result);
	fh_conf_free(conf);
}

/* Which datasets a job has, and which are kept from it. */
static void test_datasets(void **state)
{
	static const bool used[SAMPLE_ZONES] = { 1, 0, 0, 0 };
	static const struct {
		const char *terms;	/* NULL: the job has none */
		const char *data;	/* NULL: it must not start */
	} table[] = {
		{ NULL, ";hide=/data/scans,/data/genes,/mnt/g%2Ch,/data/tries" },
		{ ";zones=us",
		  ";hide=/data/scans,/data/genes,/mnt/g%2Ch,/data/tries" },
		{ ";account=bio;datasets=tries,genes,scans",
		  ";grant=scans,ro,/data/scans"
		  ";grant=genes,ro,/data/genes,/mnt/g%2Ch"
		  ";grant=tries,rw,/data/tries" },
		{ ";datasets=genes:rw,tries:ro",
		  ";grant=genes,rw,/data/genes,/mnt/g%2Ch"
		  ";grant=tries,ro,/data/tries;hide=/data/scans" },
		{ ";account=bio;datasets=scans:rw", NULL },
		{ ";datasets=scans", NULL },
		{ ";datasets=lost", NULL },
	};
	struct fh_conf *conf = sample_conf();
	struct fh_decider *decider = fh_decider_create();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		const struct fh_plan plan = { 0 };
		struct fh_start start = { 17, 2, NULL, used, false };
		const struct fh_decision *decision = NULL;
		struct fh_result result = { 0 };
		struct fh_error err = { "" };
		char text[200], *resolved;

		snprintf(text, sizeof(text), HEAD "%s", table[i].terms);
		if (table[i].terms)
			decision = fh_decide(decider, conf, 1, text, NULL,
					     &plan, AFTER);
		if (!fh_start_result(conf, decision, &start, &result, &err) !=
		    (table[i].data != NULL))
			fail_msg("'%s': %s", table[i].terms, err.text);
		if (!table[i].data)
			continue;
		resolved = fh_result_encode(&result, &err);
		assert_non_null(resolved);
		if (strcmp(resolved + strlen(resolved) -
			   strlen(table[i].data), table[i].data))
			fail_msg("'%s': %s", table[i].terms, resolved);
		free(resolved);
		fh_result_clear(&result);
	}
	fh_decider_free(decider);
	fh_conf_free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gres),
		cmocka_unit_test(test_gres_of_a_node),
		cmocka_unit_test(test_gres_without_accel),
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_no_terms),
		cmocka_unit_test(test_datasets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running jobs that are no longer allowed, and what is noted of exceptions. */
#include "class_case.h"
#include "fh_units.h"
#include "plugins/ctld/fh_narrow.h"
#include "plugins/ctld/fh_start.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HEAD "1;nonce=0123456789abcdef0123456789abcdef;account=bio"

static const struct fh_plan plan = { .nodes = 1 };

static const char policy[] =
	"{\"data_classes\": {"
	"\"h@DE\": {\"accounts\": [\"*\"], \"on_narrow\": \"requeue\","
	" \"allow\": {\"jurisdictions\": [\"DE\"]}, \"transfers\": [{\"to\":"
	" {\"zones\": [\"texas\"]}, \"mechanism\": \"scc\", \"evidence\":"
	" \"e\", \"until\": \"2026-06-01\"}]},"
	"\"stop\": {\"accounts\": [\"*\"], \"on_narrow\": \"cancel\","
	" \"allow\": {\"zones\": [\"berlin\"]}},"
	"\"seen\": {\"accounts\": [\"*\"], \"enforce\": \"observe\","
	" \"allow\": {\"zones\": [\"berlin\"]}}},"
	"\"break_glass\": {\"INC-1\": {\"reason\": \"r\", \"approved_by\":"
	" \"a\", \"from\": \"2026-05-01\", \"until\": \"2026-05-02\","
	" \"classes\": [\"stop\"], \"accounts\": [\"bio\"], \"to\":"
	" {\"zones\": [\"zurich\"]}}}}";

static void test_narrowed(void **state)
{
	static const struct {
		const char *terms;
		int64_t now_s;
		bool used[CLASS_ZONES], outside;
		const char *why;	/* NULL = it may stay */
		enum fh_on_narrow action;
		int64_t until_s;
	} table[] = {
		{ ";class=h@DE", MAY_S, { 1, 1, 0, 0 }, false, NULL,
		  FH_NARROW_REQUEUE, MAY_S + 86400 },
		{ ";class=h@DE", JUNE_2026_S, { 1, 1, 0, 0 }, false,
		  "zone texas is no longer allowed: class h@DE: scc (e) is in "
		  "force until 2026-06-01T00:00:00Z", FH_NARROW_REQUEUE,
		  FH_FOREVER },
		{ ";class=stop", JUNE_2026_S, { 0, 0, 0, 1 }, false,
		  "zone zurich is no longer allowed: class stop does not "
		  "allow it", FH_NARROW_CANCEL, FH_FOREVER },
		{ ";class=stop", MAY_S, { 0, 0, 0, 1 }, false, NULL,
		  FH_NARROW_CANCEL, MAY_S + 86400 },
		{ ";class=stop", JUNE_2026_S, { 1, 0, 0, 0 }, true,
		  "a node of the job is in no zone now", FH_NARROW_CANCEL,
		  FH_FOREVER },
		{ ";class=seen", JUNE_2026_S, { 0, 1, 0, 0 }, true, NULL,
		  FH_NARROW_LEAVE, FH_FOREVER },
		{ ";class=gone", JUNE_2026_S, { 1, 0, 0, 0 }, false,
		  "zone berlin is no longer allowed: class gone is not in the "
		  "policy any more", FH_NARROW_LEAVE, FH_FOREVER },
		{ ";zones=us", JUNE_2026_S, { 1, 0, 0, 0 }, false,
		  "zone berlin is no longer allowed: --zone leaves it out",
		  FH_NARROW_LEAVE, FH_FOREVER },
		{ ";new=1", JUNE_2026_S, { 0, 0, 1, 0 }, false, NULL,
		  FH_NARROW_LEAVE, FH_FOREVER },
		{ "", JUNE_2026_S, { 1, 1, 1, 1 }, true, NULL,
		  FH_NARROW_LEAVE, FH_FOREVER },
	};
	struct fh_decider *decider = fh_decider_create();
	struct fh_conf conf;

	(void) state;
	class_case_load(policy, &conf);
	for (size_t i = 0; i < COUNT(table); i++) {
		const struct fh_decision *decision;
		char text[160], why[256] = "";
		bool narrowed;

		snprintf(text, sizeof(text), HEAD "%s", table[i].terms);
		decision = fh_decide(decider, &conf, 1, text, NULL, &plan,
				     table[i].now_s);
		assert_non_null(decision);
		narrowed = fh_narrow_is(&conf, decision, table[i].used,
					table[i].outside, why, sizeof(why));
		assert_string_equal(why, table[i].why ? table[i].why : "");
		assert_int_equal(narrowed, table[i].why != NULL);
		assert_int_equal(fh_narrow_action(&conf, decision),
				 table[i].action);
		assert_int_equal(decision->until_s, table[i].until_s);
	}
	fh_decider_free(decider);
	class_case_clear(&conf);
}

/* The partitions are a part of the question. */
static void test_partitions(void **state)
{
	struct fh_decider *decider = fh_decider_create();
	struct fh_conf conf;

	(void) state;
	class_case_load("{\"partitions\": {\"own\": {\"floor\": {\"tenancy\":"
			" \"owned\"}}}}", &conf);
	for (int times = 0; times < 2; times++) {
		assert_true(fh_decide(decider, &conf, 1, HEAD, "any", &plan,
				      MAY_S)->allowed[TEXAS]);
		assert_false(fh_decide(decider, &conf, 1, HEAD, "any,own", &plan,
				       MAY_S)->allowed[TEXAS]);
		assert_true(fh_decide(decider, &conf, 1, HEAD, NULL, &plan,
				      MAY_S)->allowed[TEXAS]);
	}
	fh_decider_free(decider);
	class_case_clear(&conf);
}

/* What let a job in that its class would not have. */
static void test_passed(void **state)
{
	static const struct {
		const char *terms;
		bool used[CLASS_ZONES];
		const char *says;
	} table[] = {
		{ ";class=stop", { 0, 0, 0, 1 }, "\"break_glass\":\"INC-1\","
		  "\"passed\":\"class stop does not allow it\"" },
		{ ";class=seen", { 1, 1, 0, 0 }, "\"class\":\"seen\","
		  "\"passed\":\"class seen does not allow it\"" },
		{ ";class=seen", { 1, 0, 0, 0 }, "\"class\":\"seen\","
		  "\"candidate\"" },
	};
	struct fh_decider *decider = fh_decider_create();
	struct fh_conf conf;

	(void) state;
	class_case_load(policy, &conf);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_start start = { .used = table[i].used };
		struct fh_result result = { 0 };
		const struct fh_decision *decision;
		char text[160], *note;

		snprintf(text, sizeof(text), HEAD "%s", table[i].terms);
		decision = fh_decide(decider, &conf, 1, text, NULL, &plan,
				     MAY_S);
		assert_int_equal(fh_start_result(&conf, decision, &start,
						 &result, NULL), 0);
		note = fh_start_note(NULL, &conf, decision, &start, &result);
		if (!strstr(note, table[i].says))
			fail_msg("no %s in %s", table[i].says, note);
		free(note);
		fh_result_clear(&result);
	}
	fh_decider_free(decider);
	class_case_clear(&conf);
}

static void test_note(void **state)
{
	static const char *const table[][2] = {
		{ NULL, "{\"freehold\":{\"narrowed\":\"w  h y\"}}" },
		{ "{\"freehold\":{\"zone\":\"z\"},\"a\":1}",
		  "{\"freehold\":{\"zone\":\"z\",\"narrowed\":\"w  h y\"},"
		  "\"a\":1}" },
		{ "{\"freehold\":7}", "{\"freehold\":{\"narrowed\":"
		  "\"w  h y\"}}" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		char *note = fh_start_narrow_note(table[i][0], "w\"'h\ny");

		assert_string_equal(note, table[i][1]);
		free(note);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_narrowed),
		cmocka_unit_test(test_partitions),
		cmocka_unit_test(test_passed),
		cmocka_unit_test(test_note),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

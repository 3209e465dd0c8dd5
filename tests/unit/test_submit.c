/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What slurmctld makes of a submission: refusals first, then terms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fh_strip.h"
#include "fh_submit.h"
#include "fh_terms.h"
#include "fh_units.h"
#include "tests/fakes/fake_conf.h"
#include "tests/fakes/fake_slurm.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define NOW_S 1790000000	/* in 2026 */
#define ENTRIES 4

#define POLICY \
	"{\"estimate\": \"options\", \"default_span\": \"site\"," \
	" \"data_classes\": {" \
	"  \"internal\": {\"allow\": {\"jurisdictions\": [\"US\"]}," \
	"    \"accounts\": [\"bio\"], \"enforce\": \"enforce\"} }," \
	" \"accounts\": {" \
	"  \"bio\": {\"default\": {\"data_class\": \"internal\"}}," \
	"  \"far\": {\"floor\": {\"zone\": \"de\"}} } }"

struct given {
	const char *spank[ENTRIES], *user[ENTRIES];
	const char *comment, *account, *gres, *dependency;
	bool tasks_per_gpu, may_spread, account_changes;
	int64_t limit_s;	/* 0 = an hour */
};

struct outcome {
	struct fh_submit_reply reply;
	struct fh_error err;
	int rc;
};

static struct fh_conf *conf;

static int load(void **state)
{
	(void) state;
	conf = fake_conf_load(POLICY);
	return 0;
}

static int unload(void **state)
{
	(void) state;
	fh_conf_free(conf);
	return 0;
}

static struct fh_incoming incoming_of(const struct given *given)
{
	return (struct fh_incoming) {
		.spank = fake_slurm_env(given->spank),
		.user = fake_slurm_env(given->user),
	};
}

static void free_incoming(struct fh_incoming *incoming)
{
	fake_slurm_env_free(&incoming->spank);
	fake_slurm_env_free(&incoming->user);
}

static struct outcome decide_with(const struct fh_conf *with,
				  const struct given *given)
{
	struct fh_incoming incoming = incoming_of(given);
	struct fh_submission submission = {
		.subject.account = given->account,
		.tres = { NULL, given->gres },
		.tasks_per_gpu = given->tasks_per_gpu,
		.dependency = given->dependency,
		.may_spread = given->may_spread,
		.account_changes = given->account_changes,
		.plan = { .start_s = NOW_S, .nodes = 1,
			  .limit_s = given->limit_s ? given->limit_s : 3600,
			  .cores = 1, .memory_mib = 1024, .records = 1 },
	};
	struct outcome outcome = { .err = { "" } };

	outcome.rc = fh_submit_decide(with, &incoming, given->comment,
				      &submission, NOW_S, &outcome.reply,
				      &outcome.err);
	free_incoming(&incoming);
	return outcome;
}

static struct outcome decide(const struct given *given)
{
	return decide_with(conf, given);
}

static void test_refusals(void **state)
{
	static const struct {
		struct given given;
		enum fh_submit_refusal refusal;
		const char *says;
	} cases[] = {
		{ { .spank = { "FREEHOLD_ACCEL=h100" } },
		  FH_SUBMIT_BAD_OPTION, "--accel" },
		{ { .spank = { "FREEHOLD_ACCEL=h100:0" } },
		  FH_SUBMIT_BAD_OPTION, "--accel" },
		{ { .user = { "FREEHOLD_ZONE=us\001" } },
		  FH_SUBMIT_BAD_OPTION, "--zone" },
		{ { .spank = { "FREEHOLD_COST_LIMIT=free" } },
		  FH_SUBMIT_BAD_OPTION, "--cost-limit" },
		{ { .spank = { "FREEHOLD_COST_LIMIT=5",
			       "FREEHOLD_ACCEL=h100:4|a100:6" } },
		  FH_SUBMIT_DENIED,
		  "--cost-limit=5.00: the cheapest candidate, a100:6 in tx, "
		  "can cost 6.30 USD in 1:00:00; give --cost-limit=6.30 or "
		  "more, or --time=0:47:00 or less" },
		{ { .spank = { "FREEHOLD_COST_LIMIT=99" },
		    .limit_s = FH_FOREVER },
		  FH_SUBMIT_DENIED, "needs a time limit of at most 31 days" },
		{ { .comment = "freehold: --nonsense=1" },
		  FH_SUBMIT_BAD_OPTION, "nonsense" },
		{ { .comment = "freehold: rm -rf" },
		  FH_SUBMIT_BAD_OPTION, "rm" },
		{ { .spank = { "FREEHOLD_ACCEL=h100:1" },
		    .gres = "gres:gpu:1" },
		  FH_SUBMIT_BAD_GRES, "--gres" },
		{ { .spank = { "FREEHOLD_ACCEL=h100:1" },
		    .gres = "gres:nvme:1,gres:shard:1" },
		  FH_SUBMIT_BAD_GRES, "--accel=h100:1" },
		{ { .spank = { "FREEHOLD_ACCEL=h100:1" },
		    .tasks_per_gpu = true },
		  FH_SUBMIT_BAD_GRES, "--ntasks-per-gpu" },
		{ { .dependency = "expand:7" },
		  FH_SUBMIT_BAD_DEPENDENCY, "expand" },
		{ { .spank = { "FREEHOLD_ACCEL=h200:1" } },
		  FH_SUBMIT_DENIED, "h200" },
		{ { .spank = { "FREEHOLD_ZONE=mars" } },
		  FH_SUBMIT_DENIED, "mars" },
		{ { .spank = { "FREEHOLD_DATA_CLASS=internal" },
		    .account = "games" },
		  FH_SUBMIT_DENIED, "games" },
		{ { .spank = { "FREEHOLD_DATA_CLASS=internal" } },
		  FH_SUBMIT_DENIED, "internal" },
		{ { .spank = { "FREEHOLD_ZONE=de" }, .account = "bio" },
		  FH_SUBMIT_DENIED, "internal" },
		{ { .spank = { "FREEHOLD_ZONE=us" }, .account = "far" },
		  FH_SUBMIT_DENIED, "us" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct outcome outcome = decide(&cases[i].given);

		assert_int_equal(outcome.rc, -1);
		assert_int_equal(outcome.reply.refusal, cases[i].refusal);
		assert_non_null(strstr(outcome.err.text, cases[i].says));
		assert_null(strchr(outcome.err.text, '\n'));
		assert_null(outcome.reply.terms);
		fh_submit_clear(&outcome.reply);
	}
}

static void test_terms(void **state)
{
	static const struct {
		struct given given;
		const char *has;	/* in the terms; NULL = no terms */
	} cases[] = {
		{ { .account = "games" }, NULL },
		{ { .account = NULL }, NULL },
		{ { .account = "games", .gres = "gres:gpu:8" }, NULL },
		{ { .may_spread = true }, "span=site" },
		{ { .account = "games", .account_changes = true },
		  "account=games" },
		{ { .account = "bio" }, "class=internal" },
		{ { .account = "far" }, "account=far" },
		{ { .spank = { "FREEHOLD_ACCEL=h100:4|a100:8" } },
		  "accel=h100:4|a100:8" },
		{ { .spank = { "FREEHOLD_ACCEL=h100:4" },
		    .gres = "gres:nvme:1" }, "accel=h100:4" },
		{ { .spank = { "FREEHOLD_COST_LIMIT=0.0110" } },
		  "costlimit=0.011000" },
		{ { .user = { "PATH=/bin", "FREEHOLD_ZONE=us" } },
		  "zones=us" },
		/* Options win over variables, the comment over both. */
		{ { .spank = { "FREEHOLD_ZONE=de" },
		    .user = { "FREEHOLD_ZONE=us" } }, "zones=de" },
		{ { .spank = { "FREEHOLD_ZONE=de" },
		    .comment = "freehold: --zone=us" }, "zones=us" },
		{ { .spank = { "FREEHOLD_ZONE=de" },
		    .comment = "freehold: --zone=" }, NULL },
		{ { .comment = "my freehold: --zone=us" }, NULL },
		/* A name that was hidden is not an option. */
		{ { .spank = { "SPANK_FREEHOLD_ZONE=us" } }, NULL },
		{ { .user = { "FREEHOLD_TERMS=1;nonce=0" } }, NULL },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct outcome outcome = decide(&cases[i].given);

		assert_string_equal(outcome.err.text, "");
		assert_int_equal(outcome.rc, 0);
		assert_int_equal(outcome.reply.refusal, FH_SUBMIT_ACCEPTED);
		if (cases[i].has) {
			assert_non_null(outcome.reply.terms);
			assert_non_null(strstr(outcome.reply.terms,
					       cases[i].has));
		} else {
			assert_null(outcome.reply.terms);
		}
		fh_submit_clear(&outcome.reply);
	}
}

static void test_nonces_differ(void **state)
{
	static const struct given given = {
		.spank = { "FREEHOLD_ZONE=us" },
	};
	struct outcome a = decide(&given), b = decide(&given);
	struct fh_terms terms_a = { 0 }, terms_b = { 0 };

	(void) state;
	assert_int_equal(fh_terms_decode(a.reply.terms, &terms_a, NULL),
			 FH_TERMS_OK);
	assert_int_equal(fh_terms_decode(b.reply.terms, &terms_b, NULL),
			 FH_TERMS_OK);
	assert_int_equal(strlen(terms_a.nonce), FH_NONCE_HEX);
	assert_string_not_equal(terms_a.nonce, terms_b.nonce);
	fh_terms_clear(&terms_a);
	fh_terms_clear(&terms_b);
	fh_submit_clear(&a.reply);
	fh_submit_clear(&b.reply);
}

static void test_estimate(void **state)
{
	static const struct {
		const char *estimate;
		bool with_options, without;
	} cases[] = {
		{ "never", false, false },
		{ "options", true, false },
		{ "always", true, true },
	};
	static const struct given plain = { .account = "games" };
	static const struct given wish = {
		.spank = { "FREEHOLD_ACCEL=h100:4|a100:4" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char policy[96] = "{\"estimate\": \"";
		struct outcome with, without;
		struct fh_conf *other;

		strcat(policy, cases[i].estimate);
		strcat(policy, "\"}");
		other = fake_conf_load(policy);
		with = decide_with(other, &wish);
		without = decide_with(other, &plain);
		assert_int_equal(*with.reply.line != '\0',
				 cases[i].with_options);
		assert_int_equal(*without.reply.line != '\0',
				 cases[i].without);
		if (cases[i].with_options)
			assert_non_null(strstr(with.reply.line, "USD"));
		fh_submit_clear(&with.reply);
		fh_submit_clear(&without.reply);
		fh_conf_free(other);
	}
}

/* What is stored is what was wished, once, and nothing forged is left. */
static void test_store(void **state)
{
	static const struct given given = {
		.spank = { "FREEHOLD_ZONE=us", "SPANK_FREEHOLD_TERMS=evil",
			   "OTHER=1" },
		.user = { "FREEHOLD_ZONE=us", "FREEHOLD_RESULT=evil",
			  "HOME=/" },
	};
	struct fh_incoming incoming = incoming_of(&given);
	struct fh_wish wish = { 0 };

	(void) state;
	assert_int_equal(fh_incoming_wish(&incoming, NULL, &wish, NULL), 0);
	fh_incoming_clean(&incoming);
	assert_int_equal(incoming.spank.size, 1);
	assert_int_equal(incoming.user.size, 2);
	assert_null(incoming.user.entry[2]);

	fh_incoming_store(&incoming.spank, &wish, "first");
	fh_slurm_env_set(&incoming.spank, "FREEHOLD_RESULT", "ran");
	assert_int_equal(fh_wish_parse_line(&wish, "--zone= --accel=h100:1",
					    NULL), 0);
	fh_incoming_store(&incoming.spank, &wish, "second");
	assert_int_equal(incoming.spank.size, 4);
	assert_string_equal(fh_slurm_env_get(&incoming.spank,
					     FH_TERMS_VARIABLE), "second");
	assert_string_equal(fh_slurm_env_get(&incoming.spank,
					     "FREEHOLD_RESULT"), "ran");
	assert_null(fh_slurm_env_get(&incoming.spank, "FREEHOLD_ZONE"));
	assert_true(fh_incoming_has(&incoming.spank, FH_OPT_ACCEL));

	fh_incoming_store(&incoming.spank, &wish, NULL);
	assert_null(fh_slurm_env_get(&incoming.spank, FH_TERMS_VARIABLE));
	fh_wish_clear(&wish);
	free_incoming(&incoming);
}

/* What the policy gives to a job that was accepted without terms. */
static void test_bind(void **state)
{
	static const struct {
		const char *account, *has;
	} cases[] = {
		{ NULL, NULL },
		{ "games", NULL },
		{ "bio", ";account=bio;class=internal" },
		{ "far", ";account=far" },
	};
	char *terms;

	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct fh_subject subject = {
			.account = cases[i].account
		};

		assert_int_equal(fh_submit_bind(conf, &subject, NOW_S,
						&terms, NULL), 0);
		assert_int_equal(terms != NULL, cases[i].has != NULL);
		if (terms)
			assert_non_null(strstr(terms, cases[i].has));
		free(terms);
	}
}

/* Nothing may start in a closed zone, terms or not. */
static void test_keep_out(void **state)
{
	const struct fh_subject subject = { .account = "games" };
	struct fh_conf *other = fake_conf_load(FAKE_CONF_PLAIN);
	char *terms;

	(void) state;
	other->zones.zone[0].closed_until_s = NOW_S + 1;
	assert_int_equal(fh_submit_keep_out(other, &subject, NOW_S, &terms,
					    NULL), 0);
	assert_non_null(terms);
	assert_non_null(strstr(terms, ";account=games;span=any"));
	free(terms);
	assert_int_equal(fh_submit_keep_out(other, &subject, NOW_S + 1, &terms,
					    NULL), 0);
	assert_null(terms);
	fh_conf_free(other);
}

/* An account whose default leaves no zone: the job may go nowhere. */
static void test_bind_nowhere(void **state)
{
	struct fh_conf *other = fake_conf_load(
		"{\"data_classes\": {\"none\": {\"allow\": {},"
		" \"accounts\": [\"bio\"]} }, \"accounts\": {\"bio\":"
		" {\"default\": {\"data_class\": \"none\"}} } }");
	const struct fh_subject bio = { .account = "bio" };
	struct fh_error err = { "" };
	char *terms;

	(void) state;
	assert_int_equal(fh_submit_bind(other, &bio, NOW_S, &terms, &err), -1);
	assert_null(terms);
	assert_non_null(strstr(err.text, "no zone is left"));
	fh_conf_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_terms),
		cmocka_unit_test(test_nonces_differ),
		cmocka_unit_test(test_estimate),
		cmocka_unit_test(test_store),
		cmocka_unit_test(test_bind),
		cmocka_unit_test(test_keep_out),
		cmocka_unit_test(test_bind_nowhere),
	};

	return cmocka_run_group_tests(tests, load, unload);
}

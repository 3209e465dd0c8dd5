/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A job from another cluster of a federation: only under the same bundle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "fh_submit.h"
#include "tests/fakes/fake_conf.h"
#include "tests/fakes/fake_slurm.h"

#define POLICY "{\"accounts\": {\"far\": {\"floor\": {\"zone\": \"de\"}} } }"

/* What becomes of it; bundle: as it came along, or NULL. */
static int decide(const struct fh_conf *conf, const char *account,
		  const char *bundle, bool of_sibling,
		  struct fh_submit_reply *reply, struct fh_error *err)
{
	const char *entries[] = { bundle, NULL, NULL, NULL };
	struct fh_incoming incoming = { .spank = fake_slurm_env(entries) };
	struct fh_submission submission = {
		.subject.account = account,
		.of_sibling = of_sibling,
		.plan = { .start_s = 1790000000, .limit_s = 60, .nodes = 1,
			  .cores = 1, .memory_mib = 1, .records = 1 },
	};
	int rc = fh_submit_decide(conf, &incoming, NULL, &submission,
				  1790000000, reply, err);

	fake_slurm_env_free(&incoming.spank);
	return rc;
}

static void test_sibling(void **state)
{
	struct fh_conf *conf = fake_conf_load(POLICY);
	struct fh_submit_reply reply = { 0 };
	struct fh_error err = { "" };
	char same[128];

	(void) state;
	assert_int_equal(decide(conf, "far", "FREEHOLD_BUNDLE=0123456789abcd",
				true, &reply, &err), -1);
	assert_int_equal(reply.refusal, FH_SUBMIT_DENIED);
	assert_non_null(strstr(err.text, "the policy here is another one "
			       "(0123456789ab there"));
	fh_submit_clear(&reply);

	/* The digest goes along with jobs that are restricted. */
	snprintf(same, sizeof(same), "FREEHOLD_BUNDLE=%s", conf->digest);
	assert_int_equal(decide(conf, "far", same, true, &reply, &err), 0);
	assert_string_equal(reply.digest, conf->digest);
	fh_submit_clear(&reply);
	assert_int_equal(decide(conf, "near", NULL, true, &reply, &err), 0);
	assert_string_equal(reply.digest, "");
	fh_submit_clear(&reply);

	/* Not from a sibling: forged, and nothing is made of it. */
	assert_int_equal(decide(conf, "far", "FREEHOLD_BUNDLE=0123", false,
				&reply, &err), 0);
	fh_submit_clear(&reply);
	fh_conf_free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sibling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

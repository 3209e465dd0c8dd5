/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fh_try(): a fake job with scripted candidates.  The fake checks itself that
 * the job is clean before every test and that nothing is undone twice.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "plugins/ctld/fh_try.h"

#define NOW 1000
#define NEVER 0			/* the candidate does not fit */

/* One candidate: when it would start, in each pass, and the limits' word. */
struct script {
	int64_t idle_s;		/* without preemption */
	int64_t preempt_s;	/* with it */
	bool limited;
};

struct fake {
	const struct script *script;
	int inside;		/* candidate in the job, -1 = none */
	int64_t inside_s;
	int kept, answered;
	bool committed;
	char log[512];
};

static void note(struct fake *fake, const char *what, int i)
{
	size_t len = strlen(fake->log);

	snprintf(fake->log + len, sizeof(fake->log) - len, "%s%s%d",
		 len ? " " : "", what, i);
}

static bool fake_test(void *ctx, size_t i, bool preempt, int64_t *ret_start_s)
{
	struct fake *fake = ctx;
	const struct script *script = &fake->script[i];
	int64_t start_s = preempt ? script->preempt_s : script->idle_s;

	assert_int_equal(fake->inside, -1);
	assert_false(fake->committed);
	note(fake, preempt ? "p" : "t", (int) i);
	if (start_s == NEVER)
		return false;
	fake->inside = (int) i;
	fake->inside_s = start_s;
	*ret_start_s = start_s;
	return true;
}

static bool fake_limits(void *ctx)
{
	struct fake *fake = ctx;

	assert_int_not_equal(fake->inside, -1);
	return !fake->script[fake->inside].limited;
}

static void fake_keep(void *ctx)
{
	struct fake *fake = ctx;

	assert_int_not_equal(fake->inside, -1);
	fake->kept = fake->inside;
}

static void fake_undo(void *ctx)
{
	struct fake *fake = ctx;

	assert_int_not_equal(fake->inside, -1);
	fake->inside = -1;
}

static void fake_commit(void *ctx)
{
	struct fake *fake = ctx;

	assert_int_not_equal(fake->inside, -1);
	assert_false(fake->committed);
	fake->committed = true;
}

static void fake_answer(void *ctx)
{
	struct fake *fake = ctx;

	assert_int_equal(fake->inside, -1);
	assert_int_not_equal(fake->kept, -1);
	fake->answered = fake->kept;
}

static const struct fh_try_ops ops = {
	.test = fake_test,
	.limits_admit = fake_limits,
	.keep = fake_keep,
	.undo = fake_undo,
	.commit = fake_commit,
	.answer = fake_answer,
};

struct example {
	const char *what;
	enum fh_try_mode mode;
	bool may_preempt;
	struct script script[3];
	int taken;
	const char *log;	/* t = test, p = test with preemption */
};

#define IDLE { NOW, NOW, false }
#define BUSY { NEVER, NEVER, false }
#define OCCUPIED { NEVER, NOW, false }	/* free if others are preempted */
#define LIMITED { NOW, NOW, true }
#define IN(s) { NOW + (s), NOW + (s), false }
#define SOONER_BY_FORCE(s) { NOW + (s), NOW, false }

static const struct example examples[] = {
	{ "the first idle one is taken, the rest left alone", FH_TRY_RUN_NOW,
	  true, { IDLE, IDLE, IDLE }, 0, "t0" },
	{ "a busy one is passed over", FH_TRY_RUN_NOW, true,
	  { BUSY, IDLE, IDLE }, 1, "t0 t1" },
	{ "nobody is preempted while another one is idle", FH_TRY_RUN_NOW,
	  true, { OCCUPIED, OCCUPIED, IDLE }, 2, "t0 t1 t2" },
	{ "preemption starts from the first again", FH_TRY_RUN_NOW, true,
	  { OCCUPIED, OCCUPIED, BUSY }, 0, "t0 t1 t2 p0" },
	{ "no second pass with nobody to preempt", FH_TRY_RUN_NOW, false,
	  { OCCUPIED, BUSY, BUSY }, FH_TRY_NONE, "t0 t1 t2" },
	{ "nothing fits", FH_TRY_RUN_NOW, true, { BUSY, BUSY, BUSY },
	  FH_TRY_NONE, "t0 t1 t2 p0 p1 p2" },
	{ "one that the limits refuse is passed over", FH_TRY_RUN_NOW, false,
	  { LIMITED, IDLE, IDLE }, 1, "t0 t1" },
	{ "only limits in the way: slurmctld is to say so", FH_TRY_RUN_NOW,
	  false, { BUSY, LIMITED, LIMITED }, 1, "t0 t1 t2 t1" },
	{ "the limits' reason comes after preemption was tried",
	  FH_TRY_RUN_NOW, true, { LIMITED, OCCUPIED, BUSY }, 1,
	  "t0 t1 t2 p0 p1" },

	{ "a start now ends the search", FH_TRY_WILL_RUN, true,
	  { IN(60), IDLE, IDLE }, 1, "t0 t1" },
	{ "the earliest start wins", FH_TRY_WILL_RUN, false,
	  { IN(60), IN(30), IN(90) }, 1, "t0 t1 t2" },
	{ "ties go to the better candidate", FH_TRY_WILL_RUN, false,
	  { IN(60), IN(30), IN(30) }, 1, "t0 t1 t2" },
	{ "preemption only for an earlier start", FH_TRY_WILL_RUN, true,
	  { IN(60), SOONER_BY_FORCE(90), IN(60) }, 1, "t0 t1 t2 p0 p1" },
	{ "preemption that gains nothing changes nothing", FH_TRY_WILL_RUN,
	  true, { IN(60), IN(60), BUSY }, 0, "t0 t1 t2 p0 p1 p2" },
	{ "the limits speak about a start now only", FH_TRY_WILL_RUN, false,
	  { LIMITED, { NOW + 60, NOW + 60, true }, BUSY }, 1, "t0 t1 t2" },
	{ "only limits in the way of a plan", FH_TRY_WILL_RUN, false,
	  { LIMITED, BUSY, BUSY }, 0, "t0 t1 t2 t0" },
	{ "no plan", FH_TRY_WILL_RUN, false, { BUSY, BUSY, BUSY },
	  FH_TRY_NONE, "t0 t1 t2" },

	{ "one that could fit is enough", FH_TRY_TEST_ONLY, true,
	  { BUSY, IDLE, IDLE }, 1, "t0 t1" },
	{ "the limits of the day do not matter", FH_TRY_TEST_ONLY, true,
	  { LIMITED, IDLE, IDLE }, 0, "t0" },
	{ "preemption does not matter", FH_TRY_TEST_ONLY, true,
	  { BUSY, BUSY, BUSY }, FH_TRY_NONE, "t0 t1 t2" },
};

static void check(const struct example *example)
{
	struct fake fake = {
		.script = example->script,
		.inside = -1,
		.kept = -1,
		.answered = -1,
	};
	struct fh_try plan = {
		.mode = example->mode,
		.count = 3,
		.may_preempt = example->may_preempt,
		.now_s = NOW,
	};
	bool runs = example->mode == FH_TRY_RUN_NOW &&
		    example->taken != FH_TRY_NONE;

	print_message("%s\n", example->what);
	assert_int_equal(fh_try(&plan, &ops, &fake), example->taken);
	assert_string_equal(fake.log, example->log);
	assert_int_equal(fake.committed, runs);
	assert_int_equal(fake.inside, runs ? example->taken : -1);
	assert_int_equal(fake.answered, runs ? -1 : example->taken);
}

static void test_examples(void **state)
{
	(void) state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		check(&examples[i]);
}

static void test_no_candidate(void **state)
{
	struct fake fake = { .inside = -1, .kept = -1, .answered = -1 };
	struct fh_try plan = { .mode = FH_TRY_RUN_NOW, .may_preempt = true };

	(void) state;
	assert_int_equal(fh_try(&plan, &ops, &fake), FH_TRY_NONE);
	assert_string_equal(fake.log, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_no_candidate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

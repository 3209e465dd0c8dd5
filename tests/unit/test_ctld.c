/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * slurmctld's state, as one process sees it: nothing is in force before the
 * first attach, so the tests run in order and share it.
 */
#include <limits.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "fh_bundle.h"
#include "fh_ctld.h"
#include "fh_file.h"
#include "tests/fakes/fake_conf.h"
#include "tests/fakes/fake_slurm.h"

#define OTHER_POLICY "{\"estimate\": \"never\", \"default_span\": \"zone\"}"

static char state_dir[] = "/tmp/freehold-test-ctld-XXXXXX";
static char store[PATH_MAX];

static int make_dir(void **state)
{
	(void) state;
	if (!mkdtemp(state_dir))
		return -1;
	snprintf(store, sizeof(store), "%s/freehold", state_dir);
	return fh_file_mkdirs(store, 0700, NULL);
}

static int remove_dir(void **state)
{
	char command[PATH_MAX + 16];

	(void) state;
	snprintf(command, sizeof(command), "rm -rf '%s'", state_dir);
	return system(command);
}

static void activate(const char *policy, char ret_digest[FH_DIGEST_HEX + 1])
{
	char *text = fake_conf_bundle(policy);
	struct fh_error err = { "" };

	if (fh_bundle_store(store, text, strlen(text), ret_digest, &err) ||
	    fh_bundle_activate(store, ret_digest, &err))
		fail_msg("%s", err.text);
	free(text);
}

static void write_active(const char *text)
{
	char path[PATH_MAX + 16];

	snprintf(path, sizeof(path), "%s/active", store);
	assert_int_equal(fh_file_replace(path, text, strlen(text), 0600, NULL),
			 0);
}

static void test_nothing_yet(void **state)
{
	struct fh_error err = { "" };
	bool changed = true;

	(void) state;
	assert_null(fh_ctld_hold());
	fh_ctld_release(NULL);
	assert_int_equal(fh_ctld_generation(), 0);
	assert_int_equal(fh_ctld_reload(&changed, &err), -1);
	assert_false(changed);
	assert_string_not_equal(err.text, "");
}

static void test_attach_refused(void **state)
{
	struct fh_error err = { "" };

	(void) state;
	assert_int_equal(fh_ctld_attach("/nonexistent", &err), -1);
	assert_string_not_equal(err.text, "");
	/* Never activated. */
	assert_int_equal(fh_ctld_attach(state_dir, &err), -1);
	write_active("not a digest\n");
	assert_int_equal(fh_ctld_attach(state_dir, &err), -1);
	assert_null(fh_ctld_hold());
	assert_int_equal(fh_ctld_generation(), 0);
}

static void test_attach(void **state)
{
	char digest[FH_DIGEST_HEX + 1];
	struct fh_error err = { "" };
	const struct fh_conf *conf;

	(void) state;
	activate(FAKE_CONF_PLAIN, digest);
	if (fh_ctld_attach(state_dir, &err))
		fail_msg("%s", err.text);
	assert_int_equal(fh_ctld_generation(), 1);
	conf = fh_ctld_hold();
	assert_non_null(conf);
	assert_string_equal(conf->digest, digest);

	/* The second plugin finds it, wherever it looks. */
	assert_int_equal(fh_ctld_attach("/nonexistent", &err), 0);
	assert_int_equal(fh_ctld_generation(), 1);
	fh_ctld_release(conf);
}

static void test_reload(void **state)
{
	char first[FH_DIGEST_HEX + 1], second[FH_DIGEST_HEX + 1];
	const struct fh_conf *old, *new;
	bool changed = true;

	(void) state;
	activate(FAKE_CONF_PLAIN, first);
	assert_int_equal(fh_ctld_reload(&changed, NULL), 0);
	assert_false(changed);
	assert_int_equal(fh_ctld_generation(), 1);

	old = fh_ctld_hold();
	activate(OTHER_POLICY, second);
	assert_int_equal(fh_ctld_reload(&changed, NULL), 0);
	assert_true(changed);
	assert_int_equal(fh_ctld_generation(), 2);
	new = fh_ctld_hold();
	assert_string_equal(new->digest, second);
	/* Who holds the old one reads it to the end. */
	assert_string_equal(old->digest, first);
	assert_int_equal(old->policy.default_span, FH_SPAN_SITE);
	fh_ctld_release(old);
	fh_ctld_release(new);
}

static void test_reload_refused(void **state)
{
	char digest[FH_DIGEST_HEX + 1], path[PATH_MAX + 96];
	const struct fh_conf *before = fh_ctld_hold(), *after;
	struct fh_error err = { "" };
	bool changed = true;

	(void) state;
	activate(FAKE_CONF_PLAIN, digest);
	snprintf(path, sizeof(path), "%s/bundles/%s.json", store, digest);
	assert_int_equal(fh_file_replace(path, "{}", 2, 0600, NULL), 0);
	assert_int_equal(fh_ctld_reload(&changed, &err), -1);
	assert_false(changed);
	assert_string_not_equal(err.text, "");

	assert_int_equal(unlink(path), 0);
	assert_int_equal(fh_ctld_reload(NULL, &err), -1);
	write_active("");
	assert_int_equal(fh_ctld_reload(NULL, NULL), -1);

	after = fh_ctld_hold();
	assert_ptr_equal(before, after);
	assert_int_equal(fh_ctld_generation(), 2);
	fh_ctld_release(after);
	fh_ctld_release(before);
}

static void *hold_often(void *stop)
{
	size_t wrong = 0;

	while (!atomic_load((atomic_bool *) stop)) {
		const struct fh_conf *conf = fh_ctld_hold();

		wrong += strlen(conf->digest) != FH_DIGEST_HEX;
		fh_ctld_release(conf);
	}
	return (void *) wrong;
}

/* With AddressSanitizer this finds a configuration freed while held. */
static void test_threads(void **state)
{
	static const char *const policies[] = { FAKE_CONF_PLAIN, OTHER_POLICY };
	atomic_bool stop = false;
	char digest[FH_DIGEST_HEX + 1];
	pthread_t thread[2];
	void *wrong;

	(void) state;
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, hold_often,
						&stop), 0);
	for (int i = 0; i < 20; i++) {
		activate(policies[i % 2], digest);
		assert_int_equal(fh_ctld_reload(NULL, NULL), 0);
	}
	stop = true;
	for (int i = 0; i < 2; i++) {
		pthread_join(thread[i], &wrong);
		assert_null(wrong);
	}
}

/* Wait up to ten seconds for so many calls. */
static bool scheduled(int times)
{
	const struct timespec nap = { .tv_nsec = 20000000 };

	for (int i = 0; i < 500 && fake_slurm_schedules < times; i++)
		nanosleep(&nap, NULL);
	return fake_slurm_schedules >= times;
}

static void test_wake(void **state)
{
	int64_t now_s = time(NULL);

	(void) state;
	/* More far instants than are kept do not push out a near one. */
	for (int i = 0; i < 1000; i++)
		fh_ctld_wake_at(now_s + 100000 + i);
	assert_int_equal(fake_slurm_schedules, 0);
	fh_ctld_wake_at(now_s - 5);
	assert_true(scheduled(1));
	/* Two different instants: each gets its own pass. */
	now_s = time(NULL);
	fh_ctld_wake_at(now_s + 3);
	fh_ctld_wake_at(now_s + 1);
	fh_ctld_wake_at(now_s + 1);
	assert_true(scheduled(2));
	assert_true(time(NULL) >= now_s + 1);
	assert_true(scheduled(3));
	assert_true(time(NULL) >= now_s + 3);
	assert_int_equal(fake_slurm_schedules, 3);
	assert_int_equal(fake_slurm_errors, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_yet),
		cmocka_unit_test(test_attach_refused),
		cmocka_unit_test(test_attach),
		cmocka_unit_test(test_reload),
		cmocka_unit_test(test_reload_refused),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_wake),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}

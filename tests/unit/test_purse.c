/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sums of budgets: sweeps, starts, ends, and what scost publishes. */
#include "sample_conf.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fh_purse.h"
#include "fh_units.h"

#define LIMIT 100
#define NOW_S (JANUARY_S + 86400)
#define BOTH 3u

static char *accounts[] = { "a", NULL };
static struct fh_budget budgets[] = {
	{ .name = "strict", .accounts = { accounts, 1 }, .limit_micro = LIMIT,
	  .over = FH_BUDGET_REJECT },
	{ .name = "soft", .accounts = { accounts, 1 },
	  .limit_micro = 2 * LIMIT, .over = FH_BUDGET_WARN },
};

static struct fh_conf *begin(void)
{
	struct fh_conf *conf = sample_conf();

	conf->policy.budget = budgets;
	conf->policy.budget_count = 2;
	return conf;
}

/* The budgets are not the configuration's to free. */
static void end(struct fh_conf *conf)
{
	conf->policy.budget = NULL;
	conf->policy.budget_count = 0;
	fh_conf_free(conf);
}

static uint64_t mask_of(const struct fh_policy *policy, const char *account)
{
	return fh_budget_naming(policy->budget, policy->budget_count, account);
}

/* Jobs that run and that wait. */
static bool sweep(const struct fh_conf *conf, int64_t running, int64_t waiting)
{
	struct fh_purse purse;

	fh_purse_begin(conf, NOW_S, mask_of, &purse);
	fh_purse_add(&purse, BOTH, running, true);
	fh_purse_add(&purse, BOTH, waiting, false);
	return fh_purse_put(&purse);
}

static int64_t left(const struct fh_conf *conf, bool pending)
{
	size_t which = 9;
	int64_t micro = fh_purse_left(conf, BOTH, FH_BUDGET_REJECT, pending,
				      &which);

	assert_int_equal(which, 0);
	return micro;
}

static void test_sums(void **state)
{
	struct fh_conf *conf = begin();
	size_t which = 9;

	(void) state;
	assert_int_equal(fh_purse_left(conf, BOTH, FH_BUDGET_REJECT, true,
				       &which), INT64_MAX);
	assert_true(sweep(conf, 30, 20));
	assert_int_equal(left(conf, false), 70);
	assert_int_equal(left(conf, true), 50);
	assert_int_equal(fh_purse_left(conf, BOTH, FH_BUDGET_DEFER, true,
				       &which), INT64_MAX);
	assert_int_equal(fh_purse_left(conf, 1, FH_BUDGET_WARN, true, &which),
			 INT64_MAX);
	/* One that waited starts, and got something dearer. */
	fh_purse_commit(conf, BOTH, -20, false);
	fh_purse_commit(conf, BOTH, 90, true);
	assert_true(fh_purse_has_changed());
	assert_false(fh_purse_has_changed());
	assert_int_equal(left(conf, true), -20);
	/* A sum below 0 is none; one too large does not wrap. */
	fh_purse_commit(conf, BOTH, -50, false);
	assert_int_equal(left(conf, true), -20);
	fh_purse_commit(conf, BOTH, INT64_MAX, false);
	assert_int_equal(left(conf, true), LIMIT - INT64_MAX);
	assert_false(sweep(conf, 120, 0));
	assert_true(sweep(conf, 10, 0));
	end(conf);
}

static void publish(const char *path, int64_t as_of_s, const char *rows)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fprintf(file, "{\"freehold_spent\": 1, \"as_of_s\": %lld, "
		"\"spent\": [%s]}", (long long) as_of_s, rows);
	fclose(file);
}

static void test_spent(void **state)
{
	struct fh_conf *conf = begin();
	char path[] = "test_purse.XXXXXX", row[128], *text;
	struct fh_error err;
	int fd = mkstemp(path);

	(void) state;
	assert_true(fd >= 0);
	close(fd);
	fh_purse_settle("a", NOW_S, 5);
	fh_purse_settle("a", NOW_S + 1, 2);
	fh_purse_settle("other", NOW_S, 50);
	sweep(conf, 10, 0);
	assert_int_equal(left(conf, true), LIMIT - 10 - 7);

	/* The ledger does not have them yet, but what was before. */
	snprintf(row, sizeof(row), "{\"account\": \"a\", \"at_s\": %lld, "
		 "\"micro\": 40}", (long long) JANUARY_S);
	publish(path, NOW_S - 60, row);
	assert_int_equal(fh_purse_read_spent(path, &err), 1);
	assert_int_equal(fh_purse_read_spent(path, &err), 0);
	sweep(conf, 10, 0);
	assert_int_equal(left(conf, true), LIMIT - 10 - 7 - 40);

	/* What is settled outlives a restart: a text has it. */
	text = fh_purse_write(conf, NOW_S);
	assert_non_null(strstr(text, "\"micro\":7"));

	/* Now it has; a file that is none changes nothing. */
	publish(path, NOW_S + 3600, row);
	assert_int_equal(fh_purse_read_spent(path, &err), 1);
	publish(path, NOW_S, "{\"account\": 7}");
	assert_int_equal(fh_purse_read_spent(path, &err), -1);
	assert_non_null(strstr(err.text, "lacks account, at_s or micro"));
	fh_purse_read_settled(text);
	fh_purse_read_settled("{\"settled\": 3");
	sweep(conf, 10, 0);
	assert_int_equal(left(conf, true), LIMIT - 10 - 40);
	free(text);
	unlink(path);
	end(conf);
}

static void test_bound(void **state)
{
	int64_t micro, seconds;

	(void) state;
	assert_int_equal(fh_purse_parse_bound("12,60", &micro, &seconds), 0);
	assert_int_equal(micro, 12);
	assert_int_equal(seconds, 60);
	assert_int_equal(fh_purse_parse_bound(NULL, &micro, &seconds), -1);
	assert_int_equal(fh_purse_parse_bound("12", &micro, &seconds), -1);
	assert_int_equal(fh_purse_parse_bound("12,0", &micro, &seconds), -1);
	assert_int_equal(fh_purse_parse_bound("-1,9", &micro, &seconds), -1);
	assert_int_equal(fh_purse_parse_bound("1,9x", &micro, &seconds), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_spent),
		cmocka_unit_test(test_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hooks on a node, on a stand-in for SPANK: what the prolog lays down is
 * what the task is held to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include <slurm/slurm.h>

#include "fh_result.h"
#include "tests/fakes/fake_spank.h"
#include "tests/fakes/temp_tree.h"

#define JOB 17

static char *argv[2];

/* node.json as it is right for the terms below. */
static const char identity[] =
	"{ \"zone\": \"tx-main\", \"jurisdiction\": \"US-TX\","
	" \"tenancy\": \"owned\", \"operator\": \"example\","
	" \"site\": \"tx\" }";

static int setup(void **state)
{
	static char arg[2][512];

	if (temp_tree_setup(state) < 0)
		return -1;
	snprintf(arg[0], sizeof(arg[0]), "terms_dir=%s",
		 temp_tree_path(*state, "terms"));
	snprintf(arg[1], sizeof(arg[1]), "node_conf=%s",
		 temp_tree_path(*state, "%n.json"));
	argv[0] = arg[0];
	argv[1] = arg[1];
	setenv("SLURMD_NODENAME", "n1", 1);
	unsetenv("SPANK_FREEHOLD_RESULT");
	temp_tree_write(*state, "n1.json", identity);
	return 0;
}

static char *make_terms(bool restricted, const char *accel,
			enum fh_visible_form form)
{
	struct fh_result result = {
		.job_id = JOB,
		.accel = (char *) accel,
		.accel_count = accel ? 4 : 0,
		.visible_variable = accel ? (char *) "MY_DEVICES" : NULL,
		.visible_form = form,
		.units_per_device = 8,
		.site = (char *) "tx",
		.restricted = restricted,
		.zone = { {
			.zone = (char *) "tx-main",
			.jurisdiction = (char *) "US-TX",
			.tenancy = (char *) "owned",
			.operator_name = (char *) "example",
			.site = (char *) "tx",
		} },
		.zone_count = 1,
	};
	struct fh_error err = { "" };
	char *text;

	memset(result.digest, 'a', FH_DIGEST_HEX);
	text = fh_result_encode(&result, &err);
	if (!text)
		print_error("%s\n", err.text);
	assert_non_null(text);
	return text;
}

static void prolog(const char *terms)
{
	if (terms)
		setenv("SPANK_FREEHOLD_RESULT", terms, 1);
	else
		unsetenv("SPANK_FREEHOLD_RESULT");
	fake_spank_reset(S_CTX_JOB_SCRIPT);
	fake_spank_set_job(JOB, 0);
	assert_int_equal(slurm_spank_job_prolog(fake_spank_handle(), 2, argv),
			 0);
	unsetenv("SPANK_FREEHOLD_RESULT");
}

static void epilog(void)
{
	fake_spank_reset(S_CTX_JOB_SCRIPT);
	fake_spank_set_job(JOB, 0);
	assert_int_equal(slurm_spank_job_epilog(fake_spank_handle(), 2, argv),
			 0);
}

/* A new task; what the user does with its environment comes next. */
static void begin_task(uint32_t step)
{
	fake_spank_reset(S_CTX_REMOTE);
	fake_spank_set_job(JOB, step);
	assert_int_equal(slurm_spank_init(fake_spank_handle(), 2, argv), 0);
	assert_int_equal(slurm_spank_init_post_opt(fake_spank_handle(), 2,
						   argv), 0);
}

static int check_task(void)
{
	return slurm_spank_task_init_privileged(fake_spank_handle(), 2, argv);
}

static void assert_runs(void)
{
	begin_task(0);
	assert_int_equal(check_task(), 0);
	assert_int_equal(slurm_spank_exit(fake_spank_handle(), 2, argv), 0);
	assert_string_equal(fake_spank_log(), "");
}

static void assert_denied(const char *why)
{
	begin_task(0);
	assert_int_equal(check_task(), -1);
	if (!strstr(fake_spank_log(), why))
		print_error("%s", fake_spank_log());
	assert_non_null(strstr(fake_spank_log(), why));
	/* slurmctld hears of it when the step ends. */
	assert_null(strstr(fake_spank_log(), "update of job"));
	assert_int_equal(slurm_spank_exit(fake_spank_handle(), 2, argv), 0);
	assert_non_null(strstr(fake_spank_log(), "freehold-denied "));
}

static void a_job_without_terms(void **state)
{
	(void) state;
	prolog(NULL);
	assert_string_equal(fake_spank_log(), "");
	assert_runs();
	/* slurmd may start it again without a prolog. */
	epilog();
	assert_runs();
}

static void a_job_without_a_prolog(void **state)
{
	(void) state;
	assert_denied("terms cannot be read");
	assert_int_equal(mkdir(temp_tree_path(*state, "terms"), 0700), 0);
	assert_denied("terms cannot be read");
}

static void a_job_at_home(void **state)
{
	char *terms = make_terms(true, NULL, FH_VISIBLE_NONE);

	(void) state;
	prolog(terms);
	assert_runs();
	free(terms);
}

static void a_node_that_is_elsewhere(void **state)
{
	static const char *const other[][2] = {
		{ "tx-main", "tx-more" }, { "US-TX", "US-NY" },
		{ "owned", "cloud" }, { "example", "others" },
		{ "\"tx\"", "\"ny\"" },
	};
	char *terms = make_terms(true, NULL, FH_VISIBLE_NONE);

	prolog(terms);
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
		char text[sizeof(identity) + 16];
		const char *at = strstr(identity, other[i][0]);

		snprintf(text, sizeof(text), "%.*s%s%s",
			 (int) (at - identity), identity, other[i][1],
			 at + strlen(other[i][0]));
		temp_tree_write(*state, "n1.json", text);
		assert_denied("job 17 may not run on node n1: ");
	}
	free(terms);
}

static void a_node_that_does_not_know(void **state)
{
	char *terms = make_terms(true, NULL, FH_VISIBLE_NONE);

	prolog(terms);
	temp_tree_write(*state, "n1.json", "{");
	assert_denied("does not know where it is");
	temp_tree_write(*state, "n1.json", identity);
	assert_int_equal(chmod(temp_tree_path(*state, "n1.json"), 0666), 0);
	assert_denied("does not know where it is");
	assert_int_equal(unlink(temp_tree_path(*state, "n1.json")), 0);
	assert_denied("does not know where it is");
	free(terms);

	/* Only restricted jobs mind. */
	terms = make_terms(false, NULL, FH_VISIBLE_NONE);
	prolog(terms);
	assert_runs();
	free(terms);
}

static void terms_that_are_not_understood(void **state)
{
	char *terms = make_terms(false, NULL, FH_VISIBLE_NONE);
	char *at = strstr(terms, "job=17");

	(void) state;
	prolog("2;job=17");
	assert_denied("not understood");
	prolog("");
	assert_denied("not understood");
	assert_non_null(at);
	at[5] = '8';
	prolog(terms);
	assert_denied("those of job 18");
	free(terms);
}

/* The user's own variables change nothing. */
static void forged_variables(void **state)
{
	char *terms = make_terms(true, NULL, FH_VISIBLE_NONE);
	char *forged = make_terms(false, NULL, FH_VISIBLE_NONE);

	prolog(terms);
	temp_tree_write(*state, "n1.json", "{");
	temp_tree_write(*state, "n2.json", identity);
	begin_task(0);
	fake_spank_task_setenv("SLURMD_NODENAME", "n2");
	fake_spank_task_setenv("FREEHOLD_RESULT", forged);
	fake_spank_task_setenv("SPANK_FREEHOLD_RESULT", forged);
	assert_int_equal(check_task(), -1);
	free(forged);
	free(terms);
}

static void nothing_drains_the_node(void **state)
{
	(void) state;
	/* No directory can be made; no name; a bad plugstack line. */
	temp_tree_write(*state, "terms", "");
	prolog(NULL);
	assert_true(*fake_spank_log());
	assert_denied("terms cannot be read");
	unsetenv("SLURMD_NODENAME");
	prolog(NULL);
	assert_true(*fake_spank_log());
	epilog();
	assert_denied("name");
	setenv("SLURMD_NODENAME", "n1", 1);
	argv[0][0] = 'x';
	prolog(NULL);
	assert_true(*fake_spank_log());
	assert_denied("xerms_dir");
	fake_spank_reset(S_CTX_SLURMD);
	assert_int_equal(slurm_spank_init(fake_spank_handle(), 2, argv), 0);
}

static void assert_task_env(const char *name, const char *value)
{
	const char *got = fake_spank_task_getenv(name);

	if (value) {
		assert_non_null(got);
		assert_string_equal(got, value);
	} else {
		assert_null(got);
	}
}

static void run_task(uint32_t step, const char *job_gpus,
		     const char *step_gpus)
{
	begin_task(step);
	fake_spank_task_setenv("SLURM_ACCEL_TYPE", "what the user says");
	fake_spank_task_setenv("MY_DEVICES", "all");
	if (job_gpus)
		fake_spank_task_setenv("SLURM_JOB_GPUS", job_gpus);
	if (step_gpus)
		fake_spank_task_setenv("SLURM_STEP_GPUS", step_gpus);
	assert_int_equal(check_task(), 0);
	assert_int_equal(slurm_spank_task_init(fake_spank_handle(), 2, argv),
			 0);
}

static void environment_of_tasks(void **state)
{
	char *terms = make_terms(false, "trn2", FH_VISIBLE_UNITS);

	(void) state;
	prolog(terms);
	run_task(SLURM_BATCH_SCRIPT, "0,1,4-5", "9");
	assert_task_env("SLURM_ACCEL_TYPE", "trn2");
	assert_task_env("SLURM_ACCEL_COUNT", "4");
	assert_task_env("SLURM_ACCEL_SITE", "tx");
	assert_task_env("MY_DEVICES", "0-15,32-47");

	/* A step's own devices, not those left over from the script. */
	run_task(0, "0,1,4,5", "4");
	assert_task_env("MY_DEVICES", "32-39");
	run_task(SLURM_INTERACTIVE_STEP, "4", "0");
	assert_task_env("MY_DEVICES", "32-39");

	/* srun --gres=none: no device, and the variable goes. */
	run_task(1, "0,1,4,5", NULL);
	assert_task_env("SLURM_ACCEL_TYPE", "trn2");
	assert_task_env("MY_DEVICES", NULL);
	free(terms);
}

static void environment_that_slurm_sets(void **state)
{
	char *terms = make_terms(false, "h100", FH_VISIBLE_SLURM);

	(void) state;
	prolog(terms);
	run_task(0, NULL, "2,3");
	assert_task_env("SLURM_ACCEL_TYPE", "h100");
	assert_task_env("MY_DEVICES", "all");
	free(terms);
}

/* A job that a job submitted brings the outer one's variables along. */
static void environment_without_terms(void **state)
{
	(void) state;
	prolog(NULL);
	run_task(0, NULL, NULL);
	assert_task_env("SLURM_ACCEL_TYPE", NULL);
	assert_task_env("SLURM_ACCEL_COUNT", NULL);
	assert_task_env("SLURM_ACCEL_SITE", NULL);
	assert_task_env("MY_DEVICES", "all");
}

#define NODE_TEST(test) \
	cmocka_unit_test_setup_teardown(test, setup, temp_tree_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		NODE_TEST(a_job_without_terms),
		NODE_TEST(a_job_without_a_prolog),
		NODE_TEST(a_job_at_home),
		NODE_TEST(a_node_that_is_elsewhere),
		NODE_TEST(a_node_that_does_not_know),
		NODE_TEST(terms_that_are_not_understood),
		NODE_TEST(forged_variables),
		NODE_TEST(nothing_drains_the_node),
		NODE_TEST(environment_of_tasks),
		NODE_TEST(environment_that_slurm_sets),
		NODE_TEST(environment_without_terms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

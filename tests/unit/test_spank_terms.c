/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms files, the directory they lie in, and the list of older jobs. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "plugins/spank/spank_file.h"
#include "plugins/spank/spank_older.h"
#include "plugins/spank/spank_terms.h"
#include "fh_result.h"
#include "tests/fakes/temp_tree.h"

static void written_read_replaced(void **state)
{
	const char *dir = temp_tree_path(*state, "a/b/terms");
	struct fh_error err;
	struct stat st;
	char *text;

	assert_int_equal(fh_spank_terms_prepare(dir, &err), 1);
	assert_int_equal(fh_spank_terms_prepare(dir, &err), 0);
	assert_int_equal(stat(dir, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);

	assert_int_equal(fh_spank_terms_write(dir, "n1", 17, "x;y", &err), 0);
	assert_int_equal(stat(temp_tree_path(*state, "a/b/terms/n1.17"), &st),
			 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 17, &text, &err), 0);
	assert_string_equal(text, "x;y");
	free(text);

	/* A requeued job: replaced. */
	assert_int_equal(fh_spank_terms_write(dir, "n1", 17, "none", &err), 0);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 17, &text, &err), 0);
	assert_string_equal(text, FH_SPANK_NONE);
	free(text);

	assert_int_equal(fh_spank_terms_read(dir, "n2", 17, &text, &err), -1);
	assert_int_equal(errno, ENOENT);
}

/* slurmd may start a job again without its prolog, and forgets it later. */
static void kept_for_an_hour_after_the_end(void **state)
{
	const char *dir = temp_tree_path(*state, "terms");
	int64_t now_s = time(NULL);
	struct fh_error err;
	char *text;

	assert_int_equal(fh_spank_terms_prepare(dir, &err), 1);
	assert_int_equal(fh_spank_terms_write(dir, "n1", 17, "x", &err), 0);
	assert_int_equal(fh_spank_terms_end(dir, "n1", 17, now_s, &err), 0);
	assert_int_equal(fh_spank_terms_end(dir, "n1", 17, now_s, &err), 0);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 17, &text, &err), 0);
	assert_string_equal(text, "x");
	free(text);

	/* The next run has its own alone. */
	assert_int_equal(fh_spank_terms_write(dir, "n1", 17, "y", &err), 0);
	assert_int_equal(access(temp_tree_path(*state, "terms/n1.17.ended"),
				F_OK), -1);
	assert_int_equal(fh_spank_terms_end(dir, "n1", 17, now_s, &err), 0);
	assert_int_equal(fh_spank_terms_end(dir, "n1", 18, now_s + 3600,
					    &err), 0);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 17, &text, &err), 0);
	free(text);
	assert_int_equal(fh_spank_terms_end(dir, "n1", 18, now_s + 3700,
					    &err), 0);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 17, &text, &err), -1);
	assert_int_equal(errno, ENOENT);
}

static void the_longest_fits_and_no_more(void **state)
{
	const char *dir = temp_tree_path(*state, "terms");
	static char text[FH_RESULT_MAX + 2];
	struct fh_error err;
	char *got;

	memset(text, 'x', FH_RESULT_MAX);
	assert_int_equal(fh_spank_terms_prepare(dir, &err), 1);
	assert_int_equal(fh_spank_terms_write(dir, "n1", 1, text, &err), 0);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 1, &got, &err), 0);
	assert_string_equal(got, text);
	free(got);
	text[FH_RESULT_MAX] = 'x';
	assert_int_equal(fh_spank_terms_write(dir, "n1", 1, text, &err), -1);
}

static void bad_directories(void **state)
{
	const char *dir = temp_tree_path(*state, "terms");
	const char *link = temp_tree_path(*state, "link");
	const char *file = temp_tree_path(*state, "file");
	const char *below = temp_tree_path(*state, "file/terms");
	struct fh_error err = { "" };
	char *text;

	assert_int_equal(mkdir(dir, 0700), 0);
	assert_int_equal(symlink(dir, link), 0);
	temp_tree_write(*state, "file", "");
	assert_int_equal(fh_spank_terms_prepare(link, &err), -1);
	assert_int_equal(fh_spank_terms_prepare(file, &err), -1);
	assert_int_equal(fh_spank_terms_prepare(below, &err), -1);
	assert_int_equal(fh_spank_terms_prepare(dir, &err), 0);
	assert_int_equal(chmod(dir, 0755), 0);
	assert_int_equal(fh_spank_terms_prepare(dir, &err), -1);
	assert_non_null(strstr(err.text, "0700"));

	/* Nor is anything in it believed. */
	temp_tree_write(*state, "terms/n1.1", "none\n");
	assert_int_equal(fh_spank_terms_read(dir, "n1", 1, &text, &err), -1);
	assert_int_equal(errno, EPERM);
}

static void bad_files(void **state)
{
	const char *dir = temp_tree_path(*state, "terms");
	const char *file = temp_tree_path(*state, "terms/n1.1");
	struct fh_error err = { "" };
	char *text;

	assert_int_equal(fh_spank_terms_prepare(dir, &err), 1);

	/* Not whole: a NUL inside, no newline at its end, nothing. */
	temp_tree_write(*state, "terms/n1.1", "none");
	assert_int_equal(fh_spank_terms_read(dir, "n1", 1, &text, &err), -1);
	assert_int_not_equal(errno, ENOENT);
	temp_tree_write(*state, "terms/n1.1", "");
	assert_int_equal(fh_spank_terms_read(dir, "n1", 1, &text, &err), -1);

	temp_tree_write(*state, "terms/n1.1", "none\n");
	assert_int_equal(chmod(file, 0666), 0);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 1, &text, &err), -1);
	assert_int_equal(unlink(file), 0);
	temp_tree_write(*state, "elsewhere", "none\n");
	assert_int_equal(symlink(temp_tree_path(*state, "elsewhere"), file),
			 0);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 1, &text, &err), -1);
	assert_non_null(strstr(err.text, "symbolic link"));
	assert_int_equal(unlink(file), 0);
	assert_int_equal(mkfifo(file, 0600), 0);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 1, &text, &err), -1);

	/* Names that would leave the directory. */
	assert_int_equal(fh_spank_terms_write(dir, "../n1", 1, "", &err), -1);
	assert_int_equal(fh_spank_terms_write(dir, "", 1, "", &err), -1);
	assert_int_equal(fh_spank_terms_write(dir, ".", 1, "", &err), -1);
}

static void somebody_elses_file(void **state)
{
	const char *dir = temp_tree_path(*state, "terms");
	struct fh_error err;
	char *text;

	if (geteuid() != 0)
		skip();		/* only root can give a file away */
	assert_int_equal(fh_spank_terms_prepare(dir, &err), 1);
	temp_tree_write(*state, "terms/n1.1", "none\n");
	assert_int_equal(chown(temp_tree_path(*state, "terms/n1.1"), 1, 1), 0);
	assert_int_equal(fh_spank_terms_read(dir, "n1", 1, &text, &err), -1);
	assert_int_equal(chown(dir, 1, 1), 0);
	assert_int_equal(fh_spank_terms_prepare(dir, &err), -1);
}

struct process {
	const char *pid, *exe, *title, *conf;
};

/* A process as /proc shows it. */
static void put_process(struct temp_tree *tree, const struct process *process)
{
	static const char environment[] = "A=1";
	char name[64], text[128];
	FILE *file;

	snprintf(name, sizeof(name), "proc/%s", process->pid);
	assert_int_equal(mkdir(temp_tree_path(tree, name), 0755), 0);
	snprintf(name, sizeof(name), "proc/%s/cmdline", process->pid);
	temp_tree_write(tree, name, process->title);
	snprintf(name, sizeof(name), "proc/%s/exe", process->pid);
	assert_int_equal(symlink(process->exe, temp_tree_path(tree, name)), 0);
	snprintf(name, sizeof(name), "proc/%s/environ", process->pid);
	file = fopen(temp_tree_path(tree, name), "w");
	assert_non_null(file);
	fwrite(environment, 1, sizeof(environment), file);
	snprintf(text, sizeof(text), "SLURM_CONF=%s", process->conf);
	fwrite(text, 1, strlen(text) + 1, file);
	assert_int_equal(fclose(file), 0);
}

static void older_jobs(void **state)
{
	static const struct process running[] = {
		{ "10", "/usr/sbin/slurmstepd", "slurmstepd: [17.extern]",
		  "/a" },
		{ "11", "/usr/sbin/slurmstepd-wlm (deleted)",
		  "slurmstepd: [18.batch]", "/a" },
		/* Not ours. */
		{ "12", "/usr/bin/python3", "slurmstepd: [19.extern]", "/a" },
		{ "13", "/usr/sbin/slurmstepd", "slurmstepd: [20", "/a" },
		{ "14", "/usr/sbin/slurmstepd", "slurmstepd: [-21.0]", "/a" },
		{ "15", "/usr/sbin/slurmstepd",
		  "slurmstepd: [99999999999.0]", "/a" },
		{ "self", "/usr/sbin/slurmstepd", "slurmstepd: [22.0]",
		  "/a" },
		{ "16", "/usr/sbin/slurmstepd", "slurmstepd: [23.0]", "/b" },
	};
	const char *dir = temp_tree_path(*state, "terms");
	const char *proc = temp_tree_path(*state, "proc");
	struct fh_error err;

	assert_int_equal(mkdir(proc, 0755), 0);
	for (size_t i = 0; i < sizeof(running) / sizeof(*running); i++)
		put_process(*state, &running[i]);

	assert_int_equal(fh_spank_terms_prepare(dir, &err), 1);
	assert_false(fh_spank_older_has(dir, 17));
	assert_int_equal(fh_spank_older_record(dir, proc, "/a", &err), 0);
	assert_true(fh_spank_older_has(dir, 17));
	assert_true(fh_spank_older_has(dir, 18));
	for (uint32_t job_id = 19; job_id <= 23; job_id++)
		assert_false(fh_spank_older_has(dir, job_id));
	assert_false(fh_spank_older_has(dir, 0));
	assert_false(fh_spank_older_has(dir, 1));

	/* A list that others may write lists nobody. */
	assert_int_equal(chmod(temp_tree_path(*state, "terms/.installed"),
			       0666), 0);
	assert_false(fh_spank_older_has(dir, 17));

	assert_int_equal(fh_spank_older_record(dir, proc, NULL, &err), 0);
	assert_false(fh_spank_older_has(dir, 17));
	assert_int_equal(fh_spank_older_record(dir, "/nowhere", NULL, &err),
			 -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEMP_TREE_TEST(written_read_replaced),
		TEMP_TREE_TEST(kept_for_an_hour_after_the_end),
		TEMP_TREE_TEST(the_longest_fits_and_no_more),
		TEMP_TREE_TEST(bad_directories),
		TEMP_TREE_TEST(bad_files),
		TEMP_TREE_TEST(somebody_elses_file),
		TEMP_TREE_TEST(older_jobs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

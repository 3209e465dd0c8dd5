/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Datasets under the kernel's own mounts: each case runs in a process with a
 * mount namespace of its own.  Skipped where there is no right to one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "plugins/spank/spank_mask.h"
#include "plugins/spank/spank_mount.h"
#include "tests/fakes/temp_tree.h"

#define SKIPPED 77

static struct temp_tree *tree;

static const char *at(const char *name)
{
	return temp_tree_path(tree, name);
}

static int setup(void **state)
{
	static const char *const directory[] = {
		"terms", "mri", "mri/below", "gen", "gen/part", "plans",
	};

	if (temp_tree_setup(state) < 0)
		return -1;
	tree = *state;
	for (size_t i = 0; i < sizeof(directory) / sizeof(*directory); i++)
		if (mkdir(at(directory[i]), 0755) < 0)
			return -1;
	temp_tree_write(tree, "mri/scan", "scan");
	temp_tree_write(tree, "gen/genes", "genes");
	temp_tree_write(tree, "gen/part/genes", "genes");
	temp_tree_write(tree, "plans/plan", "plan");
	temp_tree_write(tree, "key", "key");
	return symlink(at("gen/part"), at("link"));
}

/* Run a case in a child with a namespace; it returns 0 for success. */
static void in_namespace(int (*run)(void))
{
	struct fh_error err = { "" };
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (!child) {
		if (fh_mount_private(&err) < 0)
			_exit(errno == EPERM || errno == ENOSYS ? SKIPPED :
								  99);
		_exit(run());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == SKIPPED) {
		print_message("no right to mount here\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

static int set_and_verify(struct fh_result *terms)
{
	struct fh_error err = { "" };

	if (fh_spank_mask_set(terms, at("terms"), &err) ||
	    fh_spank_mask_verify(terms, at("terms"), &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	return 0;
}

static void hide(struct fh_result *terms, const char *name)
{
	if (fh_strlist_add(&terms->hide, at(name)))
		abort();
}

static void grant(struct fh_result *terms, const char *name,
		  enum fh_access access)
{
	struct fh_granted *next = &terms->grant[terms->grant_count++];

	next->name = strdup(name);
	next->access = access;
	if (!next->name || fh_strlist_add(&next->paths, at(name)))
		abort();
}

static bool is_there(const char *name)
{
	return access(at(name), F_OK) == 0;
}

static bool can_write(const char *name)
{
	int fd = open(at(name), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* The number of the check that failed, for the message. */
#define CHECK(condition)				\
	do {						\
		if (!(condition)) {			\
			print_error("%s\n", #condition);	\
			return __LINE__ % 70 + 1;	\
		}					\
	} while (0)

static int run_one_of_each(void)
{
	struct fh_result terms = { 0 };
	struct stat st;

	hide(&terms, "plans");
	hide(&terms, "key");
	hide(&terms, "not-there");
	grant(&terms, "mri", FH_ACCESS_RO);
	grant(&terms, "gen", FH_ACCESS_RW);
	CHECK(set_and_verify(&terms) == 0);
	CHECK(!is_there("plans/plan") && !can_write("plans/new"));
	CHECK(stat(at("plans"), &st) == 0 && !(st.st_mode & 0777));
	CHECK(stat(at("key"), &st) == 0 && !st.st_size &&
	      !(st.st_mode & 0777) && !can_write("key"));
	CHECK(is_there("mri/scan") && !can_write("mri/new"));
	CHECK(!can_write("mri/scan"));
	CHECK(is_there("gen/genes") && can_write("gen/new"));
	fh_result_clear(&terms);
	return 0;
}

static int run_below(void)
{
	struct fh_result terms = { 0 };
	const unsigned long rights = MS_NOSUID | MS_NODEV;

	/* Another file system inside of what is read-only. */
	CHECK(mount("none", at("mri/below"), "tmpfs", rights, NULL) == 0);
	CHECK(can_write("mri/below/early"));
	grant(&terms, "mri", FH_ACCESS_RO);
	CHECK(set_and_verify(&terms) == 0);
	CHECK(is_there("mri/below/early") && !can_write("mri/below/late"));
	fh_result_clear(&terms);
	return 0;
}

static int run_inside(void)
{
	struct fh_result terms = { 0 };

	/* By a symbolic link, inside of what is granted. */
	hide(&terms, "link");
	grant(&terms, "gen", FH_ACCESS_RO);
	CHECK(set_and_verify(&terms) == 0);
	CHECK(is_there("gen/genes") && !can_write("gen/new"));
	CHECK(!is_there("gen/part/genes") && !is_there("link/genes"));
	fh_result_clear(&terms);
	return 0;
}

static int run_contradiction(void)
{
	struct fh_result terms = { 0 };
	struct fh_error err = { "" };

	hide(&terms, "gen");
	grant(&terms, "link", FH_ACCESS_RO);
	CHECK(fh_spank_mask_set(&terms, at("terms"), &err) < 0);
	CHECK(strstr(err.text, "inside of a dataset"));
	fh_result_clear(&terms);
	return 0;
}

static int run_open_file(void)
{
	struct fh_result terms = { 0 };
	struct fh_error err = { "" };
	int fd = open(at("plans/plan"), O_RDONLY | O_CLOEXEC);

	CHECK(fd >= 0);
	hide(&terms, "plans");
	CHECK(fh_spank_mask_set(&terms, at("terms"), &err) == 0);
	CHECK(fh_spank_mask_verify(&terms, at("terms"), &err) < 0);
	CHECK(strstr(err.text, "an open file"));
	close(fd);
	CHECK(fh_spank_mask_verify(&terms, at("terms"), &err) == 0);
	fh_result_clear(&terms);
	return 0;
}

static int run_unguarded(void)
{
	struct fh_result hidden = { 0 }, granted = { 0 };
	struct fh_error err = { "" };

	hide(&hidden, "plans");
	CHECK(fh_spank_mask_verify(&hidden, at("terms"), &err) < 0);
	CHECK(strstr(err.text, "plans is not guarded"));
	grant(&granted, "mri", FH_ACCESS_RO);
	CHECK(fh_spank_mask_verify(&granted, at("terms"), &err) < 0);
	CHECK(strstr(err.text, "mri is not guarded"));
	fh_result_clear(&hidden);
	fh_result_clear(&granted);
	return 0;
}

static int run_sealed(void)
{
	struct fh_error err = { "" };
	pid_t child;
	int status;

	CHECK(fh_mount_seal(&err) == 0);
	child = fork();
	if (!child) {
		execl("/bin/true", "true", (char *) NULL);
		_exit(errno == EACCES ? 3 : 4);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	return 0;
}

#define CASE(name)					\
	static void test_##name(void **state)		\
	{						\
		(void) state;				\
		in_namespace(run_##name);		\
	}

CASE(one_of_each)
CASE(below)
CASE(inside)
CASE(contradiction)
CASE(open_file)
CASE(unguarded)
CASE(sealed)

#define MASK_TEST(test) \
	cmocka_unit_test_setup_teardown(test, setup, temp_tree_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		MASK_TEST(test_one_of_each),
		MASK_TEST(test_below),
		MASK_TEST(test_inside),
		MASK_TEST(test_contradiction),
		MASK_TEST(test_open_file),
		MASK_TEST(test_unguarded),
		MASK_TEST(test_sealed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

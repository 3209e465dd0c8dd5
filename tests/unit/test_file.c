/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole small files. */
#include "conf_case.h"
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fh_file.h"

#define PATH_SIZE 512

static char dir[64];

static int make_dir(void **state)
{
	(void) state;
	strcpy(dir, "/tmp/fh_test_file.XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void) state;
	return rmdir(dir);
}

static void in_dir(char path[PATH_SIZE], const char *name)
{
	snprintf(path, PATH_SIZE, "%s/%s", dir, name);
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void test_replace(void **state)
{
	char path[PATH_SIZE], *text;
	struct fh_error err;
	size_t len;

	(void) state;
	in_dir(path, "f");
	assert_int_equal(fh_file_replace(path, "one", 3, 0640, &err), 0);
	assert_int_equal(mode_of(path), 0640);
	assert_int_equal(fh_file_replace(path, "t\0o", 3, 0600, &err), 0);
	assert_int_equal(mode_of(path), 0600);
	assert_int_equal(fh_file_read(path, 3, &text, &len, &err), 0);
	assert_int_equal(len, 3);
	assert_memory_equal(text, "t\0o\0", 4);
	free(text);
	errno = 0;
	assert_int_equal(fh_file_read(path, 2, &text, &len, &err), -1);
	assert_int_equal(errno, EFBIG);
	assert_int_equal(fh_file_replace(path, "", 0, 0600, &err), 0);
	assert_int_equal(fh_file_read(path, 0, &text, &len, &err), 0);
	assert_int_equal(len, 0);
	free(text);
	assert_int_equal(unlink(path), 0);
}

/* A link in the file's place is replaced, not followed. */
static void test_link(void **state)
{
	char target[PATH_SIZE], link[PATH_SIZE];
	struct stat st;

	(void) state;
	in_dir(target, "target");
	in_dir(link, "link");
	assert_int_equal(symlink(target, link), 0);
	assert_int_equal(fh_file_replace(link, "x", 1, 0600, NULL), 0);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(access(target, F_OK), -1);
	assert_int_equal(unlink(link), 0);
}

static void test_failures(void **state)
{
	char path[PATH_SIZE], *text = NULL;
	struct fh_error err;
	size_t len;

	(void) state;
	in_dir(path, "none");
	assert_int_equal(fh_file_read(path, 9, &text, &len, &err), -1);
	assert_int_equal(errno, ENOENT);
	assert_non_null(strstr(err.text, "cannot open"));
	assert_int_equal(fh_file_read(dir, 9, &text, &len, &err), -1);
	assert_non_null(strstr(err.text, "not a regular file"));
	in_dir(path, "fifo");
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(fh_file_read(path, 9, &text, &len, &err), -1);
	assert_non_null(strstr(err.text, "not a regular file"));
	assert_int_equal(unlink(path), 0);
	in_dir(path, "none/f");
	assert_int_equal(fh_file_replace(path, "x", 1, 0600, &err), -1);
	assert_int_equal(errno, ENOENT);
	/* A directory cannot be replaced; nothing is left beside it. */
	in_dir(path, "d");
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(fh_file_replace(path, "x", 1, 0600, &err), -1);
	assert_int_equal(rmdir(path), 0);
	assert_null(text);
}

static void test_mkdirs(void **state)
{
	char path[PATH_SIZE];
	struct fh_error err;

	(void) state;
	in_dir(path, "a//b/c/");
	assert_int_equal(fh_file_mkdirs(path, 0750, &err), 0);
	assert_int_equal(fh_file_mkdirs(path, 0750, &err), 0);
	assert_int_equal(mode_of(path), 0750);
	in_dir(path, "a/f");
	assert_int_equal(fh_file_replace(path, "x", 1, 0600, &err), 0);
	assert_int_equal(fh_file_mkdirs(path, 0750, &err), -1);
	assert_int_equal(errno, ENOTDIR);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(fh_file_mkdirs("", 0750, &err), -1);
	in_dir(path, "a/b/c");
	assert_int_equal(rmdir(path), 0);
	in_dir(path, "a/b");
	assert_int_equal(rmdir(path), 0);
	in_dir(path, "a");
	assert_int_equal(rmdir(path), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_link),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_mkdirs),
	};

	umask(022);
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}

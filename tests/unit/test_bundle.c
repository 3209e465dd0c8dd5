/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The store of bundles. */
#include "conf_case.h"
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fh_bundle.h"
#include "fh_file.h"

#define PATH_SIZE 512
#define EMPTY_DIGEST \
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define UPPER_DIGEST \
	"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"

static char top[64], dir[80];

static int make_dir(void **state)
{
	(void) state;
	strcpy(top, "/tmp/fh_test_bundle.XXXXXX");
	if (!mkdtemp(top))
		return -1;
	snprintf(dir, sizeof(dir), "%s/state", top);
	return 0;
}

static void drop(const char *format, const char *digest)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "%s%s%s%s", dir, format, digest,
		 *digest ? ".json" : "");
	assert_int_equal(remove(path), 0);
}

static int remove_dir(void **state)
{
	(void) state;
	drop("/bundles", "");
	drop("", "");
	return rmdir(top);
}

static mode_t mode_of(const char *name, const char *digest)
{
	char path[PATH_SIZE];
	struct stat st;

	snprintf(path, sizeof(path), "%s%s%s%s", dir, name, digest,
		 *digest ? ".json" : "");
	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void test_digest(void **state)
{
	char digest[FH_DIGEST_HEX + 1];

	(void) state;
	assert_int_equal(fh_bundle_digest("", 0, digest, NULL), 0);
	assert_string_equal(digest, EMPTY_DIGEST);
	assert_int_equal(fh_bundle_digest("abc", 3, digest, NULL), 0);
	assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223"
				    "b00361a396177a9cb410ff61f20015ad");
}

static char *good_bundle(void)
{
	struct fh_diags diags = { 0 };
	char path[PATH_SIZE], *text = NULL;

	conf_case_fixture(path, sizeof(path), "conf/good");
	fh_conf_free(fh_conf_load_dir(path, &text, &diags));
	assert_non_null(text);
	return text;
}

static void test_life(void **state)
{
	char digest[FH_DIGEST_HEX + 1], again[FH_DIGEST_HEX + 1];
	char *text = good_bundle();
	size_t len = strlen(text);
	struct fh_conf *conf;
	struct fh_error err;

	(void) state;
	assert_int_equal(fh_bundle_active(dir, digest, &err), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(fh_bundle_store(dir, text, len, digest, &err), 0);
	assert_int_equal(fh_bundle_store(dir, text, len, again, &err), 0);
	assert_string_equal(digest, again);
	assert_int_equal(mode_of("/bundles/", digest), 0640);
	assert_int_equal(mode_of("/bundles", ""), 0750);
	assert_int_equal(mode_of("", ""), 0750);
	assert_int_equal(fh_bundle_active(dir, again, &err), -1);
	assert_int_equal(fh_bundle_activate(dir, digest, &err), 0);
	assert_int_equal(fh_bundle_active(dir, again, &err), 0);
	assert_string_equal(digest, again);
	conf = fh_bundle_load(dir, digest, &err);
	assert_non_null(conf);
	assert_string_equal(conf->digest, digest);
	fh_conf_free(conf);
	drop("/active", "");
	drop("/bundles/", digest);
	free(text);
}

static void test_refused(void **state)
{
	static const char *const bad[] = {
		"", "../../etc/passwd", "abc", EMPTY_DIGEST "0", UPPER_DIGEST,
	};
	struct fh_error err;

	(void) state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(fh_bundle_activate(dir, bad[i], &err), -1);
		assert_non_null(strstr(err.text, "is not a digest"));
		assert_null(fh_bundle_load(dir, bad[i], &err));
	}
	assert_int_equal(fh_bundle_activate(dir, EMPTY_DIGEST, &err), -1);
	assert_int_equal(errno, ENOENT);
	assert_null(fh_bundle_load(dir, EMPTY_DIGEST, NULL));
}

static void write_file(const char *name, const char *text)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "%s%s", dir, name);
	assert_int_equal(fh_file_replace(path, text, strlen(text), 0640,
					 NULL), 0);
}

/* A stored text that was changed is neither loaded nor activated. */
static void test_damaged(void **state)
{
	char digest[FH_DIGEST_HEX + 1];
	struct fh_error err;

	(void) state;
	write_file("/bundles/" EMPTY_DIGEST ".json", "changed");
	assert_null(fh_bundle_load(dir, EMPTY_DIGEST, &err));
	assert_non_null(strstr(err.text, "changed or damaged"));
	assert_int_equal(fh_bundle_activate(dir, EMPTY_DIGEST, &err), -1);
	assert_int_equal(fh_bundle_store(dir, "", 0, digest, &err), -1);
	drop("/bundles/", EMPTY_DIGEST);
	/* Right digest, but not a bundle: the first mistake is the error. */
	assert_int_equal(fh_bundle_store(dir, "{}", 2, digest, &err), 0);
	assert_null(fh_bundle_load(dir, digest, &err));
	assert_non_null(strstr(err.text, ".json:1:1: the key "
					 "\"freehold_bundle\" is missing"));
	drop("/bundles/", digest);
}

static void test_active_text(void **state)
{
	static const char *const bad[] = {
		"", "\n", EMPTY_DIGEST, EMPTY_DIGEST "\n\n",
		EMPTY_DIGEST "x", UPPER_DIGEST "\n",
	};
	char digest[FH_DIGEST_HEX + 1] = "untouched";

	(void) state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		write_file("/active", bad[i]);
		assert_int_equal(fh_bundle_active(dir, digest, NULL), -1);
		assert_int_not_equal(errno, ENOENT);
	}
	assert_string_equal(digest, "untouched");
	drop("/active", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_life),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_active_text),
	};

	umask(022);
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The store of bundles: see fh_bundle.h. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_bundle.h"
#include "fh_digest.h"
#include "fh_file.h"
#include "fh_json.h"

#define STORE_FILE_MODE 0640
#define STORE_DIR_MODE 0750

int fh_bundle_digest(const void *text, size_t len,
		     char ret[FH_DIGEST_HEX + 1], struct fh_error *err)
{
	unsigned char digest[FH_DIGEST_SIZE];

	if (fh_digest_two(text, len, "", 0, digest, err))
		return -1;
	fh_digest_put(digest, ret);
	return 0;
}

/* Before it gets into a file's name. */
static int check_digest(const char *digest, struct fh_error *err)
{
	if (strspn(digest, "0123456789abcdef") == FH_DIGEST_HEX &&
	    !digest[FH_DIGEST_HEX])
		return 0;
	errno = EINVAL;
	return fh_err(err, "\"%.80s\" is not a digest of %d lower-case hex "
		      "digits", digest, FH_DIGEST_HEX);
}

/* dir + middle + name + end, in a buffer of PATH_MAX. */
static int make_path(char path[PATH_MAX], const char *dir, const char *middle,
		     const char *name, const char *end, struct fh_error *err)
{
	int len = snprintf(path, PATH_MAX, "%s%s%s%s", dir, middle, name, end);

	if (len >= 0 && len < PATH_MAX)
		return 0;
	errno = ENAMETOOLONG;
	return fh_err(err, "the name of the bundle store is too long");
}

static int bundle_path(char path[PATH_MAX], const char *dir,
		       const char *digest, struct fh_error *err)
{
	return make_path(path, dir, "/bundles/", digest, ".json", err);
}

/* The stored text of that digest, checked against it. */
static int read_stored(const char *dir, const char *digest, char **ret_text,
		       size_t *ret_len, struct fh_error *err)
{
	char found[FH_DIGEST_HEX + 1];
	char path[PATH_MAX];

	if (bundle_path(path, dir, digest, err) ||
	    fh_file_read(path, FH_JSON_MAX_BYTES, ret_text, ret_len, err))
		return -1;
	if (!fh_bundle_digest(*ret_text, *ret_len, found, err) &&
	    !strcmp(found, digest))
		return 0;
	free(*ret_text);
	*ret_text = NULL;
	errno = EBADMSG;
	return fh_err(err, "%s: its text does not have the digest of its "
		      "name; it was changed or damaged", path);
}

int fh_bundle_store(const char *dir, const char *text, size_t len,
		    char ret_digest[FH_DIGEST_HEX + 1], struct fh_error *err)
{
	char digest[FH_DIGEST_HEX + 1];
	char path[PATH_MAX];
	char *stored;
	size_t stored_len;

	if (make_path(path, dir, "/bundles", "", "", err) ||
	    fh_file_mkdirs(path, STORE_DIR_MODE, err) ||
	    fh_bundle_digest(text, len, digest, err))
		return -1;
	if (!read_stored(dir, digest, &stored, &stored_len, err))
		free(stored);
	else if (errno != ENOENT || bundle_path(path, dir, digest, err) ||
		 fh_file_replace(path, text, len, STORE_FILE_MODE, err))
		return -1;
	memcpy(ret_digest, digest, sizeof(digest));
	if (err)
		err->text[0] = '\0';
	return 0;
}

int fh_bundle_activate(const char *dir, const char *digest,
		       struct fh_error *err)
{
	char line[FH_DIGEST_HEX + 2];
	char path[PATH_MAX];
	char *text;
	size_t len;

	if (check_digest(digest, err) ||
	    read_stored(dir, digest, &text, &len, err))
		return -1;
	free(text);
	snprintf(line, sizeof(line), "%s\n", digest);
	if (make_path(path, dir, "/active", "", "", err))
		return -1;
	return fh_file_replace(path, line, strlen(line), STORE_FILE_MODE, err);
}

int fh_bundle_active(const char *dir, char ret_digest[FH_DIGEST_HEX + 1],
		     struct fh_error *err)
{
	char path[PATH_MAX];
	char *text;
	size_t len;
	int rc = -1;

	if (make_path(path, dir, "/active", "", "", err))
		return -1;
	if (fh_file_read(path, FH_DIGEST_HEX + 1, &text, &len, err))
		return errno == ENOENT ?
			       fh_err(err, "no configuration bundle was ever "
				      "activated in %s; run freehold activate",
				      dir) : -1;
	if (len == FH_DIGEST_HEX + 1 && text[FH_DIGEST_HEX] == '\n') {
		text[FH_DIGEST_HEX] = '\0';
		rc = check_digest(text, NULL);
	}
	if (!rc)
		memcpy(ret_digest, text, FH_DIGEST_HEX + 1);
	free(text);
	if (rc) {
		errno = EBADMSG;
		fh_err(err, "%s: must hold %d lower-case hex digits and a "
		       "newline", path, FH_DIGEST_HEX);
	}
	return rc;
}

/* The first mistake as the error's text. */
static void first_mistake(const struct fh_diags *diags, struct fh_error *err)
{
	char *line = diags->count ? fh_diag_format(&diags->item[0]) : NULL;

	if (line)
		fh_err(err, "%s", line);
	else
		fh_err_nomem(err);
	free(line);
}

struct fh_conf *fh_bundle_load(const char *dir, const char *digest,
			       struct fh_error *err)
{
	struct fh_diags diags = { 0 };
	struct fh_conf *conf;
	char path[PATH_MAX];
	char *text;
	size_t len;

	if (check_digest(digest, err) ||
	    bundle_path(path, dir, digest, err) ||
	    read_stored(dir, digest, &text, &len, err))
		return NULL;
	conf = fh_conf_load_bundle(path, text, len, &diags);
	if (!conf)
		first_mistake(&diags, err);
	free(text);
	fh_diag_clear(&diags);
	return conf;
}

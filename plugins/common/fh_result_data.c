/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The datasets in resolved terms: see fh_result_data.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_result_data.h"

/* "before/a,/b" */
static int put_paths(struct printbuf *to, const char *before,
		     const struct fh_strlist *paths)
{
	for (size_t i = 0; i < paths->count; i++) {
		if (sprintbuf(to, "%s", before) < 0 ||
		    fh_codec_put(to, paths->item[i], ","))
			return -1;
		before = ",";
	}
	return 0;
}

int fh_result_put_data(struct printbuf *to, const struct fh_result *result)
{
	if (result->node != FH_NODE_SHARED &&
	    fh_codec_add(to, "node", fh_node_share_words[result->node]))
		return -1;
	for (size_t i = 0; i < result->grant_count; i++) {
		const struct fh_granted *grant = &result->grant[i];

		if (fh_codec_add(to, "grant", grant->name) ||
		    sprintbuf(to, ",%s", fh_access_name(grant->access)) < 0 ||
		    put_paths(to, ",", &grant->paths))
			return -1;
	}
	return put_paths(to, ";hide=", &result->hide);
}

/* The length of the next item of a list with commas. */
static size_t item_length(const char *raw, size_t len)
{
	const char *comma = memchr(raw, ',', len);

	return comma ? (size_t) (comma - raw) : len;
}

/* len bytes of paths with commas between; each is absolute. */
static int read_paths(const char *raw, size_t len, struct fh_strlist *into,
		      struct fh_error *err)
{
	const char *end = raw + len;

	while (raw <= end) {
		size_t part = item_length(raw, (size_t) (end - raw));
		char *path = fh_codec_text(raw, part, err);
		int rc;

		if (!path)
			return -1;
		rc = *path == '/' ? fh_strlist_add(into, path) :
				    fh_err(err, "a path that is not absolute");
		free(path);
		if (rc)
			return *err->text ? -1 : fh_err_nomem(err);
		raw += part + 1;
	}
	return 0;
}

int fh_result_read_node(const struct fh_codec_key *key, void *into,
			const char *raw, size_t len, struct fh_error *err)
{
	struct fh_result *result = into;

	(void) key;
	(void) err;
	/* One that is not known here is for slurmctld, which knows it. */
	result->node = fh_node_share_find(raw, len);
	return 0;
}

int fh_result_read_hide(const struct fh_codec_key *key, void *into,
			const char *raw, size_t len, struct fh_error *err)
{
	struct fh_result *result = into;
	struct fh_error why = { "" };

	(void) key;
	return read_paths(raw, len, &result->hide, &why) ?
		       fh_err(err, "%s", why.text) : 0;
}

int fh_result_read_grant(const struct fh_codec_key *key, void *into,
			 const char *raw, size_t len, struct fh_error *err)
{
	struct fh_result *result = into;
	size_t name = item_length(raw, len), access;
	struct fh_error why = { "" };
	struct fh_granted *grant;

	(void) key;
	if (result->grant_count == FH_GRANT_MAX)
		return fh_err(err, "more than %d", FH_GRANT_MAX);
	if (!name || name == len)
		return fh_err(err, "no name and access");
	grant = &result->grant[result->grant_count++];
	grant->name = fh_codec_text(raw, name, err);
	if (!grant->name)
		return -1;
	raw += name + 1;
	len -= name + 1;
	access = item_length(raw, len);
	grant->access = fh_access_find(raw, access);
	if (grant->access == FH_ACCESS_NONE || access == len)
		return fh_err(err, "no access and paths");
	return read_paths(raw + access + 1, len - access - 1, &grant->paths,
			  &why) ? fh_err(err, "%s", why.text) : 0;
}

void fh_result_clear_data(struct fh_result *result)
{
	fh_strlist_clear(&result->hide);
	for (size_t i = 0; i < result->grant_count; i++) {
		free(result->grant[i].name);
		fh_strlist_clear(&result->grant[i].paths);
	}
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One source of the configuration: see fh_source.h. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_file.h"
#include "fh_source.h"

static const char *const names[FH_SOURCE_COUNT] = {
	[FH_SOURCE_ACCELERATORS] = "accelerators",
	[FH_SOURCE_ZONES] = "zones",
	[FH_SOURCE_POLICY] = "policy",
	[FH_SOURCE_RATES] = "rates",
	[FH_SOURCE_ENERGY] = "energy",
};

const char *fh_source_name(enum fh_source source)
{
	return names[source];
}

static struct fh_json *parse(const char *path, const char *absent,
			     struct fh_diags *diags)
{
	struct fh_json *doc;
	struct fh_error err;
	char *text;
	size_t len;

	if (!fh_file_read(path, FH_JSON_MAX_BYTES, &text, &len, &err)) {
		doc = fh_json_parse(path, text, len, diags);
		free(text);
		return doc;
	}
	if (errno == ENOENT && absent)
		return fh_json_parse(path, absent, strlen(absent), diags);
	fh_diag_add(diags, "", 0, 0, "", "%s", err.text);
	return NULL;
}

struct fh_json *fh_source_parse(const char *dir, enum fh_source source,
				const char *absent, struct fh_diags *diags)
{
	char path[PATH_MAX];

	if ((size_t) snprintf(path, sizeof(path), "%s/%s.json", dir,
			      names[source]) < sizeof(path))
		return parse(path, absent, diags);
	fh_diag_add(diags, dir, 0, 0, "", "the directory's name is too long");
	return NULL;
}

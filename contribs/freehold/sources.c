/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading the five sources: see sources.h. */
#include "fh_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/sources.h"
#include "plugins/common/fh_bundle.h"

void sources_print_mistakes(struct fh_diags *diags)
{
	size_t total = fh_diag_total(diags);

	fh_diag_sort(diags);
	for (size_t i = 0; i < diags->count; i++) {
		char *line = fh_diag_format(&diags->item[i]);

		fprintf(stderr, "%s\n", line ? line : "out of memory");
		free(line);
	}
	fprintf(stderr, "%zu mistake%s\n", total, total == 1 ? "" : "s");
}

const char *sources_dir(const char *dir)
{
	const char *named = getenv("FREEHOLD_CONF");

	if (dir)
		return dir;
	return named ? named : FH_SYSCONFDIR;
}

int sources_load(const char *dir, struct sources *ret)
{
	struct fh_diags diags = { 0 };
	struct fh_error err;
	int rc = -1;

	memset(ret, 0, sizeof(*ret));
	ret->conf = fh_conf_load_dir(sources_dir(dir), &ret->bundle, &diags);
	if (!ret->conf) {
		sources_print_mistakes(&diags);
		goto out;
	}
	if (fh_bundle_digest(ret->bundle, strlen(ret->bundle), ret->digest,
			     &err)) {
		fprintf(stderr, "freehold: %s\n", err.text);
		goto out;
	}
	rc = 0;
out:
	if (rc)
		sources_clear(ret);
	fh_diag_clear(&diags);
	return rc;
}

void sources_clear(struct sources *sources)
{
	fh_conf_free(sources->conf);
	free(sources->bundle);
	memset(sources, 0, sizeof(*sources));
}

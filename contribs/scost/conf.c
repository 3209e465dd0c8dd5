/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The published configuration: see conf.h. */
#include "fh_config.h"

#include <stdlib.h>

#include "contribs/scost/conf.h"
#include "plugins/common/fh_file.h"
#include "plugins/common/fh_json.h"

const char *scost_conf_path(void)
{
	const char *path = getenv("FREEHOLD_PUBLISHED");

	return path && *path ? path : FH_SYSCONFDIR "/published/bundle.json";
}

struct fh_conf *scost_conf_load(const char *path, struct fh_error *err)
{
	struct fh_diags diags = { 0 };
	struct fh_conf *conf;
	char *text, *first;
	size_t len;

	if (fh_file_read(path, FH_JSON_MAX_BYTES, &text, &len, err))
		return NULL;
	conf = fh_conf_load_bundle(path, text, len, &diags);
	if (!conf) {
		first = diags.count ? fh_diag_format(&diags.item[0]) : NULL;
		fh_err(err, "%s", first ? first : "out of memory");
		free(first);
	}
	fh_diag_clear(&diags);
	free(text);
	return conf;
}

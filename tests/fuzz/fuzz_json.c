/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON with comments: its canonical form is read again as the same. */
#include "tests/fuzz/fuzz.h"

#include "fh_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fh_diags diags = { 0 };
	struct fh_json *doc, *second;
	char *canonical, *again;

	doc = fh_json_parse("fuzz", (const char *) data, size, &diags);
	if (!doc) {
		MUST(fh_diag_total(&diags));
	} else if ((canonical = fh_json_canonical(doc))) {
		second = fh_json_parse("again", canonical, strlen(canonical),
				       &diags);
		MUST(second && !fh_diag_total(&diags));
		MUST((again = fh_json_canonical(second)));
		MUST(!strcmp(canonical, again));
		fh_json_free(second);
		free(again);
		free(canonical);
	}
	fh_json_free(doc);
	fh_diag_clear(&diags);
	return 0;
}

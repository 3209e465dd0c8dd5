/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A document of the residency catalogue, and the classes made of it. */
#include "tests/fuzz/fuzz.h"

#include "fh_residency.h"
#include "fh_units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fh_residency residency = { 0 };
	struct fh_diags diags = { 0 };
	struct fh_json *doc;

	doc = fh_json_parse("fuzz", (const char *) data, size, &diags);
	fh_residency_read(&doc, 1, &residency, &diags);
	for (size_t i = 0; !fh_diag_total(&diags) && i < residency.rule_count;
	     i++)
		free(fh_residency_template(&residency, &residency.rule[i],
					   residency.rule[i].origin,
					   FH_UNKNOWN));
	fh_residency_clear(&residency);
	fh_json_free(doc);
	fh_diag_clear(&diags);
	return 0;
}

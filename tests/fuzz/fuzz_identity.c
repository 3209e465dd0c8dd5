/* SPDX-License-Identifier: GPL-2.0-or-later */
/* node.json. */
#include "tests/fuzz/fuzz.h"

#include "fh_result.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fh_identity identity = { 0 };
	struct fh_error err = { "" };

	if (fh_identity_read("fuzz", (const char *) data, size, &identity,
			     &err))
		MUST(*err.text);
	else
		MUST(identity.zone && identity.jurisdiction &&
		     identity.tenancy && identity.operator_name &&
		     identity.site);
	fh_identity_clear(&identity);
	return 0;
}

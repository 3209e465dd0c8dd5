/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A whole bundle, as slurmctld reads it. */
#include "tests/fuzz/fuzz.h"

#include "fh_conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fh_diags diags = { 0 };
	struct fh_conf *conf;

	conf = fh_conf_load_bundle("fuzz", (const char *) data, size, &diags);
	MUST(!conf == !!fh_diag_total(&diags));
	fh_conf_free(conf);
	fh_diag_clear(&diags);
	return 0;
}

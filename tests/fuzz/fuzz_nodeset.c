/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of nodes. */
#include "tests/fuzz/fuzz.h"

#include "fh_nodeset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct fh_strlist names = { 0 };
	struct fh_error err = { "" };

	if (fh_nodeset_expand(text, &names, &err))
		MUST(*err.text && !names.count);
	else
		MUST(names.count <= FH_NODESET_MAX);
	fh_strlist_clear(&names);
	free(text);
	return 0;
}

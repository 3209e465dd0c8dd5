/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Resolved terms, which a root process of a node reads. */
#include "tests/fuzz/fuzz.h"

#include "fh_result.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *written, *again;
	struct fh_result *first = calloc(2, sizeof(*first));
	struct fh_error err = { "" };

	MUST(first);
	if (fh_result_decode(text, first, &err)) {
		MUST(*err.text);
	} else if ((written = fh_result_encode(first, &err))) {
		MUST(!fh_result_decode(written, first + 1, &err));
		MUST((again = fh_result_encode(first + 1, &err)));
		MUST(!strcmp(written, again));
		free(again);
		free(written);
	}
	fh_result_clear(first + 1);
	fh_result_clear(first);
	free(first);
	free(text);
	return 0;
}

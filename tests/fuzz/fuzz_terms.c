/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms, which a job's record holds: read, written and read again. */
#include "tests/fuzz/fuzz.h"

#include "fh_terms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *written, *again;
	struct fh_terms terms = { 0 };
	struct fh_error err = { "" };

	if (fh_terms_decode(text, &terms, &err) != FH_TERMS_OK) {
		MUST(*err.text);
	} else if ((written = fh_terms_encode(&terms, &err))) {
		struct fh_terms second = { 0 };

		MUST(fh_terms_decode(written, &second, &err) == FH_TERMS_OK);
		MUST((again = fh_terms_encode(&second, &err)));
		MUST(!strcmp(written, again));
		fh_terms_clear(&second);
		free(again);
		free(written);
	}
	fh_terms_clear(&terms);
	free(text);
	return 0;
}

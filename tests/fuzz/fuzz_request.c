/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options on one line, as in a comment, and what they ask for. */
#include "tests/fuzz/fuzz.h"

#include "fh_option.h"
#include "fh_request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct fh_request request = { 0 }, copy = { 0 };
	struct fh_wish wish = { 0 };
	struct fh_error err = { "" };

	if (fh_wish_parse_line(&wish, text, &err)) {
		MUST(*err.text && fh_wish_empty(&wish));
	} else if (fh_request_parse(&wish, &request, &err)) {
		MUST(*err.text);
	} else {
		MUST(request.alternative_count <= FH_ALTERNATIVE_MAX);
		MUST(!fh_request_copy(&copy, &request, &err));
	}
	fh_request_clear(&copy);
	fh_request_clear(&request);
	fh_wish_clear(&wish);
	free(text);
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line of the audit. */
#include "tests/fuzz/fuzz.h"

#include "fh_audit_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[FH_AUDIT_TEXT_MAX];
	struct fh_audit_line line = { 0 };
	struct fh_error err = { "" };
	size_t len;

	if (fh_audit_decode((const char *) data, size, &line, &err)) {
		MUST(*err.text);
		return 0;
	}
	MUST(line.text >= (const char *) data &&
	     line.text + line.text_len <= (const char *) data + size);
	if (fh_audit_encode(&line.record, text, &len, &err))
		MUST(*err.text);
	fh_audit_line_clear(&line);
	return 0;
}

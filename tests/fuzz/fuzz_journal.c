/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An energy journal, line by line, and the check of the whole. */
#include "tests/fuzz/fuzz.h"

#include "fh_journal.h"

static void check_line(struct fh_journal_check *check, const char *line,
		       size_t len)
{
	struct fh_journal_line read = { 0 };
	struct fh_error err = { "" };
	char *written;

	if (fh_journal_decode(line, len, &read, &err)) {
		MUST(*err.text);
		return;
	}
	/* A line is written in one way only. */
	MUST((written = fh_journal_encode(&read, &err)));
	MUST(!strncmp(written, line, len));
	free(written);
	if (fh_journal_check_line(check, &read, &err))
		MUST(*err.text);
	fh_journal_clear(&read);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fh_journal_check *check = fh_journal_check_new();
	const char *at = (const char *) data, *end = at + size;
	struct fh_journal_totals totals;

	MUST(check);
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t) (end - at));
		const char *next = newline ? newline + 1 : end;

		check_line(check, at, (size_t) (next - at));
		at = next;
	}
	fh_journal_check_totals(check, &totals);
	MUST(totals.error_uj >= 0);
	fh_journal_check_free(check);
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A chain's file that comes in parts: see fh_chain.h. */
#include <string.h>

#include "fh_chain.h"

int fh_chain_reader_begin(struct fh_chain_reader *reader, const char *label,
			  struct fh_error *err)
{
	reader->used = 0;
	return fh_chain_begin(&reader->chain, label, err);
}

/* Up to the newline, or all there is. */
static int keep(struct fh_chain_reader *reader, const char *bytes, size_t len,
		struct fh_error *err)
{
	if (len > sizeof(reader->line) - reader->used)
		return fh_err(err, "line %lld has more than %zu bytes",
			      (long long) reader->chain.lines + 1,
			      sizeof(reader->line));
	memcpy(reader->line + reader->used, bytes, len);
	reader->used += len;
	return 0;
}

int fh_chain_reader_feed(struct fh_chain_reader *reader, const char *bytes,
			 size_t len, struct fh_error *err)
{
	const char *end = bytes + len;

	while (bytes < end) {
		const char *newline = memchr(bytes, '\n',
					     (size_t) (end - bytes));
		const char *stop = newline ? newline + 1 : end;

		if (keep(reader, bytes, (size_t) (stop - bytes), err))
			return -1;
		bytes = stop;
		if (!newline)
			break;
		if (fh_chain_check_line(&reader->chain, reader->line,
					reader->used, NULL, NULL, err))
			return -1;
		reader->used = 0;
	}
	return 0;
}

int fh_chain_reader_end(const struct fh_chain_reader *reader,
			struct fh_error *err)
{
	if (!reader->used)
		return 0;
	return fh_err(err, "line %lld has no end: the file was cut, or is "
		      "being written", (long long) reader->chain.lines + 1);
}

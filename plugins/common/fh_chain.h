/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A chain of hashes over lines, for ledgers and audits: a line that is
 * changed, removed, added or moved breaks it from there on.
 *
 *   hash 0 = SHA-256("freehold chain 1\n" + label)
 *   hash n = SHA-256(hash n-1 (32 bytes) + text of line n)
 *
 * The label says what the chain is ("ledger cluster-a 2026-10"), so that one
 * chain cannot stand in another's place.  In a file a line is its hash in 64
 * hex digits, a blank, its text and a newline.
 *
 * A chain cannot show that lines are missing at its end: for that its head
 * (number and hash of the last line) is kept elsewhere, signed or published.
 */
#ifndef FH_CHAIN_H
#define FH_CHAIN_H

#include <stddef.h>
#include <stdint.h>

#include "fh_digest.h"
#include "fh_error.h"

#define FH_CHAIN_TEXT_MAX (64u << 10)	/* bytes of a line's text */
#define FH_CHAIN_LABEL_MAX 255
#define FH_CHAIN_HEAD_SIZE (20 + 1 + FH_DIGEST_HEX + 1)

/* The end of a chain; a plain value that may be copied. */
struct fh_chain {
	int64_t lines;
	unsigned char hash[FH_DIGEST_SIZE];
};

/*
 * An empty chain.
 * Returns 0, or -1 with err set (label empty, too long or with a control
 * character; no SHA-256).
 */
int fh_chain_begin(struct fh_chain *chain, const char *label,
		   struct fh_error *err);

/*
 * Append a line.
 * text:     len bytes without a newline, at most FH_CHAIN_TEXT_MAX.
 * ret_hex:  its hash, to be written with it; NULL is allowed.
 * Returns 0, or -1 with err set and chain as it was.
 */
int fh_chain_append(struct fh_chain *chain, const void *text, size_t len,
		    char ret_hex[FH_DIGEST_HEX + 1], struct fh_error *err);

/*
 * Check that a line with the given hash follows, and go behind it.
 * Returns 0, or -1 with err set: which line, and what was found.  chain is
 * then as it was.
 */
int fh_chain_check(struct fh_chain *chain, const void *text, size_t len,
		   const char *hex, struct fh_error *err);

/*
 * As fh_chain_check(), for a line as files have it, with or without its
 * newline: "HEX TEXT".
 * ret_text:  where the text begins in line; NULL is allowed.
 * ret_len:   its length; likewise.
 */
int fh_chain_check_line(struct fh_chain *chain, const char *line, size_t len,
			const char **ret_text, size_t *ret_len,
			struct fh_error *err);

/*
 * The head as text, "LINES HEX", and back.
 * Reading returns 0, or -1 with err set.
 */
char *fh_chain_head(const struct fh_chain *chain,
		    char buf[FH_CHAIN_HEAD_SIZE]);
int fh_chain_parse_head(const char *text, struct fh_chain *ret,
			struct fh_error *err);

/*
 * Is the chain the one whose head was kept?
 * Returns 0, or -1 with err set: lines are missing at its end, were added
 * since, or are others.
 */
int fh_chain_compare(const struct fh_chain *chain,
		     const struct fh_chain *head, struct fh_error *err);

/*
 * A file of lines that comes in parts, so that one of any size is verified
 * in fixed memory.
 */
struct fh_chain_reader {
	struct fh_chain chain;	/* how far it is proven */
	size_t used;
	char line[FH_DIGEST_HEX + 1 + FH_CHAIN_TEXT_MAX + 1];
};

/* As fh_chain_begin(). */
int fh_chain_reader_begin(struct fh_chain_reader *reader, const char *label,
			  struct fh_error *err);

/*
 * The next bytes of the file.  Returns 0, or -1 with err set at the first
 * line that is wrong; the file is then proven up to reader->chain.lines, and
 * nothing more may be given.
 */
int fh_chain_reader_feed(struct fh_chain_reader *reader, const char *bytes,
			 size_t len, struct fh_error *err);

/* The file's end.  Returns 0, or -1 with err set (in the midst of a line). */
int fh_chain_reader_end(const struct fh_chain_reader *reader,
			struct fh_error *err);

#endif

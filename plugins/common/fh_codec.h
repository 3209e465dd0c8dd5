/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "VERSION;key=value;key=value": the text that terms and results travel as.
 * Values are percent-encoded outside [A-Za-z0-9_.:|,*@+/-], so a text is one
 * line without blanks, quotes or semicolons of its own.
 */
#ifndef FH_CODEC_H
#define FH_CODEC_H

#include <json-c/printbuf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_error.h"

#define FH_CODEC_KEYS_MAX 32

/*
 * Append text, percent-encoded.
 * also:  bytes to encode besides, as separators of a list of texts; or "".
 * Returns 0, or -1 (no memory), as do the next two.
 */
int fh_codec_put(struct printbuf *to, const char *text, const char *also);
/* Append ";key=text"; nothing when text is NULL. */
int fh_codec_add(struct printbuf *to, const char *key, const char *text);
int fh_codec_add_number(struct printbuf *to, const char *key, int64_t number);

/*
 * A copy of the finished text, malloc'ed.
 * what:  "terms": shown in messages.
 * Returns NULL with err set (longer than max, no memory).
 */
char *fh_codec_finish(const struct printbuf *text, const char *what,
		      size_t max, struct fh_error *err);

/* One key a text may have. */
struct fh_codec_key {
	const char *name;
	bool needed;		/* a text without it is bad */
	bool many;		/* may stand more than once */
	size_t target;		/* for read: an offset or a number */
	/* raw: len bytes, still encoded.  Returns 0, or -1 with err set. */
	int (*read)(const struct fh_codec_key *key, void *into,
		    const char *raw, size_t len, struct fh_error *err);
};

enum fh_codec_read {
	FH_CODEC_OK,
	FH_CODEC_NEWER,		/* made by a newer version */
	FH_CODEC_BAD,
};

/* One kind of text. */
struct fh_codec {
	const char *what;	/* "terms": shown in messages */
	size_t max;		/* bytes of a text */
	int version;		/* the newest that is understood */
	const struct fh_codec_key *key;
	size_t count;		/* at most FH_CODEC_KEYS_MAX */
};

/*
 * Read a text: each value is handed to its key's function.
 * into:  for those functions; the caller clears it unless FH_CODEC_OK.
 * Keys that are unknown, missing or doubled make the text bad.
 */
enum fh_codec_read fh_codec_read(const struct fh_codec *codec,
				 const char *text, void *into,
				 struct fh_error *err);

/*
 * A value decoded, malloc'ed; NULL with err set (cut or bad escape, a byte
 * that had to be encoded, no memory).
 */
char *fh_codec_text(const char *raw, size_t len, struct fh_error *err);

/* A value that is a whole number min..max.  Returns 0, or -1 with err. */
int fh_codec_number(const char *raw, size_t len, int64_t min, int64_t max,
		    int64_t *ret, struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A JSON document with // and slash-star comments, and the place of every
 * value.
 * json-c parses and validates; it keeps no positions, so an index of
 * JSON Pointer -> line, column, text of the token is built beside its tree.
 * Duplicate keys, which json-c would merge silently, are mistakes.
 */
#ifndef FH_JSON_H
#define FH_JSON_H

#include <json-c/json.h>
#include <json-c/printbuf.h>
#include <stddef.h>

#include "fh_diag.h"

#define FH_JSON_MAX_BYTES (16u << 20)
#define FH_JSON_MAX_DEPTH 32

struct fh_json;			/* one document; immutable once parsed */

struct fh_json_place {
	unsigned line;		/* from 1 */
	unsigned col;		/* from 1, in bytes */
	const char *text;	/* the token as written, for numbers; not
				 * terminated; inside the document */
	size_t len;
};

/*
 * Parse text.
 * name:  shown in messages; copied.
 * text:  len bytes, need not be terminated; not kept.
 * Returns the document, or NULL after adding to diags: syntax, bad UTF-8,
 * duplicate keys (all of them), too large, too deep, bytes behind the value.
 */
struct fh_json *fh_json_parse(const char *name, const char *text, size_t len,
			      struct fh_diags *diags);

/* The document's root; owned by the document. */
struct json_object *fh_json_root(const struct fh_json *doc);
const char *fh_json_name(const struct fh_json *doc);

/*
 * Where the value at pointer stands ("" = the root).
 * Returns 0, or -1 when there is no such value.
 */
int fh_json_place(const struct fh_json *doc, const char *pointer,
		  struct fh_json_place *ret);

/* Add a mistake at the value at pointer. */
void fh_json_diag(const struct fh_json *doc, const char *pointer,
		  struct fh_diags *diags, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Append "/key" to a JSON Pointer, with '~' and '/' escaped.
 * len:  bytes of key, which need not be terminated.
 * Returns 0, or -1 (no memory).
 */
int fh_json_pointer_add(struct printbuf *pointer, const char *key,
			size_t len);

/* Cut a JSON Pointer back to the length it had. */
void fh_json_pointer_cut(struct printbuf *pointer, size_t len);

/*
 * The document's value as canonical text: keys sorted bytewise, no blanks,
 * numbers as written.  Two documents that mean the same give the same text.
 * Returns a malloc'ed string for the caller to free, or NULL (no memory).
 */
char *fh_json_canonical(const struct fh_json *doc);

void fh_json_free(struct fh_json *doc);

#endif

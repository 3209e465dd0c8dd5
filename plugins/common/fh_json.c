/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A JSON document with comments and places: see fh_json.h. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_json.h"
#include "fh_json_index.h"

struct fh_json {
	char *name;
	char *text;		/* comments blanked out */
	size_t len;
	struct json_object *root;
	struct fh_json_index index;
};

/* Line and column, from 1, of the byte at at. */
static void place_of(const char *text, const char *at, unsigned *ret_line,
		     unsigned *ret_col)
{
	const char *line_start = text;
	unsigned line = 1;

	for (; text < at; text++) {
		if (*text != '\n')
			continue;
		line++;
		line_start = text + 1;
	}
	*ret_line = line;
	*ret_col = (unsigned) (at - line_start) + 1;
}

static int syntax(const struct fh_json *doc, const char *at, const char *wrong,
		  struct fh_diags *diags)
{
	unsigned line, col;

	place_of(doc->text, at, &line, &col);
	fh_diag_add(diags, doc->name, line, col, "", "%s", wrong);
	return -1;
}

static const char *error_text(enum json_tokener_error error)
{
	if (error == json_tokener_continue)
		return "the JSON ends before its value is complete";
	return json_tokener_error_desc(error);
}

/*
 * Have json-c build the tree.  It counts the value inside the innermost
 * brackets as a level too; the index has bounded the depth before.
 */
static int build_tree(struct fh_json *doc, struct fh_diags *diags)
{
	struct json_tokener *tokener =
		json_tokener_new_ex(FH_JSON_MAX_DEPTH + 2);
	enum json_tokener_error error;
	size_t end;

	if (!tokener)
		return syntax(doc, doc->text, "out of memory", diags);
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT |
			       JSON_TOKENER_VALIDATE_UTF8);
	/* The NUL is passed too: only so does a number at the end end. */
	doc->root = json_tokener_parse_ex(tokener, doc->text,
					  (int) doc->len + 1);
	error = json_tokener_get_error(tokener);
	end = json_tokener_get_parse_end(tokener);
	json_tokener_free(tokener);
	if (error == json_tokener_success)
		return 0;
	if (error == json_tokener_continue || end > doc->len)
		end = doc->len;
	return syntax(doc, doc->text + end, error_text(error), diags);
}

static int build_index(struct fh_json *doc, struct fh_diags *diags)
{
	const char *wrong, *at;

	wrong = fh_json_index_build(doc->text, doc->len, &doc->index, &at);
	return wrong ? syntax(doc, at, wrong, diags) : 0;
}

/*
 * json-c kept the last of them.  Values inside two equal keys share their
 * pointers too, but not their container: they are no mistake of their own.
 */
static int find_duplicates(const struct fh_json *doc, struct fh_diags *diags)
{
	int rc = 0;

	for (size_t i = 1; i < doc->index.count; i++) {
		const struct fh_json_entry *here = &doc->index.entry[i];
		const struct fh_json_entry *first = here - 1;

		if (here->container != first->container ||
		    strcmp(here->pointer, first->pointer))
			continue;
		fh_diag_add(diags, doc->name, here->line, here->col,
			    here->pointer, "this key stands twice in its "
			    "object, first in line %u; keep one", first->line);
		rc = -1;
	}
	return rc;
}

static int check_bytes(const struct fh_json *doc, struct fh_diags *diags)
{
	const char *nul = memchr(doc->text, '\0', doc->len);
	const char *comment;

	if (nul)
		return syntax(doc, nul, "a NUL byte is not allowed", diags);
	comment = fh_json_blank_comments(doc->text);
	if (comment)
		return syntax(doc, comment, "this comment never ends; \"*/\" "
			      "is missing", diags);
	return 0;
}

static struct fh_json *copy_input(const char *name, const char *text,
				  size_t len, struct fh_diags *diags)
{
	struct fh_json *doc;

	if (len > FH_JSON_MAX_BYTES) {
		fh_diag_add(diags, name, 0, 0, "", "%zu bytes are too many; "
			    "at most %u are read", len, FH_JSON_MAX_BYTES);
		return NULL;
	}
	doc = calloc(1, sizeof(*doc));
	if (doc) {
		doc->name = strdup(name);
		doc->text = malloc(len + 1);
		doc->len = len;
	}
	if (!doc || !doc->name || !doc->text) {
		fh_diag_add(diags, name, 0, 0, "", "out of memory");
		fh_json_free(doc);
		return NULL;
	}
	if (len)
		memcpy(doc->text, text, len);
	doc->text[len] = '\0';
	return doc;
}

struct fh_json *fh_json_parse(const char *name, const char *text, size_t len,
			      struct fh_diags *diags)
{
	struct fh_json *doc = copy_input(name, text, len, diags);

	if (!doc)
		return NULL;
	if (check_bytes(doc, diags) || build_index(doc, diags) ||
	    build_tree(doc, diags) || find_duplicates(doc, diags)) {
		fh_json_free(doc);
		return NULL;
	}
	return doc;
}

struct json_object *fh_json_root(const struct fh_json *doc)
{
	return doc->root;
}

const char *fh_json_name(const struct fh_json *doc)
{
	return doc->name;
}

int fh_json_place(const struct fh_json *doc, const char *pointer,
		  struct fh_json_place *ret)
{
	const struct fh_json_entry *entry;

	entry = fh_json_index_find(&doc->index, pointer);
	if (!entry)
		return -1;
	ret->line = entry->line;
	ret->col = entry->col;
	ret->text = entry->text;
	ret->len = entry->len;
	return 0;
}

void fh_json_diag(const struct fh_json *doc, const char *pointer,
		  struct fh_diags *diags, const char *fmt, ...)
{
	struct fh_json_place place = { 0 };
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	/* Without a place the mistake is still told. */
	(void) fh_json_place(doc, pointer, &place);
	fh_diag_add(diags, doc->name, place.line, place.col, pointer, "%s",
		    text);
}

int fh_json_pointer_add(struct printbuf *pointer, const char *key, size_t len)
{
	int rc = printbuf_memappend(pointer, "/", 1) < 0;

	for (const char *end = key + len; key < end; key++) {
		if (*key == '~')
			rc |= printbuf_memappend(pointer, "~0", 2) < 0;
		else if (*key == '/')
			rc |= printbuf_memappend(pointer, "~1", 2) < 0;
		else
			rc |= printbuf_memappend(pointer, key, 1) < 0;
	}
	return -rc;
}

void fh_json_pointer_cut(struct printbuf *pointer, size_t len)
{
	pointer->bpos = (int) len;
	pointer->buf[len] = '\0';
}

void fh_json_free(struct fh_json *doc)
{
	if (!doc)
		return;
	json_object_put(doc->root);
	fh_json_index_clear(&doc->index);
	free(doc->text);
	free(doc->name);
	free(doc);
}

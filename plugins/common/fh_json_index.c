/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where every value of a JSON text stands: see fh_json_index.h. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_json.h"
#include "fh_json_index.h"

static const char no_memory[] = "out of memory";

struct scan {
	const char *at, *end;
	const char *line_start;
	unsigned line;
	struct printbuf *path;	/* pointer of the value being scanned */
	struct fh_json_index *index;
	size_t room;		/* entries allocated */
	unsigned depth;		/* of open brackets */
	const char *wrong;	/* NULL = nothing yet */
};

static int value(struct scan *s, const char *container);

static int fail(struct scan *s, const char *wrong)
{
	s->wrong = wrong;
	return -1;
}

/* The character at hand, NUL at the end. */
static char peek(const struct scan *s)
{
	return s->at < s->end ? *s->at : '\0';
}

static void skip_space(struct scan *s)
{
	for (; s->at < s->end && strchr(" \t\r\n", *s->at); s->at++) {
		if (*s->at != '\n')
			continue;
		s->line++;
		s->line_start = s->at + 1;
	}
}

static int expect(struct scan *s, char c, const char *wrong)
{
	skip_space(s);
	if (peek(s) != c)
		return fail(s, wrong);
	s->at++;
	return 0;
}

static int string(struct scan *s)
{
	if (expect(s, '"', "a string in double quotes is expected here"))
		return -1;
	for (; peek(s) != '"'; s->at++) {
		if (s->at >= s->end)
			return fail(s, "this string never ends");
		if ((unsigned char) *s->at < 0x20)
			return fail(s, "a control character in a string must "
				       "be written as \\uXXXX");
		if (*s->at != '\\')
			continue;
		if (s->end - s->at > 5 && !strncmp(s->at, "\\u0000", 6))
			return fail(s, "a NUL is not allowed in a string");
		s->at++;
	}
	s->at++;
	return 0;
}

static int digits(struct scan *s)
{
	if (!isdigit((unsigned char) peek(s)))
		return fail(s, "a digit is expected here");
	while (isdigit((unsigned char) peek(s)))
		s->at++;
	return 0;
}

static int number(struct scan *s)
{
	if (peek(s) == '-')
		s->at++;
	if (peek(s) == '0')
		s->at++;
	else if (digits(s))
		return -1;
	if (isdigit((unsigned char) peek(s)))
		return fail(s, "a number must not begin with 0");
	if (peek(s) == '.') {
		s->at++;
		if (digits(s))
			return -1;
	}
	if (peek(s) != 'e' && peek(s) != 'E')
		return 0;
	s->at++;
	if (peek(s) == '+' || peek(s) == '-')
		s->at++;
	return digits(s);
}

static int literal(struct scan *s)
{
	static const char *const word[] = { "true", "false", "null" };

	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++) {
		size_t len = strlen(word[i]);

		if ((size_t) (s->end - s->at) < len ||
		    strncmp(s->at, word[i], len))
			continue;
		s->at += len;
		return 0;
	}
	return fail(s, "a value is expected here: an object, a list, a "
		       "string, a number, true, false or null");
}

/* Append the key in its decoded form to the path. */
static int add_key(struct scan *s, const char *key, size_t len)
{
	struct json_tokener *tokener;
	struct json_object *decoded;
	int rc;

	if (!memchr(key, '\\', len))
		return fh_json_pointer_add(s->path, key + 1, len - 2) ?
			       fail(s, no_memory) : 0;
	tokener = json_tokener_new();
	if (!tokener)
		return fail(s, no_memory);
	decoded = json_tokener_parse_ex(tokener, key, (int) len);
	json_tokener_free(tokener);
	if (!decoded)
		return fail(s, "an escape in this key is not one of JSON's");
	rc = fh_json_pointer_add(s->path, json_object_get_string(decoded),
				 (size_t) json_object_get_string_len(decoded));
	json_object_put(decoded);
	return rc ? fail(s, no_memory) : 0;
}

static int member(struct scan *s, const char *container)
{
	const char *key;

	skip_space(s);
	key = s->at;
	if (string(s))
		return -1;
	if (add_key(s, key, (size_t) (s->at - key)) ||
	    expect(s, ':', "\":\" is expected behind a key"))
		return -1;
	return value(s, container);
}

static int element(struct scan *s, const char *container, size_t i)
{
	char number_text[24];
	int len = snprintf(number_text, sizeof(number_text), "%zu", i);

	if (fh_json_pointer_add(s->path, number_text, (size_t) len))
		return fail(s, no_memory);
	return value(s, container);
}

/* An object or a list: what stands between its brackets. */
static int children(struct scan *s, char close)
{
	const char *container = s->at++;
	size_t mark = (size_t) printbuf_length(s->path);

	if (++s->depth > FH_JSON_MAX_DEPTH)
		return fail(s, "the brackets are nested too deep");
	skip_space(s);
	if (peek(s) == close)
		goto out;
	for (size_t i = 0;; i++) {
		if (close == '}' ? member(s, container) :
				   element(s, container, i))
			return -1;
		fh_json_pointer_cut(s->path, mark);
		skip_space(s);
		if (peek(s) == close)
			break;
		if (expect(s, ',', "\",\" or the closing bracket is expected "
				   "here"))
			return -1;
	}
out:
	s->depth--;
	s->at++;
	return 0;
}

static int add_entry(struct scan *s, const char *container)
{
	struct fh_json_index *index = s->index;
	struct fh_json_entry *entry;

	if (index->count == s->room) {
		size_t room = s->room ? 2 * s->room : 64;

		entry = realloc(index->entry, room * sizeof(*entry));
		if (!entry)
			return -1;
		index->entry = entry;
		s->room = room;
	}
	entry = &index->entry[index->count];
	entry->pointer = strndup(s->path->buf,
				 (size_t) printbuf_length(s->path));
	if (!entry->pointer)
		return -1;
	entry->text = s->at;
	entry->len = 0;
	entry->container = container;
	entry->line = s->line;
	entry->col = (unsigned) (s->at - s->line_start) + 1;
	index->count++;
	return 0;
}

static int value(struct scan *s, const char *container)
{
	size_t self = s->index->count;
	int rc;

	skip_space(s);
	if (add_entry(s, container))
		return fail(s, no_memory);
	switch (peek(s)) {
	case '{':
		rc = children(s, '}');
		break;
	case '[':
		rc = children(s, ']');
		break;
	case '"':
		rc = string(s);
		break;
	case '-': case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		rc = number(s);
		break;
	default:
		rc = literal(s);
	}
	s->index->entry[self].len =
		(size_t) (s->at - s->index->entry[self].text);
	return rc;
}

static int by_pointer(const void *a, const void *b)
{
	const struct fh_json_entry *x = a, *y = b;
	int order = strcmp(x->pointer, y->pointer);

	return order ? order : (x->text > y->text) - (x->text < y->text);
}

const char *fh_json_index_build(const char *text, size_t len,
				struct fh_json_index *ret, const char **ret_at)
{
	struct scan s = { .at = text, .end = text + len, .line_start = text,
			  .line = 1, .index = ret };

	memset(ret, 0, sizeof(*ret));
	s.path = printbuf_new();
	if (!s.path)
		fail(&s, no_memory);
	else if (!value(&s, NULL)) {
		skip_space(&s);
		if (s.at < s.end)
			fail(&s, "nothing may stand behind the value");
	}
	printbuf_free(s.path);
	if (s.wrong) {
		*ret_at = s.at;
		fh_json_index_clear(ret);
	} else {
		qsort(ret->entry, ret->count, sizeof(*ret->entry), by_pointer);
	}
	return s.wrong;
}

const struct fh_json_entry *
fh_json_index_find(const struct fh_json_index *index, const char *pointer)
{
	size_t low = 0, high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(pointer, index->entry[middle].pointer);

		if (!order)
			return &index->entry[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

void fh_json_index_clear(struct fh_json_index *index)
{
	for (size_t i = 0; i < index->count; i++)
		free(index->entry[i].pointer);
	free(index->entry);
	index->entry = NULL;
	index->count = 0;
}

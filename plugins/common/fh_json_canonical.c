/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Canonical text of a JSON document: the same for documents that differ only
 * in key order, blanks and comments, so that its digest names what it means.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_json.h"

struct writer {
	const struct fh_json *doc;
	struct printbuf *path;	/* pointer of the value being written */
	struct printbuf *out;
	bool failed;		/* out of memory */
};

static void write_value(struct writer *w, struct json_object *value);

static void put(struct writer *w, const char *text, size_t len)
{
	w->failed |= printbuf_memappend(w->out, text, (int) len) < 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static void write_string(struct writer *w, const char *text)
{
	struct json_object *string = json_object_new_string(text);
	const char *quoted;

	quoted = string ? json_object_to_json_string_ext(
			string, JSON_C_TO_STRING_PLAIN |
			JSON_C_TO_STRING_NOSLASHESCAPE) : NULL;
	if (quoted)
		put(w, quoted, strlen(quoted));
	else
		w->failed = true;
	json_object_put(string);
}

/* The object's keys, sorted; malloc'ed, owned by the object. */
static const char **sorted_keys(struct json_object *object, size_t count)
{
	const char **key = malloc((count + 1) * sizeof(*key));
	size_t i = 0;

	if (!key)
		return NULL;
	json_object_object_foreach(object, name, value) {
		(void) value;
		key[i++] = name;
	}
	qsort(key, count, sizeof(*key), by_name);
	return key;
}

static void write_child(struct writer *w, const char *key,
			struct json_object *value)
{
	size_t mark = (size_t) printbuf_length(w->path);

	w->failed |= fh_json_pointer_add(w->path, key, strlen(key)) != 0;
	write_value(w, value);
	fh_json_pointer_cut(w->path, mark);
}

static void write_object(struct writer *w, struct json_object *object)
{
	size_t count = (size_t) json_object_object_length(object);
	const char **key = sorted_keys(object, count);

	put(w, "{", 1);
	for (size_t i = 0; key && i < count; i++) {
		put(w, ",", i ? 1 : 0);
		write_string(w, key[i]);
		put(w, ":", 1);
		write_child(w, key[i], json_object_object_get(object, key[i]));
	}
	put(w, "}", 1);
	w->failed |= !key;
	free(key);
}

static void write_list(struct writer *w, struct json_object *list)
{
	size_t count = json_object_array_length(list);
	char key[24];

	put(w, "[", 1);
	for (size_t i = 0; i < count; i++) {
		put(w, ",", i ? 1 : 0);
		snprintf(key, sizeof(key), "%zu", i);
		write_child(w, key, json_object_array_get_idx(list, i));
	}
	put(w, "]", 1);
}

/* Numbers, true, false and null: as they were written. */
static void write_token(struct writer *w)
{
	struct fh_json_place place;

	if (fh_json_place(w->doc, w->path->buf, &place))
		w->failed = true;
	else
		put(w, place.text, place.len);
}

static void write_value(struct writer *w, struct json_object *value)
{
	switch (json_object_get_type(value)) {
	case json_type_object:
		write_object(w, value);
		break;
	case json_type_array:
		write_list(w, value);
		break;
	case json_type_string:
		write_string(w, json_object_get_string(value));
		break;
	default:
		write_token(w);
	}
}

char *fh_json_canonical(const struct fh_json *doc)
{
	struct writer w = { .doc = doc, .path = printbuf_new(),
			    .out = printbuf_new() };
	char *text = NULL;

	if (w.path && w.out) {
		write_value(&w, fh_json_root(doc));
		if (!w.failed)
			text = strdup(w.out->buf);
	}
	printbuf_free(w.path);
	printbuf_free(w.out);
	return text;
}

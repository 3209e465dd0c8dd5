/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Objects and lists of a configuration: see fh_reader.h. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_reader.h"
#include "fh_suggest.h"

#define FIELDS_MAX 32		/* rows of one table */

struct json_object *fh_reader_begin(struct fh_reader *reader,
				    const struct fh_json *doc,
				    const char *pointer,
				    struct fh_diags *diags, void *context)
{
	struct json_object *value = NULL;

	reader->doc = doc;
	reader->diags = diags;
	reader->context = context;
	reader->nodes = 0;
	reader->path = printbuf_new();
	if (!reader->path || printbuf_memappend(reader->path, pointer,
						(int) strlen(pointer)) < 0) {
		fh_json_diag(doc, pointer, diags, "out of memory");
		return NULL;
	}
	if (json_pointer_get(fh_json_root(doc), pointer, &value))
		fh_json_diag(doc, "", diags, "nothing stands at \"%s\"",
			     pointer);
	return value;
}

void fh_reader_end(struct fh_reader *reader)
{
	printbuf_free(reader->path);
	reader->path = NULL;
}

void fh_reader_diag(const struct fh_reader *reader, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	fh_json_diag(reader->doc, reader->path->buf, reader->diags, "%s",
		     text);
}

void fh_reader_unknown(const struct fh_reader *reader, const char *kind,
		       const char *word, const char *suggestion)
{
	if (suggestion)
		fh_reader_diag(reader, "there is no %s \"%.80s\"; did you "
			       "mean \"%s\"?", kind, word, suggestion);
	else
		fh_reader_diag(reader, "there is no %s \"%.80s\"", kind, word);
}

void *fh_reader_alloc(const struct fh_reader *reader, size_t count,
		      size_t size)
{
	void *room = calloc(count ? count : 1, size);

	if (!room)
		fh_reader_diag(reader, "out of memory");
	return room;
}

char *fh_reader_strdup(const struct fh_reader *reader, const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		fh_reader_diag(reader, "out of memory");
	return copy;
}

static const char *type_text(enum json_type type)
{
	switch (type) {
	case json_type_object:
		return "an object";
	case json_type_array:
		return "a list";
	case json_type_string:
		return "a string";
	case json_type_boolean:
		return "true or false";
	case json_type_null:
		return "null";
	default:
		return "a number";
	}
}

bool fh_reader_is(const struct fh_reader *reader, struct json_object *value,
		  enum json_type type)
{
	enum json_type found = json_object_get_type(value);

	if (found == type)
		return true;
	fh_reader_diag(reader, "must be %s, not %s", type_text(type),
		       type_text(found));
	return false;
}

size_t fh_reader_enter(struct fh_reader *reader, const char *key)
{
	size_t mark = (size_t) printbuf_length(reader->path);

	/* Without memory the place is the object around it: still told. */
	(void) fh_json_pointer_add(reader->path, key, strlen(key));
	return mark;
}

void fh_reader_leave(struct fh_reader *reader, size_t mark)
{
	fh_json_pointer_cut(reader->path, mark);
}

static void unknown_key(const struct fh_reader *reader, const char *key,
			const struct fh_field *field, size_t count)
{
	const char *known[FIELDS_MAX] = { NULL };
	const char *nearest;
	char list[512] = "";

	for (size_t i = 0; i < count; i++)
		known[i] = field[i].key;
	nearest = fh_suggest(key, known, count);
	if (nearest) {
		fh_reader_diag(reader, "unknown key \"%.80s\"; did you mean "
			       "\"%s\"?", key, nearest);
		return;
	}
	for (size_t i = 0, len = 0; i < count && len < sizeof(list); i++)
		len += (size_t) snprintf(list + len, sizeof(list) - len,
					 "%s\"%s\"", i ? ", " : "", known[i]);
	fh_reader_diag(reader, "unknown key \"%.80s\"; accepted are %s", key,
		       list);
}

static bool is_known(const struct fh_field *field, size_t count,
		     const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(field[i].key, key))
			return true;
	return false;
}

static void read_field(struct fh_reader *reader, struct json_object *object,
		       const struct fh_field *field, void *dst)
{
	struct json_object *child;
	size_t mark;

	if (!json_object_object_get_ex(object, field->key, &child)) {
		if (field->required)
			fh_reader_diag(reader, "the key \"%s\" is missing",
				       field->key);
		return;
	}
	mark = fh_reader_enter(reader, field->key);
	/* A key that is only checked has no destination. */
	field->read(reader, child, field,
		    dst ? (char *) dst + field->offset : NULL);
	fh_reader_leave(reader, mark);
}

void fh_reader_object(struct fh_reader *reader, struct json_object *value,
		      const struct fh_field *field, size_t count, void *dst)
{
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	for (size_t i = 0; i < count; i++)
		read_field(reader, value, &field[i], dst);
	json_object_object_foreach(value, key, child) {
		size_t mark;

		(void) child;
		if (is_known(field, count, key))
			continue;
		mark = fh_reader_enter(reader, key);
		unknown_key(reader, key, field, count);
		fh_reader_leave(reader, mark);
	}
}

bool fh_reader_name_ok(const struct fh_reader *reader, const char *text)
{
	size_t len = 0;

	while (isalnum((unsigned char) text[len]) ||
	       (len && text[len] && strchr("_-.", text[len])))
		len++;
	if (len && !text[len] && len <= FH_READER_NAME_MAX)
		return true;
	fh_reader_diag(reader, "\"%.80s\" is not a name: 1 to %d letters, "
		       "digits, \"_\", \"-\" and \".\", beginning with a "
		       "letter or digit", text, FH_READER_NAME_MAX);
	return false;
}

static bool few_enough(const struct fh_reader *reader, size_t count)
{
	if (count <= FH_READER_ENTRIES_MAX)
		return true;
	fh_reader_diag(reader, "%zu entries are too many; at most %d are "
		       "read", count, FH_READER_ENTRIES_MAX);
	return false;
}

void fh_reader_members(struct fh_reader *reader, struct json_object *value,
		       bool any, fh_reader_entry *entry, void *dst)
{
	if (!fh_reader_is(reader, value, json_type_object) ||
	    !few_enough(reader, (size_t) json_object_object_length(value)))
		return;
	json_object_object_foreach(value, key, child) {
		size_t mark = fh_reader_enter(reader, key);

		/* An entry of a bad name is still read for its mistakes. */
		if (!any || strcmp(key, "*"))
			(void) fh_reader_name_ok(reader, key);
		entry(reader, key, child, dst);
		fh_reader_leave(reader, mark);
	}
}

void fh_reader_elements(struct fh_reader *reader, struct json_object *value,
			fh_reader_entry *entry, void *dst)
{
	char key[24];

	if (!fh_reader_is(reader, value, json_type_array) ||
	    !few_enough(reader, json_object_array_length(value)))
		return;
	for (size_t i = 0; i < json_object_array_length(value); i++) {
		size_t mark;

		snprintf(key, sizeof(key), "%zu", i);
		mark = fh_reader_enter(reader, key);
		entry(reader, NULL, json_object_array_get_idx(value, i), dst);
		fh_reader_leave(reader, mark);
	}
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Single values of a configuration: see fh_reader.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_nodeset.h"
#include "fh_reader.h"
#include "fh_suggest.h"
#include "fh_units.h"

#define NUMBER_TEXT_MAX 32	/* bytes of a number as written */
#define MILLION INT64_C(1000000)

static bool plain(const char *text)
{
	for (; *text; text++)
		if ((unsigned char) *text < 0x20 || *text == 0x7f)
			return false;
	return true;
}

const char *fh_reader_string(const struct fh_reader *reader,
			     struct json_object *value)
{
	if (!fh_reader_is(reader, value, json_type_string))
		return NULL;
	return json_object_get_string(value);
}

/* A text for people, or NULL after adding a mistake. */
static const char *text_of(const struct fh_reader *reader,
			   struct json_object *value)
{
	const char *text = fh_reader_string(reader, value);

	if (!text)
		return NULL;
	if (*text && plain(text) && strlen(text) <= FH_READER_TEXT_MAX)
		return text;
	fh_reader_diag(reader, "must be a text of 1 to %d bytes without "
		       "control characters", FH_READER_TEXT_MAX);
	return NULL;
}

static void store(const struct fh_reader *reader, const char *text, void *dst)
{
	char **slot = dst;
	char *copy = fh_reader_strdup(reader, text);

	if (!copy)
		return;
	free(*slot);
	*slot = copy;
}

FH_READER_VALUE(fh_read_text)
{
	const char *text = text_of(reader, value);

	(void) field;
	if (text)
		store(reader, text, dst);
}

FH_READER_VALUE(fh_read_name)
{
	const char *text = fh_reader_string(reader, value);

	(void) field;
	if (text && fh_reader_name_ok(reader, text))
		store(reader, text, dst);
}

FH_READER_VALUE(fh_read_bool)
{
	(void) field;
	if (fh_reader_is(reader, value, json_type_boolean))
		*(bool *) dst = json_object_get_boolean(value);
}

/*
 * The number as the file has it, never through a double: millionths of it,
 * within the field's range.
 * kind, detail:  what it must be, for the message.
 */
static int parse_number(const struct fh_reader *reader,
			struct json_object *value,
			const struct fh_field *field, const char *kind,
			const char *detail, int64_t *ret_micro)
{
	char text[NUMBER_TEXT_MAX + 1] = "";
	struct fh_json_place place;
	int64_t micro;

	if (json_object_get_type(value) != json_type_int &&
	    !fh_reader_is(reader, value, json_type_double))
		return -1;
	if (!fh_json_place(reader->doc, reader->path->buf, &place))
		snprintf(text, sizeof(text), "%.*s", (int) place.len,
			 place.text);
	if (!fh_units_parse_micro(text, &micro, NULL) &&
	    micro >= field->min * MILLION && micro <= field->max * MILLION) {
		*ret_micro = micro;
		return 0;
	}
	fh_reader_diag(reader, "must be %s from %lld to %lld%s, not %s", kind,
		       (long long) field->min, (long long) field->max, detail,
		       text);
	return -1;
}

FH_READER_VALUE(fh_read_decimal)
{
	int64_t micro;

	if (!parse_number(reader, value, field, "a plain decimal",
			  " with at most 6 digits behind the point",
			  &micro) &&
	    fh_units_muldiv(micro, field->scale, MILLION, dst))
		fh_reader_diag(reader, "this number is too large");
}

FH_READER_VALUE(fh_read_whole)
{
	int64_t micro;

	if (parse_number(reader, value, field, "a whole number", "", &micro))
		return;
	if (micro % MILLION)
		fh_reader_diag(reader, "must be a whole number from %lld to "
			       "%lld", (long long) field->min,
			       (long long) field->max);
	else
		*(unsigned *) dst = (unsigned) (micro / MILLION);
}

FH_READER_VALUE(fh_read_instant)
{
	const char *text = text_of(reader, value);
	struct fh_error err;

	(void) field;
	if (text && fh_units_parse_instant(text, dst, &err))
		fh_reader_diag(reader, "%s", err.text);
}

int fh_reader_word(const struct fh_reader *reader, const char *const *words,
		   const char *text)
{
	const char *nearest;
	char list[256] = "";
	size_t count = 0, len = 0;

	for (; words[count]; count++) {
		if (!strcmp(words[count], text))
			return (int) count;
		if (len < sizeof(list))
			len += (size_t) snprintf(list + len,
						 sizeof(list) - len,
						 "%s\"%s\"",
						 count ? ", " : "",
						 words[count]);
	}
	nearest = fh_suggest(text, words, count);
	fh_reader_diag(reader, "must be one of %s, not \"%.80s\"%s%s%s", list,
		       text, nearest ? "; did you mean \"" : "",
		       nearest ? nearest : "", nearest ? "\"?" : "");
	return -1;
}

FH_READER_VALUE(fh_read_word)
{
	const char *text = fh_reader_string(reader, value);
	int word = text ? fh_reader_word(reader, field->words, text) : -1;

	if (word >= 0)
		*(int *) dst = word;
}

/* What a list's elements need to know. */
struct list_reading {
	const struct fh_field *field;
	void *dst;
	bool any;
};

static void read_bit(struct fh_reader *reader, const char *name,
		     struct json_object *value, void *dst)
{
	struct list_reading *list = dst;
	const char *text = fh_reader_string(reader, value);
	unsigned *bits = list->dst;
	int word;

	(void) name;
	if (!text)
		return;
	word = fh_reader_word(reader, list->field->words, text);
	if (word < 0)
		return;
	if (*bits & 1u << word)
		fh_reader_diag(reader, "\"%s\" stands twice in the list",
			       list->field->words[word]);
	*bits |= 1u << word;
}

FH_READER_VALUE(fh_read_word_bits)
{
	struct list_reading list = { .field = field, .dst = dst };

	fh_reader_elements(reader, value, read_bit, &list);
}

void fh_reader_append(const struct fh_reader *reader, struct fh_strlist *list,
		      const char *text)
{
	if (fh_strlist_has(list, text))
		fh_reader_diag(reader, "\"%.80s\" stands twice in the list",
			       text);
	else if (fh_strlist_add(list, text))
		fh_reader_diag(reader, "out of memory");
}

static void read_name(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	struct list_reading *list = dst;
	const char *text = fh_reader_string(reader, value);

	(void) name;
	if (!text)
		return;
	if ((list->any && !strcmp(text, "*")) ||
	    fh_reader_name_ok(reader, text))
		fh_reader_append(reader, list->dst, text);
}

FH_READER_VALUE(fh_read_names)
{
	struct list_reading list = { .field = field, .dst = dst };

	fh_reader_elements(reader, value, read_name, &list);
}

FH_READER_VALUE(fh_read_names_or_any)
{
	struct list_reading list = { .field = field, .dst = dst,
				     .any = true };

	fh_reader_elements(reader, value, read_name, &list);
}

FH_READER_VALUE(fh_read_nodes)
{
	const char *text = fh_reader_string(reader, value);
	struct fh_strlist *nodes = dst;
	size_t before = nodes->count;
	struct fh_error err;

	(void) field;
	if (!text)
		return;
	if (fh_nodeset_expand(text, nodes, &err)) {
		fh_reader_diag(reader, "%s", err.text);
		return;
	}
	reader->nodes += nodes->count - before;
	if (reader->nodes <= FH_READER_NODES_MAX)
		return;
	reader->nodes -= nodes->count - before;
	fh_strlist_cut(nodes, before);
	fh_reader_diag(reader, "with these the file names more than %d nodes",
		       FH_READER_NODES_MAX);
}

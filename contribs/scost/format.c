/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --format: see format.h. */
#include "fh_config.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "contribs/scost/format.h"
#include "plugins/common/fh_suggest.h"
#include "plugins/common/fh_units.h"

#define WORD_MAX 32		/* bytes of a field's name */
#define FIELD_MAX 64		/* fields that a suggestion is made from */

/* An exact name wins over a longer one that begins alike. */
static const struct scost_field *find(const char *name)
{
	size_t count, len = strlen(name);
	const struct scost_field *fields = scost_fields(&count);

	for (size_t i = 0; i < count; i++)
		if (!strcasecmp(fields[i].name, name))
			return &fields[i];
	for (size_t i = 0; i < count; i++)
		if (!strncasecmp(fields[i].name, name, len))
			return &fields[i];
	return NULL;
}

static int unknown_field(const char *name, struct fh_error *err)
{
	const char *names[FIELD_MAX], *near;
	size_t count;
	const struct scost_field *fields = scost_fields(&count);

	if (count > FIELD_MAX)
		count = FIELD_MAX;
	for (size_t i = 0; i < count; i++)
		names[i] = fields[i].name;
	near = fh_suggest(name, names, count);
	return fh_err(err, "there is no field \"%s\"%s%s%s; --helpformat "
		      "lists them", name, near ? ", did you mean " : "",
		      near ? near : "", near ? "?" : "");
}

static int add(struct scost_format *format, const struct scost_field *field,
	       int width, struct fh_error *err)
{
	if (format->count == SCOST_COLUMN_MAX)
		return fh_err(err, "a format has at most %d columns",
			      SCOST_COLUMN_MAX);
	format->column[format->count].field = field;
	format->column[format->count++].width = width ? width : field->width;
	return 0;
}

static int add_all(struct scost_format *format, int width,
		   struct fh_error *err)
{
	size_t count;
	const struct scost_field *fields = scost_fields(&count);

	for (size_t i = 0; i < count; i++)
		if (add(format, &fields[i], width, err))
			return -1;
	return 0;
}

/* "20" or "-20"; 0 = the field's own. */
static int parse_width(const char *text, int *ret, struct fh_error *err)
{
	bool left = *text == '-';
	int64_t width;

	if (fh_units_parse_count(text + left, 1, SCOST_WIDTH_MAX, &width,
				 NULL))
		return fh_err(err, "\"%%%s\" is no width: 1 to %d, or -1 to "
			      "-%d for columns to the left", text,
			      SCOST_WIDTH_MAX, SCOST_WIDTH_MAX);
	*ret = left ? -(int) width : (int) width;
	return 0;
}

/* One field with its width; word is free to be written on. */
static int parse_word(char *word, struct scost_format *ret,
		      struct fh_error *err)
{
	char *percent = strchr(word, '%');
	const struct scost_field *field;
	int width = 0;

	if (percent) {
		*percent = '\0';
		if (parse_width(percent + 1, &width, err))
			return -1;
	}
	if (!*word)
		return fh_err(err, "a width needs a field in front of it");
	if (!strcasecmp(word, "ALL"))
		return add_all(ret, width, err);
	field = find(word);
	return field ? add(ret, field, width, err) : unknown_field(word, err);
}

int scost_format_parse(const char *text, struct scost_format *ret,
		       struct fh_error *err)
{
	ret->count = 0;
	while (*text) {
		char word[WORD_MAX];
		size_t len;

		text += strspn(text, ", \t\n");
		len = strcspn(text, ", \t\n");
		if (len >= sizeof(word))
			return fh_err(err, "\"%.*s...\" is longer than any "
				      "field; --helpformat lists them",
				      WORD_MAX, text);
		if (!len)
			continue;
		memcpy(word, text, len);
		word[len] = '\0';
		if (parse_word(word, ret, err))
			return -1;
		text += len;
	}
	return ret->count ? 0 : fh_err(err, "the format names no field");
}

bool scost_format_has(const struct scost_format *format, const char *name)
{
	for (size_t i = 0; i < format->count; i++)
		if (!strcmp(format->column[i].field->name, name))
			return true;
	return false;
}

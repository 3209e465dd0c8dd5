/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --json: scost_json_print() of table.h. */
#include "fh_config.h"

#include <json-c/json.h>

#include "contribs/scost/table.h"

static int add_cell(struct json_object *object, const char *key,
		    const struct scost_cell *cell)
{
	struct json_object *value = NULL;

	if (cell->known) {
		value = cell->numeric ? json_object_new_int64(cell->number) :
					json_object_new_string(cell->text);
		if (!value)
			return -1;
	}
	if (!json_object_object_add(object, key, value))
		return 0;
	json_object_put(value);
	return -1;
}

static struct json_object *new_object(const struct scost_format *format,
				      const struct scost_row *row)
{
	struct json_object *object = json_object_new_object();

	for (size_t i = 0; object && i < format->count; i++) {
		const struct scost_field *field = format->column[i].field;
		struct scost_cell cell = { 0 };

		field->fill(row, &cell);
		if (add_cell(object, field->key, &cell)) {
			json_object_put(object);
			return NULL;
		}
	}
	return object;
}

int scost_json_print(FILE *out, const struct scost_format *format,
		     const struct scost_row *rows, size_t count)
{
	struct json_object *array = json_object_new_array();
	const char *text = NULL;

	for (size_t i = 0; array && i < count; i++) {
		struct json_object *object = new_object(format, &rows[i]);

		if (object && !json_object_array_add(array, object))
			continue;
		json_object_put(object);
		json_object_put(array);
		array = NULL;
	}
	if (array)
		text = json_object_to_json_string_ext(
			array, JSON_C_TO_STRING_PRETTY |
				       JSON_C_TO_STRING_SPACED |
				       JSON_C_TO_STRING_NOSLASHESCAPE);
	if (text)
		fprintf(out, "%s\n", text);
	json_object_put(array);
	return text ? 0 : -1;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of a journal's line: see fh_journal_value.h. */
#include <string.h>

#include "fh_journal_value.h"
#include "fh_quote.h"
#include "fh_units.h"

int fh_journal_wrong(const char *name, const char *wanted,
		     struct fh_error *err)
{
	return fh_err(err, "%s is not %s", name, wanted);
}

static int read_int64(struct json_object *value, int64_t *ret)
{
	if (!json_object_is_type(value, json_type_int))
		return -1;
	*ret = json_object_get_int64(value);
	return 0;
}

FH_JOURNAL_GET(fh_journal_get_number)
{
	return read_int64(value, dst) ?
		       fh_journal_wrong(name, "a whole number", err) : 0;
}

FH_JOURNAL_GET(fh_journal_get_at)
{
	struct fh_journal_line *line = dst;

	if (fh_journal_get_number(value, name, &line->from_ms, err))
		return -1;
	line->to_ms = line->from_ms;
	return 0;
}

FH_JOURNAL_GET(fh_journal_get_id)
{
	int64_t number;

	if (read_int64(value, &number) || number < 0 || number > UINT32_MAX)
		return fh_journal_wrong(name, "a whole number of 32 bits", err);
	*(uint32_t *) dst = (uint32_t) number;
	return 0;
}

FH_JOURNAL_GET(fh_journal_get_bool)
{
	if (!json_object_is_type(value, json_type_boolean))
		return fh_journal_wrong(name, "true or false", err);
	*(bool *) dst = json_object_get_boolean(value);
	return 0;
}

static int read_text(struct json_object *value, const char *name, char *dst,
		     size_t size, struct fh_error *err)
{
	const char *text;
	size_t len;

	if (!json_object_is_type(value, json_type_string))
		return fh_journal_wrong(name, "a text", err);
	text = json_object_get_string(value);
	len = (size_t) json_object_get_string_len(value);
	if (len >= size || strlen(text) != len)
		return fh_err(err, "%s has %zu bytes: at most %zu, none of "
			      "them NUL", name, len, size - 1);
	memcpy(dst, text, len + 1);
	return 0;
}

FH_JOURNAL_GET(fh_journal_get_text)
{
	return read_text(value, name, dst, FH_JOURNAL_NAME_MAX + 1, err);
}

FH_JOURNAL_GET(fh_journal_get_boot)
{
	return read_text(value, name, dst,
			 sizeof(((struct fh_journal_line *) 0)->boot_id), err);
}

FH_JOURNAL_GET(fh_journal_get_source)
{
	char text[64];
	int sources;

	if (read_text(value, name, text, sizeof(text), err))
		return -1;
	sources = fh_energy_source_parse(text, err);
	if (sources < 0)
		return -1;
	*(unsigned *) dst = (unsigned) sources;
	return 0;
}

FH_JOURNAL_GET(fh_journal_get_part)
{
	char text[FH_JOURNAL_NAME_MAX + 1];
	struct fh_journal_meter *meter = dst;
	struct fh_quoted shown;

	if (read_text(value, name, text, sizeof(text), err))
		return -1;
	meter->is_node = !strcmp(text, FH_JOURNAL_NODE);
	for (unsigned i = 0; i < FH_ENERGY_PARTS; i++) {
		if (strcmp(text, fh_energy_part_name(i)))
			continue;
		meter->part = i;
		return 0;
	}
	return meter->is_node ? 0 : fh_err(err, "\"%s\" is no part of a node",
					   fh_quote(text, &shown));
}

int fh_journal_get_list(struct json_object *value, const char *name,
			int64_t *number, size_t count, struct fh_error *err)
{
	if (!json_object_is_type(value, json_type_array) ||
	    json_object_array_length(value) != count)
		return fh_err(err, "%s is not a list of %zu numbers", name,
			      count);
	for (size_t i = 0; i < count; i++) {
		struct json_object *item =
			json_object_array_get_idx(value, i);

		number[i] = FH_UNKNOWN;
		if (item && read_int64(item, &number[i]))
			return fh_err(err, "%s has something at place %zu "
				      "that is not a whole number", name,
				      i + 1);
	}
	return 0;
}

FH_JOURNAL_GET(fh_journal_get_energy)
{
	struct fh_energy *energy = dst;

	return fh_journal_get_list(value, name, energy->uj, FH_ENERGY_PARTS,
				   err);
}

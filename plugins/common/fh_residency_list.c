/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads regimes and lists of the residency catalogue: see fh_residency.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_country.h"
#include "fh_residency_read.h"
#include "fh_units.h"
#include "fh_zone.h"

void *fh_residency_grow(const struct fh_reader *reader, void *array,
			size_t count, size_t more, size_t size)
{
	char *room = realloc(array, (count + more + 1) * size);

	if (!room) {
		fh_reader_diag(reader, "out of memory");
		return NULL;
	}
	memset(room + count * size, 0, (more + 1) * size);
	return room;
}

/* Append a text for people. */
static void append_text(struct fh_reader *reader, struct json_object *value,
			struct fh_strlist *list)
{
	char *text = NULL;

	fh_read_text(reader, value, NULL, &text);
	if (text && fh_strlist_add(list, text))
		fh_reader_diag(reader, "out of memory");
	free(text);
}

static void read_source(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	(void) name;
	append_text(reader, value, dst);
}

FH_READER_VALUE(fh_residency_read_sources)
{
	(void) field;
	fh_reader_elements(reader, value, read_source, dst);
	if (json_object_is_type(value, json_type_array) &&
	    !json_object_array_length(value))
		fh_reader_diag(reader, "what has no source must not be in the "
			       "catalogue");
}

static void read_change(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	struct fh_residency_basis *basis = dst;
	struct fh_residency_change *change =
		&basis->change[basis->change_count];
	struct fh_error err;

	if (fh_units_parse_instant(name, &change->at_s, &err))
		fh_reader_diag(reader, "%s", err.text);
	fh_read_text(reader, value, NULL, &change->text);
	if (change->text)
		basis->change_count++;
}

FH_READER_VALUE(fh_residency_read_changes)
{
	struct fh_residency_basis *basis = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	basis->change = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*basis->change));
	if (basis->change)
		fh_reader_members(reader, value, false, read_change, basis);
}

void fh_residency_check_basis(const struct fh_reader *reader,
			      const struct fh_residency_basis *basis)
{
	int64_t first_s = FH_FOREVER;

	if (basis->review_s <= basis->as_of_s)
		fh_reader_diag(reader, "\"review\" must be later than "
			       "\"as_of\"");
	for (size_t i = 0; i < basis->change_count; i++)
		if (basis->change[i].at_s < first_s)
			first_s = basis->change[i].at_s;
	if (first_s <= basis->as_of_s)
		fh_reader_diag(reader, "\"changes\" must come later than "
			       "\"as_of\"");
	else if (first_s < basis->review_s)
		fh_reader_diag(reader, "\"review\" must not be later than "
			       "the first of \"changes\"");
}

static bool code_ok(const struct fh_reader *reader, const char *code)
{
	if (fh_country_known(code))
		return true;
	fh_reader_diag(reader, "\"%.80s\" is not an ISO 3166 code in upper "
		       "case, such as \"DE\" or \"US-TX\"", code);
	return false;
}

static FH_READER_VALUE(read_code)
{
	const char *text = fh_reader_string(reader, value);

	if (text && code_ok(reader, text))
		fh_read_text(reader, value, field, dst);
}

static void read_member(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	const char *text = fh_reader_string(reader, value);

	(void) name;
	if (text && code_ok(reader, text))
		fh_reader_append(reader, dst, text);
}

static FH_READER_VALUE(read_codes)
{
	(void) field;
	fh_reader_elements(reader, value, read_member, dst);
}

static void read_limit(struct fh_reader *reader, const char *name,
		       struct json_object *value, void *dst)
{
	struct fh_residency_list *list = dst;

	if (!code_ok(reader, name))
		return;
	if (fh_strlist_has(&list->members, name))
		fh_reader_diag(reader, "\"%.80s\" is in \"members\", which "
			       "has no limit", name);
	append_text(reader, value, &list->limits);
	if (list->limits.count == list->limited.count)
		return;
	if (fh_strlist_add(&list->limited, name)) {
		fh_strlist_cut(&list->limits, list->limited.count);
		fh_reader_diag(reader, "out of memory");
	}
}

static FH_READER_VALUE(read_limits)
{
	(void) field;
	fh_reader_members(reader, value, false, read_limit, dst);
}

/* A name that can be told from a code wherever either may stand. */
static bool name_free(const struct fh_reader *reader,
		      const struct fh_residency *residency, const char *name)
{
	if (fh_jurisdiction_ok(name))
		fh_reader_diag(reader, "\"%.80s\" looks like an ISO 3166 code",
			       name);
	else if (fh_residency_find_regime(residency, name) ||
		 fh_residency_find_list(residency, name))
		fh_reader_diag(reader, "there is a list or regime \"%.80s\" "
			       "already", name);
	else
		return true;
	return false;
}

static const struct fh_field regime_fields[] = {
	{ .key = "title", .read = fh_read_text, .required = true,
	  .offset = offsetof(struct fh_residency_regime, title) },
	{ .key = "jurisdiction", .read = read_code, .required = true,
	  .offset = offsetof(struct fh_residency_regime, jurisdiction) },
};

#define AT(member) .offset = offsetof(struct fh_residency_list, member)

/* "members" before "limited", which must not repeat them. */
static const struct fh_field list_fields[] = {
	{ .key = "title", .read = fh_read_text, AT(title), .required = true },
	{ .key = "members", .read = read_codes, AT(members),
	  .required = true },
	{ .key = "limited", .read = read_limits },
	{ .key = "source", .read = fh_residency_read_sources,
	  AT(basis.source), .required = true },
	{ .key = "as_of", .read = fh_read_instant, AT(basis.as_of_s),
	  .required = true },
	{ .key = "review", .read = fh_read_instant, AT(basis.review_s),
	  .required = true },
	{ .key = "changes", .read = fh_residency_read_changes, AT(basis) },
};

static void read_regime(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	struct fh_residency *residency = dst;
	struct fh_residency_regime *regime =
		&residency->regime[residency->regime_count];

	(void) name_free(reader, residency, name);
	regime->name = fh_reader_strdup(reader, name);
	if (!regime->name)
		return;
	residency->regime_count++;
	fh_reader_object(reader, value, regime_fields,
			 sizeof(regime_fields) / sizeof(*regime_fields),
			 regime);
}

static void read_list(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	struct fh_residency *residency = dst;
	struct fh_residency_list *list =
		&residency->list[residency->list_count];
	size_t before;

	(void) name_free(reader, residency, name);
	list->name = fh_reader_strdup(reader, name);
	if (!list->name)
		return;
	residency->list_count++;
	before = fh_diag_total(reader->diags);
	fh_reader_object(reader, value, list_fields,
			 sizeof(list_fields) / sizeof(*list_fields), list);
	if (fh_diag_total(reader->diags) == before)
		fh_residency_check_basis(reader, &list->basis);
}

static FH_READER_VALUE(read_regimes)
{
	struct fh_residency *residency = dst;
	void *room;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	room = fh_residency_grow(reader, residency->regime,
				 residency->regime_count,
				 (size_t) json_object_object_length(value),
				 sizeof(*residency->regime));
	if (!room)
		return;
	residency->regime = room;
	fh_reader_members(reader, value, false, read_regime, residency);
}

static FH_READER_VALUE(read_lists)
{
	struct fh_residency *residency = dst;
	void *room;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	room = fh_residency_grow(reader, residency->list,
				 residency->list_count,
				 (size_t) json_object_object_length(value),
				 sizeof(*residency->list));
	if (!room)
		return;
	residency->list = room;
	fh_reader_members(reader, value, false, read_list, residency);
}

/* Rules are read when all lists and regimes are known. */
static FH_READER_VALUE(skip)
{
	(void) field;
	(void) dst;
	(void) fh_reader_is(reader, value, json_type_object);
}

static const struct fh_field file_fields[] = {
	{ .key = "regimes", .read = read_regimes },
	{ .key = "lists", .read = read_lists },
	{ .key = "rules", .read = skip },
};

void fh_residency_read_lists(const struct fh_json *doc,
			     struct fh_residency *ret, struct fh_diags *diags)
{
	struct fh_reader reader;
	struct json_object *value;

	value = fh_reader_begin(&reader, doc, "", diags, ret);
	if (value)
		fh_reader_object(&reader, value, file_fields,
				 sizeof(file_fields) / sizeof(*file_fields),
				 ret);
	fh_reader_end(&reader);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the rules of the residency catalogue: see fh_residency.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_country.h"
#include "fh_residency_read.h"
#include "fh_suggest.h"

#define LABEL_CHARS "abcdefghijklmnopqrstuvwxyz0123456789-"

/* The regime or list nearest to a misspelt one, or NULL. */
static const char *nearest_name(const struct fh_reader *reader,
				const char *word, bool regimes)
{
	const struct fh_residency *residency = reader->context;
	size_t count = regimes ? residency->regime_count :
				 residency->list_count;
	const char **known;
	const char *nearest;

	known = fh_reader_alloc(reader, count, sizeof(*known));
	if (!known)
		return NULL;
	for (size_t i = 0; i < count; i++)
		known[i] = regimes ? residency->regime[i].name :
				     residency->list[i].name;
	nearest = fh_suggest(word, known, count);
	free(known);
	return nearest;
}

/* The code or regime as the catalogue writes it, or NULL after a mistake. */
static const char *place_of(const struct fh_reader *reader, const char *text)
{
	const struct fh_residency_regime *regime =
		fh_residency_find_regime(reader->context, text);
	const char *nearest;

	if (regime)
		return regime->name;
	if (fh_country_known(text))
		return text;
	nearest = nearest_name(reader, text, true);
	fh_reader_diag(reader, "\"%.80s\" is neither an ISO 3166 code in "
		       "upper case, such as \"DE\" or \"US-TX\", nor a regime "
		       "of the catalogue%s%s%s", text,
		       nearest ? "; did you mean \"" : "",
		       nearest ? nearest : "", nearest ? "\"?" : "");
	return NULL;
}

static FH_READER_VALUE(read_origin)
{
	const char *text = fh_reader_string(reader, value);

	if (text && (fh_residency_find_list(reader->context, text) ||
		     place_of(reader, text)))
		fh_read_text(reader, value, field, dst);
}

static FH_READER_VALUE(read_label)
{
	const char *text = fh_reader_string(reader, value);

	if (!text)
		return;
	if (text[strspn(text, LABEL_CHARS)])
		fh_reader_diag(reader, "\"%.80s\" must be lower-case letters, "
			       "digits and \"-\", such as \"health\"", text);
	else
		fh_read_name(reader, value, field, dst);
}

static void read_place(struct fh_reader *reader, const char *name,
		       struct json_object *value, void *dst)
{
	struct fh_residency_where *where = dst;
	const char *text = fh_reader_string(reader, value);
	const char *place = text ? place_of(reader, text) : NULL;

	(void) name;
	if (place)
		fh_reader_append(reader, &where->places, place);
}

static FH_READER_VALUE(read_places)
{
	(void) field;
	fh_reader_elements(reader, value, read_place, dst);
}

static void read_list_name(struct fh_reader *reader, const char *name,
			   struct json_object *value, void *dst)
{
	struct fh_residency_where *where = dst;
	const char *text = fh_reader_string(reader, value);
	const struct fh_residency_list *list;

	(void) name;
	if (!text)
		return;
	list = fh_residency_find_list(reader->context, text);
	if (!list) {
		fh_reader_unknown(reader, "list", text,
				  nearest_name(reader, text, false));
		return;
	}
	fh_reader_append(reader, &where->lists, list->name);
	for (size_t i = 0; i < list->members.count; i++)
		if (!fh_strlist_has(&where->places, list->members.item[i]))
			fh_reader_append(reader, &where->places,
					 list->members.item[i]);
}

static FH_READER_VALUE(read_list_names)
{
	(void) field;
	fh_reader_elements(reader, value, read_list_name, dst);
}

/* "jurisdictions" first: one that is in a list as well is not twice there. */
static const struct fh_field where_fields[] = {
	{ .key = "jurisdictions", .read = read_places },
	{ .key = "lists", .read = read_list_names },
};

static FH_READER_VALUE(read_where)
{
	struct fh_residency_where *where = dst;

	(void) field;
	where->given = true;
	fh_reader_object(reader, value, where_fields,
			 sizeof(where_fields) / sizeof(*where_fields), where);
}

#define AT(member) .offset = offsetof(struct fh_residency_rule, member)

static const struct fh_field rule_fields[] = {
	{ .key = "origin", .read = read_origin, AT(origin),
	  .required = true },
	{ .key = "label", .read = read_label, AT(label), .required = true },
	{ .key = "scope", .read = fh_read_text, AT(scope), .required = true },
	{ .key = "law", .read = fh_read_text, AT(law), .required = true },
	{ .key = "kind", .read = fh_read_word, AT(kind), .required = true,
	  .words = fh_residency_kind_words },
	{ .key = "condition", .read = fh_read_text, AT(condition),
	  .required = true },
	{ .key = "allowed", .read = read_where, AT(allowed) },
	{ .key = "denied", .read = read_where, AT(denied) },
	{ .key = "mechanism", .read = fh_read_word_bits, AT(mechanisms),
	  .required = true, .words = fh_mechanism_words },
	{ .key = "source", .read = fh_residency_read_sources,
	  AT(basis.source), .required = true },
	{ .key = "confidence", .read = fh_read_word, AT(confidence),
	  .required = true, .words = fh_confidence_words },
	{ .key = "as_of", .read = fh_read_instant, AT(basis.as_of_s),
	  .required = true },
	{ .key = "review", .read = fh_read_instant, AT(basis.review_s),
	  .required = true },
	{ .key = "binds_from", .read = fh_read_instant, AT(binds_from_s) },
	{ .key = "changes", .read = fh_residency_read_changes, AT(basis) },
	{ .key = "note", .read = fh_read_text, AT(note) },
};

/* A rule is as old as the oldest list it is made of. */
static void set_due(const struct fh_residency *residency,
		    struct fh_residency_rule *rule)
{
	rule->due_s = rule->basis.review_s;
	for (size_t i = 0; i < residency->list_count; i++) {
		const struct fh_residency_list *list = &residency->list[i];

		if ((fh_strlist_has(&rule->allowed.lists, list->name) ||
		     fh_strlist_has(&rule->denied.lists, list->name)) &&
		    list->basis.review_s < rule->due_s)
			rule->due_s = list->basis.review_s;
	}
}

static void read_rule(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	struct fh_residency *residency = dst;
	struct fh_residency_rule *rule =
		&residency->rule[residency->rule_count];
	size_t before = fh_diag_total(reader->diags);

	rule->id = fh_reader_strdup(reader, name);
	if (!rule->id)
		return;
	rule->binds_from_s = INT64_MIN;
	residency->rule_count++;
	fh_reader_object(reader, value, rule_fields,
			 sizeof(rule_fields) / sizeof(*rule_fields), rule);
	set_due(residency, rule);
	if (fh_diag_total(reader->diags) == before)
		fh_residency_check_rule(reader, residency, rule);
}

static void read_rules(const struct fh_json *doc, struct fh_residency *ret,
		       struct fh_diags *diags)
{
	struct json_object *rules = NULL;
	struct fh_reader reader;
	void *room;

	if (!json_object_object_get_ex(fh_json_root(doc), "rules", &rules) ||
	    !json_object_is_type(rules, json_type_object))
		return;
	rules = fh_reader_begin(&reader, doc, "/rules", diags, ret);
	room = rules ? fh_residency_grow(
			       &reader, ret->rule, ret->rule_count,
			       (size_t) json_object_object_length(rules),
			       sizeof(*ret->rule)) : NULL;
	if (room) {
		ret->rule = room;
		fh_reader_members(&reader, rules, false, read_rule, ret);
	}
	fh_reader_end(&reader);
}

void fh_residency_read(struct fh_json *const *doc, size_t count,
		       struct fh_residency *ret, struct fh_diags *diags)
{
	bool whole = true;

	for (size_t i = 0; i < count; i++) {
		whole = whole && doc[i];
		if (doc[i])
			fh_residency_read_lists(doc[i], ret, diags);
	}
	/* Else rules would be full of lists and regimes that don't exist. */
	for (size_t i = 0; i < count && whole; i++)
		read_rules(doc[i], ret, diags);
}

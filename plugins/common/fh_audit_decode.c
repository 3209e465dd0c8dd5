/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a line of the log: see fh_audit_record.h. */
#include <string.h>

#include <json-c/json.h>

#include "fh_audit_key.h"
#include "fh_units.h"

#define BEFORE "{\"hash\":\""
#define BEHIND "\","
#define DEPTH_MAX 2

static int wrong(const char *name, const char *wanted, struct fh_error *err)
{
	return fh_err(err, "\"%.40s\" is not %s", name, wanted);
}

static const char *text_of(struct json_object *value)
{
	return json_object_is_type(value, json_type_string) ?
		       json_object_get_string(value) : NULL;
}

static int get_number(struct json_object *value, const char *name,
		      int64_t max, int64_t *ret, struct fh_error *err)
{
	int64_t number = json_object_get_int64(value);

	if (!json_object_is_type(value, json_type_int) || number < 0 ||
	    number > max)
		return wrong(name, "a number from 0", err);
	*ret = number;
	return 0;
}

static int get_value(struct json_object *value, const struct fh_audit_key *key,
		     void *dst, struct fh_error *err)
{
	const char *text = text_of(value);
	int64_t number = 0;
	int kind;

	switch (key->form) {
	case FH_AUDIT_FORM_KIND:
		kind = text ? fh_audit_kind_find(text) : -1;
		if (kind < 0)
			return wrong(key->name, "a kind of record", err);
		*(enum fh_audit_kind *) dst = (unsigned) kind;
		break;
	case FH_AUDIT_FORM_ID:
		if (get_number(value, key->name, UINT32_MAX, &number, err))
			return -1;
		*(uint32_t *) dst = (uint32_t) number;
		break;
	case FH_AUDIT_FORM_NUMBER:
		return get_number(value, key->name, INT64_MAX, dst, err);
	case FH_AUDIT_FORM_INSTANT:
		if (!text || fh_units_parse_instant(text, dst, NULL))
			return wrong(key->name, "an instant", err);
		break;
	case FH_AUDIT_FORM_TEXT:
		if (!text)
			return wrong(key->name, "a text", err);
		*(const char **) dst = text;
		break;
	}
	return 0;
}

/* The line's own keys, or one of the record. */
static int get_member(const char *name, struct json_object *value,
		      struct fh_audit_line *line, struct fh_error *err)
{
	if (!strcmp(name, "hash"))
		return 0;
	if (!strcmp(name, "line"))
		return get_number(value, name, INT64_MAX, &line->line, err);
	if (!strcmp(name, "decision"))
		return get_number(value, name, INT64_MAX, &line->decision,
				  err);
	for (size_t i = 0; i < FH_AUDIT_KEY_COUNT; i++)
		if (!strcmp(fh_audit_key[i].name, name))
			return get_value(value, &fh_audit_key[i],
					 (char *) &line->record +
						 fh_audit_key[i].offset, err);
	return fh_err(err, "\"%.40s\" is no key of the audit", name);
}

/* All that a line must have; the others depend on its kind. */
static int check_needed(const struct fh_audit_line *line, struct fh_error *err)
{
	struct json_object *kind;

	if (line->line < 1 || line->decision < 0)
		return fh_err(err, "\"line\" or \"decision\" is missing");
	if (line->record.at_s == FH_UNKNOWN ||
	    !json_object_object_get_ex(line->json, "kind", &kind))
		return fh_err(err, "\"at\" or \"kind\" is missing");
	return 0;
}

static struct json_object *parse(const char *text, size_t len,
				 struct fh_error *err)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);
	struct json_object *json;

	if (!tokener) {
		fh_err_nomem(err);
		return NULL;
	}
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT |
					JSON_TOKENER_VALIDATE_UTF8);
	json = json_tokener_parse_ex(tokener, text, (int) len);
	if (!json || json_tokener_get_parse_end(tokener) != len ||
	    !json_object_is_type(json, json_type_object)) {
		fh_err(err, "it is not one object of JSON");
		json_object_put(json);
		json = NULL;
	}
	json_tokener_free(tokener);
	return json;
}

/* {"hash":"HEX","... */
static int get_hash(const char *line, size_t len, struct fh_audit_line *ret,
		    struct fh_error *err)
{
	size_t before = strlen(BEFORE);
	size_t start = before + FH_DIGEST_HEX + strlen(BEHIND);
	unsigned char hash[FH_DIGEST_SIZE];

	if (len <= start || memcmp(line, BEFORE, before) ||
	    !fh_digest_read(line + before, hash) ||
	    memcmp(line + before + FH_DIGEST_HEX, BEHIND, strlen(BEHIND)))
		return fh_err(err, "it does not begin with " BEFORE
			      " and 64 hex digits");
	fh_digest_put(hash, ret->hash);
	ret->text = line + start;
	ret->text_len = len - start;
	return 0;
}

static int decode(const char *line, size_t len, struct fh_audit_line *ret,
		  struct fh_error *err)
{
	if (get_hash(line, len, ret, err))
		return -1;
	ret->json = parse(line, len, err);
	if (!ret->json)
		return -1;
	json_object_object_foreach(ret->json, name, value)
		if (get_member(name, value, ret, err))
			return -1;
	return check_needed(ret, err);
}

int fh_audit_decode(const char *line, size_t len, struct fh_audit_line *ret,
		    struct fh_error *err)
{
	memset(ret, 0, sizeof(*ret));
	fh_audit_begin(&ret->record, FH_AUDIT_KINDS);
	ret->decision = FH_UNKNOWN;
	if (len && line[len - 1] == '\n')
		len--;
	if (len > FH_AUDIT_LINE_MAX)
		return fh_err(err, "it has more than %u bytes",
			      FH_AUDIT_LINE_MAX);
	if (!decode(line, len, ret, err))
		return 0;
	fh_audit_line_clear(ret);
	return -1;
}

void fh_audit_line_clear(struct fh_audit_line *line)
{
	json_object_put(line->json);
	memset(line, 0, sizeof(*line));
}

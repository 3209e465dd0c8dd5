/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads node.json: see fh_result.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_identity.h"
#include "fh_quote.h"
#include "fh_suggest.h"

#define VALUE_MAX 400		/* bytes of one value */

/* Add every key of the file that is none of ours to diags. */
static void check_keys(const struct fh_json *doc, struct fh_diags *diags)
{
	const char *known[FH_IDENTITY_VALUES];

	for (size_t i = 0; i < FH_IDENTITY_VALUES; i++)
		known[i] = fh_identity_key(i);
	json_object_object_foreach(fh_json_root(doc), key, value)
	{
		const char *near = fh_suggest(key, known, FH_IDENTITY_VALUES);
		struct fh_quoted shown;
		size_t i;

		(void) value;
		for (i = 0; i < FH_IDENTITY_VALUES; i++)
			if (!strcmp(known[i], key))
				break;
		if (i == FH_IDENTITY_VALUES)
			fh_json_diag(doc, "", diags, "unknown key \"%s\"%s%s%s",
				     fh_quote(key, &shown),
				     near ? "; did you mean " : "",
				     near ? near : "", near ? "?" : "");
	}
}

/* One value; a mistake goes to diags. */
static void read_value(const struct fh_json *doc, size_t i,
		       struct fh_identity *ret, struct fh_diags *diags)
{
	struct json_object *value;
	size_t len;

	if (!json_object_object_get_ex(fh_json_root(doc), fh_identity_key(i),
				       &value)) {
		if (!fh_identity_optional(i))
			fh_json_diag(doc, "", diags, "the key \"%s\" is "
				     "missing", fh_identity_key(i));
		return;
	}
	len = json_object_is_type(value, json_type_string) ?
	      (size_t) json_object_get_string_len(value) : 0;
	if (!len || len > VALUE_MAX) {
		fh_json_diag(doc, "", diags, "\"%s\" must be a text of 1 to "
			     "%d bytes", fh_identity_key(i), VALUE_MAX);
		return;
	}
	*fh_identity_at(ret, i) = strdup(json_object_get_string(value));
	if (!*fh_identity_at(ret, i))
		fh_json_diag(doc, "", diags, "out of memory");
}

static void read_document(const struct fh_json *doc, struct fh_identity *ret,
			  struct fh_diags *diags)
{
	if (!json_object_is_type(fh_json_root(doc), json_type_object)) {
		fh_json_diag(doc, "", diags, "must be an object");
		return;
	}
	check_keys(doc, diags);
	for (size_t i = 0; i < FH_IDENTITY_VALUES; i++)
		read_value(doc, i, ret, diags);
	if (ret->tenancy && fh_tenancy_find(ret->tenancy) < 0)
		fh_json_diag(doc, "/tenancy", diags, "must be owned, leased "
			     "or cloud");
}

int fh_identity_read(const char *name, const char *text, size_t len,
		     struct fh_identity *ret, struct fh_error *err)
{
	struct fh_diags diags = { 0 };
	struct fh_json *doc = fh_json_parse(name, text, len, &diags);
	struct fh_identity made = { 0 };
	char *first = NULL;
	int rc = -1;

	if (doc)
		read_document(doc, &made, &diags);
	if (!fh_diag_total(&diags)) {
		*ret = made;
		made = (struct fh_identity) { 0 };
		rc = 0;
		goto out;
	}
	first = diags.count ? fh_diag_format(&diags.item[0]) : NULL;
	if (first)
		fh_err(err, "%s", first);
	else
		fh_err_nomem(err);
out:
	free(first);
	fh_identity_clear(&made);
	fh_json_free(doc);
	fh_diag_clear(&diags);
	return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The note in AdminComment: see note.h. */
#include "fh_config.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/note.h"
#include "plugins/common/fh_units.h"

/* A copy of the text under key, or NULL. */
static char *text_of(struct json_object *object, const char *key)
{
	struct json_object *value;

	if (!json_object_object_get_ex(object, key, &value) ||
	    !json_object_is_type(value, json_type_string))
		return NULL;
	return strdup(json_object_get_string(value));
}

/* "h100:4": the type; the count is per node, AllocTRES has all of them. */
static void read_accel(struct json_object *object, struct scost_note *ret)
{
	char *text = text_of(object, "accel");
	size_t len = text ? strcspn(text, ":") : 0;

	if (len && len < sizeof(ret->accel))
		memcpy(ret->accel, text, len);
	free(text);
}

static void read_restart(struct json_object *object, struct scost_note *ret)
{
	struct json_object *value;

	if (json_object_object_get_ex(object, "restart", &value) &&
	    json_object_is_type(value, json_type_int))
		ret->restart = json_object_get_int64(value);
}

void scost_note_read(const char *admin_comment, struct scost_note *ret)
{
	struct json_object *root, *object;

	memset(ret, 0, sizeof(*ret));
	ret->restart = FH_UNKNOWN;
	if (!admin_comment || *admin_comment != '{')
		return;
	root = json_tokener_parse(admin_comment);
	if (json_object_is_type(root, json_type_object) &&
	    json_object_object_get_ex(root, "freehold", &object) &&
	    json_object_is_type(object, json_type_object)) {
		read_accel(object, ret);
		read_restart(object, ret);
		ret->site = text_of(object, "site");
		ret->zone = text_of(object, "zone");
		ret->data_class = text_of(object, "class");
		ret->digest = text_of(object, "digest");
	}
	json_object_put(root);
}

void scost_note_clear(struct scost_note *note)
{
	free(note->site);
	free(note->zone);
	free(note->data_class);
	free(note->digest);
	memset(note, 0, sizeof(*note));
}

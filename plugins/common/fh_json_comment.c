/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Comments in JSON, which json-c does not know: see fh_json_index.h. */
#include <string.h>

#include "fh_json_index.h"

/* Overwrite from .. to, but keep the lines. */
static void blank(char *from, const char *to)
{
	for (; from < to; from++)
		if (*from != '\n' && *from != '\r')
			*from = ' ';
}

/* Behind the string that begins at at. */
static char *string_end(char *at)
{
	for (at++; *at && *at != '"' && *at != '\n'; at++)
		if (*at == '\\' && at[1])
			at++;
	return *at ? at + 1 : at;
}

/* Behind the comment that begins at at; NULL when it never ends. */
static char *comment_end(char *at)
{
	char *stop;

	if (at[1] == '/')
		return at + strcspn(at, "\n");
	stop = strstr(at + 2, "*/");
	return stop ? stop + 2 : NULL;
}

const char *fh_json_blank_comments(char *text)
{
	char *at = text;

	while (*at) {
		char *comment = at;

		if (*at == '"') {
			at = string_end(at);
			continue;
		}
		if (*at != '/' || (at[1] != '/' && at[1] != '*')) {
			at++;
			continue;
		}
		at = comment_end(comment);
		if (!at)
			return comment;
		blank(comment, at);
	}
	return NULL;
}

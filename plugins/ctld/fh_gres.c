/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of a --gres list, found and put in as text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_gres.h"
#include "plugins/common/fh_error.h"
#include "plugins/common/fh_units.h"

/* One entry: name points into the list, behind a "gres:". */
struct piece {
	const char *start, *name;
	size_t len;		/* from start */
};

static const char *skip_prefix(const char *text)
{
	return strncmp(text, "gres:", 5) ? text : text + 5;
}

/* The entry at *pos, which moves behind it; false at the end. */
static bool next_piece(const char **pos, struct piece *ret)
{
	if (!*pos || !**pos)
		return false;
	ret->start = *pos;
	ret->len = strcspn(*pos, ",");
	ret->name = skip_prefix(*pos);
	*pos += ret->len + ((*pos)[ret->len] == ',');
	return true;
}

static bool is_gpu(const struct piece *piece)
{
	const char *end = piece->name + 3;

	return !strncmp(piece->name, "gpu", 3) &&
	       (end >= piece->start + piece->len || strchr(":=(", *end));
}

bool fh_gres_has_gpu(const char *gres)
{
	struct piece piece;

	while (next_piece(&gres, &piece))
		if (is_gpu(&piece))
			return true;
	return false;
}

/* Copy the entries that are not for gpu to out; returns the end. */
static char *copy_others(const char *gres, char *out)
{
	struct piece piece;
	char *start = out;

	while (next_piece(&gres, &piece)) {
		if (is_gpu(&piece) || !piece.len)
			continue;
		if (out > start)
			*out++ = ',';
		memcpy(out, piece.start, piece.len);
		out += piece.len;
	}
	*out = '\0';
	return out;
}

int fh_gres_with(const char *gres, const struct fh_alternative *alternative,
		 char **ret)
{
	/* A comma, "gres:gpu:", the type, a colon, ten digits and a NUL. */
	size_t size = (gres ? strlen(gres) : 0) + FH_TYPE_NAME_MAX + 32;
	char *text = malloc(size), *end;

	*ret = NULL;
	if (!text)
		return -1;
	end = copy_others(gres, text);
	if (alternative)
		snprintf(end, size - (size_t) (end - text),
			 "%sgres:gpu:%s:%u", end > text ? "," : "",
			 alternative->type, alternative->count);
	if (*text)
		*ret = text;
	else
		free(text);
	return 0;
}

/* "gpu:TYPE:COUNT" and perhaps "(S:0-1)", of len bytes. */
static int parse_gpu(const char *name, size_t len, struct fh_alternative *ret)
{
	char text[FH_TYPE_NAME_MAX + 32], *type, *count;
	int64_t number;

	if (len >= sizeof(text))
		return -1;
	memcpy(text, name, len);
	text[len] = '\0';
	text[strcspn(text, "(")] = '\0';
	type = strchr(text, ':');
	count = strrchr(text, ':');
	if (!type || type == count || count - type - 1 > FH_TYPE_NAME_MAX)
		return -1;
	*count++ = '\0';
	if (fh_units_parse_count(count, 1, UINT32_MAX, &number, NULL))
		return -1;
	memcpy(ret->type, type + 1, strlen(type + 1) + 1);
	ret->count = (uint32_t) number;
	return 0;
}

bool fh_gres_next_accel(const char **pos, struct fh_alternative *ret)
{
	struct piece piece;

	while (next_piece(pos, &piece)) {
		size_t skipped = (size_t) (piece.name - piece.start);

		if (is_gpu(&piece) &&
		    !parse_gpu(piece.name, piece.len - skipped, ret))
			return true;
	}
	return false;
}

int fh_gres_accel(const char *gres, struct fh_alternative *ret)
{
	return fh_gres_next_accel(&gres, ret) ? 0 : -1;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A short text that grows up to a bound: see fh_line.h. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fh_line.h"

void fh_line_add(struct fh_line *line, const char *fmt, ...)
{
	size_t room = sizeof(line->text) - line->len;
	va_list ap;
	int need;

	va_start(ap, fmt);
	need = vsnprintf(line->text + line->len, room, fmt, ap);
	va_end(ap);
	if (need > 0)
		line->len += (size_t) need < room ? (size_t) need : room - 1;
}

void fh_line_list(struct fh_line *line, size_t max, const char *separator,
		  const char *item)
{
	size_t need = strlen(separator) + strlen(item);

	if (line->left_out || line->len + need > max)
		line->left_out++;
	else
		fh_line_add(line, "%s%s", line->len ? separator : "", item);
}

const char *fh_line_end(struct fh_line *line)
{
	if (line->left_out)
		fh_line_add(line, "%s...", line->len ? ", " : "");
	else if (!line->len)
		fh_line_add(line, "none");
	return line->text;
}

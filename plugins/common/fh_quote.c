/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text from users inside our messages: see fh_quote.h. */
#include <string.h>

#include "fh_quote.h"

const char *fh_quote(const char *text, struct fh_quoted *buf)
{
	size_t len = 0;

	for (; text && text[len] && len < FH_QUOTE_MAX; len++)
		buf->text[len] = text[len] >= ' ' && text[len] <= '~' ?
					 text[len] : '?';
	buf->text[len] = '\0';
	if (text && text[len])
		strcpy(buf->text + len, "...");
	return buf->text;
}

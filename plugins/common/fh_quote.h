/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text from users inside our messages: short, and on one line. */
#ifndef FH_QUOTE_H
#define FH_QUOTE_H

#define FH_QUOTE_MAX 48		/* bytes shown of what was typed */

struct fh_quoted {
	char text[FH_QUOTE_MAX + sizeof("...")];
};

/*
 * text, cut behind FH_QUOTE_MAX bytes (then "..."), with every byte outside
 * printable ASCII shown as '?'.  NULL gives "".
 * Returns buf->text, so that a call can stand in an argument list.
 */
const char *fh_quote(const char *text, struct fh_quoted *buf);

#endif

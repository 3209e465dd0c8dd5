/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A line as text, the form that is chained, dumped and sent: its columns
 * with tabs between; "-" is a number that is not known; backslash, tab,
 * newline and other control characters of texts are \\ and \xHH.
 */
#ifndef SCOST_LEDGER_TEXT_H
#define SCOST_LEDGER_TEXT_H

#include <json-c/printbuf.h>

#include "contribs/scost/line.h"

/* Append it. */
void scost_text_put(struct printbuf *out, const struct scost_line *line);

/* The columns' names in its order. */
void scost_text_put_names(struct printbuf *out);

/*
 * Back.
 * text:  is cut up; ret's texts point into it.
 * Returns 0, or -1 with err set.
 */
int scost_text_read(char *text, struct scost_line *ret, struct fh_error *err);

/* One text as above; and back, in place: -1 when it is none. */
void scost_text_escape(struct printbuf *out, const char *text);
int scost_text_unescape(char *text);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts of users in files of others: names are bytes that anybody may choose,
 * and a report is opened by someone else.
 */
#ifndef SCOST_TEXT_H
#define SCOST_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define SCOST_TEXT_BAD "\xef\xbf\xbd"	/* U+FFFD, the replacement */

/*
 * Length in bytes of the character that text begins with; 0 at its end.
 * plain:  whether it can be shown: UTF-8, no control character, nothing that
 *         turns the direction of writing.
 */
size_t scost_text_next(const char *text, bool *plain);

/* What a format writes for one ASCII character; NULL: itself. */
typedef const char *scost_text_escape(char c);

/*
 * Write text with what can't be shown replaced by U+FFFD.
 * escape:  NULL: none is needed.
 */
void scost_text_write(FILE *out, const char *text, scost_text_escape *escape);

/* As above without escape, malloc'ed; NULL: no memory. */
char *scost_text_clean(const char *text);

/* Characters that scost_text_write() shows. */
size_t scost_text_length(const char *text);

#endif

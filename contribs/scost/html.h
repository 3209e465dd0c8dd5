/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts and numbers in HTML. */
#ifndef SCOST_HTML_H
#define SCOST_HTML_H

#include <stdint.h>
#include <stdio.h>

/* A text of a user, for content and for attributes in double quotes. */
void scost_html_text(FILE *out, const char *text);

/* A decimal with narrow spaces between groups of three: "12 345.67". */
void scost_html_number(FILE *out, const char *text);

/* Likewise of millionths; SCOST_NO_SUM is a dash. */
void scost_html_micro(FILE *out, int64_t micro, unsigned digits);

#endif

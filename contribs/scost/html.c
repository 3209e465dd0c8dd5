/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts and numbers in HTML: see html.h. */
#include "fh_config.h"

#include <ctype.h>
#include <string.h>

#include "contribs/scost/html.h"
#include "contribs/scost/measure.h"
#include "contribs/scost/text.h"

#define NARROW_SPACE "\xe2\x80\xaf"	/* U+202F: doesn't break a line */
#define GROUP 3

static const char *escape(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void scost_html_text(FILE *out, const char *text)
{
	scost_text_write(out, text, escape);
}

void scost_html_number(FILE *out, const char *text)
{
	size_t whole;

	if (*text == '-' && isdigit((unsigned char) text[1]))
		fputc(*text++, out);
	whole = strspn(text, "0123456789");
	for (size_t i = 0; i < whole; i++) {
		if (i && (whole - i) % GROUP == 0)
			fputs(NARROW_SPACE, out);
		fputc(text[i], out);
	}
	fputs(text + whole, out);
}

void scost_html_micro(FILE *out, int64_t micro, unsigned digits)
{
	char buf[32];

	if (micro == SCOST_NO_SUM)
		fputs("\xe2\x80\x93", out);	/* a dash: not known */
	else
		scost_html_number(out, scost_micro_format(micro, digits, buf,
							  sizeof(buf)));
}

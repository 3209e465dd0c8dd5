/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts of users in files of others: see text.h. */
#define _GNU_SOURCE /* open_memstream */
#include "fh_config.h"

#include <stdint.h>
#include <stdlib.h>

#include "contribs/scost/text.h"

/* Lead bytes of UTF-8, and the least that each length may be used for. */
static const struct {
	unsigned char mask, lead;
	uint32_t least;
} forms[] = {
	{ 0x80, 0x00, 0 },
	{ 0xe0, 0xc0, 0x80 },
	{ 0xf0, 0xe0, 0x800 },
	{ 0xf8, 0xf0, 0x10000 },
};

#define FORM_COUNT (sizeof(forms) / sizeof(forms[0]))

/* Characters that are none, or do something to the text around them. */
static const struct {
	uint32_t first, last;
} not_plain[] = {
	{ 0x00, 0x1f },		/* controls */
	{ 0x7f, 0x9f },
	{ 0x200e, 0x200f },	/* direction of writing */
	{ 0x2028, 0x202e },	/* line ends, and direction again */
	{ 0x2066, 0x2069 },
	{ 0xd800, 0xdfff },	/* halves of UTF-16 */
	{ 0xfeff, 0xfeff },	/* byte order mark */
	{ 0xfffe, 0xffff },
	{ 0x110000, UINT32_MAX },
};

static bool is_plain(uint32_t code)
{
	for (size_t i = 0; i < sizeof(not_plain) / sizeof(not_plain[0]); i++)
		if (code >= not_plain[i].first && code <= not_plain[i].last)
			return false;
	return true;
}

size_t scost_text_next(const char *text, bool *plain)
{
	const unsigned char *byte = (const unsigned char *) text;
	uint32_t code;
	size_t more = 0;

	*plain = false;
	if (!*byte)
		return 0;
	while (more < FORM_COUNT &&
	       (*byte & forms[more].mask) != forms[more].lead)
		more++;
	if (more == FORM_COUNT)
		return 1;
	code = *byte & (unsigned char) ~forms[more].mask;
	for (size_t i = 1; i <= more; i++) {
		if ((byte[i] & 0xc0) != 0x80)
			return 1;	/* the next one may begin here */
		code = code << 6 | (byte[i] & 0x3f);
	}
	if (code < forms[more].least)
		return 1;
	*plain = is_plain(code);
	return more + 1;
}

void scost_text_write(FILE *out, const char *text, scost_text_escape *escape)
{
	const char *instead;
	size_t len;
	bool plain;

	for (; (len = scost_text_next(text, &plain)); text += len) {
		instead = plain ? NULL : SCOST_TEXT_BAD;
		if (plain && len == 1 && escape)
			instead = escape(*text);
		if (instead)
			fputs(instead, out);
		else
			fwrite(text, 1, len, out);
	}
}

char *scost_text_clean(const char *text)
{
	char *ret = NULL;
	size_t size;
	FILE *out = open_memstream(&ret, &size);

	if (!out)
		return NULL;
	scost_text_write(out, text, NULL);
	if (!fclose(out))
		return ret;
	free(ret);
	return NULL;
}

size_t scost_text_length(const char *text)
{
	size_t ret = 0, len;
	bool plain;

	for (; (len = scost_text_next(text, &plain)); text += len)
		ret++;
	return ret;
}

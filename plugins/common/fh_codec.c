/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "VERSION;key=value;...": see fh_codec.h. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_codec.h"
#include "fh_quote.h"
#include "fh_units.h"

#define VERSION_DIGITS 6
#define NUMBER_DIGITS 20

static const char hex_digit[] = "0123456789ABCDEF";

/* May the byte stand as it is?  isalnum() would ask the locale. */
static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("_.:|,*@+/-", c));
}

int fh_codec_put(struct printbuf *to, const char *text, const char *also)
{
	for (; *text; text++) {
		unsigned char byte = (unsigned char) *text;
		char out[3] = { '%', hex_digit[byte >> 4],
				hex_digit[byte & 15] };
		bool plain = is_plain(*text) && !strchr(also, *text);

		if (printbuf_memappend(to, plain ? text : out,
				       plain ? 1 : 3) < 0)
			return -1;
	}
	return 0;
}

int fh_codec_add(struct printbuf *to, const char *key, const char *text)
{
	if (!text)
		return 0;
	return sprintbuf(to, ";%s=", key) < 0 ? -1 :
						fh_codec_put(to, text, "");
}

int fh_codec_add_number(struct printbuf *to, const char *key, int64_t number)
{
	return sprintbuf(to, ";%s=%" PRId64, key, number) < 0 ? -1 : 0;
}

char *fh_codec_finish(const struct printbuf *text, const char *what,
		      size_t max, struct fh_error *err)
{
	size_t len = (size_t) text->bpos;
	char *copy;

	if (len > max) {
		fh_err(err, "%s of %zu bytes are too long: at most %zu", what,
		       len, max);
		return NULL;
	}
	copy = strndup(text->buf, len);
	if (!copy)
		fh_err_nomem(err);
	return copy;
}

/* Value of a hex digit, or -1. */
static int hex_value(char c)
{
	const char *found = c ? strchr(hex_digit, toupper((unsigned char) c)) :
				NULL;

	return found ? (int) (found - hex_digit) : -1;
}

char *fh_codec_text(const char *raw, size_t len, struct fh_error *err)
{
	char *text = malloc(len + 1), *out = text;
	size_t i = 0;

	if (!text) {
		fh_err_nomem(err);
		return NULL;
	}
	while (i < len) {
		int high = i + 2 < len ? hex_value(raw[i + 1]) : -1;
		int low = i + 2 < len ? hex_value(raw[i + 2]) : -1;

		if (is_plain(raw[i])) {
			*out++ = raw[i++];
			continue;
		}
		/* %00 would end the text early. */
		if (raw[i] != '%' || high < 0 || low < 0 || !(high | low)) {
			fh_err(err, "byte %zu is badly encoded", i + 1);
			free(text);
			return NULL;
		}
		*out++ = (char) (high << 4 | low);
		i += 3;
	}
	*out = '\0';
	return text;
}

int fh_codec_number(const char *raw, size_t len, int64_t min, int64_t max,
		    int64_t *ret, struct fh_error *err)
{
	char digits[NUMBER_DIGITS + 1];

	if (len > NUMBER_DIGITS)
		return fh_err(err, "a number has more than %d digits",
			      NUMBER_DIGITS);
	memcpy(digits, raw, len);
	digits[len] = '\0';
	return fh_units_parse_count(digits, min, max, ret, err);
}

/*
 * The version in front.
 * ret_rest:  what stands behind it: "" or ";key=...".
 */
static enum fh_codec_read read_version(const struct fh_codec *codec,
				       const char *text,
				       const char **ret_rest,
				       struct fh_error *err)
{
	size_t digits = strcspn(text, ";");
	int64_t version;

	if (digits > VERSION_DIGITS ||
	    fh_codec_number(text, digits, 1, INT32_MAX, &version, NULL)) {
		fh_err(err, "%s do not begin with a version", codec->what);
		return FH_CODEC_BAD;
	}
	if (version > codec->version) {
		fh_err(err, "%s were made by a newer version of Freehold: "
		       "format %" PRId64 ", this one reads %d", codec->what,
		       version, codec->version);
		return FH_CODEC_NEWER;
	}
	*ret_rest = text + digits;
	return FH_CODEC_OK;
}

/* One "key=value" of len bytes; seen has a bit per key. */
static int read_pair(const struct fh_codec *codec, const char *pair,
		     size_t len, uint32_t *seen, void *into,
		     struct fh_error *err)
{
	const char *equals = memchr(pair, '=', len);
	size_t name_len = equals ? (size_t) (equals - pair) : len;
	struct fh_error why = { "" };
	char name[FH_QUOTE_MAX];
	struct fh_quoted shown;
	size_t i;

	snprintf(name, sizeof(name), "%.*s", (int) name_len, pair);
	for (i = 0; i < codec->count; i++)
		if (!strcmp(codec->key[i].name, name))
			break;
	if (!equals || i == codec->count)
		return fh_err(err, "%s: '%s' is not a key of this version",
			      codec->what, fh_quote(name, &shown));
	if ((*seen & 1u << i) && !codec->key[i].many)
		return fh_err(err, "%s: '%s' stands twice", codec->what, name);
	*seen |= 1u << i;
	if (codec->key[i].read(&codec->key[i], into, equals + 1,
			       len - name_len - 1, &why))
		return fh_err(err, "%s: %s: %s", codec->what, name, why.text);
	return 0;
}

enum fh_codec_read fh_codec_read(const struct fh_codec *codec,
				 const char *text, void *into,
				 struct fh_error *err)
{
	uint32_t seen = 0;
	enum fh_codec_read rc;

	if (strnlen(text, codec->max + 1) > codec->max) {
		fh_err(err, "%s are longer than %zu bytes", codec->what,
		       codec->max);
		return FH_CODEC_BAD;
	}
	rc = read_version(codec, text, &text, err);
	if (rc != FH_CODEC_OK)
		return rc;
	while (*text) {
		size_t len = strcspn(++text, ";");

		if (read_pair(codec, text, len, &seen, into, err))
			return FH_CODEC_BAD;
		text += len;
	}
	for (size_t i = 0; i < codec->count; i++) {
		if (!codec->key[i].needed || seen & 1u << i)
			continue;
		fh_err(err, "%s have no %s", codec->what, codec->key[i].name);
		return FH_CODEC_BAD;
	}
	return FH_CODEC_OK;
}

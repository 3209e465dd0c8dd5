/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing a record: see fh_audit_record.h.  By hand and without memory of its
 * own, for slurmctld's scheduler waits meanwhile.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "fh_audit_key.h"
#include "fh_units.h"

struct out {
	char *buf;
	size_t len, size;
	bool full;
};

static void put(struct out *out, const char *bytes, size_t len)
{
	if (len > out->size - out->len) {
		out->full = true;
		return;
	}
	memcpy(out->buf + out->len, bytes, len);
	out->len += len;
}

static void put_text(struct out *out, const char *text)
{
	put(out, text, strlen(text));
}

/* Bytes of the UTF-8 character at text (RFC 3629); 0 when there is none. */
static size_t utf8_length(const unsigned char *text)
{
	static const struct {
		unsigned char first, last;	/* of the first byte */
		unsigned char low, high;	/* of the second */
		size_t len;
	} form[] = {
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};

	for (size_t i = 0; i < sizeof(form) / sizeof(form[0]); i++) {
		if (*text < form[i].first || *text > form[i].last)
			continue;
		if (text[1] < form[i].low || text[1] > form[i].high)
			return 0;
		for (size_t k = 2; k < form[i].len; k++)
			if ((text[k] & 0xc0) != 0x80)
				return 0;
		return form[i].len;
	}
	return 0;
}

/* Returns the bytes of text that were written. */
static size_t put_char(struct out *out, const char *text)
{
	unsigned char c = (unsigned char) *text;
	char escape[8];
	size_t len;

	if (c == '"' || c == '\\') {
		put(out, "\\", 1);
		put(out, text, 1);
	} else if (c < ' ' || c == 0x7f) {
		snprintf(escape, sizeof(escape), "\\u%04x", c);
		put_text(out, escape);
	} else if ((len = utf8_length((const unsigned char *) text))) {
		put(out, text, len);
		return len;
	} else {
		put_text(out, "\\ufffd");
	}
	return 1;
}

/* How many bytes at text are written as they are. */
static size_t plain_length(const char *text)
{
	size_t len = 0;

	while (text[len] >= ' ' && text[len] < 0x7f && text[len] != '"' &&
	       text[len] != '\\')
		len++;
	return len;
}

static void put_quoted(struct out *out, const char *text)
{
	size_t len;

	put(out, "\"", 1);
	while (*text) {
		len = plain_length(text);
		put(out, text, len);
		text += len ? len : put_char(out, text);
	}
	put(out, "\"", 1);
}

static void put_name(struct out *out, const char *name)
{
	if (out->len)
		put(out, ",", 1);
	put(out, "\"", 1);
	put_text(out, name);
	put(out, "\":", 2);
}

static void put_number(struct out *out, const char *name, int64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, number);
	put_name(out, name);
	put_text(out, text);
}

static void put_string(struct out *out, const char *name, const char *text)
{
	put_name(out, name);
	put_quoted(out, text);
}

static void put_key(struct out *out, const struct fh_audit_key *key,
		    const void *value)
{
	int64_t number;
	char instant[32];

	switch (key->form) {
	case FH_AUDIT_FORM_KIND:
		put_string(out, key->name, fh_audit_kind_name(
				   *(const enum fh_audit_kind *) value));
		break;
	case FH_AUDIT_FORM_ID:
		if (*(const uint32_t *) value)
			put_number(out, key->name, *(const uint32_t *) value);
		break;
	case FH_AUDIT_FORM_NUMBER:
		if (*(const int64_t *) value != FH_UNKNOWN)
			put_number(out, key->name, *(const int64_t *) value);
		break;
	case FH_AUDIT_FORM_INSTANT:
		number = *(const int64_t *) value;
		if (number != FH_UNKNOWN)
			put_string(out, key->name, fh_units_format_instant(
					   number, instant, sizeof(instant)));
		break;
	case FH_AUDIT_FORM_TEXT:
		if (*(const char *const *) value)
			put_string(out, key->name,
				   *(const char *const *) value);
		break;
	}
}

int fh_audit_encode(const struct fh_audit_record *record, char *buf,
		    size_t *ret_len, struct fh_error *err)
{
	struct out out = { .buf = buf, .size = FH_AUDIT_TEXT_MAX };

	for (size_t i = 0; i < FH_AUDIT_KEY_COUNT; i++)
		put_key(&out, &fh_audit_key[i],
			(const char *) record + fh_audit_key[i].offset);
	put(&out, "}", 1);
	if (out.full)
		return fh_err(err, "an audit record has more than %u bytes",
			      FH_AUDIT_TEXT_MAX);
	*ret_len = out.len;
	return 0;
}

int fh_audit_chain(struct fh_chain *chain, int64_t decision, const char *text,
		   size_t len, char *buf, size_t *ret_len,
		   struct fh_error *err)
{
	/* {"hash":"HEX", is made when what follows it is there. */
	static const char before[] = "{\"hash\":\"", behind[] = "\",";
	size_t start = sizeof(before) - 1 + FH_DIGEST_HEX + sizeof(behind) - 1;
	struct out out = { .buf = buf + start,
			   .size = FH_AUDIT_LINE_MAX - start };
	char hex[FH_DIGEST_HEX + 1];

	put_number(&out, "line", chain->lines + 1);
	put_number(&out, "decision", decision);
	put(&out, ",", 1);
	put(&out, text, len);
	if (out.full)
		return fh_err(err, "a line of the audit has more than %u bytes",
			      FH_AUDIT_LINE_MAX);
	if (fh_chain_append(chain, out.buf, out.len, hex, err))
		return -1;
	memcpy(buf, before, sizeof(before) - 1);
	memcpy(buf + sizeof(before) - 1, hex, FH_DIGEST_HEX);
	memcpy(out.buf - (sizeof(behind) - 1), behind, sizeof(behind) - 1);
	out.buf[out.len] = '\n';
	*ret_len = start + out.len + 1;
	return 0;
}

int fh_audit_chain_begin(struct fh_chain *chain, const char *cluster,
			 const char *host, struct fh_error *err)
{
	char label[FH_CHAIN_LABEL_MAX + 1];

	if ((size_t) snprintf(label, sizeof(label), "audit %s %s", cluster,
			      host) >= sizeof(label))
		return fh_err(err, "the names of cluster and host are longer "
			      "than %d bytes", FH_CHAIN_LABEL_MAX);
	return fh_chain_begin(chain, label, err);
}

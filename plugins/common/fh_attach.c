/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files beside the sources: see fh_attach.h. */
#include <limits.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_attach.h"
#include "fh_file.h"
#include "fh_quote.h"
#include "fh_reader.h"
#include "fh_tz.h"

#define NAME_MAX_BYTES 100
#define GROUP_BYTES 3		/* that four digits of base64 stand for */
#define GROUP_DIGITS 4

/* Where the name stands or belongs. */
static size_t place_of(const struct fh_attachments *set, const char *name,
		       bool *ret_found)
{
	size_t i = 0;
	int order = 1;

	while (i < set->count && (order = strcmp(set->item[i]->name,
						 name)) < 0)
		i++;
	*ret_found = i < set->count && !order;
	return i;
}

static void drop(struct fh_attachment *file)
{
	if (!file)
		return;
	free(file->name);
	free(file->bytes);
	free(file);
}

/* Takes bytes over, also when it fails. */
static const struct fh_attachment *add(struct fh_attachments *set,
				       const char *name, char *bytes,
				       size_t len, struct fh_error *err)
{
	struct fh_attachment *file = calloc(1, sizeof(*file));
	bool found;
	size_t i;

	if (!file || !(file->name = strdup(name))) {
		free(file);
		free(bytes);
		fh_err_nomem(err);
		return NULL;
	}
	file->bytes = bytes;
	file->len = len;
	if (set->count == FH_ATTACH_MAX ||
	    len > FH_ATTACH_MAX_BYTES - set->bytes) {
		drop(file);
		fh_err(err, "a configuration has at most %d files beside it, "
		       "of %u MiB in all", FH_ATTACH_MAX,
		       FH_ATTACH_MAX_BYTES >> 20);
		return NULL;
	}
	i = place_of(set, name, &found);
	memmove(&set->item[i + 1], &set->item[i],
		(set->count - i) * sizeof(set->item[0]));
	set->item[i] = file;
	set->count++;
	set->bytes += len;
	return file;
}

/* No empty part, none that begins with a dot, nothing but plain letters. */
static bool is_inside(const char *name)
{
	static const char chars[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_+-./";
	size_t len = strlen(name);

	return len && len <= NAME_MAX_BYTES && !name[strspn(name, chars)] &&
	       *name != '/' && *name != '.' && name[len - 1] != '/' &&
	       !strstr(name, "//") && !strstr(name, "/.");
}

static const struct fh_attachment *read_file(struct fh_attachments *set,
					     const char *name,
					     struct fh_error *err)
{
	const size_t skip = sizeof(FH_ATTACH_ZONEINFO) - 1;
	bool is_zone = !strncmp(name, FH_ATTACH_ZONEINFO, skip);
	char path[PATH_MAX], *bytes;
	size_t len;
	int size;

	size = snprintf(path, sizeof(path), "%s/%s",
			is_zone ? FH_TZ_DIR : set->dir,
			is_zone ? name + skip : name);
	if (size < 0 || (size_t) size >= sizeof(path)) {
		fh_err(err, "the file's name is too long");
		return NULL;
	}
	if (fh_file_read(path, is_zone ? FH_TZ_MAX_BYTES : FH_ATTACH_MAX_BYTES,
			 &bytes, &len, err))
		return NULL;
	return add(set, name, bytes, len, err);
}

const struct fh_attachment *fh_attach_get(struct fh_attachments *set,
					  const char *name,
					  struct fh_error *err)
{
	struct fh_quoted typed;
	bool found = false;
	size_t i = 0;

	if (!is_inside(name)) {
		fh_err(err, "'%s' is not the name of a file beside this one",
		       fh_quote(name, &typed));
		return NULL;
	}
	if (set)
		i = place_of(set, name, &found);
	if (found)
		return set->item[i];
	if (set && set->dir)
		return read_file(set, name, err);
	fh_err(err, "the file '%s' is not in this bundle",
	       fh_quote(name, &typed));
	return NULL;
}

static int write_file(const struct fh_attachment *file, struct printbuf *out)
{
	size_t room = (file->len + GROUP_BYTES - 1) / GROUP_BYTES *
		      GROUP_DIGITS + 1;
	unsigned char *digits = malloc(room);
	int len, rc = -1;

	if (!digits)
		return -1;
	len = EVP_EncodeBlock(digits, (const unsigned char *) file->bytes,
			      (int) file->len);
	if (sprintbuf(out, "\"%s\":\"", file->name) >= 0 &&
	    printbuf_memappend(out, (const char *) digits, len) >= 0 &&
	    printbuf_memappend(out, "\"", 1) >= 0)
		rc = 0;
	free(digits);
	return rc;
}

int fh_attach_write(const struct fh_attachments *set, struct printbuf *out)
{
	if (printbuf_memappend(out, "{", 1) < 0)
		return -1;
	for (size_t i = 0; i < set->count; i++)
		if ((i && printbuf_memappend(out, ",", 1) < 0) ||
		    write_file(set->item[i], out))
			return -1;
	return printbuf_memappend(out, "}", 1) < 0 ? -1 : 0;
}

/* malloc'ed bytes, or NULL when the text is no base64. */
static char *decode(const char *text, size_t *ret_len)
{
	size_t len = strlen(text), filled = 0;
	unsigned char *bytes;
	int size;

	while (filled < 2 && filled < len && text[len - 1 - filled] == '=')
		filled++;
	if (len % GROUP_DIGITS || len > FH_JSON_MAX_BYTES ||
	    !(bytes = malloc(len + 1)))
		return NULL;
	size = EVP_DecodeBlock(bytes, (const unsigned char *) text, (int) len);
	if (size < 0 || (size_t) size < filled) {
		free(bytes);
		return NULL;
	}
	*ret_len = (size_t) size - filled;
	return (char *) bytes;
}

static void read_entry(struct fh_reader *reader, const char *name,
		       struct json_object *value, struct fh_attachments *set)
{
	const char *text = fh_reader_string(reader, value);
	struct fh_error err;
	char *bytes;
	size_t len;

	if (!text)
		return;
	bytes = is_inside(name) ? decode(text, &len) : NULL;
	if (!bytes)
		fh_reader_diag(reader, "must be a file's name and its content "
			       "in base64");
	else if (!add(set, name, bytes, len, &err))
		fh_reader_diag(reader, "%s", err.text);
}

void fh_attach_read(const struct fh_json *doc, const char *pointer,
		    struct fh_attachments *ret, struct fh_diags *diags)
{
	struct json_object *object;
	struct fh_reader reader;

	object = fh_reader_begin(&reader, doc, pointer, diags, NULL);
	if (object && fh_reader_is(&reader, object, json_type_object)) {
		json_object_object_foreach(object, name, value) {
			size_t mark = fh_reader_enter(&reader, name);

			read_entry(&reader, name, value, ret);
			fh_reader_leave(&reader, mark);
		}
	}
	fh_reader_end(&reader);
}

void fh_attach_clear(struct fh_attachments *set)
{
	for (size_t i = 0; i < set->count; i++)
		drop(set->item[i]);
	set->count = set->bytes = 0;
}

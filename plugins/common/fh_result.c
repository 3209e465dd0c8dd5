/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Resolved terms and their text: see fh_result.h. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "fh_codec.h"
#include "fh_identity.h"
#include "fh_result_data.h"

#define WHAT "resolved terms"
#define COUNT_MAX 65536		/* accelerators or units of one node */

static const char *const form_name[] = {
	[FH_VISIBLE_NONE] = "none",
	[FH_VISIBLE_SLURM] = "slurm",
	[FH_VISIBLE_INDEX] = "index",
	[FH_VISIBLE_UNITS] = "units",
};
#define FORM_COUNT (sizeof(form_name) / sizeof(*form_name))

static int put_zone(struct printbuf *to, const struct fh_identity *zone)
{
	const char *before = ";zone=";

	for (size_t i = 0; i < FH_IDENTITY_VALUES; i++) {
		if (sprintbuf(to, "%s", before) < 0 ||
		    fh_codec_put(to, fh_identity_get(zone, i), "/"))
			return -1;
		before = "/";
	}
	return 0;
}

/* What the node needs to know about accelerators. */
static int put_accel(struct printbuf *to, const struct fh_result *result)
{
	if (!result->accel)
		return 0;
	if (fh_codec_add(to, "accel", result->accel) ||
	    fh_codec_add_number(to, "count", result->accel_count) ||
	    fh_codec_add(to, "variable", result->visible_variable) ||
	    fh_codec_add(to, "form", form_name[result->visible_form]) ||
	    fh_codec_add_number(to, "units", result->units_per_device))
		return -1;
	return 0;
}

static int put_result(struct printbuf *to, const struct fh_result *result)
{
	if (sprintbuf(to, "%d", FH_RESULT_VERSION) < 0 ||
	    fh_codec_add_number(to, "job", result->job_id) ||
	    fh_codec_add_number(to, "restart", result->restart) ||
	    fh_codec_add(to, "digest",
			 *result->digest ? result->digest : NULL) ||
	    put_accel(to, result) || fh_codec_add(to, "site", result->site) ||
	    fh_codec_add_number(to, "restricted", result->restricted) ||
	    fh_codec_add(to, "class", result->data_class))
		return -1;
	for (size_t i = 0; i < result->zone_count; i++)
		if (put_zone(to, &result->zone[i]))
			return -1;
	return fh_result_put_data(to, result);
}

char *fh_result_encode(const struct fh_result *result, struct fh_error *err)
{
	struct printbuf *text = printbuf_new();
	char *ret = NULL;

	if (!text || put_result(text, result))
		fh_err_nomem(err);
	else
		ret = fh_codec_finish(text, WHAT, FH_RESULT_MAX, err);
	printbuf_free(text);
	return ret;
}

/* The target of these readers is the offset in struct fh_result. */
static int read_text(const struct fh_codec_key *key, void *into,
		     const char *raw, size_t len, struct fh_error *err)
{
	char **text = (char **) ((char *) into + key->target);

	if (!len)
		return fh_err(err, "empty");
	*text = fh_codec_text(raw, len, err);
	return *text ? 0 : -1;
}

static int read_number(const char *raw, size_t len, int64_t max, void *into,
		       size_t target, struct fh_error *err)
{
	int64_t number;

	if (fh_codec_number(raw, len, 0, max, &number, err))
		return -1;
	*(uint32_t *) ((char *) into + target) = (uint32_t) number;
	return 0;
}

static int read_id(const struct fh_codec_key *key, void *into,
		   const char *raw, size_t len, struct fh_error *err)
{
	return read_number(raw, len, UINT32_MAX, into, key->target, err);
}

static int read_count(const struct fh_codec_key *key, void *into,
		      const char *raw, size_t len, struct fh_error *err)
{
	return read_number(raw, len, COUNT_MAX, into, key->target, err);
}

static int read_restricted(const struct fh_codec_key *key, void *into,
			   const char *raw, size_t len, struct fh_error *err)
{
	struct fh_result *result = into;
	int64_t number;

	(void) key;
	if (fh_codec_number(raw, len, 0, 1, &number, err))
		return -1;
	result->restricted = number;
	return 0;
}

static int read_digest(const struct fh_codec_key *key, void *into,
		       const char *raw, size_t len, struct fh_error *err)
{
	struct fh_result *result = into;

	(void) key;
	if (len != FH_DIGEST_HEX)
		return fh_err(err, "not %d digits", FH_DIGEST_HEX);
	memcpy(result->digest, raw, len);
	result->digest[len] = '\0';
	if (strspn(result->digest, "0123456789abcdef") != len)
		return fh_err(err, "not lower-case hex digits");
	return 0;
}

static int read_form(const struct fh_codec_key *key, void *into,
		     const char *raw, size_t len, struct fh_error *err)
{
	struct fh_result *result = into;

	(void) key;
	for (size_t i = 0; i < FORM_COUNT; i++) {
		if (strlen(form_name[i]) != len ||
		    strncmp(form_name[i], raw, len))
			continue;
		result->visible_form = i;
		return 0;
	}
	return fh_err(err, "not a form of this version");
}

/* One value of a zone; an empty one is absent. */
static int read_value(struct fh_identity *zone, size_t i, const char *raw,
		      size_t len, struct fh_error *err)
{
	char **value = fh_identity_at(zone, i);

	if (!len && fh_identity_optional(i))
		return 0;
	if (!len)
		return fh_err(err, "no %s", fh_identity_key(i));
	*value = fh_codec_text(raw, len, err);
	return *value ? 0 : -1;
}

static int read_zone(const struct fh_codec_key *key, void *into,
		     const char *raw, size_t len, struct fh_error *err)
{
	struct fh_result *result = into;
	const char *end = raw + len;
	struct fh_identity *zone;

	(void) key;
	if (result->zone_count == FH_RESULT_ZONE_MAX)
		return fh_err(err, "more than %d", FH_RESULT_ZONE_MAX);
	zone = &result->zone[result->zone_count++];
	for (size_t i = 0; i < FH_IDENTITY_VALUES; i++) {
		bool last = i == FH_IDENTITY_VALUES - 1;
		const char *slash = memchr(raw, '/', (size_t) (end - raw));
		const char *stop = slash ? slash : end;

		if (last != !slash)
			return fh_err(err, "not %d values", FH_IDENTITY_VALUES);
		if (read_value(zone, i, raw, (size_t) (stop - raw), err))
			return -1;
		raw = stop + !last;
	}
	return 0;
}

#define AT(member) .target = offsetof(struct fh_result, member)

static const struct fh_codec_key result_key[] = {
	{ .name = "job", .read = read_id, AT(job_id), .needed = true },
	{ .name = "restart", .read = read_id, AT(restart), .needed = true },
	{ .name = "digest", .read = read_digest },
	{ .name = "accel", .read = read_text, AT(accel) },
	{ .name = "count", .read = read_count, AT(accel_count) },
	{ .name = "variable", .read = read_text, AT(visible_variable) },
	{ .name = "form", .read = read_form },
	{ .name = "units", .read = read_count, AT(units_per_device) },
	{ .name = "site", .read = read_text, AT(site) },
	/* Not knowing it must not mean "no". */
	{ .name = "restricted", .read = read_restricted, .needed = true },
	{ .name = "class", .read = read_text, AT(data_class) },
	{ .name = "zone", .read = read_zone, .many = true },
	{ .name = "node", .read = fh_result_read_node },
	{ .name = "grant", .read = fh_result_read_grant, .many = true },
	{ .name = "hide", .read = fh_result_read_hide },
};

static const struct fh_codec result_codec = {
	.what = WHAT,
	.max = FH_RESULT_MAX,
	.version = FH_RESULT_VERSION,
	.key = result_key,
	.count = sizeof(result_key) / sizeof(*result_key),
};

int fh_result_decode(const char *text, struct fh_result *ret,
		     struct fh_error *err)
{
	struct fh_result made = { 0 };

	if (fh_codec_read(&result_codec, text, &made, err) != FH_CODEC_OK) {
		fh_result_clear(&made);
		return -1;
	}
	*ret = made;
	return 0;
}

void fh_result_clear(struct fh_result *result)
{
	if (!result)
		return;
	for (size_t i = 0; i < result->zone_count; i++)
		fh_identity_clear(&result->zone[i]);
	fh_result_clear_data(result);
	free(result->accel);
	free(result->visible_variable);
	free(result->site);
	free(result->data_class);
	memset(result, 0, sizeof(*result));
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Time zones from TZif files (RFC 9636): a header and data with 32 bit
 * instants that version 1 knew, the same with 64 bits, and a rule as text.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_bundle.h"
#include "fh_file.h"
#include "fh_quote.h"
#include "fh_tz_data.h"
#include "fh_units.h"

#define MAGIC "TZif"
#define MAGIC_SIZE 4
#define RESERVED 15
#define TYPE_SIZE 6		/* offset, is daylight time, name */
#define TYPES_MAX 256
#define RULE_MAX 256		/* bytes of the rule */
#define OFFSET_MIN_S (-89999)	/* RFC 9636, section 3.2 */
#define OFFSET_MAX_S 93599
#define NAME_MAX_BYTES 64

/* The counts of a header, in its order. */
enum count {
	COUNT_UT,
	COUNT_STANDARD,
	COUNT_LEAP,
	COUNT_TIME,
	COUNT_TYPE,
	COUNT_CHAR,
	COUNTS
};

/* Where the parts of the 64 bit data are. */
struct data {
	const unsigned char *time;	/* changes x 8 bytes */
	const unsigned char *index;	/* changes x 1: the type from then */
	const unsigned char *type;	/* types x TYPE_SIZE */
	size_t changes, types;
	const char *rule;
	size_t rule_len;
};

/* What is still to read. */
struct scan {
	const unsigned char *at;
	size_t left;
};

static const unsigned char *take(struct scan *scan, uint64_t size)
{
	const unsigned char *begin = scan->at;

	if (size > scan->left)
		return NULL;
	scan->at += size;
	scan->left -= (size_t) size;
	return begin;
}

static uint32_t big_endian_32(const unsigned char *byte)
{
	return (uint32_t) byte[0] << 24 | (uint32_t) byte[1] << 16 |
	       (uint32_t) byte[2] << 8 | byte[3];
}

static int64_t big_endian_64(const unsigned char *byte)
{
	return (int64_t) ((uint64_t) big_endian_32(byte) << 32 |
			  big_endian_32(byte + 4));
}

static int32_t type_offset(const unsigned char *type)
{
	return (int32_t) big_endian_32(type);
}

static int cut_short(struct fh_error *err)
{
	return fh_err(err, "it is cut short");
}

static int read_header(struct scan *scan, uint32_t count[COUNTS],
		       struct fh_error *err)
{
	const unsigned char *magic = take(scan, MAGIC_SIZE);
	const unsigned char *version = take(scan, 1 + RESERVED);

	if (!magic || memcmp(magic, MAGIC, MAGIC_SIZE))
		return fh_err(err, "it is no file of a time zone (TZif)");
	if (!version)
		return cut_short(err);
	if (*version < '2')
		return fh_err(err, "it is TZif of version 1, which ends in "
			      "2038; version 2 or newer is needed");
	for (int i = 0; i < COUNTS; i++) {
		const unsigned char *number = take(scan, 4);

		if (!number)
			return cut_short(err);
		count[i] = big_endian_32(number);
	}
	return 0;
}

/* The data of version 1 is only stepped over. */
static int skip_old(struct scan *scan, struct fh_error *err)
{
	uint32_t count[COUNTS];
	uint64_t size;

	if (read_header(scan, count, err))
		return -1;
	size = (uint64_t) count[COUNT_TIME] * 5 +
	       (uint64_t) count[COUNT_TYPE] * TYPE_SIZE + count[COUNT_CHAR] +
	       (uint64_t) count[COUNT_LEAP] * 8 + count[COUNT_STANDARD] +
	       count[COUNT_UT];
	return take(scan, size) ? 0 : cut_short(err);
}

static int check_counts(const uint32_t count[COUNTS], struct fh_error *err)
{
	if (count[COUNT_LEAP])
		return fh_err(err, "it counts leap seconds, which instants "
			      "here do not; take the zone without \"right/\"");
	if (count[COUNT_TIME] > FH_TZ_MAX_CHANGES)
		return fh_err(err, "it has %u changes, at most %d are read",
			      count[COUNT_TIME], FH_TZ_MAX_CHANGES);
	if (!count[COUNT_TYPE] || count[COUNT_TYPE] > TYPES_MAX)
		return fh_err(err, "it has %u types of local time, 1 to %d "
			      "are possible", count[COUNT_TYPE], TYPES_MAX);
	return 0;
}

/* A line between two newlines, and nothing behind it. */
static int read_rule_line(struct scan *scan, struct data *ret,
			  struct fh_error *err)
{
	const char *line = (const char *) scan->at;

	if (scan->left < 2 || scan->left > RULE_MAX || line[0] != '\n' ||
	    memchr(line + 1, '\n', scan->left - 1) != line + scan->left - 1)
		return fh_err(err, "it does not end with the line of its "
			      "rule");
	ret->rule = line + 1;
	ret->rule_len = scan->left - 2;
	return 0;
}

static int find_data(struct scan *scan, struct data *ret,
		     struct fh_error *err)
{
	uint32_t count[COUNTS];

	if (skip_old(scan, err) || read_header(scan, count, err) ||
	    check_counts(count, err))
		return -1;
	ret->changes = count[COUNT_TIME];
	ret->types = count[COUNT_TYPE];
	ret->time = take(scan, (uint64_t) ret->changes * 8);
	ret->index = take(scan, ret->changes);
	ret->type = take(scan, (uint64_t) ret->types * TYPE_SIZE);
	if (!ret->time || !ret->index || !ret->type ||
	    !take(scan, (uint64_t) count[COUNT_CHAR] + count[COUNT_STANDARD] +
		  count[COUNT_UT]))
		return cut_short(err);
	return read_rule_line(scan, ret, err);
}

static int check_data(const struct data *data, struct fh_error *err)
{
	int64_t before_s = INT64_MIN;

	for (size_t i = 0; i < data->types; i++) {
		int32_t offset_s = type_offset(data->type + i * TYPE_SIZE);

		if (offset_s < OFFSET_MIN_S || offset_s > OFFSET_MAX_S)
			return fh_err(err, "it has a clock %d seconds from "
				      "UTC, more than a day", offset_s);
	}
	for (size_t i = 0; i < data->changes; i++) {
		int64_t at_s = big_endian_64(data->time + i * 8);

		if ((i && at_s <= before_s) || at_s > FH_CIVIL_LAST_S)
			return fh_err(err, "its change %zu is not behind the "
				      "one before, or behind the year 9999",
				      i + 1);
		if (data->index[i] >= data->types)
			return fh_err(err, "its change %zu is to a type of "
				      "local time that it does not have",
				      i + 1);
		before_s = at_s;
	}
	return 0;
}

/* Steps that change the offset; those before 1970 leave only the last. */
static void fill_steps(struct fh_tz *tz, const struct data *data)
{
	int32_t offset_s = type_offset(data->type);

	tz->first_s = offset_s;
	for (size_t i = 0; i < data->changes; i++) {
		int64_t at_s = big_endian_64(data->time + i * 8);
		int32_t next_s = type_offset(data->type +
					     data->index[i] * TYPE_SIZE);

		if (at_s <= 0)
			tz->first_s = next_s;
		else if (next_s != offset_s)
			tz->step[tz->count++] = (struct fh_tz_step) {
				at_s, next_s
			};
		offset_s = next_s;
	}
}

/*
 * The rule begins where the steps end, and must agree with the last (RFC
 * 9636, section 3.3).  Compilers of zones have got this wrong, and then some
 * days would be priced by the wrong clock: such a file is refused.
 */
static int join_rule(struct fh_tz *tz, const struct data *data,
		     struct fh_error *err)
{
	int32_t last_s = tz->count ? tz->step[tz->count - 1].offset_s :
				     tz->first_s;
	struct fh_tz_span span;
	int64_t from_s = 0;

	tz->rule_from_s = FH_FOREVER;
	if (!data->rule_len)
		return 0;
	if (fh_tz_rule_parse(data->rule, data->rule_len, &tz->rule, err))
		return -1;
	if (data->changes)
		from_s = big_endian_64(data->time + (data->changes - 1) * 8);
	tz->rule_from_s = from_s > 0 ? from_s : 0;
	fh_tz_rule_span(&tz->rule, tz->rule_from_s, &span);
	if (from_s <= 0)
		tz->first_s = span.offset_s;
	else if (span.offset_s != last_s)
		return fh_err(err, "its rule does not agree with its last "
			      "change; take the zone from a newer tzdata");
	return 0;
}

int fh_tz_parse(const void *bytes, size_t len, struct fh_tz **ret,
		struct fh_error *err)
{
	struct scan scan = { bytes, len };
	struct data data = { 0 };
	struct fh_tz *tz;

	if (len > FH_TZ_MAX_BYTES)
		return fh_err(err, "it is larger than %u bytes",
			      FH_TZ_MAX_BYTES);
	if (find_data(&scan, &data, err) || check_data(&data, err))
		return -1;
	tz = calloc(1, sizeof(*tz) + data.changes * sizeof(*tz->step));
	if (!tz)
		return fh_err_nomem(err);
	fill_steps(tz, &data);
	if (join_rule(tz, &data, err) ||
	    fh_bundle_digest(bytes, len, tz->digest, err)) {
		fh_tz_free(tz);
		return -1;
	}
	*ret = tz;
	return 0;
}

/* Parts of letters, digits, '_', '+' and '-': no dot, so no way up. */
static int check_name(const char *name, struct fh_error *err)
{
	static const char allowed[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789_+-/";
	size_t len = strnlen(name, NAME_MAX_BYTES + 1);
	struct fh_quoted typed;

	if (len && len <= NAME_MAX_BYTES && strspn(name, allowed) == len &&
	    name[0] != '/' && name[len - 1] != '/' && !strstr(name, "//"))
		return 0;
	return fh_err(err, "'%s' is no name of a time zone, as "
		      "America/Chicago or UTC is", fh_quote(name, &typed));
}

int fh_tz_read(const char *dir, const char *name, struct fh_tz **ret,
	       struct fh_error *err)
{
	struct fh_error cause = { "" };
	char path[PATH_MAX];
	char *bytes;
	size_t len;
	int rc;

	if (check_name(name, err))
		return -1;
	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >=
	    (int) sizeof(path))
		return fh_err(err, "the name of the directory of time zones "
			      "is too long");
	if (fh_file_read(path, FH_TZ_MAX_BYTES, &bytes, &len, err))
		return -1;
	rc = fh_tz_parse(bytes, len, ret, &cause);
	if (rc)
		fh_err(err, "time zone %s cannot be read from %s: %.200s",
		       name, dir, cause.text);
	free(bytes);
	return rc;
}

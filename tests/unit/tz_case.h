/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For tests with time zones: TZif files made here, so that what a test says
 * does not hang on the zones of the machine it runs on.
 */
#ifndef TZ_CASE_H
#define TZ_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fh_tz.h"
#include "fh_units.h"

#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"
#define CHICAGO "CST6CDT,M3.2.0,M11.1.0"
#define UTC "UTC0"

#define TZ_FILE_MAX 4096

struct tz_file {
	unsigned char bytes[TZ_FILE_MAX];
	size_t len;
};

/* What a file says: changes to offsets, and the rule behind them. */
struct tz_change {
	int64_t at_s;
	int32_t offset_s;
};

static inline void tz_put(struct tz_file *file, int64_t number, int size)
{
	while (size--)
		file->bytes[file->len++] =
			(unsigned char) (number >> (8 * size));
}

static inline void tz_put_header(struct tz_file *file, char version,
				 int64_t changes, int64_t types)
{
	const int64_t counts[] = { 0, 0, 0, changes, types, types ? 1 : 0 };

	memcpy(file->bytes + file->len, "TZif", 4);
	file->len += 4;
	tz_put(file, version, 1);
	tz_put(file, 0, 8);
	tz_put(file, 0, 7);
	for (size_t i = 0; i < 6; i++)
		tz_put(file, counts[i], 4);
}

/* One type per change, and type 0 for what was before. */
static inline void tz_make(struct tz_file *file, int32_t first_s,
			   const struct tz_change *change, size_t count,
			   const char *rule)
{
	file->len = 0;
	tz_put_header(file, '2', 0, 0);
	tz_put_header(file, '2', (int64_t) count, (int64_t) count + 1);
	for (size_t i = 0; i < count; i++)
		tz_put(file, change[i].at_s, 8);
	for (size_t i = 0; i < count; i++)
		tz_put(file, (int64_t) i + 1, 1);
	tz_put(file, first_s, 4);
	tz_put(file, 0, 2);
	for (size_t i = 0; i < count; i++) {
		tz_put(file, change[i].offset_s, 4);
		tz_put(file, 0, 2);
	}
	tz_put(file, 0, 1);
	tz_put(file, '\n', 1);
	memcpy(file->bytes + file->len, rule, strlen(rule));
	file->len += strlen(rule);
	tz_put(file, '\n', 1);
}

static inline struct fh_tz *tz_with(int32_t first_s,
				    const struct tz_change *change,
				    size_t count, const char *rule)
{
	struct fh_error err = { "" };
	struct tz_file file;
	struct fh_tz *tz;

	tz_make(&file, first_s, change, count, rule);
	if (fh_tz_parse(file.bytes, file.len, &tz, &err))
		fail_msg("%s: %s", rule, err.text);
	return tz;
}

/* A zone that has always followed its rule. */
static inline struct fh_tz *tz_of(const char *rule)
{
	return tz_with(0, NULL, 0, rule);
}

static inline int64_t at(const char *text)
{
	struct fh_error err = { "" };
	int64_t ret = FH_UNKNOWN;

	if (fh_units_parse_instant(text, &ret, &err))
		fail_msg("%s", err.text);
	return ret;
}

/* A small generator, so that a failure comes back. */
static inline int64_t draw(uint64_t *seed, int64_t below)
{
	*seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (int64_t) ((*seed >> 32) % (uint64_t) below);
}

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Wall clocks of IANA time zones, for tariffs and billing periods.
 *
 * Zones are read from TZif files (RFC 9636, version 2 or newer) and not
 * through libc: libc knows one zone per process, kept in TZ, which a daemon
 * with threads must not change, and it falls back to UTC without a word when
 * a zone does not exist.
 *
 * Everything goes from instants (UTC seconds) to the wall clock, never back:
 * an hour that the clock shows twice is two stretches of instants, and one
 * that it leaves out is none, so that nothing can be counted twice or lost.
 *
 * Instants outside 0 .. FH_CIVIL_LAST_S are taken as the nearer end.  For a
 * zone NULL stands for UTC, which needs no file.
 */
#ifndef FH_TZ_H
#define FH_TZ_H

#include <stddef.h>
#include <stdint.h>

#include "fh_civil.h"
#include "fh_error.h"
#include "fh_tz_rule.h"

#define FH_TZ_DIR "/usr/share/zoneinfo"	/* where Linux keeps its zones */
#define FH_TZ_MAX_BYTES (64u << 10)
#define FH_TZ_MAX_CHANGES 2000

/* One zone; never changed once read, so threads may share it. */
struct fh_tz;

/*
 * Read a zone from the bytes of a TZif file, which may be damaged or hostile.
 * Leap seconds (the zones "right/...") are refused: instants don't count them.
 * ret:  for the caller to fh_tz_free().
 * Returns 0, or -1 with err set.
 */
int fh_tz_parse(const void *bytes, size_t len, struct fh_tz **ret,
		struct fh_error *err);

/*
 * As above, from the file "dir/name".
 * name:  "Europe/Berlin"; a name that could leave dir is refused.
 */
int fh_tz_read(const char *dir, const char *name, struct fh_tz **ret,
	       struct fh_error *err);

void fh_tz_free(struct fh_tz *tz);

/* SHA-256 of the bytes it was read from, 64 hex digits: for a bill. */
const char *fh_tz_digest(const struct fh_tz *tz);

/*
 * The stretch of one offset that at_s lies in.  Inside it the wall clock is
 * at_s + offset_s, in seconds since 1970-01-01 00:00 of the clock.
 */
void fh_tz_span(const struct fh_tz *tz, int64_t at_s, struct fh_tz_span *ret);

/* What the clock on the wall shows. */
struct fh_tz_clock {
	struct fh_civil date;
	int weekday;		/* 0 = Monday .. 6 = Sunday */
	int second;		/* of the day: 0 .. 86399 */
};
void fh_tz_clock(const struct fh_tz *tz, int64_t at_s,
		 struct fh_tz_clock *ret);

/*
 * The first instant after at_s at which the clock's offset is another, its
 * hour begins anew, or its date is another; or FH_FOREVER.  An hour that is
 * shown twice begins twice.
 */
int64_t fh_tz_next_change(const struct fh_tz *tz, int64_t at_s);
int64_t fh_tz_next_hour(const struct fh_tz *tz, int64_t at_s);
int64_t fh_tz_next_day(const struct fh_tz *tz, int64_t at_s);

/*
 * The first instant at which the clock shows local_s (seconds since its
 * 1970-01-01 00:00) or later: midnight, or what comes in its place.
 */
int64_t fh_tz_reach(const struct fh_tz *tz, int64_t local_s);

#endif

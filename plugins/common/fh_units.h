/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers with units: text to integer and back.  Nothing here uses floating
 * point.  Money is 64-bit micro-units of the rate card's currency ("micro"),
 * energy is microjoules ("uj"), instants are UTC seconds since 1970 ("_s").
 */
#ifndef FH_UNITS_H
#define FH_UNITS_H

#include <stddef.h>
#include <stdint.h>

#include "fh_error.h"

/* A number that is not known.  Never written as 0. */
#define FH_UNKNOWN ((int64_t) -1)

/* A limit that does not exist ("infinite", "UNLIMITED"). */
#define FH_FOREVER INT64_MAX

#define FH_UJ_PER_J 1000000LL
#define FH_UJ_PER_KWH 3600000000000LL	/* 3.6 MJ */

/*
 * A plain decimal ("12", "0.066", "1e3" is refused) to millionths.
 * text:       at most 6 digits behind the point count exactly; a seventh
 *             non-zero digit is an error, not rounded.
 * ret_micro:  set on success only; 0 .. INT64_MAX.
 * Returns 0, or -1 with err set (not a decimal, negative, too large or too
 * fine).
 */
int fh_units_parse_micro(const char *text, int64_t *ret_micro,
			 struct fh_error *err);

/*
 * Slurm's time limit formats: "minutes", "minutes:seconds",
 * "hours:minutes:seconds", "days-hours", "days-hours:minutes",
 * "days-hours:minutes:seconds"; and a number with s, m, h or d ("90s", "6h").
 * "UNLIMITED" and "INFINITE", any case, give FH_FOREVER.
 * Returns 0, or -1 with err set.
 */
int fh_units_parse_duration(const char *text, int64_t *ret_s,
			    struct fh_error *err);

/*
 * "2026-01-31" (midnight UTC) or "2026-01-31T12:30:00Z" to UTC seconds.
 * A day that does not exist is an error.
 * Returns 0, or -1 with err set.
 */
int fh_units_parse_instant(const char *text, int64_t *ret_s,
			   struct fh_error *err);

/* A whole number min..max, no sign, no blank.  Returns 0, or -1 with err. */
int fh_units_parse_count(const char *text, int64_t min, int64_t max,
			 int64_t *ret, struct fh_error *err);

/*
 * Writers.  Each fills buf (of size bytes, always terminated) and returns
 * buf, so that a call can stand in an argument list.  FH_UNKNOWN is "-".
 * Sizes of 32 bytes hold every result.
 */
/* Money, digits 0..6 behind the point, rounded half to even: "118.40". */
char *fh_units_format_micro(int64_t micro, unsigned digits, char *buf,
			    size_t size);
/* Slurm's elapsed form: "[days-]hh:mm:ss"; FH_FOREVER is "UNLIMITED". */
char *fh_units_format_elapsed(int64_t s, char *buf, size_t size);
/* As one writes a limit: "8:00:00", "1-00:00:00". */
char *fh_units_format_limit(int64_t s, char *buf, size_t size);
/* UTC, "2026-01-31T12:30:00Z". */
char *fh_units_format_instant(int64_t s, char *buf, size_t size);
/* Energy: "-", "812J", "12.31kJ", "3.400MJ", "1.234GJ". */
char *fh_units_format_energy(int64_t uj, char *buf, size_t size);

/*
 * a * b / c in 128 bits, rounded half to even; c > 0.
 * Returns 0, or -1 when the result does not fit 64 bits (ret untouched).
 */
int fh_units_muldiv(int64_t a, int64_t b, int64_t c, int64_t *ret);

#endif

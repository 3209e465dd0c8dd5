/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A series of hourly (or shorter) values from a CSV file: prices of energy,
 * carbon intensity.
 *
 *   # any lines of comment first
 *   instant,USD/MWh                    or  hours since 2026-01-01,USD/MWh
 *   2026-01-01T00:00:00Z,31.50             0,31.50
 *   2026-01-01T01:00:00Z,-2.07             1,-2.07
 *
 * A value holds from its instant (UTC) until the next; all steps are as long
 * as the first: an hour, or 5, 10, 15, 20 or 30 minutes.  Wall clocks have
 * no place here, so no hour can be meant twice.
 */
#ifndef FH_SERIES_H
#define FH_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_diag.h"

#define FH_SERIES_MAX_BYTES (32u << 20)
#define FH_SERIES_MAX_VALUES (1u << 20)	/* 119 years of hours */

/* A unit a file's header may name. */
struct fh_series_unit {
	const char *name;	/* "USD/MWh" */
	int64_t divisor;	/* of its values to what is wanted: 1000 */
};

/* What the values of a file are. */
struct fh_series_kind {
	const struct fh_series_unit *unit;
	size_t unit_count;
	bool may_be_negative;	/* as prices at an exchange may */
};

struct fh_series;

/*
 * Read a series.
 * file:   shown in mistakes.
 * text:   len bytes, from anywhere.
 * ret:    for the caller to fh_series_free(); set on success only.
 * diags:  every mistake with its line and column: a gap or an overlap, a
 *         value finer than a millionth of the wanted unit, ...
 * Returns 0, or -1 with a mistake added.
 */
int fh_series_read(const char *file, const char *text, size_t len,
		   const struct fh_series_kind *kind, struct fh_series **ret,
		   struct fh_diags *diags);

void fh_series_free(struct fh_series *series);

/* SHA-256 of the text, 64 hex digits: a bill names the series it used. */
const char *fh_series_digest(const struct fh_series *series);

/* What it covers: from its first instant to the end of its last step. */
int64_t fh_series_from(const struct fh_series *series);
int64_t fh_series_until(const struct fh_series *series);

/*
 * The value at an instant.
 * ret_micro:  millionths of the wanted unit; below 0 only where the kind
 *             allows it.
 * Returns 0, or -1 when the series does not cover at_s (ret untouched).
 */
int fh_series_at(const struct fh_series *series, int64_t at_s,
		 int64_t *ret_micro);

/* The first instant after at_s with another step, or FH_FOREVER. */
int64_t fh_series_next(const struct fh_series *series, int64_t at_s);

#endif

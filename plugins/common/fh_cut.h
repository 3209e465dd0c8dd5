/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stretch of time cut wherever a price may change: rate card, tariff, month
 * of the bill.  Pieces are made one by one, in one pass and without memory of
 * their own; inside a piece nothing changes.
 *
 *	struct fh_cut cut;
 *	struct fh_cut_piece piece;
 *
 *	fh_cut_begin(&cut, start_s, end_s);
 *	fh_cut_add(&cut, fh_cut_tariff, &tariff);
 *	fh_cut_add(&cut, fh_cut_month, tz);
 *	while (fh_cut_next(&cut, &piece))
 *		...
 */
#ifndef FH_CUT_H
#define FH_CUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FH_CUT_SOURCES_MAX 8

/*
 * One that knows when something changes: the first such instant after at_s,
 * or FH_FOREVER.  Too early is only a cut more; not after at_s is taken as
 * the next second.
 */
typedef int64_t fh_cut_source(const void *of, int64_t at_s);

/* The sources there are: of is what stands behind each. */
fh_cut_source fh_cut_rates;	/* struct fh_rates: the next card */
fh_cut_source fh_cut_tariff;	/* struct fh_tariff */
fh_cut_source fh_cut_series;	/* struct fh_series */
fh_cut_source fh_cut_hour;	/* struct fh_tz: by the clock on the wall */
fh_cut_source fh_cut_day;	/* struct fh_tz: days as bills have them */
fh_cut_source fh_cut_month;	/* struct fh_tz: likewise */

struct fh_cut {
	int64_t at_s, end_s;
	size_t count;
	struct {
		fh_cut_source *next;
		const void *of;
		int64_t until_s;	/* nothing changes there before */
	} source[FH_CUT_SOURCES_MAX];
};

struct fh_cut_piece {
	int64_t from_s;
	int64_t until_s;	/* exclusive, after from_s */
};

/* To cut start_s .. end_s (exclusive); nothing when end is not behind. */
void fh_cut_begin(struct fh_cut *cut, int64_t start_s, int64_t end_s);

/* Before the first piece.  Returns 0, or -1 (FH_CUT_SOURCES_MAX are there). */
int fh_cut_add(struct fh_cut *cut, fh_cut_source *next, const void *of);

/* The next piece; false when the stretch is at its end. */
bool fh_cut_next(struct fh_cut *cut, struct fh_cut_piece *ret);

/*
 * What a piece has of an amount that is spread evenly over whole: the
 * difference of what has come by its end to what had by its begin, each
 * rounded down, so that the pieces' parts add up to total, exactly, however
 * they are cut.
 * total:  0 or more, or FH_UNKNOWN, which is then returned.
 * whole:  not empty; piece lies in it.
 */
int64_t fh_cut_share(int64_t total, const struct fh_cut_piece *whole,
		     const struct fh_cut_piece *piece);

#endif

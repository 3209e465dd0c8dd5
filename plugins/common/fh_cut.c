/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time cut where prices change: see fh_cut.h. */
#include "fh_cut.h"
#include "fh_period.h"
#include "fh_rate.h"
#include "fh_tariff.h"
#include "fh_units.h"
#include "fh_wide.h"

int64_t fh_cut_rates(const void *of, int64_t at_s)
{
	return fh_rates_next_change(of, at_s);
}

int64_t fh_cut_tariff(const void *of, int64_t at_s)
{
	struct fh_tariff_price price;

	/* Outside a series it says when that may change. */
	(void) fh_tariff_at(of, at_s, &price);
	return price.until_s;
}

int64_t fh_cut_series(const void *of, int64_t at_s)
{
	return fh_series_next(of, at_s);
}

int64_t fh_cut_hour(const void *of, int64_t at_s)
{
	return fh_tz_next_hour(of, at_s);
}

static int64_t period_end(const struct fh_tz *tz, enum fh_period_kind kind,
			  int64_t at_s)
{
	struct fh_period period;

	fh_period_at(tz, kind, at_s, &period);
	return period.until_s;
}

int64_t fh_cut_day(const void *of, int64_t at_s)
{
	return period_end(of, FH_PERIOD_DAY, at_s);
}

int64_t fh_cut_month(const void *of, int64_t at_s)
{
	return period_end(of, FH_PERIOD_MONTH, at_s);
}

void fh_cut_begin(struct fh_cut *cut, int64_t start_s, int64_t end_s)
{
	cut->at_s = start_s;
	cut->end_s = end_s;
	cut->count = 0;
}

int fh_cut_add(struct fh_cut *cut, fh_cut_source *next, const void *of)
{
	if (cut->count == FH_CUT_SOURCES_MAX)
		return -1;
	cut->source[cut->count].next = next;
	cut->source[cut->count].of = of;
	cut->source[cut->count].until_s = cut->at_s;
	cut->count++;
	return 0;
}

bool fh_cut_next(struct fh_cut *cut, struct fh_cut_piece *ret)
{
	int64_t at_s = cut->at_s, until_s = cut->end_s;

	if (at_s >= cut->end_s)
		return false;
	for (size_t i = 0; i < cut->count; i++) {
		int64_t *change_s = &cut->source[i].until_s;

		/* Only a source whose change has come is asked again. */
		if (*change_s <= at_s)
			*change_s = cut->source[i].next(cut->source[i].of,
							at_s);
		if (*change_s <= at_s)
			*change_s = at_s + 1;
		if (*change_s < until_s)
			until_s = *change_s;
	}
	*ret = (struct fh_cut_piece) { at_s, until_s };
	cut->at_s = until_s;
	return true;
}

/* What has come of total by at_s. */
static int64_t come_by(int64_t total, const struct fh_cut_piece *whole,
		       int64_t at_s)
{
	fh_wide span_s = (fh_wide) whole->until_s - whole->from_s;

	return (int64_t) ((fh_wide) total *
			  ((fh_wide) at_s - whole->from_s) / span_s);
}

int64_t fh_cut_share(int64_t total, const struct fh_cut_piece *whole,
		     const struct fh_cut_piece *piece)
{
	if (total < 0)
		return FH_UNKNOWN;
	return come_by(total, whole, piece->until_s) -
	       come_by(total, whole, piece->from_s);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values over time: see fh_series.h. */
#include <stdlib.h>

#include "fh_series_data.h"
#include "fh_units.h"

void fh_series_free(struct fh_series *series)
{
	free(series);
}

const char *fh_series_digest(const struct fh_series *series)
{
	return series->digest;
}

int64_t fh_series_from(const struct fh_series *series)
{
	return series->from_s;
}

int64_t fh_series_until(const struct fh_series *series)
{
	return series->from_s + (int64_t) series->count * series->step_s;
}

int fh_series_at(const struct fh_series *series, int64_t at_s,
		 int64_t *ret_micro)
{
	if (at_s < series->from_s || at_s >= fh_series_until(series))
		return -1;
	*ret_micro = series->value[(at_s - series->from_s) / series->step_s];
	return 0;
}

int64_t fh_series_next(const struct fh_series *series, int64_t at_s)
{
	int64_t past;

	if (at_s < series->from_s)
		return series->from_s;
	if (at_s >= fh_series_until(series))
		return FH_FOREVER;
	past = (at_s - series->from_s) / series->step_s;
	return series->from_s + (past + 1) * series->step_s;
}

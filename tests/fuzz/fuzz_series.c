/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A series of prices in a CSV file. */
#include "tests/fuzz/fuzz.h"

#include "fh_series.h"
#include "fh_units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct fh_series_unit units[] = {
		{ "USD/MWh", 1000 }, { "USD/kWh", 1 },
	};
	const struct fh_series_kind kind = { units, 2, true };
	struct fh_series *series = NULL;
	struct fh_diags diags = { 0 };
	int64_t micro;

	if (fh_series_read("fuzz", (const char *) data, size, &kind, &series,
			   &diags)) {
		MUST(fh_diag_total(&diags));
	} else {
		MUST(fh_series_from(series) < fh_series_until(series));
		MUST(!fh_series_at(series, fh_series_from(series), &micro));
		MUST(fh_series_at(series, fh_series_until(series), &micro));
		MUST(fh_series_next(series, fh_series_from(series)) >
		     fh_series_from(series));
	}
	fh_series_free(series);
	fh_diag_clear(&diags);
	return 0;
}

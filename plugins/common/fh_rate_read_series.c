/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the series of prices and of carbon that a card names. */
#include <stdio.h>
#include <string.h>

#include "fh_rate_read.h"

#define UNIT_MAX 16

/* The series of that name in the pool, or NULL. */
static const struct fh_series *find_series(const struct fh_rates_pool *pool,
					   const char *name, char unit)
{
	for (size_t i = 0; i < pool->series_count; i++)
		if (pool->series[i].unit == unit &&
		    !strcmp(pool->series[i].name, name))
			return pool->series[i].series;
	return NULL;
}

/* Mistakes in the file name it as the others are named. */
static int parse_series(const struct fh_reader *reader,
			const struct fh_attachment *file,
			const struct fh_series_kind *kind,
			struct fh_series **ret)
{
	const struct fh_rate_context *context = reader->context;
	const char *dir = context->files->dir;
	char label[512];

	snprintf(label, sizeof(label), "%s%s%s", dir ? dir : "",
		 dir ? "/" : "", file->name);
	return fh_series_read(label, file->bytes, file->len, kind, ret,
			      reader->diags);
}

static const struct fh_series *add_series(const struct fh_reader *reader,
					  const char *name, char unit,
					  const struct fh_series_kind *kind)
{
	const struct fh_rate_context *context = reader->context;
	struct fh_rates_pool *pool = context->rates->pool;
	const struct fh_attachment *file;
	struct fh_rate_series *grown;
	struct fh_series *series;
	struct fh_error err;

	file = fh_attach_get(context->files, name, &err);
	if (!file) {
		fh_reader_diag(reader, "%s", err.text);
		return NULL;
	}
	if (parse_series(reader, file, kind, &series))
		return NULL;
	grown = fh_rate_grow(reader, pool->series, &pool->series_count,
			     sizeof(*grown));
	if (!grown) {
		fh_series_free(series);
		return NULL;
	}
	pool->series = grown;
	grown += pool->series_count - 1;
	grown->unit = unit;
	grown->series = series;
	grown->name = fh_reader_strdup(reader, name);
	if (grown->name)
		return series;
	pool->series_count--;
	fh_series_free(series);
	return NULL;
}

static const struct fh_series *read_series(const struct fh_reader *reader,
					   struct json_object *value,
					   char unit,
					   const struct fh_series_kind *kind)
{
	const struct fh_rate_context *context = reader->context;
	const char *name = fh_reader_string(reader, value);
	const struct fh_series *series;

	if (!name || !context->rates->pool ||
	    !fh_reader_name_ok(reader, name))
		return NULL;
	series = find_series(context->rates->pool, name, unit);
	if (!series)
		series = add_series(reader, name, unit, kind);
	if (series && fh_series_from(series) > context->card->from_s)
		fh_reader_diag(reader, "the series begins after the card: "
			       "nothing is said for its first hours");
	return series;
}

FH_READER_VALUE(fh_rate_read_kwh_series)
{
	const struct fh_rate_context *context = reader->context;
	struct fh_rate_reading *zone = dst;
	char kwh[UNIT_MAX], mwh[UNIT_MAX];
	const struct fh_series_unit units[] = { { kwh, 1 }, { mwh, 1000 } };
	const struct fh_series_kind kind = { units, 2, true };
	const struct fh_series *series;
	struct fh_rate_tariff *tariff;

	(void) field;
	snprintf(kwh, sizeof(kwh), "%s/kWh", context->rates->currency);
	snprintf(mwh, sizeof(mwh), "%s/MWh", context->rates->currency);
	series = read_series(reader, value, 'k', &kind);
	tariff = series ? fh_rate_add_tariff(reader) : NULL;
	if (!tariff)
		return;
	tariff->tariff.series = series;
	zone->prices.tariff = &tariff->tariff;
}

FH_READER_VALUE(fh_rate_read_carbon_series)
{
	static const struct fh_series_unit units[] = {
		{ "g/kWh", 1 }, { "kg/MWh", 1 }, { "gCO2e/kWh", 1 },
	};
	static const struct fh_series_kind kind = {
		units, sizeof(units) / sizeof(*units), false,
	};
	struct fh_rate_reading *zone = dst;

	(void) field;
	zone->prices.carbon = read_series(reader, value, 'c', &kind);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads what a zone's accelerators cost to own: what was paid, the lease of
 * power and sums paid by the month; and spreads it over them.
 */
#include <stdlib.h>

#include "fh_capital.h"
#include "fh_cut.h"
#include "fh_rate_read.h"
#include "fh_units.h"

#define PERCENT(least) \
	.read = fh_read_decimal, .min = (least), .max = 100, .scale = 10000
#define DEVICES_MAX 1000000
#define YEARS_MAX 50
#define MONTHS_PER_YEAR 12

/* A "month" of an hour: the share of a month, and not of an hour, comes. */
#define WHOLE_S 3600

/* As it is published: unit prices in the file's currency, and no sums. */
static const struct fh_field unit_fields[] = {
	{ .key = "capital_hour", FH_RATE_PRICE, .required = true,
	  .offset = offsetof(struct fh_accel_price, per_hour_micro) },
	{ .key = "lease_month", FH_RATE_SUM,
	  .offset = offsetof(struct fh_accel_price, lease_month_micro) },
	{ .key = "operations_month", FH_RATE_SUM,
	  .offset = offsetof(struct fh_accel_price, operations_month_micro) },
};

static const struct fh_field own_fields[] = {
	{ .key = "capex", FH_RATE_SUM, .required = true,
	  .offset = offsetof(struct fh_rate_own, paid_micro) },
	{ .key = "devices", .read = fh_read_whole, .min = 1,
	  .max = DEVICES_MAX, .required = true,
	  .offset = offsetof(struct fh_rate_own, devices) },
	{ .key = "book_life_months", .read = fh_read_decimal, .min = 1,
	  .max = FH_CAPITAL_MONTHS_MAX, .scale = 1,
	  .offset = offsetof(struct fh_rate_own, life_months) },
	{ .key = "book_life_years", .read = fh_read_decimal, .min = 1,
	  .max = YEARS_MAX, .scale = MONTHS_PER_YEAR,
	  .offset = offsetof(struct fh_rate_own, life_years_months) },
	{ .key = "residual", FH_RATE_SUM,
	  .offset = offsetof(struct fh_rate_own, residual_micro) },
	{ .key = "finance_percent", PERCENT(0),
	  .offset = offsetof(struct fh_rate_own, rate_ppm) },
	{ .key = "utilisation_percent", PERCENT(1), .required = true,
	  .offset = offsetof(struct fh_rate_own, used_ppm) },
};

/* The book life in months, however it was given. */
static int64_t life_of(const struct fh_reader *reader,
		       const struct fh_rate_own *own)
{
	bool months = own->life_months != FH_UNKNOWN;
	bool years = own->life_years_months != FH_UNKNOWN;

	if (months != years)
		return months ? own->life_months : own->life_years_months;
	/* Of what cost nothing, nothing is written off. */
	if (!months && !own->paid_micro)
		return 1;
	fh_reader_diag(reader, "needs \"book_life_months\" or "
		       "\"book_life_years\", and not both");
	return FH_UNKNOWN;
}

static void price(struct fh_reader *reader, const struct fh_rate_own *own,
		  struct fh_accel_price *ret)
{
	struct fh_capital capital = {
		.paid_micro = own->paid_micro,
		.residual_micro = own->residual_micro,
		.life_months = life_of(reader, own),
		.rate_ppm = own->rate_ppm,
		.used_ppm = own->used_ppm,
		.accelerators = own->devices,
	};
	struct fh_error err;

	/* Without these a mistake was told. */
	if (capital.life_months == FH_UNKNOWN || !own->devices ||
	    !own->used_ppm)
		return;
	if (fh_capital_price(&capital, &ret->per_hour_micro, &err)) {
		fh_reader_diag(reader, "%s", err.text);
		return;
	}
	/* Less than the price above, so it has room. */
	capital.used_ppm = FH_CAPITAL_PPM;
	fh_capital_price(&capital, &ret->full_hour_micro, NULL);
}

/* From what was paid to a price; what it bears by the month comes later. */
static void read_paid(struct fh_reader *reader, struct json_object *value,
		      struct fh_rate_reading *reading,
		      struct fh_accel_price *ret)
{
	struct fh_rate_own *own = &reading->own[reading->own_count++];

	*own = (struct fh_rate_own) { .life_months = FH_UNKNOWN,
				      .life_years_months = FH_UNKNOWN };
	fh_reader_object(reader, value, own_fields,
			 sizeof(own_fields) / sizeof(*own_fields), own);
	own->accel = ret->accel;
	fh_rate_convert(reader, &own->paid_micro);
	fh_rate_convert(reader, &own->residual_micro);
	ret->devices = own->devices;
	ret->used_ppm = own->used_ppm;
	ret->lease_all_micro = ret->operations_all_micro = 0;
	price(reader, own, ret);
}

static void read_own(struct fh_reader *reader, const char *name,
		     struct json_object *value, void *dst)
{
	const struct fh_rate_context *context = reader->context;
	struct fh_rate_reading *reading = dst;
	struct fh_prices *prices = &reading->prices;
	struct fh_accel_price *ret = &prices->accel[prices->accel_count];
	const struct fh_accel *accel;

	accel = fh_catalog_find(context->catalog, name);
	if (!accel) {
		fh_reader_unknown(reader, "accelerator type", name,
				  fh_catalog_suggest(context->catalog, name));
		return;
	}
	*ret = (struct fh_accel_price) {
		.accel = (size_t) (accel - context->catalog->accel),
		.kind = FH_PRICE_OWNED, .per_hour_micro = FH_UNKNOWN,
		.devices = FH_UNKNOWN, .used_ppm = FH_UNKNOWN,
		.full_hour_micro = FH_UNKNOWN, .lease_all_micro = FH_UNKNOWN,
		.operations_all_micro = FH_UNKNOWN,
	};
	for (int i = 0; i < FH_PRICE_KINDS; i++)
		ret->offer_micro[i] = FH_UNKNOWN;
	if (fh_prices_find(prices, ret->accel)) {
		fh_reader_diag(reader, "\"%s\" has two prices in this zone; "
			       "it is owned, or it has an accelerator_hour",
			       accel->type);
		return;
	}
	prices->accel_count++;
	if (json_object_object_get_ex(value, "capital_hour", NULL))
		fh_reader_object(reader, value, unit_fields,
				 sizeof(unit_fields) / sizeof(*unit_fields),
				 ret);
	else
		read_paid(reader, value, reading, ret);
}

FH_READER_VALUE(fh_rate_read_own)
{
	struct fh_rate_reading *reading = dst;
	struct fh_prices *prices = &reading->prices;
	struct fh_accel_price *room;
	size_t count;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	count = (size_t) json_object_object_length(value);
	reading->own = fh_reader_alloc(reader, count, sizeof(*reading->own));
	room = realloc(prices->accel, (prices->accel_count + count + 1) *
		       sizeof(*room));
	if (room)
		prices->accel = room;
	if (room && reading->own)
		fh_reader_members(reader, value, false, read_own, reading);
	else if (!room)
		fh_reader_diag(reader, "out of memory");
}

/* What is paid by the month, apart from power. */
struct monthly {
	int64_t staff, network, storage, building, maintenance;
};

static const struct fh_field monthly_fields[] = {
	{ .key = "staff", FH_RATE_SUM,
	  .offset = offsetof(struct monthly, staff) },
	{ .key = "network", FH_RATE_SUM,
	  .offset = offsetof(struct monthly, network) },
	{ .key = "storage", FH_RATE_SUM,
	  .offset = offsetof(struct monthly, storage) },
	{ .key = "building", FH_RATE_SUM,
	  .offset = offsetof(struct monthly, building) },
	{ .key = "maintenance", FH_RATE_SUM,
	  .offset = offsetof(struct monthly, maintenance) },
};

FH_READER_VALUE(fh_rate_read_monthly)
{
	struct fh_rate_reading *reading = dst;
	struct monthly sums = { 0 };

	(void) field;
	fh_reader_object(reader, value, monthly_fields,
			 sizeof(monthly_fields) / sizeof(*monthly_fields),
			 &sums);
	reading->monthly_micro = sums.staff + sums.network + sums.storage +
				 sums.building + sums.maintenance;
	fh_rate_convert(reader, &reading->monthly_micro);
}

/* Power of all that is owned; 0 after a mistake. */
static int64_t power_of(const struct fh_reader *reader,
			const struct fh_rate_reading *reading)
{
	const struct fh_rate_context *context = reader->context;
	int64_t sum_w = 0;

	for (size_t i = 0; i < reading->own_count; i++) {
		const struct fh_rate_own *own = &reading->own[i];
		const struct fh_accel *accel =
			&context->catalog->accel[own->accel];

		if (accel->tdp_w == FH_UNKNOWN) {
			fh_reader_diag(reader, "the lease is spread by power, "
				       "and \"%s\" has no tdp_watts in "
				       "accelerators.json", accel->type);
			return 0;
		}
		sum_w += accel->tdp_w * own->devices;
	}
	return sum_w;
}

static int64_t devices_of(const struct fh_rate_reading *reading)
{
	int64_t sum = 0;

	for (size_t i = 0; i < reading->own_count; i++)
		sum += reading->own[i].devices;
	return sum;
}

static struct fh_accel_price *price_of(const struct fh_rate_reading *reading,
				       size_t own)
{
	struct fh_accel_price *price = reading->prices.accel;

	while (price->accel != reading->own[own].accel)
		price++;
	return price;
}

/* The share of one accelerator in use of a month's sum. */
static int64_t share_of(const struct fh_reader *reader, int64_t sum_micro,
			int64_t weight, int64_t weight_total,
			int64_t used_ppm)
{
	const struct fh_monthly monthly = {
		sum_micro, WHOLE_S, weight, weight_total, used_ppm,
	};
	struct fh_error err;
	int64_t ret = 0;

	/* Without a utilisation a mistake was told. */
	if (used_ppm && fh_capital_monthly(&monthly, &ret, &err))
		fh_reader_diag(reader, "%s", err.text);
	return ret;
}

/* What all devices of a type bear of a sum: the types' add up to it. */
static int64_t all_of(int64_t sum_micro, int64_t weight_before,
		      int64_t weight, int64_t weight_total)
{
	const struct fh_cut_piece whole = { 0, weight_total };
	const struct fh_cut_piece piece = {
		weight_before, weight_before + weight,
	};

	return fh_cut_share(sum_micro, &whole, &piece);
}

static void spread_lease(struct fh_reader *reader,
			 struct fh_rate_reading *reading)
{
	const struct fh_rate_context *context = reader->context;
	int64_t *sum_micro = &reading->prices.lease_month_micro;
	int64_t power_w = power_of(reader, reading), past_w = 0;
	struct fh_error err;

	if (!power_w)
		return;
	if (fh_capital_lease(reading->lease_per_kw_micro,
			     reading->contracted_w, sum_micro, &err)) {
		fh_reader_diag(reader, "%s", err.text);
		return;
	}
	fh_rate_convert(reader, sum_micro);
	for (size_t i = 0; i < reading->own_count; i++) {
		const struct fh_rate_own *own = &reading->own[i];
		struct fh_accel_price *price = price_of(reading, i);
		int64_t tdp_w = context->catalog->accel[own->accel].tdp_w;

		price->lease_month_micro = share_of(reader, *sum_micro, tdp_w,
						    power_w, own->used_ppm);
		price->lease_all_micro = all_of(*sum_micro, past_w,
						tdp_w * own->devices, power_w);
		past_w += tdp_w * own->devices;
	}
}

static void spread_monthly(const struct fh_reader *reader,
			   struct fh_rate_reading *reading)
{
	int64_t devices = devices_of(reading), past = 0;

	reading->prices.operations_month_micro = reading->monthly_micro;
	for (size_t i = 0; i < reading->own_count; i++) {
		const struct fh_rate_own *own = &reading->own[i];
		struct fh_accel_price *price = price_of(reading, i);

		price->operations_month_micro = share_of(
			reader, reading->monthly_micro, 1, devices,
			own->used_ppm);
		price->operations_all_micro = all_of(reading->monthly_micro,
						     past, own->devices,
						     devices);
		past += own->devices;
	}
}

void fh_rate_spread(struct fh_reader *reader, struct fh_rate_reading *reading)
{
	bool lease = reading->lease_per_kw_micro != FH_UNKNOWN;
	bool power = reading->contracted_w != FH_UNKNOWN;
	bool monthly = reading->monthly_micro != FH_UNKNOWN;

	if (lease != power)
		fh_reader_diag(reader, "\"lease_per_kw_month\" and "
			       "\"contracted_kw\" go together");
	if ((lease || monthly) && !devices_of(reading)) {
		fh_reader_diag(reader, "a lease or monthly sums are spread "
			       "over the zone's \"accelerators\", and it has "
			       "none");
		return;
	}
	if (lease && power)
		spread_lease(reader, reading);
	if (monthly)
		spread_monthly(reader, reading);
}

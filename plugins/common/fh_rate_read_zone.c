/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads what a card charges in each zone: see fh_rate.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_rate_read.h"
#include "fh_units.h"

#define PUE_MAX 10
#define CARBON_MAX 5000		/* g per kWh; burning lignite is near 1200 */
#define POWER_MAX_KW 10000000

/* A card's prices as they are read: every zone, and those of "*". */
struct card_reading {
	struct fh_card *card;
	struct fh_prices any;
	bool has_any;
	bool *given;		/* per zone */
};

static const struct fh_prices no_prices = {
	.core_hour_micro = FH_UNKNOWN,
	.gib_hour_micro = FH_UNKNOWN,
	.kwh_micro = FH_UNKNOWN,
	.pue_micro = FH_UNKNOWN,
	.carbon_mg_per_kwh = FH_UNKNOWN,
	.lease_month_micro = FH_UNKNOWN,
	.operations_month_micro = FH_UNKNOWN,
};

/* In the order of enum fh_price_kind. */
static const char *const pricing_words[] = {
	"set", "list", "reserved", "spot", NULL
};

static const struct fh_field amount = { FH_RATE_PRICE };

static const struct fh_field offer_fields[] = {
	{ .key = "list", FH_RATE_PRICE,
	  .offset = FH_PRICE_LIST * sizeof(int64_t) },
	{ .key = "reserved", FH_RATE_PRICE,
	  .offset = FH_PRICE_RESERVED * sizeof(int64_t) },
	{ .key = "spot", FH_RATE_PRICE,
	  .offset = FH_PRICE_SPOT * sizeof(int64_t) },
};

/* Several prices of a cloud; "pricing" says which one is charged. */
static void read_offers(struct fh_reader *reader, struct json_object *value,
			int pricing, struct fh_accel_price *price)
{
	fh_reader_object(reader, value, offer_fields,
			 sizeof(offer_fields) / sizeof(*offer_fields),
			 price->offer_micro);
	for (int i = 0; i < FH_PRICE_KINDS; i++)
		fh_rate_convert(reader, &price->offer_micro[i]);
	if (pricing > FH_PRICE_SET)
		price->per_hour_micro = price->offer_micro[pricing];
	if (pricing <= FH_PRICE_SET || price->per_hour_micro == FH_UNKNOWN)
		fh_reader_diag(reader, "of several prices \"pricing\" names "
			       "the one that is charged: \"list\", "
			       "\"reserved\" or \"spot\", as there are here");
}

static void read_accel_price(struct fh_reader *reader, const char *name,
			     struct json_object *value, void *dst)
{
	const struct fh_rate_context *context = reader->context;
	struct fh_rate_reading *reading = dst;
	struct fh_prices *prices = &reading->prices;
	struct fh_accel_price price = {
		.per_hour_micro = FH_UNKNOWN, .devices = FH_UNKNOWN,
		.used_ppm = FH_UNKNOWN, .full_hour_micro = FH_UNKNOWN,
	};
	const struct fh_accel *accel;

	accel = fh_catalog_find(context->catalog, name);
	if (!accel) {
		fh_reader_unknown(reader, "accelerator type", name,
				  fh_catalog_suggest(context->catalog, name));
		return;
	}
	price.accel = (size_t) (accel - context->catalog->accel);
	price.kind = reading->pricing < 0 ? FH_PRICE_SET :
		     (enum fh_price_kind) reading->pricing;
	for (int i = 0; i < FH_PRICE_KINDS; i++)
		price.offer_micro[i] = FH_UNKNOWN;
	if (json_object_is_type(value, json_type_object)) {
		read_offers(reader, value, reading->pricing, &price);
	} else {
		fh_read_decimal(reader, value, &amount,
				&price.per_hour_micro);
		fh_rate_convert(reader, &price.per_hour_micro);
		price.offer_micro[price.kind] = price.per_hour_micro;
	}
	prices->accel[prices->accel_count++] = price;
}

static FH_READER_VALUE(read_accel_prices)
{
	struct fh_rate_reading *reading = dst;
	struct fh_prices *prices = &reading->prices;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	prices->accel = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*prices->accel));
	if (prices->accel)
		fh_reader_members(reader, value, false, read_accel_price,
				  reading);
}

#define PRICES(member) \
	.offset = offsetof(struct fh_rate_reading, prices.member)

static const struct fh_field price_fields[] = {
	{ .key = "pricing", .read = fh_read_word, .words = pricing_words,
	  .offset = offsetof(struct fh_rate_reading, pricing) },
	{ .key = "accelerator_hour", .read = read_accel_prices },
	{ .key = "accelerators", .read = fh_rate_read_own },
	{ .key = "lease_per_kw_month", FH_RATE_PRICE,
	  .offset = offsetof(struct fh_rate_reading, lease_per_kw_micro) },
	{ .key = "contracted_kw", .read = fh_read_decimal, .min = 0,
	  .max = POWER_MAX_KW, .scale = 1000,
	  .offset = offsetof(struct fh_rate_reading, contracted_w) },
	{ .key = "monthly", .read = fh_rate_read_monthly },
	{ .key = "core_hour", FH_RATE_PRICE, PRICES(core_hour_micro) },
	{ .key = "gib_hour", FH_RATE_PRICE, PRICES(gib_hour_micro) },
	{ .key = "kwh", FH_RATE_PRICE, PRICES(kwh_micro) },
	{ .key = "tariff", .read = fh_rate_read_tariff },
	{ .key = "kwh_series", .read = fh_rate_read_kwh_series },
	{ .key = "pue", .read = fh_read_decimal, .min = 1, .max = PUE_MAX,
	  .scale = 1000000, PRICES(pue_micro) },
	{ .key = "carbon_g_per_kwh", .read = fh_read_decimal, .min = 0,
	  .max = CARBON_MAX, .scale = 1000, PRICES(carbon_mg_per_kwh) },
	{ .key = "carbon_series", .read = fh_rate_read_carbon_series },
};

/* Keys that say the same thing: one of each row. */
static const char *const rivals[][3] = {
	{ "kwh", "tariff", "kwh_series" },
	{ "carbon_g_per_kwh", "carbon_series", NULL },
};

static void check_rivals(const struct fh_reader *reader,
			 struct json_object *value)
{
	for (size_t i = 0; i < sizeof(rivals) / sizeof(*rivals); i++) {
		const char *first = NULL;

		for (size_t j = 0; j < 3 && rivals[i][j]; j++) {
			if (!json_object_object_get_ex(value, rivals[i][j],
						       NULL))
				continue;
			if (first)
				fh_reader_diag(reader, "\"%s\" and \"%s\" "
					       "say the same twice; one of "
					       "them is enough", first,
					       rivals[i][j]);
			first = rivals[i][j];
		}
	}
}

/* Read one zone's object into prices. */
static void read_prices(struct fh_reader *reader, struct json_object *value,
			struct fh_prices *ret)
{
	struct fh_rate_reading reading = {
		.prices = no_prices, .pricing = -1,
		.lease_per_kw_micro = FH_UNKNOWN,
		.contracted_w = FH_UNKNOWN, .monthly_micro = FH_UNKNOWN,
	};
	struct fh_prices *prices = &reading.prices;

	fh_reader_object(reader, value, price_fields,
			 sizeof(price_fields) / sizeof(*price_fields),
			 &reading);
	if (json_object_is_type(value, json_type_object)) {
		check_rivals(reader, value);
		fh_rate_spread(reader, &reading);
	}
	fh_rate_convert(reader, &prices->core_hour_micro);
	fh_rate_convert(reader, &prices->gib_hour_micro);
	fh_rate_convert(reader, &prices->kwh_micro);
	free(reading.own);
	*ret = reading.prices;
}

static void read_zone(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	const struct fh_rate_context *context = reader->context;
	struct card_reading *reading = dst;
	struct fh_prices *prices = &reading->any;
	int zone;

	if (!strcmp(name, "*")) {
		reading->has_any = true;
	} else {
		zone = fh_zones_find(context->zones, name);
		if (zone < 0) {
			fh_reader_unknown(reader, "zone", name,
					  fh_zones_suggest(context->zones,
							   name));
			return;
		}
		if (reading->given[zone]) {
			fh_reader_diag(reader, "the zone \"%.80s\" stands "
				       "here twice; case makes no difference",
				       name);
			return;
		}
		reading->given[zone] = true;
		prices = &reading->card->zone[zone];
	}
	read_prices(reader, value, prices);
}

/* A zone without an entry of its own gets a copy of those of "*". */
static void copy_any(struct fh_reader *reader, struct fh_prices *prices,
		     const struct fh_prices *any)
{
	*prices = *any;
	prices->accel = fh_reader_alloc(reader, any->accel_count,
					sizeof(*any->accel));
	if (prices->accel && any->accel_count)
		memcpy(prices->accel, any->accel,
		       any->accel_count * sizeof(*any->accel));
	else
		prices->accel_count = 0;
}

static void fill_rest(struct fh_reader *reader,
		      const struct card_reading *reading)
{
	const struct fh_rate_context *context = reader->context;

	for (size_t i = 0; i < reading->card->zone_count; i++) {
		if (reading->given[i])
			continue;
		if (reading->has_any)
			copy_any(reader, &reading->card->zone[i],
				 &reading->any);
		else
			fh_reader_diag(reader, "the zone \"%s\" has no "
				       "prices in this card; add them, or "
				       "\"*\" for every other zone",
				       context->zones->zone[i].name);
	}
}

FH_READER_VALUE(fh_rate_read_card_zones)
{
	const struct fh_rate_context *context = reader->context;
	struct fh_card *card = dst;
	size_t count = context->zones->zone_count;
	struct card_reading reading = { .card = card, .any = no_prices };

	(void) field;
	card->zone = fh_reader_alloc(reader, count, sizeof(*card->zone));
	reading.given = fh_reader_alloc(reader, count,
					sizeof(*reading.given));
	if (card->zone && reading.given) {
		card->zone_count = count;
		for (size_t i = 0; i < count; i++)
			card->zone[i] = no_prices;
		fh_reader_members(reader, value, true, read_zone, &reading);
		if (json_object_get_type(value) == json_type_object)
			fill_rest(reader, &reading);
	}
	free(reading.given);
	free(reading.any.accel);
}

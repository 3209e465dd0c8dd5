/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads rates.json: see fh_rate.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_rate.h"
#include "fh_reader.h"
#include "fh_units.h"

#define PRICE_MAX 1000000	/* of one unit, in the currency */
#define PUE_MAX 10
#define CARBON_MAX 5000		/* g per kWh; burning lignite is near 1200 */
#define CURRENCY_LEN 3
#define TIMEZONE_MAX 63

struct rates_context {
	const struct fh_zones *zones;
	const struct fh_catalog *catalog;
};

/* A card's prices as they are read: every zone, and those of "*". */
struct card_reading {
	struct fh_card *card;
	struct fh_prices any;
	bool has_any;
	bool *given;		/* per zone */
};

static void no_prices(struct fh_prices *prices)
{
	memset(prices, 0, sizeof(*prices));
	prices->core_hour_micro = FH_UNKNOWN;
	prices->gib_hour_micro = FH_UNKNOWN;
	prices->kwh_micro = FH_UNKNOWN;
	prices->pue_micro = FH_UNKNOWN;
	prices->carbon_mg_per_kwh = FH_UNKNOWN;
}

#define PRICE .read = fh_read_decimal, .min = 0, .max = PRICE_MAX, \
	      .scale = 1000000

static const struct fh_field accel_price = {
	PRICE, .offset = offsetof(struct fh_accel_price, per_hour_micro),
};

static void read_accel_price(struct fh_reader *reader, const char *name,
			     struct json_object *value, void *dst)
{
	const struct rates_context *context = reader->context;
	const struct fh_accel *accel;
	struct fh_accel_price price = { .per_hour_micro = FH_UNKNOWN };
	struct fh_prices *prices = dst;

	accel = fh_catalog_find(context->catalog, name);
	if (!accel) {
		fh_reader_unknown(reader, "accelerator type", name,
				  fh_catalog_suggest(context->catalog, name));
		return;
	}
	price.accel = (size_t) (accel - context->catalog->accel);
	fh_read_decimal(reader, value, &accel_price, &price.per_hour_micro);
	prices->accel[prices->accel_count++] = price;
}

static FH_READER_VALUE(read_accel_prices)
{
	struct fh_prices *prices = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	prices->accel = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*prices->accel));
	if (prices->accel)
		fh_reader_members(reader, value, false, read_accel_price,
				  prices);
}

static const struct fh_field price_fields[] = {
	{ .key = "accelerator_hour", .read = read_accel_prices },
	{ .key = "core_hour", PRICE,
	  .offset = offsetof(struct fh_prices, core_hour_micro) },
	{ .key = "gib_hour", PRICE,
	  .offset = offsetof(struct fh_prices, gib_hour_micro) },
	{ .key = "kwh", PRICE,
	  .offset = offsetof(struct fh_prices, kwh_micro) },
	{ .key = "pue", .read = fh_read_decimal, .min = 1, .max = PUE_MAX,
	  .scale = 1000000, .offset = offsetof(struct fh_prices, pue_micro) },
	{ .key = "carbon_g_per_kwh", .read = fh_read_decimal, .min = 0,
	  .max = CARBON_MAX, .scale = 1000,
	  .offset = offsetof(struct fh_prices, carbon_mg_per_kwh) },
};

static void read_prices(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	const struct rates_context *context = reader->context;
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
	fh_reader_object(reader, value, price_fields,
			 sizeof(price_fields) / sizeof(*price_fields), prices);
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
	const struct rates_context *context = reader->context;

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

static FH_READER_VALUE(read_card_zones)
{
	const struct rates_context *context = reader->context;
	struct fh_card *card = dst;
	size_t count = context->zones->zone_count;
	struct card_reading reading = { .card = card };

	(void) field;
	no_prices(&reading.any);
	card->zone = fh_reader_alloc(reader, count, sizeof(*card->zone));
	reading.given = fh_reader_alloc(reader, count,
					sizeof(*reading.given));
	if (card->zone && reading.given) {
		card->zone_count = count;
		for (size_t i = 0; i < count; i++)
			no_prices(&card->zone[i]);
		fh_reader_members(reader, value, true, read_prices, &reading);
		if (json_object_get_type(value) == json_type_object)
			fill_rest(reader, &reading);
	}
	free(reading.given);
	free(reading.any.accel);
}

static const struct fh_field card_fields[] = {
	{ .key = "valid_from", .read = fh_read_instant, .required = true,
	  .offset = offsetof(struct fh_card, from_s) },
	{ .key = "source", .read = fh_read_text, .required = true,
	  .offset = offsetof(struct fh_card, source) },
	{ .key = "zones", .read = read_card_zones, .required = true },
};

static void read_card(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	struct fh_rates *rates = dst;
	struct fh_card *card = &rates->card[rates->card_count++];

	(void) name;
	/* A date that cannot be read is told once, not as two equal ones. */
	card->from_s = FH_FOREVER - (int64_t) rates->card_count;
	fh_reader_object(reader, value, card_fields,
			 sizeof(card_fields) / sizeof(*card_fields), card);
	for (size_t i = 0; i + 1 < rates->card_count; i++)
		if (rates->card[i].from_s == card->from_s)
			fh_reader_diag(reader, "card %zu is valid from the "
				       "same date; a date has one card", i);
}

static int by_date(const void *a, const void *b)
{
	const struct fh_card *x = a, *y = b;

	return (x->from_s > y->from_s) - (x->from_s < y->from_s);
}

static FH_READER_VALUE(read_cards)
{
	struct fh_rates *rates = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_array))
		return;
	if (!json_object_array_length(value)) {
		fh_reader_diag(reader, "at least one rate card is needed");
		return;
	}
	rates->card = fh_reader_alloc(reader, json_object_array_length(value),
				      sizeof(*rates->card));
	if (!rates->card)
		return;
	fh_reader_elements(reader, value, read_card, rates);
	qsort(rates->card, rates->card_count, sizeof(*rates->card), by_date);
}

static FH_READER_VALUE(read_currency)
{
	const char *text;

	(void) field;
	text = fh_reader_string(reader, value);
	if (!text)
		return;
	if (strlen(text) != CURRENCY_LEN ||
	    strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != CURRENCY_LEN)
		fh_reader_diag(reader, "\"%.80s\" is not an ISO 4217 code of "
			       "three upper-case letters, such as \"USD\"",
			       text);
	else
		memcpy(dst, text, CURRENCY_LEN + 1);
}

/* "Area/City" or "UTC"; whether it exists only the host's tables can tell. */
static bool is_timezone(const char *text)
{
	static const char chars[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_+-/";
	const char *slash = strchr(text, '/');

	if (!strcmp(text, "UTC"))
		return true;
	if (!slash || slash == text || strstr(text, "//") ||
	    strlen(text) > TIMEZONE_MAX || text[strspn(text, chars)])
		return false;
	return text[strlen(text) - 1] != '/';
}

static FH_READER_VALUE(read_timezone)
{
	const char *text;

	text = fh_reader_string(reader, value);
	if (!text)
		return;
	if (is_timezone(text))
		fh_read_text(reader, value, field, dst);
	else
		fh_reader_diag(reader, "\"%.80s\" is not the name of a time "
			       "zone, such as \"America/Chicago\" or \"UTC\"",
			       text);
}

static const struct fh_field fields[] = {
	{ .key = "currency", .read = read_currency, .required = true,
	  .offset = offsetof(struct fh_rates, currency) },
	{ .key = "billing_timezone", .read = read_timezone, .required = true,
	  .offset = offsetof(struct fh_rates, billing_timezone) },
	{ .key = "cards", .read = read_cards, .required = true },
};

void fh_rates_read(const struct fh_json *doc, const char *pointer,
		   const struct fh_zones *zones,
		   const struct fh_catalog *catalog, struct fh_rates *ret,
		   struct fh_diags *diags)
{
	struct rates_context context = { zones, catalog };
	struct fh_reader reader;
	struct json_object *value;

	value = fh_reader_begin(&reader, doc, pointer, diags, &context);
	if (value)
		fh_reader_object(&reader, value, fields,
				 sizeof(fields) / sizeof(*fields), ret);
	fh_reader_end(&reader);
}

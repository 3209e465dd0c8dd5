/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads rates.json: see fh_rate.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_rate_read.h"
#include "fh_units.h"

#define CURRENCY_LEN 3
#define EXCHANGE_MAX 1000000
#define UNIT 1000000		/* rate_micro of the currency itself */

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

static const struct fh_field exchange_fields[] = {
	{ .key = "currency", .read = read_currency, .required = true,
	  .offset = offsetof(struct fh_rate_exchange, currency) },
	{ .key = "valid_from", .read = fh_read_instant, .required = true,
	  .offset = offsetof(struct fh_rate_exchange, from_s) },
	{ .key = "rate", .read = fh_read_decimal, .min = 0,
	  .max = EXCHANGE_MAX, .scale = UNIT, .required = true,
	  .offset = offsetof(struct fh_rate_exchange, rate_micro) },
	{ .key = "source", .read = fh_read_text, .required = true,
	  .offset = offsetof(struct fh_rate_exchange, source) },
};

static void read_exchange(struct fh_reader *reader, const char *name,
			  struct json_object *value, void *dst)
{
	struct fh_rate_context *context = reader->context;
	struct fh_rate_exchange *rate =
		&context->exchange[context->exchange_count];

	(void) name;
	(void) dst;
	fh_reader_object(reader, value, exchange_fields,
			 sizeof(exchange_fields) / sizeof(*exchange_fields),
			 rate);
	for (size_t i = 0; i < context->exchange_count; i++)
		if (context->exchange[i].from_s == rate->from_s &&
		    !strcmp(context->exchange[i].currency, rate->currency))
			fh_reader_diag(reader, "rate %zu is of the same "
				       "currency and date", i);
	context->exchange_count++;
}

static FH_READER_VALUE(read_exchanges)
{
	struct fh_rate_context *context = reader->context;

	(void) field;
	(void) dst;
	if (!fh_reader_is(reader, value, json_type_array))
		return;
	context->exchange = fh_reader_alloc(reader,
					    json_object_array_length(value),
					    sizeof(*context->exchange));
	if (context->exchange)
		fh_reader_elements(reader, value, read_exchange, NULL);
}

void fh_rate_convert(const struct fh_reader *reader, int64_t *micro)
{
	const struct fh_rate_context *context = reader->context;
	int64_t rate_micro = context->card->rate_micro;

	if (*micro < 0 || rate_micro == UNIT)
		return;
	if (fh_units_muldiv(*micro, rate_micro, UNIT, micro))
		fh_reader_diag(reader, "this number is too large");
}

/* The newest rate that is not after the card's begin. */
static const struct fh_rate_exchange *find_exchange(
	const struct fh_rate_context *context, const char *currency)
{
	const struct fh_rate_exchange *found = NULL;

	for (size_t i = 0; i < context->exchange_count; i++) {
		const struct fh_rate_exchange *rate = &context->exchange[i];

		if (!strcmp(rate->currency, currency) &&
		    rate->from_s <= context->card->from_s &&
		    (!found || rate->from_s > found->from_s))
			found = rate;
	}
	return found;
}

/* A card in another currency: all its prices are converted at one rate. */
static FH_READER_VALUE(read_card_currency)
{
	const struct fh_rate_context *context = reader->context;
	const struct fh_rate_exchange *rate;
	char currency[CURRENCY_LEN + 1] = "";

	(void) dst;
	read_currency(reader, value, field, currency);
	if (!*currency || !strcmp(currency, context->rates->currency))
		return;
	rate = find_exchange(context, currency);
	if (rate)
		context->card->rate_micro = rate->rate_micro;
	else
		fh_reader_diag(reader, "\"exchange\" has no rate of %s from "
			       "the card's begin or before", currency);
}

/* In the order of what they mean as a number. */
static const char *const bearer_words[] = { "cluster", "account", NULL };

static const struct fh_field card_fields[] = {
	{ .key = "valid_from", .read = fh_read_instant, .required = true,
	  .offset = offsetof(struct fh_card, from_s) },
	{ .key = "source", .read = fh_read_text, .required = true,
	  .offset = offsetof(struct fh_card, source) },
	{ .key = "currency", .read = read_card_currency },
	{ .key = "zones", .read = fh_rate_read_card_zones, .required = true },
	{ .key = "charge", .read = fh_rate_read_charge },
	{ .key = "qos", .read = fh_rate_read_qos },
	{ .key = "reserved_unused", .read = fh_read_word,
	  .words = bearer_words,
	  .offset = offsetof(struct fh_card, charging.reserved_to_account) },
	{ .key = "minimum_charge", FH_RATE_PRICE,
	  .offset = offsetof(struct fh_card, charging.minimum_micro) },
};

static void read_card(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	struct fh_rate_context *context = reader->context;
	struct fh_rates *rates = dst;
	struct fh_card *card = &rates->card[rates->card_count++];

	(void) name;
	context->card = card;
	card->rate_micro = UNIT;
	/* A date that cannot be read is told once, not as two equal ones. */
	card->from_s = FH_FOREVER - (int64_t) rates->card_count;
	fh_reader_object(reader, value, card_fields,
			 sizeof(card_fields) / sizeof(*card_fields), card);
	fh_rate_convert(reader, &card->charging.minimum_micro);
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

static void check_end(const struct fh_reader *reader,
		      const struct fh_series *series, const char *zone,
		      int64_t next_s)
{
	char end[32];

	if (!series || fh_series_until(series) >= next_s)
		return;
	fh_reader_diag(reader, "a series of the zone \"%s\" ends at %s, "
		       "before the next card begins", zone,
		       fh_units_format_instant(fh_series_until(series), end,
					       sizeof(end)));
}

/* Only the last card may have series that are still to grow. */
static void check_ends(const struct fh_reader *reader,
		       const struct fh_rates *rates)
{
	const struct fh_rate_context *context = reader->context;

	for (size_t i = 0; i + 1 < rates->card_count; i++) {
		const struct fh_card *card = &rates->card[i];
		int64_t next_s = rates->card[i + 1].from_s;

		for (size_t j = 0; j < card->zone_count; j++) {
			const struct fh_prices *prices = &card->zone[j];
			const char *zone = context->zones->zone[j].name;

			check_end(reader, prices->carbon, zone, next_s);
			if (prices->tariff)
				check_end(reader, prices->tariff->series,
					  zone, next_s);
		}
	}
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
	check_ends(reader, rates);
}

/*
 * Only where files can come from: a bundle of before they were in it has
 * none, and is read all the same.
 */
static FH_READER_VALUE(read_billing_timezone)
{
	const struct fh_rate_context *context = reader->context;
	const struct fh_attachments *files = context->files;
	struct fh_rates *rates = context->rates;

	(void) dst;
	fh_rate_read_timezone(reader, value, field, &rates->billing_timezone);
	if (files && (files->dir || files->count))
		rates->tz = fh_rate_timezone(reader, rates->billing_timezone);
}

static const struct fh_field fields[] = {
	{ .key = "currency", .read = read_currency, .required = true,
	  .offset = offsetof(struct fh_rates, currency) },
	{ .key = "billing_timezone", .read = read_billing_timezone,
	  .required = true },
	{ .key = "exchange", .read = read_exchanges },
	{ .key = "cards", .read = read_cards, .required = true },
};

void fh_rates_read(const struct fh_json *doc, const char *pointer,
		   const struct fh_zones *zones,
		   const struct fh_catalog *catalog,
		   struct fh_attachments *files, struct fh_rates *ret,
		   struct fh_diags *diags)
{
	struct fh_rate_context context = {
		.zones = zones, .catalog = catalog, .files = files,
		.rates = ret,
	};
	struct fh_reader reader;
	struct json_object *value;

	value = fh_reader_begin(&reader, doc, pointer, diags, &context);
	ret->pool = fh_reader_alloc(&reader, 1, sizeof(*ret->pool));
	if (value && ret->pool)
		fh_reader_object(&reader, value, fields,
				 sizeof(fields) / sizeof(*fields), ret);
	fh_reader_end(&reader);
	for (size_t i = 0; i < context.exchange_count; i++)
		free(context.exchange[i].source);
	free(context.exchange);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions about rate cards: see fh_rate.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_rate_read.h"
#include "fh_units.h"

#define UG_PER_MG 1000

const struct fh_card *fh_rates_at(const struct fh_rates *rates, int64_t at_s)
{
	const struct fh_card *card = NULL;

	for (size_t i = 0; i < rates->card_count; i++)
		if (rates->card[i].from_s <= at_s)
			card = &rates->card[i];
	return card;
}

int64_t fh_rates_next_change(const struct fh_rates *rates, int64_t at_s)
{
	for (size_t i = 0; i < rates->card_count; i++)
		if (rates->card[i].from_s > at_s)
			return rates->card[i].from_s;
	return FH_FOREVER;
}

const struct fh_accel_price *fh_prices_find(const struct fh_prices *prices,
					    size_t accel)
{
	for (size_t i = 0; i < prices->accel_count; i++)
		if (prices->accel[i].accel == accel)
			return &prices->accel[i];
	return NULL;
}

int64_t fh_prices_accel(const struct fh_prices *prices, size_t accel)
{
	const struct fh_accel_price *price = fh_prices_find(prices, accel);

	return price ? price->per_hour_micro : FH_UNKNOWN;
}

int64_t fh_prices_kwh(const struct fh_prices *prices, int64_t at_s)
{
	struct fh_tariff_price price;

	if (!prices->tariff)
		return prices->kwh_micro;
	if (fh_tariff_at(prices->tariff, at_s, &price))
		return FH_UNKNOWN;
	return price.micro > 0 ? price.micro : 0;
}

int64_t fh_prices_carbon(const struct fh_prices *prices, int64_t at_s)
{
	int64_t ug, ret;

	if (!prices->carbon)
		return prices->carbon_mg_per_kwh;
	if (fh_series_at(prices->carbon, at_s, &ug) ||
	    fh_units_muldiv(ug, 1, UG_PER_MG, &ret))
		return FH_UNKNOWN;
	return ret;
}

static void clear_charging(struct fh_charging *charging)
{
	for (size_t i = 0; i < charging->qos_count; i++)
		free(charging->qos[i].name);
	free(charging->qos);
	free(charging->state_ppm);
}

static void clear_card(struct fh_card *card)
{
	for (size_t i = 0; i < card->zone_count; i++)
		free(card->zone[i].accel);
	free(card->zone);
	free(card->source);
	clear_charging(&card->charging);
}

static void free_tariff(struct fh_rate_tariff *tariff)
{
	if (!tariff)
		return;
	free(tariff->rule);
	free(tariff->holiday);
	free(tariff);
}

void fh_rates_pool_free(struct fh_rates_pool *pool)
{
	if (!pool)
		return;
	for (size_t i = 0; i < pool->tz_count; i++) {
		free(pool->tz[i].name);
		fh_tz_free(pool->tz[i].tz);
	}
	for (size_t i = 0; i < pool->series_count; i++) {
		free(pool->series[i].name);
		fh_series_free(pool->series[i].series);
	}
	for (size_t i = 0; i < pool->tariff_count; i++)
		free_tariff(pool->tariff[i]);
	free(pool->tz);
	free(pool->series);
	free(pool->tariff);
	free(pool);
}

void fh_rates_clear(struct fh_rates *rates)
{
	if (!rates)
		return;
	for (size_t i = 0; i < rates->card_count; i++)
		clear_card(&rates->card[i]);
	free(rates->card);
	free(rates->billing_timezone);
	fh_rates_pool_free(rates->pool);
	memset(rates, 0, sizeof(*rates));
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions about rate cards: see fh_rate.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_rate.h"
#include "fh_units.h"

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

int64_t fh_prices_accel(const struct fh_prices *prices, size_t accel)
{
	for (size_t i = 0; i < prices->accel_count; i++)
		if (prices->accel[i].accel == accel)
			return prices->accel[i].per_hour_micro;
	return FH_UNKNOWN;
}

void fh_rates_clear(struct fh_rates *rates)
{
	if (!rates)
		return;
	for (size_t i = 0; i < rates->card_count; i++) {
		struct fh_card *card = &rates->card[i];

		for (size_t j = 0; j < card->zone_count; j++)
			free(card->zone[j].accel);
		free(card->zone);
		free(card->source);
	}
	free(rates->card);
	free(rates->billing_timezone);
	fh_tz_free(rates->tz);
	memset(rates, 0, sizeof(*rates));
}

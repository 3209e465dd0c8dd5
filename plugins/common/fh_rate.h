/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rate cards (rates.json): prices per zone, valid from a date until the next
 * card.  A card is never edited in place; a newer one supersedes it.
 */
#ifndef FH_RATE_H
#define FH_RATE_H

#include <stddef.h>
#include <stdint.h>

#include "fh_catalog.h"
#include "fh_diag.h"
#include "fh_json.h"
#include "fh_tz.h"
#include "fh_zone.h"

/* One type's price in one zone. */
struct fh_accel_price {
	size_t accel;			/* index into the catalogue */
	int64_t per_hour_micro;		/* currency micro-units */
};

/* What is charged in one zone; a price not given is FH_UNKNOWN, not free. */
struct fh_prices {
	struct fh_accel_price *accel;
	size_t accel_count;
	int64_t core_hour_micro;	/* per allocated core and hour */
	int64_t gib_hour_micro;		/* per allocated GiB and hour */
	int64_t kwh_micro;		/* per kWh at the utility's meter */
	int64_t pue_micro;		/* power usage effectiveness x 10^6 */
	int64_t carbon_mg_per_kwh;	/* CO2 equivalent, at that meter */
};

struct fh_card {
	int64_t from_s;			/* valid from, UTC */
	char *source;			/* where the prices come from */
	struct fh_prices *zone;		/* one per zone of zones.json */
	size_t zone_count;
};

struct fh_rates {
	char currency[4];		/* ISO 4217, "USD" */
	char *billing_timezone;		/* "America/Chicago" */
	struct fh_tz *tz;		/* the same; NULL: was not read */
	struct fh_card *card;		/* ascending from_s, no two equal */
	size_t card_count;
};

/*
 * As fh_catalog_read(), for rates.json.  "*" as a zone's name gives prices
 * to every zone that has no entry of its own in that card.
 */
void fh_rates_read(const struct fh_json *doc, const char *pointer,
		   const struct fh_zones *zones,
		   const struct fh_catalog *catalog, struct fh_rates *ret,
		   struct fh_diags *diags);

/* The card valid at that instant, or NULL (before the first). */
const struct fh_card *fh_rates_at(const struct fh_rates *rates, int64_t at_s);

/* When the card after at_s begins, or FH_FOREVER. */
int64_t fh_rates_next_change(const struct fh_rates *rates, int64_t at_s);

/* Price of one accelerator for an hour, or FH_UNKNOWN. */
int64_t fh_prices_accel(const struct fh_prices *prices, size_t accel);

void fh_rates_clear(struct fh_rates *rates);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rate cards (rates.json): prices per zone, valid from a date until the next
 * card.  A card is never edited in place; a newer one supersedes it.
 *
 * What is read here needs no file any more: time zones and series of prices
 * come with the bundle.
 */
#ifndef FH_RATE_H
#define FH_RATE_H

#include <stddef.h>
#include <stdint.h>

#include "fh_attach.h"
#include "fh_catalog.h"
#include "fh_diag.h"
#include "fh_json.h"
#include "fh_series.h"
#include "fh_tariff.h"
#include "fh_tz.h"
#include "fh_zone.h"

/* How a price of an accelerator came about. */
enum fh_price_kind {
	FH_PRICE_SET,		/* a number in the card */
	FH_PRICE_LIST,		/* a cloud's */
	FH_PRICE_RESERVED,
	FH_PRICE_SPOT,
	FH_PRICE_OWNED,		/* from what was paid: fh_capital.h */
	FH_PRICE_KINDS
};

/* One type's price in one zone. */
struct fh_accel_price {
	size_t accel;			/* index into the catalogue */
	enum fh_price_kind kind;
	int64_t per_hour_micro;		/* currency micro-units */
	/* Its share of what is paid by the month, per accelerator in use;
	 * 0 where there is none. */
	int64_t lease_month_micro;
	int64_t operations_month_micro;
	int64_t devices;		/* FH_UNKNOWN unless owned, and in the
					 * published copy */
	int64_t used_ppm;		/* expected utilisation; likewise */
	/* What is paid, for who wants to see where it went; likewise: */
	int64_t full_hour_micro;	/* capital of one that is always used */
	int64_t lease_all_micro;	/* a month's, of all the devices; they */
	int64_t operations_all_micro;	/* add up to the zone's, exactly */
	/* Per hour by kind, where a cloud has several; FH_UNKNOWN. */
	int64_t offer_micro[FH_PRICE_KINDS];
};

/* What is charged in one zone; a price not given is FH_UNKNOWN, not free. */
struct fh_prices {
	struct fh_accel_price *accel;
	size_t accel_count;
	int64_t core_hour_micro;	/* per allocated core and hour */
	int64_t gib_hour_micro;		/* per allocated GiB and hour */
	int64_t kwh_micro;		/* per kWh at the utility's meter */
	const struct fh_tariff *tariff;	/* in kwh_micro's place, or NULL */
	int64_t pue_micro;		/* power usage effectiveness x 10^6 */
	int64_t carbon_mg_per_kwh;	/* CO2 equivalent, at that meter */
	const struct fh_series *carbon;	/* in its place, or NULL */
	/* Sums of the whole zone, for who wants to see where they went. */
	int64_t lease_month_micro;	/* FH_UNKNOWN: none, or published */
	int64_t operations_month_micro;
};

/* What is charged of a cost: fh_charge.h. */
struct fh_charging {
	int64_t *state_ppm;		/* per end state; NULL: all of it */
	struct fh_qos_factor {
		char *name;
		int64_t ppm;
	} *qos;
	size_t qos_count;
	int64_t minimum_micro;		/* of a run; 0: none */
	int reserved_to_account;	/* reserved time that is not used is
					 * borne by the reservation's account */
};

struct fh_card {
	int64_t from_s;			/* valid from, UTC */
	char *source;			/* where the prices come from */
	int64_t rate_micro;		/* exchange rate that its prices were
					 * converted with; 10^6: none */
	struct fh_prices *zone;		/* one per zone of zones.json */
	size_t zone_count;
	struct fh_charging charging;
};

struct fh_rates_pool;			/* what cards point into */

struct fh_rates {
	char currency[4];		/* ISO 4217, "USD" */
	char *billing_timezone;		/* "America/Chicago" */
	const struct fh_tz *tz;		/* the same; NULL: was not there, and
					 * UTC stands in for it */
	struct fh_card *card;		/* ascending from_s, no two equal */
	size_t card_count;
	struct fh_rates_pool *pool;
};

/*
 * As fh_catalog_read(), for rates.json.  "*" as a zone's name gives prices
 * to every zone that has no entry of its own in that card.
 * files:  where time zones and series come from; NULL: there are none.
 */
void fh_rates_read(const struct fh_json *doc, const char *pointer,
		   const struct fh_zones *zones,
		   const struct fh_catalog *catalog,
		   struct fh_attachments *files, struct fh_rates *ret,
		   struct fh_diags *diags);

/* The card valid at that instant, or NULL (before the first). */
const struct fh_card *fh_rates_at(const struct fh_rates *rates, int64_t at_s);

/* When the card after at_s begins, or FH_FOREVER. */
int64_t fh_rates_next_change(const struct fh_rates *rates, int64_t at_s);

/* What a type costs there, or NULL. */
const struct fh_accel_price *fh_prices_find(const struct fh_prices *prices,
					    size_t accel);

/*
 * Price of one accelerator for an hour, without lease and operations, or
 * FH_UNKNOWN.
 */
int64_t fh_prices_accel(const struct fh_prices *prices, size_t accel);

/*
 * Price of a kWh at the meter at an instant, or FH_UNKNOWN.  Where a market
 * pays for taking energy (below 0) a job has it for nothing.
 */
int64_t fh_prices_kwh(const struct fh_prices *prices, int64_t at_s);

/* Carbon of a kWh at the meter at an instant, in mg, or FH_UNKNOWN. */
int64_t fh_prices_carbon(const struct fh_prices *prices, int64_t at_s);

void fh_rates_clear(struct fh_rates *rates);

#endif

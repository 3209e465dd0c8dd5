/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the readers of rates.json share; for fh_rate*.c alone. */
#ifndef FH_RATE_READ_H
#define FH_RATE_READ_H

#include "fh_rate.h"
#include "fh_reader.h"

#define FH_RATE_PRICE_MAX 1000000	/* of one unit, in the currency */
#define FH_RATE_SUM_MAX 1000000000	/* of a month, or paid */

/* Rows of a table for an amount of money. */
#define FH_RATE_MONEY(most)                                   \
	.read = fh_read_decimal, .min = 0, .max = (most),     \
	.scale = 1000000
#define FH_RATE_PRICE FH_RATE_MONEY(FH_RATE_PRICE_MAX)
#define FH_RATE_SUM FH_RATE_MONEY(FH_RATE_SUM_MAX)

/* A tariff with what it points to. */
struct fh_rate_tariff {
	struct fh_tariff tariff;
	struct fh_tariff_rule *rule;
	int64_t *holiday;
};

/* Owns what several zones and cards point to. */
struct fh_rates_pool {
	struct fh_rate_zone_file {
		char *name;
		struct fh_tz *tz;
	} *tz;
	size_t tz_count;
	struct fh_rate_series {
		char *name;
		char unit;		/* 'k' = of kWh, 'c' = of carbon */
		struct fh_series *series;
	} *series;
	size_t series_count;
	struct fh_rate_tariff **tariff;
	size_t tariff_count;
};

/* An exchange rate, from a day on. */
struct fh_rate_exchange {
	char currency[4];
	int64_t from_s;
	int64_t rate_micro;	/* of one unit, in the rates' currency */
	char *source;		/* where it is from: for who reads the file */
};

struct fh_rate_context {
	const struct fh_zones *zones;
	const struct fh_catalog *catalog;
	struct fh_attachments *files;
	struct fh_rates *rates;
	struct fh_rate_exchange *exchange;
	size_t exchange_count;
	struct fh_card *card;		/* the one being read */
};

/* A type that is owned, as the card has it. */
struct fh_rate_own {
	size_t accel;
	int64_t paid_micro;
	int64_t residual_micro;
	int64_t life_months;		/* FH_UNKNOWN: not given */
	int64_t life_years_months;	/* given in years; likewise */
	int64_t rate_ppm;
	int64_t used_ppm;
	unsigned devices;
};

/* A zone's prices as they are read. */
struct fh_rate_reading {
	struct fh_prices prices;
	int pricing;			/* enum fh_price_kind; -1 */
	struct fh_rate_own *own;
	size_t own_count;
	int64_t lease_per_kw_micro;	/* FH_UNKNOWN: not given */
	int64_t contracted_w;
	int64_t monthly_micro;
};

/* dst: struct fh_rate_reading.  Prices of types come first. */
FH_READER_VALUE(fh_rate_read_own);
FH_READER_VALUE(fh_rate_read_monthly);
FH_READER_VALUE(fh_rate_read_tariff);
FH_READER_VALUE(fh_rate_read_kwh_series);
FH_READER_VALUE(fh_rate_read_carbon_series);

/* dst: struct fh_card. */
FH_READER_VALUE(fh_rate_read_card_zones);
FH_READER_VALUE(fh_rate_read_charge);
FH_READER_VALUE(fh_rate_read_qos);

/* Spread lease and monthly sums over the types that are owned. */
void fh_rate_spread(struct fh_reader *reader, struct fh_rate_reading *ret);

/* An amount in the card's currency to one of the rates', in place. */
void fh_rate_convert(const struct fh_reader *reader, int64_t *micro);

/*
 * The time zone of that name, from the pool or read into it; NULL with a
 * mistake added, or quietly for "UTC".
 */
const struct fh_tz *fh_rate_timezone(const struct fh_reader *reader,
				     const char *name);

/* As fh_read_text(), for the name of a time zone. */
FH_READER_VALUE(fh_rate_read_timezone);

/* A tariff of nothing in the pool; NULL with a mistake added. */
struct fh_rate_tariff *fh_rate_add_tariff(const struct fh_reader *reader);

/* Grow a list by one entry of zeros; NULL with a mistake added. */
void *fh_rate_grow(const struct fh_reader *reader, void *list, size_t *count,
		   size_t size);

void fh_rates_pool_free(struct fh_rates_pool *pool);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rate cards for users: see publish_rates.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/publish_rates.h"
#include "plugins/common/fh_units.h"

#define PRICE_DIGITS 6		/* all there are */

/* Keys that tell what is paid. */
static const char *const secret[] = {
	"lease_per_kw_month", "contracted_kw", "monthly",
};

static int add_price(struct json_object *object, const char *key,
		     int64_t micro)
{
	struct json_object *value;
	char text[32];

	fh_units_format_micro(micro, PRICE_DIGITS, text, sizeof(text));
	value = json_object_new_double_s(0, text);
	if (value && !json_object_object_add(object, key, value))
		return 0;
	json_object_put(value);
	return -1;
}

static struct json_object *unit_prices(const struct fh_accel_price *price)
{
	struct json_object *ret = json_object_new_object();

	if (ret && !add_price(ret, "capital_hour", price->per_hour_micro) &&
	    !add_price(ret, "lease_month", price->lease_month_micro) &&
	    !add_price(ret, "operations_month",
		       price->operations_month_micro))
		return ret;
	json_object_put(ret);
	return NULL;
}

/* What is owned in a zone, by its unit prices. */
static int replace_owned(struct json_object *zone,
			 const struct fh_prices *prices,
			 const struct fh_catalog *catalog)
{
	struct json_object *owned = json_object_new_object(), *units;

	if (!owned)
		return -1;
	for (size_t i = 0; i < prices->accel_count; i++) {
		const struct fh_accel_price *price = &prices->accel[i];

		if (price->kind != FH_PRICE_OWNED)
			continue;
		units = unit_prices(price);
		if (units &&
		    !json_object_object_add(owned,
					    catalog->accel[price->accel].type,
					    units))
			continue;
		json_object_put(units);
		json_object_put(owned);
		return -1;
	}
	if (!json_object_object_add(zone, "accelerators", owned))
		return 0;
	json_object_put(owned);
	return -1;
}

/* A zone that has the card's prices of "*", or -1. */
static int zone_of_rest(struct json_object *zones, const struct fh_conf *conf)
{
	for (size_t i = 0; i < conf->zones.zone_count; i++) {
		bool given = false;

		json_object_object_foreach(zones, name, value) {
			(void) value;
			given |= fh_zones_find(&conf->zones, name) == (int) i;
		}
		if (!given)
			return (int) i;
	}
	return -1;
}

static int strip_zone(struct json_object *zone, const struct fh_prices *prices,
		      const struct fh_catalog *catalog)
{
	for (size_t i = 0; i < sizeof(secret) / sizeof(*secret); i++)
		json_object_object_del(zone, secret[i]);
	if (!json_object_object_get_ex(zone, "accelerators", NULL))
		return 0;
	if (prices)
		return replace_owned(zone, prices, catalog);
	json_object_object_del(zone, "accelerators");
	return 0;
}

static const struct fh_card *card_of(struct json_object *card,
				     const struct fh_conf *conf)
{
	struct json_object *from;
	int64_t from_s;

	if (!json_object_object_get_ex(card, "valid_from", &from) ||
	    fh_units_parse_instant(json_object_get_string(from), &from_s,
				   NULL))
		return NULL;
	return fh_rates_at(&conf->rates, from_s);
}

static int strip_card(struct json_object *card, const struct fh_conf *conf)
{
	const struct fh_card *read = card_of(card, conf);
	struct json_object *zones;

	if (!read || !json_object_object_get_ex(card, "zones", &zones))
		return 0;
	json_object_object_foreach(zones, name, zone) {
		int i = strcmp(name, "*") ? fh_zones_find(&conf->zones, name) :
					    zone_of_rest(zones, conf);

		if (strip_zone(zone, i < 0 ? NULL : &read->zone[i],
			       &conf->catalog))
			return -1;
	}
	return 0;
}

int publish_rates(struct json_object *rates, const struct fh_conf *conf,
		  struct fh_error *err)
{
	struct json_object *cards;

	if (!json_object_object_get_ex(rates, "cards", &cards))
		return 0;
	for (size_t i = 0; i < json_object_array_length(cards); i++)
		if (strip_card(json_object_array_get_idx(cards, i), conf))
			return fh_err_nomem(err);
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Days of the policy that are near or past: see check_dates.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/freehold/check_dates.h"
#include "plugins/common/fh_quote.h"
#include "plugins/common/fh_units.h"

#define LIST_MAX 240		/* bytes */
#define DAY_S 86400

/* Add "WHAT 2026-01-31" or "WHAT 2026-01-31 (past)", when it is near. */
static void note(struct fh_line *list, const char *what, int64_t at_s,
		 int64_t now_s)
{
	char day[32];
	struct fh_line item = { 0 };

	if (at_s == FH_FOREVER || at_s > now_s + CHECK_NEAR_DAYS * DAY_S)
		return;
	fh_units_format_instant(at_s, day, sizeof(day));
	day[strcspn(day, "T")] = '\0';
	fh_line_add(&item, "%s %s%s", what, day, at_s <= now_s ? " (past)" :
		    "");
	fh_line_list(list, LIST_MAX, ", ", item.text);
}

static void list_class(const struct fh_class *data_class, int64_t now_s,
		       struct check_dates *ret)
{
	note(&ret->reviews, data_class->name, data_class->review_s, now_s);
	note(&ret->ends, data_class->name, data_class->until_s, now_s);
	for (size_t i = 0; i < data_class->transfer_count; i++) {
		const struct fh_transfer *transfer = &data_class->transfer[i];
		struct fh_quoted evidence;
		struct fh_line what = { 0 };

		fh_line_add(&what, "%s: %s (%s)", data_class->name,
			    fh_mechanism_words[transfer->mechanism],
			    fh_quote(transfer->evidence, &evidence));
		note(&ret->ends, what.text, transfer->until_s, now_s);
	}
}

static void list_zone(const struct fh_zone *zone, int64_t now_s,
		      struct check_dates *ret)
{
	for (size_t i = 0; i < zone->attestation_count; i++) {
		struct fh_line what = { 0 };

		fh_line_add(&what, "zone %s: %s", zone->name,
			    zone->attestation[i].name);
		note(&ret->ends, what.text, zone->attestation[i].until_s,
		     now_s);
	}
}

/* One that is over is a record, and no longer news. */
static void list_exception(const struct fh_break_glass *glass, int64_t now_s,
			   struct check_dates *ret)
{
	struct fh_line what = { 0 };
	char until[32];

	if (glass->until_s <= now_s)
		return;
	fh_line_add(&what, "%s%s until %s", glass->name,
		    glass->from_s <= now_s ? "" : " is to come and lasts",
		    fh_units_format_instant(glass->until_s, until,
					    sizeof(until)));
	fh_line_list(&ret->exceptions, LIST_MAX, ", ", what.text);
}

void check_dates_list(const struct fh_conf *conf, int64_t now_s,
		      struct check_dates *ret)
{
	const struct fh_policy *policy = &conf->policy;

	for (size_t i = 0; i < policy->class_count; i++)
		list_class(&policy->data_class[i], now_s, ret);
	for (size_t i = 0; i < conf->zones.zone_count; i++)
		list_zone(&conf->zones.zone[i], now_s, ret);
	for (size_t i = 0; i < policy->break_glass_count; i++)
		list_exception(&policy->break_glass[i], now_s, ret);
}

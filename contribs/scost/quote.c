/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a request would cost: see quote.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "contribs/scost/quote.h"
#include "plugins/common/fh_expand.h"
#include "plugins/common/fh_judge.h"
#include "plugins/common/fh_units.h"

#define MONEY_DIGITS 2

/* The terms are not stored, so nothing hangs on their nonce. */
static const char nonce[FH_NONCE_HEX + 1] = "00000000000000000000000000000000";

/* Which zones the terms allow at all; those closed for now count as open. */
static bool *allowed_zones(const struct fh_conf *conf,
			   const struct fh_terms *terms, int64_t now_s)
{
	bool *ret = calloc(conf->zones.zone_count + 1, sizeof(*ret));

	for (size_t i = 0; ret && i < conf->zones.zone_count; i++)
		ret[i] = fh_judge(conf, terms, (int) i, now_s).allowed;
	return ret;
}

static int price(struct scost_quote *quote, struct fh_error *err)
{
	const struct fh_conf *conf = quote->conf;
	bool *open = allowed_zones(conf, &quote->terms, quote->plan.start_s);
	int rc = -1;

	if (!open)
		return fh_err_nomem(err);
	if (fh_expand(conf, quote->plan.fleet, &quote->terms.request, err) ||
	    fh_place_list(conf, &quote->terms, open, &quote->candidates, err) ||
	    fh_order_sort(conf, &quote->terms, open, &quote->plan,
			  &quote->candidates, &quote->notes, err))
		goto out;
	quote->cost = calloc(quote->candidates.count + 1,
			     sizeof(*quote->cost));
	if (!quote->cost) {
		fh_err_nomem(err);
		goto out;
	}
	for (size_t i = 0; i < quote->candidates.count; i++)
		fh_estimate_candidate(conf, &quote->terms,
				      &quote->candidates.item[i], open,
				      &quote->plan, &quote->cost[i]);
	rc = 0;
out:
	free(open);
	return rc;
}

int scost_quote_make(const struct fh_conf *conf, const struct fh_wish *wish,
		     const struct fh_subject *subject,
		     struct scost_quote *ret, struct fh_error *err)
{
	struct fh_request request = { .alternative_count = 0 };
	int rc;

	ret->conf = conf;
	if (fh_request_parse(wish, &request, err))
		return -1;
	rc = fh_terms_make(conf, &request, subject, nonce, ret->plan.start_s,
			   &ret->terms, err);
	fh_request_clear(&request);
	return rc ? -1 : price(ret, err);
}

/*
 * Names of a candidate; NULL: it has none, or any will do
 */
static const struct fh_alternative *
alternative_of(const struct scost_quote *quote, size_t number)
{
	int at = quote->candidates.item[number].alternative;

	if (at == FH_NO_ALTERNATIVE)
		return NULL;
	return &quote->terms.request.alternative[at];
}

static const char *site_of(const struct scost_quote *quote, size_t number)
{
	int site = quote->candidates.item[number].site;

	return site < 0 ? NULL : quote->conf->zones.site[site].name;
}

static const char *zone_of(const struct scost_quote *quote, size_t number)
{
	int zone = quote->candidates.item[number].zone;

	return zone < 0 ? NULL : quote->conf->zones.zone[zone].name;
}

/* Why there is no figure, and that energy is not in it. */
static void put_reasons(FILE *out, const struct fh_cost *cost)
{
	const char *between = "  ";

	for (unsigned bit = 1; bit && bit <= cost->gaps; bit <<= 1) {
		if (!(cost->gaps & bit))
			continue;
		fprintf(out, "%s%s", between, fh_gap_text((enum fh_gap) bit));
		between = "; ";
	}
}

static void put_candidate(FILE *out, const struct scost_quote *quote,
			  size_t number)
{
	const struct fh_alternative *accel = alternative_of(quote, number);
	const struct fh_cost *cost = &quote->cost[number];
	const char *site = site_of(quote, number);
	const char *zone = zone_of(quote, number);
	char type[FH_TYPE_NAME_MAX + 16] = "-", total[32], energy[32];

	if (accel)
		snprintf(type, sizeof(type), "%s:%" PRIu32, accel->type,
			 accel->count);
	fprintf(out, "%-20s %-12s %-16s %14s %14s", type, site ? site : "any",
		zone ? zone : "any",
		fh_units_format_micro(cost->total_micro, MONEY_DIGITS, total,
				      sizeof(total)),
		fh_units_format_micro(cost->energy_micro, MONEY_DIGITS,
				      energy, sizeof(energy)));
	put_reasons(out, cost);
	fputc('\n', out);
}

void scost_quote_table(FILE *out, const struct scost_quote *quote)
{
	const struct fh_plan *plan = &quote->plan;
	char limit[32], notes[128];

	fprintf(out, "%-20s %-12s %-16s %14s %14s\n", "Accel", "Site", "Zone",
		"CostBound", "EnergyPart");
	for (size_t i = 0; i < quote->candidates.count; i++)
		put_candidate(out, quote, i);
	fprintf(out, "%s at most for %s on %" PRId64 " node%s",
		quote->conf->rates.currency,
		plan->limit_s == FH_FOREVER ?
			"each hour" :
			fh_units_format_limit(plan->limit_s, limit,
					      sizeof(limit)),
		plan->nodes, plan->nodes == 1 ? "" : "s");
	if (plan->records > 1)
		fprintf(out, ", for each of %" PRId64 " tasks",
			plan->records);
	fh_order_line(&quote->terms, &quote->notes, quote->candidates.count,
		      notes, sizeof(notes));
	fprintf(out, "%s; nothing was submitted.\n", notes);
}

/*
 * JSON
 */
static int add(struct json_object *to, const char *key,
	       struct json_object *value)
{
	if (!json_object_object_add(to, key, value))
		return 0;
	json_object_put(value);
	return -1;
}

static struct json_object *number(int64_t value)
{
	return value == FH_UNKNOWN ? NULL : json_object_new_int64(value);
}

static struct json_object *text(const char *value)
{
	return value ? json_object_new_string(value) : NULL;
}

static int fill(struct json_object *to, const struct scost_quote *quote,
		size_t at)
{
	const struct fh_alternative *accel = alternative_of(quote, at);
	const struct fh_cost *cost = &quote->cost[at];

	return add(to, "accel", text(accel ? accel->type : NULL)) ||
	       add(to, "accel_count_per_node",
		   number(accel ? accel->count : 0)) ||
	       add(to, "site", text(site_of(quote, at))) ||
	       add(to, "zone", text(zone_of(quote, at))) ||
	       add(to, "cost_bound_micro", number(cost->total_micro)) ||
	       add(to, "cost_capital_micro", number(cost->capital_micro)) ||
	       add(to, "cost_lease_micro", number(cost->lease_micro)) ||
	       add(to, "cost_operations_micro",
		   number(cost->operations_micro)) ||
	       add(to, "cost_accelerators_micro",
		   number(cost->accel_micro)) ||
	       add(to, "cost_cores_micro", number(cost->core_micro)) ||
	       add(to, "cost_memory_micro", number(cost->memory_micro)) ||
	       add(to, "cost_energy_micro", number(cost->energy_micro)) ||
	       add(to, "currency", text(quote->conf->rates.currency)) ||
	       add(to, "hourly",
		   json_object_new_boolean(quote->plan.limit_s ==
					   FH_FOREVER));
}

int scost_quote_json(FILE *out, const struct scost_quote *quote,
		     struct fh_error *err)
{
	struct json_object *array = json_object_new_array();
	const char *shown = NULL;

	for (size_t i = 0; array && i < quote->candidates.count; i++) {
		struct json_object *item = json_object_new_object();

		if (item && !fill(item, quote, i) &&
		    !json_object_array_add(array, item))
			continue;
		json_object_put(item);
		json_object_put(array);
		array = NULL;
	}
	if (array)
		shown = json_object_to_json_string_ext(
			array, JSON_C_TO_STRING_PRETTY |
				       JSON_C_TO_STRING_SPACED |
				       JSON_C_TO_STRING_NOSLASHESCAPE);
	if (shown)
		fprintf(out, "%s\n", shown);
	json_object_put(array);
	return shown ? 0 : fh_err_nomem(err);
}

void scost_quote_clear(struct scost_quote *quote)
{
	fh_terms_clear(&quote->terms);
	free(quote->cost);
	quote->cost = NULL;
	quote->candidates.count = 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values of one row of FOCUS: see focus_row.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <string.h>

#include "contribs/scost/focus_row.h"
#include "contribs/scost/price.h"
#include "plugins/common/fh_period.h"
#include "plugins/common/fh_units.h"
#include "plugins/common/fh_whole.h"

#define HOUR_S 3600
#define MILLION 1000000
#define DIGITS 6		/* behind the point: all that is known */
#define GAP_BITS 31

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

/*
 * Numbers
 */
/* Decimals with a sign; nothing where the figure is not known. */
static void set_micro(struct scost_focus_row *row,
		      enum scost_focus_column column, int64_t micro,
		      bool negative)
{
	char digits[FOCUS_NUMBER_MAX - 1];

	if (micro == FH_UNKNOWN)
		return;
	fh_units_format_micro(micro, DIGITS, digits, sizeof(digits));
	snprintf(row->number[column], FOCUS_NUMBER_MAX, "%s%s",
		 negative && micro ? "-" : "", digits);
	row->text[column] = row->number[column];
}

/* value x num / den as a decimal. */
static void set_scaled(struct scost_focus_row *row,
		       enum scost_focus_column column, int64_t value,
		       int64_t num, int64_t den, bool negative)
{
	int64_t micro;

	if (value != FH_UNKNOWN && !fh_units_muldiv(value, num, den, &micro))
		set_micro(row, column, micro, negative);
}

static void set_count(struct scost_focus_row *row,
		      enum scost_focus_column column, int64_t count,
		      bool negative)
{
	if (count == FH_UNKNOWN)
		return;
	snprintf(row->number[column], FOCUS_NUMBER_MAX, "%s%" PRId64,
		 negative && count ? "-" : "", count);
	row->text[column] = row->number[column];
}

static void set_instant(struct scost_focus_row *row,
			enum scost_focus_column column, int64_t at_s)
{
	row->text[column] = fh_units_format_instant(at_s, row->number[column],
						    FOCUS_NUMBER_MAX);
}

/*
 * Columns by what they are about
 */
static void fill_accounts(const struct scost_focus *focus,
			  const struct scost_line *line,
			  struct scost_focus_row *row)
{
	const char *account = or_null(line->account);

	row->text[FOCUS_BILLING_ACCOUNT_ID] = line->cluster;
	row->text[FOCUS_BILLING_ACCOUNT_NAME] = line->cluster;
	row->text[FOCUS_BILLING_ACCOUNT_TYPE] = "Cluster";
	row->text[FOCUS_SUB_ACCOUNT_ID] = account;
	row->text[FOCUS_SUB_ACCOUNT_NAME] = account;
	row->text[FOCUS_SUB_ACCOUNT_TYPE] = account ? "Slurm account" : NULL;
	row->text[FOCUS_INVOICE_ISSUER_NAME] =
		focus->issuer ? focus->issuer : line->cluster;
	row->text[FOCUS_BILLING_CURRENCY] = focus->about->currency;
}

/* A month of the billing time zone; its ends are instants of UTC. */
static void fill_periods(const struct scost_focus *focus,
			 const struct scost_line *line,
			 struct scost_focus_row *row)
{
	struct fh_period month;

	fh_period_at(focus->about->tz, FH_PERIOD_MONTH, line->day_s, &month);
	set_instant(row, FOCUS_BILLING_PERIOD_START, month.from_s);
	set_instant(row, FOCUS_BILLING_PERIOD_END, month.until_s);
	set_instant(row, FOCUS_CHARGE_PERIOD_START, line->from_s);
	set_instant(row, FOCUS_CHARGE_PERIOD_END, line->until_s);
}

static void fill_place(const struct scost_focus *focus,
		       const struct scost_line *line,
		       struct scost_focus_row *row)
{
	const struct fh_zones *zones = focus->conf ? &focus->conf->zones :
						     NULL;
	int zone = zones ? fh_zones_find(zones, line->zone) : -1;
	const char *owner = line->cluster, *title = NULL;

	if (zone >= 0) {
		owner = zones->zone[zone].operator_name;
		title = zones->site[zones->zone[zone].site].title;
	}
	row->text[FOCUS_PROVIDER_NAME] = owner;
	row->text[FOCUS_PUBLISHER_NAME] = owner;
	row->text[FOCUS_REGION_ID] = or_null(line->site);
	row->text[FOCUS_REGION_NAME] = title ? title : or_null(line->site);
	row->text[FOCUS_AVAILABILITY_ZONE] = or_null(line->zone);
	row->text[FOCUS_X_TENANCY] = line->tenancy;
}

/* What is counted: accelerators, else cores, else the time alone. */
static void fill_quantity(const struct scost_line *line, bool negative,
			  struct scost_focus_row *row)
{
	int64_t seconds = line->until_s - line->from_s;
	const char *unit = "Hours", *meter = "Job time";

	if (*line->accel && line->accel_s != FH_UNKNOWN) {
		seconds = line->accel_s;
		unit = "GPU-Hours";
		meter = "Accelerator time";
	} else if (line->core_s != FH_UNKNOWN) {
		seconds = line->core_s;
		unit = "Core-Hours";
		meter = "Core time";
	}
	row->text[FOCUS_PRICING_UNIT] = unit;
	row->text[FOCUS_CONSUMED_UNIT] = unit;
	row->text[FOCUS_SKU_METER] = meter;
	set_scaled(row, FOCUS_PRICING_QUANTITY, seconds, MILLION, HOUR_S,
		   negative);
	/* FOCUS: nothing is consumed where the charge is an adjustment. */
	if (line->use)
		row->text[FOCUS_CONSUMED_UNIT] = NULL;
	else
		set_scaled(row, FOCUS_CONSUMED_QUANTITY, seconds, MILLION,
			   HOUR_S, negative);
}

/* Costs can't be null in FOCUS: x_NoCostWhy tells one that is missing. */
static int64_t or_zero(int64_t micro)
{
	return micro == FH_UNKNOWN ? 0 : micro;
}

static void fill_costs(const struct scost_line *line, bool negative,
		       struct scost_focus_row *row)
{
	const struct fh_cost *cost = &line->cost;
	int64_t total = or_zero(cost->total_micro);
	int64_t charge = or_zero(line->charge_micro);

	set_micro(row, FOCUS_BILLED_COST, charge, negative);
	set_micro(row, FOCUS_CONTRACTED_COST, total, negative);
	set_micro(row, FOCUS_EFFECTIVE_COST, charge, negative);
	set_micro(row, FOCUS_LIST_COST, total, negative);
	set_micro(row, FOCUS_X_COST_CAPITAL, cost->capital_micro, negative);
	set_micro(row, FOCUS_X_COST_LEASE, cost->lease_micro, negative);
	set_micro(row, FOCUS_X_COST_OPERATIONS, cost->operations_micro,
		  negative);
	set_micro(row, FOCUS_X_COST_ACCELERATORS, cost->accel_micro, negative);
	set_micro(row, FOCUS_X_COST_CORES, cost->core_micro, negative);
	set_micro(row, FOCUS_X_COST_MEMORY, cost->memory_micro, negative);
	set_micro(row, FOCUS_X_COST_ENERGY, cost->energy_micro, negative);
}

static void fill_usage(const struct scost_line *line, bool negative,
		       struct scost_focus_row *row)
{
	set_count(row, FOCUS_X_ACCELERATOR_SECONDS, line->accel_s, negative);
	set_count(row, FOCUS_X_CORE_SECONDS, line->core_s, negative);
	set_scaled(row, FOCUS_X_ENERGY_KWH, line->energy_uj, MILLION,
		   FH_UJ_PER_KWH, negative);
	set_scaled(row, FOCUS_X_METER_KWH, line->meter_uj, MILLION,
		   FH_UJ_PER_KWH, negative);
	set_scaled(row, FOCUS_X_CO2E_GRAMS, line->co2e_mg, 1000, 1, negative);
	if (line->energy_uj != FH_UNKNOWN && !line->energy_source)
		row->text[FOCUS_X_ENERGY_SOURCE] = "declared";
	else
		row->text[FOCUS_X_ENERGY_SOURCE] = fh_energy_source_format(
			line->energy_source, row->source,
			sizeof(row->source));
}

/*
 * Texts
 */
static void append_reason(char *why, const char *reason)
{
	size_t len = strlen(why);

	if (reason)
		snprintf(why + len, FOCUS_SENTENCE_MAX - len, "%s%s",
			 len ? "; " : "", reason);
}

/* Every reason there is, and one in any case. */
static void fill_why(const struct scost_line *line,
		     struct scost_focus_row *row)
{
	row->why[0] = '\0';
	if (line->cost.total_micro != FH_UNKNOWN)
		return;
	for (int bit = 0; bit < GAP_BITS; bit++) {
		if (line->gaps & 1u << bit)
			append_reason(row->why,
				      scost_gap_text((enum scost_gap)
						     (1 << bit)));
		if (line->cost.gaps & 1u << bit)
			append_reason(row->why, fh_gap_text((enum fh_gap)
							    (1 << bit)));
	}
	if (!row->why[0])
		append_reason(row->why, "no price");
	row->text[FOCUS_X_NO_COST_WHY] = row->why;
}

static void fill_resource(const struct scost_line *line,
			  struct scost_focus_row *row)
{
	if (line->use)
		snprintf(row->resource, sizeof(row->resource), "%s/%s/%s",
			 line->cluster, line->zone, line->use);
	else
		snprintf(row->resource, sizeof(row->resource),
			 "%s/%s/%" PRId64, line->cluster, line->job_id,
			 line->db_index);
	snprintf(row->sku, sizeof(row->sku), "%s in %s",
		 *line->accel ? line->accel : "cores",
		 *line->zone ? line->zone : "no zone");
	snprintf(row->description, sizeof(row->description),
		 "%s %s: %s%s%s", line->use ? "Nodes" : "Job",
		 line->use ? line->use : line->job_id, row->sku,
		 *row->why ? "; no cost: " : "", row->why);
	row->text[FOCUS_RESOURCE_ID] = row->resource;
	row->text[FOCUS_RESOURCE_NAME] = or_null(line->job_name);
	row->text[FOCUS_RESOURCE_TYPE] = line->use ? "Slurm nodes" :
						     "Slurm job";
	row->text[FOCUS_SKU_ID] = row->sku;
	row->text[FOCUS_CHARGE_DESCRIPTION] = row->description;
}

static void fill_charge(const struct scost_line *line,
			struct scost_focus_row *row)
{
	/* Below 0, what nobody had corrects nothing. */
	row->text[FOCUS_CHARGE_CATEGORY] = line->use ? "Adjustment" : "Usage";
	row->text[FOCUS_CHARGE_CLASS] =
		line->posting == SCOST_CHARGE || line->use ? NULL :
							     "Correction";
	row->text[FOCUS_CHARGE_FREQUENCY] = line->use ? "Recurring" :
							"Usage-Based";
	row->text[FOCUS_PRICING_CATEGORY] = "Standard";
	row->text[FOCUS_SERVICE_CATEGORY] = "Compute";
	row->text[FOCUS_SERVICE_SUBCATEGORY] = "Other (Compute)";
	row->text[FOCUS_SERVICE_NAME] = *line->accel ?
						"Accelerated batch computing" :
						"Batch computing";
}

static void fill_own(const struct scost_line *line,
		     struct scost_focus_row *row)
{
	row->text[FOCUS_X_ACCELERATOR] = line->accel;
	row->text[FOCUS_X_CONFIGURATION] = line->digest;
	row->text[FOCUS_X_DATA_CLASS] = line->data_class;
	row->text[FOCUS_X_JOB_ID] = line->job_id;
	row->text[FOCUS_X_JOB_STATE] = line->state;
	row->text[FOCUS_X_PARTITION] = line->partition;
	row->text[FOCUS_X_QOS] = line->qos;
	row->text[FOCUS_X_USE] = line->use ? line->use :
					     fh_use_name(FH_USE_JOBS);
	row->text[FOCUS_X_USER] = line->user;
	row->text[FOCUS_X_WCKEY] = line->wckey;
}

void scost_focus_fill(const struct scost_focus *focus,
		      const struct scost_line *line,
		      struct scost_focus_row *ret)
{
	bool negative = line->posting == SCOST_REVERSAL;

	memset(ret->text, 0, sizeof(ret->text));
	fill_accounts(focus, line, ret);
	fill_periods(focus, line, ret);
	fill_place(focus, line, ret);
	fill_quantity(line, negative, ret);
	fill_costs(line, negative, ret);
	fill_usage(line, negative, ret);
	fill_why(line, ret);
	fill_resource(line, ret);
	fill_charge(line, ret);
	fill_own(line, ret);
}

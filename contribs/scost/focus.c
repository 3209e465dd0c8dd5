/* SPDX-License-Identifier: GPL-2.0-or-later */
/* FOCUS 1.2: see focus.h.  What stands in which column. */
#include "fh_config.h"

#include "contribs/scost/focus.h"
#include "contribs/scost/focus_row.h"

static const struct {
	enum scost_focus_column column;
	const char *name;
	bool number;
} columns[FOCUS_COUNT] = {
	{ FOCUS_AVAILABILITY_ZONE, "AvailabilityZone", false },
	{ FOCUS_BILLED_COST, "BilledCost", true },
	{ FOCUS_BILLING_ACCOUNT_ID, "BillingAccountId", false },
	{ FOCUS_BILLING_ACCOUNT_NAME, "BillingAccountName", false },
	{ FOCUS_BILLING_ACCOUNT_TYPE, "BillingAccountType", false },
	{ FOCUS_BILLING_CURRENCY, "BillingCurrency", false },
	{ FOCUS_BILLING_PERIOD_END, "BillingPeriodEnd", false },
	{ FOCUS_BILLING_PERIOD_START, "BillingPeriodStart", false },
	{ FOCUS_CHARGE_CATEGORY, "ChargeCategory", false },
	{ FOCUS_CHARGE_CLASS, "ChargeClass", false },
	{ FOCUS_CHARGE_DESCRIPTION, "ChargeDescription", false },
	{ FOCUS_CHARGE_FREQUENCY, "ChargeFrequency", false },
	{ FOCUS_CHARGE_PERIOD_END, "ChargePeriodEnd", false },
	{ FOCUS_CHARGE_PERIOD_START, "ChargePeriodStart", false },
	{ FOCUS_CONSUMED_QUANTITY, "ConsumedQuantity", true },
	{ FOCUS_CONSUMED_UNIT, "ConsumedUnit", false },
	{ FOCUS_CONTRACTED_COST, "ContractedCost", true },
	{ FOCUS_EFFECTIVE_COST, "EffectiveCost", true },
	{ FOCUS_INVOICE_ISSUER_NAME, "InvoiceIssuerName", false },
	{ FOCUS_LIST_COST, "ListCost", true },
	{ FOCUS_PRICING_CATEGORY, "PricingCategory", false },
	{ FOCUS_PRICING_QUANTITY, "PricingQuantity", true },
	{ FOCUS_PRICING_UNIT, "PricingUnit", false },
	{ FOCUS_PROVIDER_NAME, "ProviderName", false },
	{ FOCUS_PUBLISHER_NAME, "PublisherName", false },
	{ FOCUS_REGION_ID, "RegionId", false },
	{ FOCUS_REGION_NAME, "RegionName", false },
	{ FOCUS_RESOURCE_ID, "ResourceId", false },
	{ FOCUS_RESOURCE_NAME, "ResourceName", false },
	{ FOCUS_RESOURCE_TYPE, "ResourceType", false },
	{ FOCUS_SERVICE_CATEGORY, "ServiceCategory", false },
	{ FOCUS_SERVICE_NAME, "ServiceName", false },
	{ FOCUS_SERVICE_SUBCATEGORY, "ServiceSubcategory", false },
	{ FOCUS_SKU_ID, "SkuId", false },
	{ FOCUS_SKU_METER, "SkuMeter", false },
	{ FOCUS_SUB_ACCOUNT_ID, "SubAccountId", false },
	{ FOCUS_SUB_ACCOUNT_NAME, "SubAccountName", false },
	{ FOCUS_SUB_ACCOUNT_TYPE, "SubAccountType", false },
	{ FOCUS_X_ACCELERATOR, "x_Accelerator", false },
	{ FOCUS_X_ACCELERATOR_SECONDS, "x_AcceleratorSeconds", true },
	{ FOCUS_X_CO2E_GRAMS, "x_Co2eGrams", true },
	{ FOCUS_X_CONFIGURATION, "x_ConfigurationDigest", false },
	{ FOCUS_X_CORE_SECONDS, "x_CoreSeconds", true },
	{ FOCUS_X_COST_ACCELERATORS, "x_CostAccelerators", true },
	{ FOCUS_X_COST_CAPITAL, "x_CostCapital", true },
	{ FOCUS_X_COST_CORES, "x_CostCores", true },
	{ FOCUS_X_COST_ENERGY, "x_CostEnergy", true },
	{ FOCUS_X_COST_LEASE, "x_CostLease", true },
	{ FOCUS_X_COST_MEMORY, "x_CostMemory", true },
	{ FOCUS_X_COST_OPERATIONS, "x_CostOperations", true },
	{ FOCUS_X_DATA_CLASS, "x_DataClass", false },
	{ FOCUS_X_ENERGY_KWH, "x_EnergyKwh", true },
	{ FOCUS_X_ENERGY_SOURCE, "x_EnergySource", false },
	{ FOCUS_X_JOB_ID, "x_JobId", false },
	{ FOCUS_X_JOB_STATE, "x_JobState", false },
	{ FOCUS_X_METER_KWH, "x_MeterKwh", true },
	{ FOCUS_X_NO_COST_WHY, "x_NoCostWhy", false },
	{ FOCUS_X_PARTITION, "x_Partition", false },
	{ FOCUS_X_QOS, "x_Qos", false },
	{ FOCUS_X_TENANCY, "x_Tenancy", false },
	{ FOCUS_X_USE, "x_Use", false },
	{ FOCUS_X_USER, "x_User", false },
	{ FOCUS_X_WCKEY, "x_WorkloadKey", false },
};

void scost_focus_header(struct scost_focus *focus)
{
	for (size_t i = 0; i < FOCUS_COUNT; i++)
		scost_csv_text(&focus->csv, columns[i].name);
	scost_csv_end_line(&focus->csv);
}

int scost_focus_line(const struct scost_line *line, void *ctx,
		     struct fh_error *err)
{
	struct scost_focus *focus = ctx;
	struct scost_focus_row row;

	(void) err;
	scost_focus_fill(focus, line, &row);
	for (size_t i = 0; i < FOCUS_COUNT; i++) {
		const char *text = row.text[columns[i].column];

		if (columns[i].number)
			scost_csv_number(&focus->csv, text);
		else
			scost_csv_text(&focus->csv, text);
	}
	scost_csv_end_line(&focus->csv);
	return 0;
}

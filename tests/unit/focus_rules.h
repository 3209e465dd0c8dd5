/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Static rules of FOCUS 1.2 for columns, as its column table has them, of
 * those scost writes and those that must be there.
 */
#ifndef FOCUS_RULES_H
#define FOCUS_RULES_H

#include <stdbool.h>
#include <stddef.h>

enum focus_type { FOCUS_STRING, FOCUS_DECIMAL, FOCUS_TIME };

struct focus_rule {
	const char *name;
	bool mandatory;
	bool nullable;
	enum focus_type type;
	const char *const *allowed;	/* up to NULL; NULL: anything */
};

static const char *const focus_categories[] = {
	"Usage", "Purchase", "Tax", "Credit", "Adjustment", NULL
};
static const char *const focus_classes[] = { "Correction", NULL };
static const char *const focus_frequencies[] = {
	"One-Time", "Recurring", "Usage-Based", NULL
};
static const char *const focus_pricing[] = {
	"Standard", "Dynamic", "Committed", "Other", NULL
};
static const char *const focus_services[] = {
	"AI and Machine Learning", "Analytics", "Business Applications",
	"Compute", "Databases", "Developer Tools", "Multicloud", "Identity",
	"Integration", "Internet of Things", "Management and Governance",
	"Media", "Migration", "Mobile", "Networking", "Security", "Storage",
	"Web", "Other", NULL
};
/* Of the service category "Compute". */
static const char *const focus_compute[] = {
	"Containers", "End User Computing", "Quantum Compute",
	"Serverless Compute", "Virtual Machines", "Other (Compute)", NULL
};

static const struct focus_rule focus_rules[] = {
	{ "AvailabilityZone", false, true, FOCUS_STRING, NULL },
	{ "BilledCost", true, false, FOCUS_DECIMAL, NULL },
	{ "BillingAccountId", true, false, FOCUS_STRING, NULL },
	{ "BillingAccountName", true, true, FOCUS_STRING, NULL },
	{ "BillingAccountType", false, false, FOCUS_STRING, NULL },
	{ "BillingCurrency", true, false, FOCUS_STRING, NULL },
	{ "BillingPeriodEnd", true, false, FOCUS_TIME, NULL },
	{ "BillingPeriodStart", true, false, FOCUS_TIME, NULL },
	{ "ChargeCategory", true, false, FOCUS_STRING, focus_categories },
	{ "ChargeClass", true, true, FOCUS_STRING, focus_classes },
	{ "ChargeDescription", true, true, FOCUS_STRING, NULL },
	{ "ChargeFrequency", false, false, FOCUS_STRING, focus_frequencies },
	{ "ChargePeriodEnd", true, false, FOCUS_TIME, NULL },
	{ "ChargePeriodStart", true, false, FOCUS_TIME, NULL },
	{ "ConsumedQuantity", false, true, FOCUS_DECIMAL, NULL },
	{ "ConsumedUnit", false, true, FOCUS_STRING, NULL },
	{ "ContractedCost", true, false, FOCUS_DECIMAL, NULL },
	{ "EffectiveCost", true, false, FOCUS_DECIMAL, NULL },
	{ "InvoiceIssuerName", true, false, FOCUS_STRING, NULL },
	{ "ListCost", true, false, FOCUS_DECIMAL, NULL },
	{ "PricingCategory", false, true, FOCUS_STRING, focus_pricing },
	{ "PricingQuantity", true, true, FOCUS_DECIMAL, NULL },
	{ "PricingUnit", true, true, FOCUS_STRING, NULL },
	{ "ProviderName", true, false, FOCUS_STRING, NULL },
	{ "PublisherName", true, false, FOCUS_STRING, NULL },
	{ "RegionId", false, true, FOCUS_STRING, NULL },
	{ "RegionName", false, true, FOCUS_STRING, NULL },
	{ "ResourceId", false, true, FOCUS_STRING, NULL },
	{ "ResourceName", false, true, FOCUS_STRING, NULL },
	{ "ResourceType", false, true, FOCUS_STRING, NULL },
	{ "ServiceCategory", true, false, FOCUS_STRING, focus_services },
	{ "ServiceName", true, false, FOCUS_STRING, NULL },
	{ "ServiceSubcategory", false, false, FOCUS_STRING, focus_compute },
	{ "SkuId", false, true, FOCUS_STRING, NULL },
	{ "SkuMeter", false, true, FOCUS_STRING, NULL },
	{ "SubAccountId", false, true, FOCUS_STRING, NULL },
	{ "SubAccountName", false, true, FOCUS_STRING, NULL },
	{ "SubAccountType", false, true, FOCUS_STRING, NULL },
};

#define FOCUS_RULE_COUNT (sizeof(focus_rules) / sizeof(focus_rules[0]))
#define FOCUS_MANDATORY 21	/* as the specification has them */

/* ISO 4217, codes of money in use. */
static const char focus_currencies[] =
	" AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD"
	" BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE"
	" CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF"
	" GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS"
	" KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD"
	" MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR"
	" PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK"
	" SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD"
	" TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR"
	" ZMW ZWL ";

#endif

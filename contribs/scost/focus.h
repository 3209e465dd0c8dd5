/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines as cost and usage data of FOCUS 1.2: all its mandatory columns, those
 * of the others that a cluster has something for, and own ones, whose names
 * begin with x_.  One row per line of a bill.
 *
 *   cluster -> BillingAccount     account -> SubAccount
 *   zone's operator -> Provider   site -> Region    zone -> AvailabilityZone
 *   run of a job -> Resource      accelerator type in a zone -> Sku
 *
 * ListCost and ContractedCost are before the rules of charging, BilledCost and
 * EffectiveCost after them.  Costs are not nullable there: a line without a
 * cost has 0, and x_NoCostWhy says why.  Unit prices are left out: a job's
 * cost has several parts, so no unit price times PricingQuantity gives it.
 */
#ifndef SCOST_FOCUS_H
#define SCOST_FOCUS_H

#include <stdio.h>

#include "contribs/scost/csv.h"
#include "contribs/scost/line.h"
#include "contribs/scost/report.h"
#include "plugins/common/fh_conf.h"

struct scost_focus {
	const struct scost_about *about;
	const struct fh_conf *conf;	/* for titles and operators; NULL */
	const char *issuer;		/* NULL: the line's cluster */
	struct scost_csv csv;		/* csv.out is where it goes */
};

/* The line of names. */
void scost_focus_header(struct scost_focus *focus);

/* scost_line_fn: ctx is the struct scost_focus. */
scost_line_fn scost_focus_line;

#endif

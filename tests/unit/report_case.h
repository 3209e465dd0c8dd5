/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines for tests of reports: two accounts, two accelerator types, a month's
 * end, a run over two days, a line without a cost and energy, and names of
 * users who mean harm.
 *
 *   run  account  accel  day         accel_s  kWh  cost
 *   1    bio      h100   2026-10-30  7200     1    10.50
 *   1    bio      h100   2026-10-31  3600     0.5  5.25
 *   2    nlp      a100   2026-10-31  3600     2    1.000001
 *   3    nlp      none   2026-11-01  0        -    0.25
 *   4    bio      h100   2026-11-01  1800     -    -
 */
#ifndef REPORT_CASE_H
#define REPORT_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/report.h"
#include "plugins/common/fh_units.h"

#define DAY_S 86400
#define OCT_30 1793318400LL	/* 2026-10-30T00:00:00Z */
#define KWH FH_UJ_PER_KWH

#define NAMES(job, who, group)                                          \
	.cluster = "c1", .job_id = job, .job_name = "train", .user = who, \
	.account = group, .qos = "normal", .partition = "gpu",            \
	.wckey = "", .data_class = "internal", .state = "COMPLETED"
#define PLACE(where, what, how) .zone = where, .site = what, .tenancy = how
#define DAY(n, hours)                                                     \
	.day_s = OCT_30 + (n) * DAY_S, .from_s = OCT_30 + (n) * DAY_S,    \
	.until_s = OCT_30 + (n) * DAY_S + (hours) * 3600
#define COST(accel, core, memory, energy, total)                          \
	.cost = { .accel_micro = accel, .core_micro = core,               \
		  .memory_micro = memory, .energy_micro = energy,         \
		  .total_micro = total },                                 \
	.charge_micro = total

static struct scost_line sample[] = {
	{ NAMES("17", "ann", "bio"), .db_index = 1, .accel = "h100",
	  PLACE("tx1", "tx", "owned"), DAY(0, 2), .accel_s = 7200,
	  .core_s = 57600, .mib_s = 7200, .energy_uj = KWH,
	  .energy_source = FH_ENERGY_MEASURED, .meter_uj = KWH / 10 * 12,
	  .co2e_mg = 480000, COST(10000000, 300000, 100000, 100000, 10500000),
	  .digest = "abc" },
	{ NAMES("17", "ann", "bio"), .db_index = 1, .accel = "h100",
	  PLACE("tx1", "tx", "owned"), DAY(1, 1), .accel_s = 3600,
	  .core_s = 28800, .mib_s = 3600, .energy_uj = KWH / 2,
	  .energy_source = FH_ENERGY_MEASURED, .meter_uj = KWH / 10 * 6,
	  .co2e_mg = 240000, COST(5000000, 150000, 50000, 50000, 5250000),
	  .digest = "abc" },
	{ NAMES("18", "bob", "nlp"), .db_index = 2, .accel = "a100",
	  PLACE("cloud1", "dc", "cloud"), DAY(1, 1), .accel_s = 3600,
	  .core_s = 3600, .mib_s = 3600, .energy_uj = 2 * KWH,
	  .meter_uj = 2 * KWH, .co2e_mg = 1,
	  COST(1000000, 0, 0, 1, 1000001), .digest = "abc" },
	{ NAMES("19", "bob", "nlp"), .db_index = 3, .accel = "",
	  PLACE("tx1", "tx", "owned"), DAY(2, 1), .accel_s = 0,
	  .core_s = 3600, .mib_s = 3600, .energy_uj = FH_UNKNOWN,
	  .meter_uj = FH_UNKNOWN, .co2e_mg = FH_UNKNOWN,
	  COST(0, 250000, 0, FH_UNKNOWN, 250000), .digest = "abc" },
	{ NAMES("20", "ann", "bio"), .db_index = 4, .accel = "h100",
	  PLACE("", "", ""), DAY(2, 1), .accel_s = 1800,
	  .core_s = 3600, .mib_s = 3600, .energy_uj = FH_UNKNOWN,
	  .meter_uj = FH_UNKNOWN, .co2e_mg = FH_UNKNOWN,
	  COST(FH_UNKNOWN, FH_UNKNOWN, FH_UNKNOWN, FH_UNKNOWN, FH_UNKNOWN),
	  .digest = "" },
};

#define SAMPLE_COUNT (sizeof(sample) / sizeof(sample[0]))

static struct scost_about sample_about = {
	.currency = "EUR",
	.timezone = "UTC",
	.from_s = OCT_30,
	.until_s = OCT_30 + 3 * DAY_S,
};

static inline int load_tz(void **state)
{
	struct fh_tz *tz;

	(void) state;
	if (fh_tz_read(FH_TZ_DIR, "UTC", &tz, NULL))
		return -1;
	sample_about.tz = tz;
	return 0;
}

static inline int free_tz(void **state)
{
	(void) state;
	fh_tz_free((struct fh_tz *) (uintptr_t) sample_about.tz);
	return 0;
}

/* A report over these lines, sorted. */
static inline void make_report(const char *by, const struct scost_line *line,
			       size_t count, struct scost_report *ret)
{
	struct fh_error err = { "" };
	struct scost_keys keys;

	assert_int_equal(scost_keys_parse(by, &keys, &err), 0);
	assert_int_equal(scost_report_begin(ret, &sample_about, &keys, &err),
			 0);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(scost_report_add(&line[i], ret, &err), 0);
	scost_report_sort(ret);
}

#endif

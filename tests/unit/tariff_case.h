/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tariff with all that tariffs have, for more than one test. */
#ifndef TARIFF_CASE_H
#define TARIFF_CASE_H

#include <time.h>

#include "fh_tariff.h"

#define TARIFF_WORKDAYS 0x1fu
#define TARIFF_WEEKEND 0x60u
#define TARIFF_SLOT(hour, minute) ((hour) * 4 + (minute) / 15)

/* Days of a leap year. */
enum {
	TARIFF_1_MAY = 121,
	TARIFF_30_SEPTEMBER = 273,
	TARIFF_1_OCTOBER = 274,
	TARIFF_30_APRIL = 120
};

/* Summer afternoons are dear, winter (over New Year) has two half hours. */
static const struct fh_tariff_rule tariff_rules[] = {
	{ TARIFF_1_MAY, TARIFF_30_SEPTEMBER, TARIFF_WORKDAYS,
	  0, TARIFF_SLOT(14, 0), 60000 },
	{ TARIFF_1_MAY, TARIFF_30_SEPTEMBER, TARIFF_WORKDAYS,
	  TARIFF_SLOT(14, 0), TARIFF_SLOT(20, 0), 180000 },
	{ TARIFF_1_MAY, TARIFF_30_SEPTEMBER, TARIFF_WORKDAYS,
	  TARIFF_SLOT(20, 0), TARIFF_SLOT(24, 0), 60001 },
	{ TARIFF_1_MAY, TARIFF_30_SEPTEMBER, TARIFF_WEEKEND,
	  0, TARIFF_SLOT(24, 0), 50000 },
	{ TARIFF_1_OCTOBER, TARIFF_30_APRIL, FH_TARIFF_ALL_WEEK,
	  0, TARIFF_SLOT(2, 30), 40000 },
	{ TARIFF_1_OCTOBER, TARIFF_30_APRIL, FH_TARIFF_ALL_WEEK,
	  TARIFF_SLOT(2, 30), TARIFF_SLOT(6, 15), 45000 },
	{ TARIFF_1_OCTOBER, TARIFF_30_APRIL, FH_TARIFF_ALL_WEEK,
	  TARIFF_SLOT(6, 15), TARIFF_SLOT(24, 0), 90000 },
};

#define TARIFF_RULES (sizeof(tariff_rules) / sizeof(*tariff_rules))

/*
 * The same by libc's clock (TZ is set), the table read in another way.
 */
static inline int64_t tariff_reference(time_t when)
{
	struct tm tm;
	int minute;

	localtime_r(&when, &tm);
	minute = tm.tm_hour * 60 + tm.tm_min;
	if (tm.tm_mon < 4 || tm.tm_mon > 8)
		return minute < 150 ? 40000 : minute < 375 ? 45000 : 90000;
	if (tm.tm_wday == 0 || tm.tm_wday == 6)
		return 50000;
	return minute < 840 ? 60000 : minute < 1200 ? 180000 : 60001;
}

#endif

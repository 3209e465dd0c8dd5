/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The Gregorian calendar: days since 1970-01-01 to dates and back.  libc's
 * gmtime_r() and timegm() take a lock and may read the process's TZ, so the
 * core counts days itself.
 */
#ifndef FH_CIVIL_H
#define FH_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#define FH_CIVIL_DAY_S 86400

/* 9999-12-31T23:59:59Z: no instant behind it is written or priced. */
#define FH_CIVIL_LAST_S 253402300799LL

struct fh_civil {
	int year;		/* 1 .. 10000 */
	int month;		/* 1 .. 12 */
	int day;		/* 1 .. 31 */
};

bool fh_civil_is_leap(int year);

/* 28 .. 31 */
int fh_civil_month_days(int year, int month);

/* Days from 1970-01-01 to a date that exists; negative before. */
int64_t fh_civil_days(int year, int month, int day);

/* The date of a day, from -719162 (0001-01-01) on. */
void fh_civil_of(int64_t days, struct fh_civil *ret);

/* 0 = Monday .. 6 = Sunday */
int fh_civil_weekday(int64_t days);

/*
 * The date's place in a leap year, 0 = 1 January .. 365 = 31 December, so
 * that 1 March is 60 in every year.
 */
int fh_civil_year_day(int month, int day);

/* a / b rounded down, also where a is negative; b > 0. */
int64_t fh_civil_floor(int64_t a, int64_t b);

#endif

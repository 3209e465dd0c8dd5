/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Gregorian calendar: see fh_civil.h. */
#include "fh_civil.h"

#define DAYS_TO_1970 719162	/* from 0001-01-01 */
#define CYCLE_DAYS 146097	/* of 400 years */
#define CYCLE_YEARS 400

/* Days of a leap year before each month. */
static const int before_month[] = {
	0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366,
};

bool fh_civil_is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int fh_civil_month_days(int year, int month)
{
	if (month == 2 && !fh_civil_is_leap(year))
		return 28;
	return before_month[month] - before_month[month - 1];
}

/* Days before 1 January of a year. */
static int64_t days_before(int64_t year)
{
	int64_t past = year - 1;

	return past * 365 + past / 4 - past / 100 + past / 400 - DAYS_TO_1970;
}

int64_t fh_civil_days(int year, int month, int day)
{
	int64_t days = days_before(year) + before_month[month - 1] + day - 1;

	if (month > 2 && !fh_civil_is_leap(year))
		days--;
	return days;
}

void fh_civil_of(int64_t days, struct fh_civil *ret)
{
	/* The mean length of a year finds the year or a neighbour. */
	int64_t year = (days + DAYS_TO_1970) * CYCLE_YEARS / CYCLE_DAYS + 1;
	int month = 1;

	if (days < days_before(year))
		year--;
	else if (days >= days_before(year + 1))
		year++;
	days -= days_before(year);
	while (days >= fh_civil_month_days((int) year, month))
		days -= fh_civil_month_days((int) year, month++);
	*ret = (struct fh_civil) { (int) year, month, (int) days + 1 };
}

int fh_civil_weekday(int64_t days)
{
	/* 1970-01-01 was a Thursday. */
	return (int) (days + 3 - fh_civil_floor(days + 3, 7) * 7);
}

int fh_civil_year_day(int month, int day)
{
	return before_month[month - 1] + day - 1;
}

int64_t fh_civil_floor(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

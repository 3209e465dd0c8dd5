/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers with units to text: see fh_units.h. */
#include <stdio.h>
#include <time.h>

#include "fh_units.h"

#define LAST_INSTANT_S 253402300799LL	/* 9999-12-31T23:59:59Z */

static const int64_t power_of_10[] = {
	1, 10, 100, 1000, 10000, 100000, 1000000,
};

/* number / 10^digits as text. */
static char *put_decimal(int64_t number, unsigned digits, const char *unit,
			 char *buf, size_t size)
{
	long long whole = number / power_of_10[digits];
	long long fraction = number % power_of_10[digits];

	if (digits)
		snprintf(buf, size, "%lld.%0*lld%s", whole, (int) digits,
			 fraction, unit);
	else
		snprintf(buf, size, "%lld%s", whole, unit);
	return buf;
}

static char *put_unknown(char *buf, size_t size)
{
	snprintf(buf, size, "-");
	return buf;
}

char *fh_units_format_micro(int64_t micro, unsigned digits, char *buf,
			    size_t size)
{
	int64_t rounded;

	if (digits > 6)
		digits = 6;
	if (micro < 0 ||
	    fh_units_muldiv(micro, 1, power_of_10[6 - digits], &rounded))
		return put_unknown(buf, size);
	return put_decimal(rounded, digits, "", buf, size);
}

/* hour_digits: how wide hours are written when no day stands before them. */
static char *put_duration(int64_t s, int hour_digits, char *buf, size_t size)
{
	long long days = s / 86400;
	int hours = (int) (s / 3600 % 24);
	int minutes = (int) (s / 60 % 60);
	int seconds = (int) (s % 60);

	if (s < 0)
		return put_unknown(buf, size);
	if (s == FH_FOREVER)
		snprintf(buf, size, "UNLIMITED");
	else if (days)
		snprintf(buf, size, "%lld-%02d:%02d:%02d", days, hours,
			 minutes, seconds);
	else
		snprintf(buf, size, "%0*d:%02d:%02d", hour_digits, hours,
			 minutes, seconds);
	return buf;
}

char *fh_units_format_elapsed(int64_t s, char *buf, size_t size)
{
	return put_duration(s, 2, buf, size);
}

char *fh_units_format_limit(int64_t s, char *buf, size_t size)
{
	return put_duration(s, 1, buf, size);
}

char *fh_units_format_instant(int64_t s, char *buf, size_t size)
{
	time_t at = (time_t) s;
	struct tm tm;

	if (s < 0 || s > LAST_INSTANT_S || !gmtime_r(&at, &tm) ||
	    !strftime(buf, size, "%Y-%m-%dT%H:%M:%SZ", &tm))
		return put_unknown(buf, size);
	return buf;
}

char *fh_units_format_energy(int64_t uj, char *buf, size_t size)
{
	/* Four digits each; the first form that has room is used. */
	static const struct {
		const char *unit;
		int64_t unit_uj;
		unsigned digits;	/* behind the point */
		int64_t limit;		/* of all the digits */
	} form[] = {
		{ "J", 1000000LL, 0, 1000 },
		{ "kJ", 1000000000LL, 3, 10000 },
		{ "kJ", 1000000000LL, 2, 10000 },
		{ "kJ", 1000000000LL, 1, 10000 },
		{ "MJ", 1000000000000LL, 3, 10000 },
		{ "MJ", 1000000000000LL, 2, 10000 },
		{ "MJ", 1000000000000LL, 1, 10000 },
		{ "GJ", 1000000000000000LL, 3, 10000 },
		{ "GJ", 1000000000000000LL, 2, 10000 },
		{ "GJ", 1000000000000000LL, 1, 10000 },
		{ "GJ", 1000000000000000LL, 0, 10000 },
	};
	int64_t number;

	if (uj < 0)
		return put_unknown(buf, size);
	for (size_t i = 0; i < sizeof(form) / sizeof(*form); i++)
		if (!fh_units_muldiv(uj, power_of_10[form[i].digits],
				     form[i].unit_uj, &number) &&
		    number < form[i].limit)
			return put_decimal(number, form[i].digits,
					   form[i].unit, buf, size);
	return put_unknown(buf, size);
}

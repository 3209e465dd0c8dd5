/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The texts of a tariff's rules: see fh_tariff.h. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "fh_quote.h"
#include "fh_tariff.h"

#define WEEK_DAYS 7
#define NAME_LEN 3		/* "mon" */
#define SLOT_MINUTES 15
#define LEAP_YEAR 2000

/* "NN" + separator + "NN". */
static bool read_pair(const char *text, char separator, int *ret_a,
		      int *ret_b)
{
	static const char digits[] = "0123456789";

	if (strlen(text) != 5 || text[2] != separator ||
	    strspn(text, digits) != 2 || strspn(text + 3, digits) != 2)
		return false;
	*ret_a = (text[0] - '0') * 10 + text[1] - '0';
	*ret_b = (text[3] - '0') * 10 + text[4] - '0';
	return true;
}

int fh_tariff_parse_day(const char *text, int *ret, struct fh_error *err)
{
	struct fh_quoted typed;
	int month, day;

	if (!read_pair(text, '-', &month, &day) || month < 1 || month > 12 ||
	    day < 1 || day > fh_civil_month_days(LEAP_YEAR, month))
		return fh_err(err, "'%s' is not a month and a day, as 06-01 "
			      "for 1 June is", fh_quote(text, &typed));
	*ret = fh_civil_year_day(month, day);
	return 0;
}

int fh_tariff_parse_slot(const char *text, int *ret, struct fh_error *err)
{
	struct fh_quoted typed;
	int hour, minute;

	if (!read_pair(text, ':', &hour, &minute) || minute > 59 ||
	    minute % SLOT_MINUTES || hour * 60 + minute > 24 * 60)
		return fh_err(err, "'%s' is not a quarter hour from 00:00 to "
			      "24:00, as 14:00 or 06:30 is",
			      fh_quote(text, &typed));
	*ret = (hour * 60 + minute) / SLOT_MINUTES;
	return 0;
}

/* One weekday's name, moving *text behind it; -1 when there is none. */
static int read_weekday(const char **text)
{
	static const char *const name[WEEK_DAYS] = {
		"mon", "tue", "wed", "thu", "fri", "sat", "sun",
	};

	for (int i = 0; i < WEEK_DAYS; i++) {
		if (strncasecmp(*text, name[i], NAME_LEN))
			continue;
		*text += NAME_LEN;
		return i;
	}
	return -1;
}

/* "mon" or "mon-fri"; a day that has been said before is a mistake. */
static bool read_range(const char **text, unsigned *weekdays)
{
	int day = read_weekday(text), last = day;

	if (day < 0)
		return false;
	if (**text == '-') {
		++*text;
		last = read_weekday(text);
		if (last < 0)
			return false;
	}
	for (;; day = (day + 1) % WEEK_DAYS) {
		if (*weekdays >> day & 1)
			return false;
		*weekdays |= 1u << day;
		if (day == last)
			return true;
	}
}

int fh_tariff_parse_weekdays(const char *text, unsigned *ret,
			     struct fh_error *err)
{
	const char *rest = text;
	struct fh_quoted typed;
	unsigned weekdays = 0;

	while (read_range(&rest, &weekdays)) {
		if (!*rest) {
			*ret = weekdays;
			return 0;
		}
		if (*rest++ != ',')
			break;
	}
	return fh_err(err, "'%s' is no list of weekdays, each once, as "
		      "mon-fri or sat,sun is", fh_quote(text, &typed));
}

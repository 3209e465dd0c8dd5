/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text to numbers with units: see fh_units.h. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "fh_quote.h"
#include "fh_units.h"
#include "fh_wide.h"

#define MICRO 1000000
#define MICRO_DIGITS 6

/* Days have 24 hours here: instants are UTC and limits are plain seconds. */
#define MINUTE_S 60
#define HOUR_S 3600
#define DAY_S 86400

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Read the digits at *text, moving it behind them.
 * Returns 0, or -1 when there is none or the number exceeds max.
 */
static int read_number(const char **text, int64_t max, int64_t *ret)
{
	const char *c = *text;
	int64_t number = 0;

	if (!is_digit(*c))
		return -1;
	for (; is_digit(*c); c++)
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, *c - '0', &number) ||
		    number > max)
			return -1;
	*text = c;
	*ret = number;
	return 0;
}

/*
 * The digits behind a decimal point as millionths.
 * Returns the end of them, or NULL when there is none or one too fine.
 */
static const char *read_fraction(const char *c, int64_t *ret)
{
	int64_t fraction = 0;
	int digits = 0;

	if (!is_digit(*c))
		return NULL;
	for (; is_digit(*c); c++, digits++) {
		if (digits < MICRO_DIGITS)
			fraction = fraction * 10 + (*c - '0');
		else if (*c != '0')
			return NULL;
	}
	for (; digits < MICRO_DIGITS; digits++)
		fraction *= 10;
	*ret = fraction;
	return c;
}

int fh_units_parse_micro(const char *text, int64_t *ret_micro,
			 struct fh_error *err)
{
	const char *c = text;
	int64_t whole, fraction = 0, micro;
	struct fh_quoted typed;

	if (read_number(&c, INT64_MAX / MICRO, &whole))
		goto bad;
	if (*c == '.')
		c = read_fraction(c + 1, &fraction);
	if (!c || *c)
		goto bad;
	if (__builtin_add_overflow(whole * MICRO, fraction, &micro))
		goto bad;
	*ret_micro = micro;
	return 0;
bad:
	return fh_err(err, "'%s' is not a plain decimal number from 0 to "
		      "9223372036854 with at most 6 digits behind the point, "
		      "as in 0.066", fh_quote(text, &typed));
}

/* A number with one of the letters s, m, h, d behind it. */
static int parse_suffixed(const char *text, int64_t *ret_s)
{
	static const struct {
		char letter;
		int64_t seconds;
	} unit[] = {
		{ 's', 1 }, { 'm', MINUTE_S }, { 'h', HOUR_S }, { 'd', DAY_S },
	};
	int64_t number;

	if (read_number(&text, UINT32_MAX, &number) || !*text || text[1])
		return -1;
	for (size_t i = 0; i < sizeof(unit) / sizeof(*unit); i++) {
		if (*text != unit[i].letter)
			continue;
		*ret_s = number * unit[i].seconds;
		return 0;
	}
	return -1;
}

/* Slurm's forms: what each field means depends on how many there are. */
static int parse_fields(const char *text, int64_t *ret_s)
{
	/* [behind "days-"][fields - 1][field] */
	static const int64_t seconds[2][3][3] = {
		{ { MINUTE_S }, { MINUTE_S, 1 }, { HOUR_S, MINUTE_S, 1 } },
		{ { HOUR_S }, { HOUR_S, MINUTE_S }, { HOUR_S, MINUTE_S, 1 } },
	};
	int64_t days = 0, field[3], sum;
	bool with_days = strchr(text, '-');
	int fields = 0;

	if (with_days && (read_number(&text, UINT32_MAX, &days) ||
			  *text++ != '-'))
		return -1;
	for (; !fields || *text == ':'; fields++) {
		text += fields > 0;
		if (fields == 3 ||
		    read_number(&text, UINT32_MAX, &field[fields]))
			return -1;
	}
	if (*text)
		return -1;
	sum = days * DAY_S;
	for (int i = 0; i < fields; i++)
		sum += field[i] * seconds[with_days][fields - 1][i];
	*ret_s = sum;
	return 0;
}

int fh_units_parse_duration(const char *text, int64_t *ret_s,
			    struct fh_error *err)
{
	struct fh_quoted typed;

	if (!strcasecmp(text, "UNLIMITED") || !strcasecmp(text, "INFINITE")) {
		*ret_s = FH_FOREVER;
		return 0;
	}
	if (!parse_suffixed(text, ret_s) || !parse_fields(text, ret_s))
		return 0;
	return fh_err(err, "'%s' is not a duration; write minutes, "
		      "hours:minutes:seconds, days-hours or a number with s, "
		      "m, h or d, as in 90, 8:00:00, 1-12 or 6h",
		      fh_quote(text, &typed));
}

/*
 * Match text against a shape in which '0' stands for a digit; each run of
 * digits becomes one field.
 * Returns the number of fields, or 0 when text has another shape.
 */
static int read_shape(const char *text, const char *shape, int *field)
{
	int fields = 0;

	for (const char *s = shape; *s; s++, text++) {
		if (*s != '0') {
			if (*text != *s)
				return 0;
			continue;
		}
		if (!is_digit(*text))
			return 0;
		if (s == shape || s[-1] != '0')
			field[fields++] = 0;
		field[fields - 1] = field[fields - 1] * 10 + (*text - '0');
	}
	return *text ? 0 : fields;
}

int fh_units_parse_instant(const char *text, int64_t *ret_s,
			   struct fh_error *err)
{
	int field[6] = { 0 };	/* year, month, day, hour, minute, second */
	struct fh_quoted typed;
	struct tm tm, again;
	time_t at;

	if (!read_shape(text, "0000-00-00", field) &&
	    !read_shape(text, "0000-00-00T00:00:00Z", field))
		return fh_err(err, "'%s' is not an instant; write "
			      "2026-01-31 (midnight UTC) or "
			      "2026-01-31T12:30:00Z", fh_quote(text, &typed));
	tm = (struct tm) {
		.tm_year = field[0] - 1900, .tm_mon = field[1] - 1,
		.tm_mday = field[2], .tm_hour = field[3],
		.tm_min = field[4], .tm_sec = field[5],
	};
	/* timegm() moves days that do not exist: then they come back other. */
	again = tm;
	at = timegm(&again);
	if (at < 0 || again.tm_year != tm.tm_year ||
	    again.tm_mon != tm.tm_mon || again.tm_mday != tm.tm_mday ||
	    again.tm_hour != tm.tm_hour || again.tm_min != tm.tm_min ||
	    again.tm_sec != tm.tm_sec)
		return fh_err(err, "'%s' is no instant from 1970 on: the day "
			      "or the time does not exist",
			      fh_quote(text, &typed));
	*ret_s = at;
	return 0;
}

int fh_units_parse_count(const char *text, int64_t min, int64_t max,
			 int64_t *ret, struct fh_error *err)
{
	const char *c = text;
	struct fh_quoted typed;
	int64_t number;

	if (read_number(&c, max, &number) || *c || number < min)
		return fh_err(err, "'%s' is not a whole number from %lld to "
			      "%lld", fh_quote(text, &typed), (long long) min,
			      (long long) max);
	*ret = number;
	return 0;
}

int fh_units_muldiv(int64_t a, int64_t b, int64_t c, int64_t *ret)
{
	return fh_wide_divide((fh_wide) a * b, c, ret);
}

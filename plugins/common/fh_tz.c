/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Wall clocks of time zones: see fh_tz.h. */
#include <stdlib.h>

#include "fh_tz_data.h"
#include "fh_units.h"

#define HOUR_S 3600

/* No clock is further from UTC than this (RFC 9636, section 3.2). */
#define OFFSET_MAX_S 93600

static int64_t within(int64_t at_s)
{
	if (at_s < 0)
		return 0;
	return at_s < FH_CIVIL_LAST_S ? at_s : FH_CIVIL_LAST_S;
}

void fh_tz_free(struct fh_tz *tz)
{
	free(tz);
}

const char *fh_tz_digest(const struct fh_tz *tz)
{
	return tz->digest;
}

/* How many steps are at or before at_s. */
static size_t steps_until(const struct fh_tz *tz, int64_t at_s)
{
	size_t low = 0, high = tz->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tz->step[middle].at_s <= at_s)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The stretch as the steps have it. */
static void step_span(const struct fh_tz *tz, int64_t at_s,
		      struct fh_tz_span *ret)
{
	size_t past = steps_until(tz, at_s);

	ret->from_s = past ? tz->step[past - 1].at_s : INT64_MIN;
	ret->until_s = past < tz->count ? tz->step[past].at_s : FH_FOREVER;
	ret->offset_s = past ? tz->step[past - 1].offset_s : tz->first_s;
}

void fh_tz_span(const struct fh_tz *tz, int64_t at_s, struct fh_tz_span *ret)
{
	struct fh_tz_span step, rule;

	if (!tz) {
		*ret = (struct fh_tz_span) { INT64_MIN, FH_FOREVER, 0 };
		return;
	}
	at_s = within(at_s);
	step_span(tz, at_s, &step);
	*ret = step;
	if (step.until_s != FH_FOREVER || tz->rule_from_s == FH_FOREVER)
		return;
	/* Behind the last step the rule takes over, with the same offset. */
	fh_tz_rule_span(&tz->rule, at_s > tz->rule_from_s ?
				   at_s : tz->rule_from_s, &rule);
	ret->until_s = rule.until_s;
	if (rule.from_s > tz->rule_from_s) {
		ret->from_s = rule.from_s;
		ret->offset_s = rule.offset_s;
	}
}

void fh_tz_clock(const struct fh_tz *tz, int64_t at_s, struct fh_tz_clock *ret)
{
	struct fh_tz_span span;
	int64_t local_s, days;

	fh_tz_span(tz, at_s, &span);
	local_s = within(at_s) + span.offset_s;
	days = fh_civil_floor(local_s, FH_CIVIL_DAY_S);
	fh_civil_of(days, &ret->date);
	ret->weekday = fh_civil_weekday(days);
	ret->second = (int) (local_s - days * FH_CIVIL_DAY_S);
}

int64_t fh_tz_next_change(const struct fh_tz *tz, int64_t at_s)
{
	struct fh_tz_span span;

	if (at_s >= FH_CIVIL_LAST_S)
		return FH_FOREVER;
	fh_tz_span(tz, at_s, &span);
	return span.until_s;
}

/* The clock's next multiple of unit_s, as if its offset never changed. */
static int64_t next_unit(const struct fh_tz_span *span, int64_t at_s,
			 int64_t unit_s)
{
	int64_t local_s = at_s + span->offset_s;

	return (fh_civil_floor(local_s, unit_s) + 1) * unit_s - span->offset_s;
}

int64_t fh_tz_next_hour(const struct fh_tz *tz, int64_t at_s)
{
	struct fh_tz_span span;
	int64_t next_s;

	if (at_s >= FH_CIVIL_LAST_S)
		return FH_FOREVER;
	fh_tz_span(tz, at_s, &span);
	next_s = next_unit(&span, within(at_s), HOUR_S);
	return next_s < span.until_s ? next_s : span.until_s;
}

static int64_t day_of(const struct fh_tz_span *span, int64_t at_s)
{
	return fh_civil_floor(at_s + span->offset_s, FH_CIVIL_DAY_S);
}

int64_t fh_tz_next_day(const struct fh_tz *tz, int64_t at_s)
{
	struct fh_tz_span span;
	int64_t next_s, day;

	if (at_s >= FH_CIVIL_LAST_S)
		return FH_FOREVER;
	at_s = within(at_s);
	fh_tz_span(tz, at_s, &span);
	day = day_of(&span, at_s);
	do {
		next_s = next_unit(&span, at_s, FH_CIVIL_DAY_S);
		if (next_s < span.until_s)
			return next_s;
		at_s = span.until_s;
		if (at_s > FH_CIVIL_LAST_S)
			return FH_FOREVER;
		fh_tz_span(tz, at_s, &span);
	} while (day_of(&span, at_s) == day);
	return at_s;
}

int64_t fh_tz_reach(const struct fh_tz *tz, int64_t local_s)
{
	struct fh_tz_span span;
	int64_t at_s, reach_s;

	if (local_s > FH_CIVIL_LAST_S)
		return FH_FOREVER;
	at_s = local_s < 0 ? 0 : within(local_s - OFFSET_MAX_S);
	local_s = local_s < -OFFSET_MAX_S ? -OFFSET_MAX_S : local_s;
	while (at_s <= FH_CIVIL_LAST_S) {
		fh_tz_span(tz, at_s, &span);
		reach_s = local_s - span.offset_s;
		if (reach_s < at_s)
			reach_s = at_s;
		if (reach_s < span.until_s)
			return reach_s;
		at_s = span.until_s;
	}
	return FH_FOREVER;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads what energy costs by the clock on the wall. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_rate_read.h"
#include "fh_units.h"

#define TIMEZONE_MAX 63

/* "Area/City" or "UTC". */
static bool is_timezone(const char *text)
{
	static const char chars[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_+-/";
	const char *slash = strchr(text, '/');

	if (!strcmp(text, "UTC"))
		return true;
	if (!slash || slash == text || strstr(text, "//") ||
	    strlen(text) > TIMEZONE_MAX || text[strspn(text, chars)])
		return false;
	return text[strlen(text) - 1] != '/';
}

FH_READER_VALUE(fh_rate_read_timezone)
{
	const char *text = fh_reader_string(reader, value);

	if (!text)
		return;
	if (is_timezone(text))
		fh_read_text(reader, value, field, dst);
	else
		fh_reader_diag(reader, "\"%.80s\" is not the name of a time "
			       "zone, such as \"America/Chicago\" or \"UTC\"",
			       text);
}

void *fh_rate_grow(const struct fh_reader *reader, void *list, size_t *count,
		   size_t size)
{
	char *grown = realloc(list, (*count + 1) * size);

	if (!grown) {
		fh_reader_diag(reader, "out of memory");
		return NULL;
	}
	memset(grown + *count * size, 0, size);
	++*count;
	return grown;
}

/* Read a zone into the pool. */
static const struct fh_tz *add_timezone(const struct fh_reader *reader,
					const char *name)
{
	const struct fh_rate_context *context = reader->context;
	struct fh_rates_pool *pool = context->rates->pool;
	const struct fh_attachment *file;
	char path[sizeof(FH_ATTACH_ZONEINFO) + TIMEZONE_MAX];
	struct fh_rate_zone_file *grown;
	struct fh_tz *tz = NULL;
	struct fh_error err;

	snprintf(path, sizeof(path), FH_ATTACH_ZONEINFO "%s", name);
	file = fh_attach_get(context->files, path, &err);
	if (!file || fh_tz_parse(file->bytes, file->len, &tz, &err)) {
		fh_reader_diag(reader, "the time zone \"%s\" can't be read: "
			       "%s", name, err.text);
		return NULL;
	}
	grown = fh_rate_grow(reader, pool->tz, &pool->tz_count,
			     sizeof(*grown));
	if (!grown) {
		fh_tz_free(tz);
		return NULL;
	}
	pool->tz = grown;
	grown += pool->tz_count - 1;
	grown->tz = tz;
	grown->name = fh_reader_strdup(reader, name);
	return tz;
}

const struct fh_tz *fh_rate_timezone(const struct fh_reader *reader,
				     const char *name)
{
	const struct fh_rate_context *context = reader->context;
	const struct fh_rates_pool *pool = context->rates->pool;

	if (!name || !strcmp(name, "UTC") || !pool)
		return NULL;
	for (size_t i = 0; i < pool->tz_count; i++)
		if (pool->tz[i].name && !strcmp(pool->tz[i].name, name))
			return pool->tz[i].tz;
	return add_timezone(reader, name);
}

static void read_text(const struct fh_reader *reader,
		      struct json_object *value,
		      int (*parse)(const char *text, int *ret,
				   struct fh_error *err), int *ret)
{
	const char *text = fh_reader_string(reader, value);
	struct fh_error err;

	if (text && parse(text, ret, &err))
		fh_reader_diag(reader, "%s", err.text);
}

static FH_READER_VALUE(read_day)
{
	(void) field;
	read_text(reader, value, fh_tariff_parse_day, dst);
}

static FH_READER_VALUE(read_slot)
{
	(void) field;
	read_text(reader, value, fh_tariff_parse_slot, dst);
}

static FH_READER_VALUE(read_weekdays)
{
	const char *text = fh_reader_string(reader, value);
	struct fh_error err;

	(void) field;
	if (text && fh_tariff_parse_weekdays(text, dst, &err))
		fh_reader_diag(reader, "%s", err.text);
}

static const struct fh_field rule_fields[] = {
	{ .key = "from", .read = read_day,
	  .offset = offsetof(struct fh_tariff_rule, from_day) },
	{ .key = "until", .read = read_day,
	  .offset = offsetof(struct fh_tariff_rule, until_day) },
	{ .key = "weekdays", .read = read_weekdays,
	  .offset = offsetof(struct fh_tariff_rule, weekdays) },
	{ .key = "begin", .read = read_slot,
	  .offset = offsetof(struct fh_tariff_rule, from_slot) },
	{ .key = "end", .read = read_slot,
	  .offset = offsetof(struct fh_tariff_rule, until_slot) },
	{ .key = "kwh", FH_RATE_PRICE, .required = true,
	  .offset = offsetof(struct fh_tariff_rule, price_micro) },
};

/* A tariff as its keys are read. */
struct reading {
	struct fh_rate_tariff *tariff;
	char *timezone;
};

static void read_rule(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	struct fh_rate_tariff *tariff = dst;
	struct fh_tariff_rule *rule = &tariff->rule[tariff->tariff.count++];

	(void) name;
	*rule = (struct fh_tariff_rule) {
		.until_day = 365, .weekdays = FH_TARIFF_ALL_WEEK,
		.until_slot = FH_TARIFF_SLOTS,
	};
	fh_reader_object(reader, value, rule_fields,
			 sizeof(rule_fields) / sizeof(*rule_fields), rule);
	fh_rate_convert(reader, &rule->price_micro);
}

static FH_READER_VALUE(read_rules)
{
	struct fh_rate_tariff *tariff = ((struct reading *) dst)->tariff;
	size_t told = fh_diag_total(reader->diags), rule;
	struct fh_error err;
	char key[24];

	(void) field;
	if (!fh_reader_is(reader, value, json_type_array))
		return;
	tariff->rule = fh_reader_alloc(reader,
				       json_object_array_length(value),
				       sizeof(*tariff->rule));
	if (!tariff->rule)
		return;
	fh_reader_elements(reader, value, read_rule, tariff);
	tariff->tariff.rule = tariff->rule;
	/* A rule that is not right would make holes of its own. */
	if (fh_diag_total(reader->diags) != told ||
	    !fh_tariff_check(tariff->rule, tariff->tariff.count, &rule, &err))
		return;
	snprintf(key, sizeof(key), "%zu", rule);
	if (rule < tariff->tariff.count) {
		size_t mark = fh_reader_enter(reader, key);

		fh_reader_diag(reader, "%s", err.text);
		fh_reader_leave(reader, mark);
	} else {
		fh_reader_diag(reader, "%s", err.text);
	}
}

static void read_holiday(struct fh_reader *reader, const char *name,
			 struct json_object *value, void *dst)
{
	struct fh_rate_tariff *tariff = dst;
	const char *text = fh_reader_string(reader, value);
	size_t *count = &tariff->tariff.holiday_count;
	struct fh_error err;
	int64_t at_s;

	(void) name;
	if (!text)
		return;
	if (fh_units_parse_instant(text, &at_s, &err)) {
		fh_reader_diag(reader, "%s", err.text);
		return;
	}
	tariff->holiday[*count] = at_s / FH_CIVIL_DAY_S;
	if (at_s % FH_CIVIL_DAY_S ||
	    (*count && tariff->holiday[*count] <=
		       tariff->holiday[*count - 1]))
		fh_reader_diag(reader, "holidays are days such as 2026-12-25, "
			       "each once and in order");
	++*count;
}

static FH_READER_VALUE(read_holidays)
{
	struct fh_rate_tariff *tariff = ((struct reading *) dst)->tariff;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_array))
		return;
	tariff->holiday = fh_reader_alloc(reader,
					  json_object_array_length(value),
					  sizeof(*tariff->holiday));
	if (!tariff->holiday)
		return;
	fh_reader_elements(reader, value, read_holiday, tariff);
	tariff->tariff.holiday = tariff->holiday;
}

static const struct fh_field tariff_fields[] = {
	{ .key = "timezone", .read = fh_rate_read_timezone,
	  .offset = offsetof(struct reading, timezone) },
	{ .key = "rules", .read = read_rules, .required = true },
	{ .key = "holidays", .read = read_holidays },
};

struct fh_rate_tariff *fh_rate_add_tariff(const struct fh_reader *reader)
{
	const struct fh_rate_context *context = reader->context;
	struct fh_rates_pool *pool = context->rates->pool;
	struct fh_rate_tariff **grown, *tariff;

	tariff = fh_reader_alloc(reader, 1, sizeof(*tariff));
	if (!tariff)
		return NULL;
	grown = fh_rate_grow(reader, pool->tariff, &pool->tariff_count,
			     sizeof(*grown));
	if (!grown) {
		free(tariff);
		return NULL;
	}
	pool->tariff = grown;
	grown[pool->tariff_count - 1] = tariff;
	return tariff;
}

FH_READER_VALUE(fh_rate_read_tariff)
{
	const struct fh_rate_context *context = reader->context;
	struct fh_rate_reading *zone = dst;
	struct reading reading = { .tariff = fh_rate_add_tariff(reader) };

	(void) field;
	if (!reading.tariff)
		return;
	fh_reader_object(reader, value, tariff_fields,
			 sizeof(tariff_fields) / sizeof(*tariff_fields),
			 &reading);
	reading.tariff->tariff.tz = reading.timezone ?
		fh_rate_timezone(reader, reading.timezone) :
		context->rates->tz;
	zone->prices.tariff = &reading.tariff->tariff;
	free(reading.timezone);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Owned against cloud, written: see tco.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <string.h>

#include <json-c/json.h>

#include "contribs/scost/csv.h"
#include "contribs/scost/measure.h"
#include "contribs/scost/tco.h"
#include "plugins/common/fh_units.h"

#define FORM_VERSION 1
#define HOUR_S 3600
#define MILLION 1000000
#define MICRO_PERCENT 100	/* in a ppm */
#define TEXT_MAX 64

enum column {
	ZONE, ACCEL, DEVICES, PAID, USED, USED_PART, EXPECTED, OWNED, CLOUD,
	OWNED_HOUR, CLOUD_HOUR, BREAK_EVEN, NEXT_HOUR, ENERGY, CLOUD_ZONE,
	CLOUD_PRICING, FIXED, COLUMNS
};

enum form { TEXT, COUNT, HOURS, MONEY, PERCENT };

static const struct {
	const char *title;
	const char *key;	/* in JSON, with its unit */
	enum form form;
	unsigned digits;	/* behind the point, for people */
	bool wide;		/* not in the table */
} columns[COLUMNS] = {
	[ZONE] = { "Zone", "zone", TEXT, 0, false },
	[ACCEL] = { "Accel", "accel", TEXT, 0, false },
	[DEVICES] = { "Devices", "devices", COUNT, 0, false },
	[PAID] = { "PaidHours", "paid_accelerator_seconds", HOURS, 2, true },
	[USED] = { "UsedHours", "used_accelerator_seconds", HOURS, 2, false },
	[USED_PART] = { "Used%", "used_ppm", PERCENT, 2, false },
	[EXPECTED] = { "Expected%", "expected_ppm", PERCENT, 2, false },
	[OWNED] = { "Owned", "owned_micro", MONEY, 2, false },
	[CLOUD] = { "Cloud", "cloud_micro", MONEY, 2, false },
	[OWNED_HOUR] = { "OwnedHour", "owned_hour_micro", MONEY, 4, false },
	[CLOUD_HOUR] = { "CloudHour", "cloud_hour_micro", MONEY, 4, false },
	[BREAK_EVEN] = { "BreakEven%", "break_even_ppm", PERCENT, 2, false },
	[NEXT_HOUR] = { "NextHour", "next_hour_micro", MONEY, 4, false },
	[ENERGY] = { "EnergySrc", "energy_source", TEXT, 0, false },
	[CLOUD_ZONE] = { "CloudZone", "cloud_zone", TEXT, 0, false },
	[CLOUD_PRICING] = { "Pricing", "cloud_pricing", TEXT, 0, false },
	[FIXED] = { "Fixed", "fixed_micro", MONEY, 2, true },
};

static const char *const pricing_names[FH_PRICE_KINDS] = {
	[FH_PRICE_SET] = "set",
	[FH_PRICE_LIST] = "list",
	[FH_PRICE_RESERVED] = "reserved",
	[FH_PRICE_SPOT] = "spot",
	[FH_PRICE_OWNED] = "owned",
};

/* NULL where there is none. */
static const char *text_of(const struct scost_tco *tco,
			   const struct scost_tco_row *row, enum column column)
{
	const struct fh_zones *zones = &tco->conf->zones;
	bool clouds = row->cloud != FH_NO_ZONE;

	switch (column) {
	case ZONE:
		return zones->zone[row->zone].name;
	case ACCEL:
		return tco->conf->catalog.accel[row->accel].type;
	case ENERGY:
		return row->energy == SCOST_TCO_NONE ?
			       NULL : scost_tco_energy_name(row->energy);
	case CLOUD_ZONE:
		return clouds ? zones->zone[row->cloud].name : NULL;
	default:
		return clouds ? pricing_names[row->pricing] : NULL;
	}
}

static int64_t number_of(const struct scost_tco_row *row, enum column column)
{
	const int64_t of[COLUMNS] = {
		[DEVICES] = row->devices,
		[PAID] = row->work.paid_s,
		[USED] = row->tco.used_s,
		[USED_PART] = row->tco.used_ppm,
		[EXPECTED] = row->expected_ppm,
		[OWNED] = row->tco.owned_micro,
		[CLOUD] = row->tco.cloud_micro,
		[OWNED_HOUR] = row->tco.owned_hour_micro,
		[CLOUD_HOUR] = row->work.cloud_hour_micro,
		[BREAK_EVEN] = row->tco.break_even_ppm,
		[NEXT_HOUR] = row->tco.next_hour_micro,
		[FIXED] = row->work.fixed_micro,
	};

	return of[column];
}

/* A number as people read it: "-", "never", "12.50". */
static void show(enum column column, int64_t number, unsigned digits,
		 char buf[TEXT_MAX])
{
	int64_t micro = number;

	if (number == FH_UNKNOWN) {
		strcpy(buf, "-");
		return;
	}
	if (number == FH_FOREVER) {
		strcpy(buf, "never");
		return;
	}
	if (columns[column].form == COUNT) {
		snprintf(buf, TEXT_MAX, "%" PRId64, number);
		return;
	}
	if ((columns[column].form == HOURS &&
	     fh_units_muldiv(number, MILLION, HOUR_S, &micro)) ||
	    (columns[column].form == PERCENT &&
	     fh_units_muldiv(number, MICRO_PERCENT, 1, &micro)))
		micro = FH_UNKNOWN;
	fh_units_format_micro(micro, digits, buf, TEXT_MAX);
}

static const char *cell(const struct scost_tco *tco,
			const struct scost_tco_row *row, enum column column,
			unsigned digits, char buf[TEXT_MAX])
{
	const char *text;

	if (columns[column].form == TEXT) {
		text = text_of(tco, row, column);
		return text ? text : "-";
	}
	show(column, number_of(row, column), digits, buf);
	return buf;
}

static int width_of(const struct scost_tco *tco, enum column column)
{
	size_t width = strlen(columns[column].title);
	char buf[TEXT_MAX];

	for (size_t i = 0; i < tco->count; i++) {
		size_t len = strlen(cell(tco, &tco->row[i], column,
					 columns[column].digits, buf));

		if (len > width)
			width = len;
	}
	return (int) (columns[column].form == TEXT ? -width : width);
}

/* A line of titles (row NULL), or of figures. */
static void put_line(FILE *out, const struct scost_tco *tco,
		     const struct scost_tco_row *row)
{
	char buf[TEXT_MAX];

	for (int i = 0; i < COLUMNS; i++) {
		enum column column = (enum column) i;

		if (!columns[i].wide)
			fprintf(out, "%*s ", width_of(tco, column), row ?
				cell(tco, row, column, columns[i].digits,
				     buf) : columns[i].title);
	}
	fputc('\n', out);
}

void scost_tco_table(FILE *out, const struct scost_tco *tco)
{
	char from[32], until[32];

	put_line(out, tco, NULL);
	for (size_t i = 0; i < tco->count; i++)
		put_line(out, tco, &tco->row[i]);
	fprintf(out, "Costs in %s, from %s to %s%s.\n",
		tco->conf->rates.currency,
		fh_units_format_instant(tco->period.from_s, from,
					sizeof(from)),
		fh_units_format_instant(tco->period.until_s, until,
					sizeof(until)),
		tco->used_ppm == FH_UNKNOWN ? "" :
					      ", if that much were used");
	fputs("NextHour is energy alone: all else is paid already.\n", out);
}

void scost_tco_csv(FILE *out, const struct scost_tco *tco)
{
	struct scost_csv csv = { .out = out };
	char buf[TEXT_MAX];

	for (int i = 0; i < COLUMNS; i++)
		scost_csv_text(&csv, columns[i].title);
	scost_csv_text(&csv, "Currency");
	scost_csv_end_line(&csv);
	for (size_t i = 0; i < tco->count; i++) {
		const struct scost_tco_row *row = &tco->row[i];

		for (int j = 0; j < COLUMNS; j++) {
			enum column column = (enum column) j;

			if (columns[j].form == TEXT)
				scost_csv_text(&csv, text_of(tco, row,
							     column));
			else
				scost_csv_number(&csv, cell(
					tco, row, column, SCOST_DIGITS_MAX,
					buf));
		}
		scost_csv_text(&csv, tco->conf->rates.currency);
		scost_csv_end_line(&csv);
	}
}

/*
 * JSON
 */
/* Takes value, NULL for null. */
static int add(struct json_object *to, const char *key,
	       struct json_object *value)
{
	if (!json_object_object_add(to, key, value))
		return 0;
	json_object_put(value);
	return -1;
}

static int add_text(struct json_object *to, const char *key, const char *text)
{
	struct json_object *value = text ? json_object_new_string(text) : NULL;

	return text && !value ? -1 : add(to, key, value);
}

static int add_number(struct json_object *to, const char *key, int64_t number)
{
	struct json_object *value;

	if (number == FH_UNKNOWN || number == FH_FOREVER)
		return add(to, key, NULL);
	value = json_object_new_int64(number);
	return value ? add(to, key, value) : -1;
}

static int fill_row(struct json_object *to, const struct scost_tco *tco,
		    const struct scost_tco_row *row)
{
	struct json_object *never = json_object_new_boolean(
		row->tco.break_even_ppm == FH_FOREVER);

	if (!never || add(to, "never_even", never))
		return -1;
	for (int i = 0; i < COLUMNS; i++) {
		enum column column = (enum column) i;

		if (columns[i].form == TEXT ?
		    add_text(to, columns[i].key, text_of(tco, row, column)) :
		    add_number(to, columns[i].key, number_of(row, column)))
			return -1;
	}
	return 0;
}

static int add_rows(struct json_object *to, const struct scost_tco *tco)
{
	struct json_object *rows = json_object_new_array();

	if (!rows || add(to, "rows", rows))
		return -1;
	for (size_t i = 0; i < tco->count; i++) {
		struct json_object *row = json_object_new_object();

		if (!row || json_object_array_add(rows, row)) {
			json_object_put(row);
			return -1;
		}
		if (fill_row(row, tco, &tco->row[i]))
			return -1;
	}
	return 0;
}

static int fill(struct json_object *to, const struct scost_tco *tco)
{
	char from[32], until[32];

	fh_units_format_instant(tco->period.from_s, from, sizeof(from));
	fh_units_format_instant(tco->period.until_s, until, sizeof(until));
	if (add_number(to, "scost_tco", FORM_VERSION) ||
	    add_text(to, "from", from) || add_text(to, "until", until) ||
	    add_text(to, "currency", tco->conf->rates.currency) ||
	    add_number(to, "if_used_ppm", tco->used_ppm))
		return -1;
	return add_rows(to, tco);
}

int scost_tco_json(FILE *out, const struct scost_tco *tco,
		   struct fh_error *err)
{
	struct json_object *whole = json_object_new_object();
	const char *text = NULL;

	if (whole && !fill(whole, tco))
		text = json_object_to_json_string_ext(
			whole, JSON_C_TO_STRING_PRETTY |
				       JSON_C_TO_STRING_SPACED |
				       JSON_C_TO_STRING_NOSLASHESCAPE);
	if (text)
		fprintf(out, "%s\n", text);
	json_object_put(whole);
	return text ? 0 : fh_err_nomem(err);
}

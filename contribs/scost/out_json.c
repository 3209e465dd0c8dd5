/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For programs: scost_out_json() of out.h. */
#include "fh_config.h"

#include <stdlib.h>

#include <json-c/json.h>

#include "contribs/scost/out.h"
#include "contribs/scost/text.h"
#include "plugins/common/fh_units.h"

#define REPORT_VERSION 1

/* Takes value, NULL for JSON's null, also when it fails. */
static int add(struct json_object *to, const char *key,
	       struct json_object *value)
{
	if (!json_object_object_add(to, key, value))
		return 0;
	json_object_put(value);
	return -1;
}

static int add_number(struct json_object *to, const char *key, int64_t number)
{
	struct json_object *value;

	if (number == SCOST_NO_SUM)
		return add(to, key, NULL);
	value = json_object_new_int64(number);
	return value ? add(to, key, value) : -1;
}

/* "" is null: there is none. */
static int add_text(struct json_object *to, const char *key, const char *text)
{
	struct json_object *value;
	char *clean;

	if (!*text)
		return add(to, key, NULL);
	clean = scost_text_clean(text);
	value = clean ? json_object_new_string(clean) : NULL;
	free(clean);
	return value ? add(to, key, value) : -1;
}

static int add_instant(struct json_object *to, const char *key, int64_t at_s)
{
	char text[32];

	return add_text(to, key,
			fh_units_format_instant(at_s, text, sizeof(text)));
}

/* An empty one, added; NULL: no memory. */
static struct json_object *add_object(struct json_object *to, const char *key,
				      struct json_object *(*make)(void))
{
	struct json_object *ret = make();

	return ret && !add(to, key, ret) ? ret : NULL;
}

static int add_left_out(struct json_object *to, const struct scost_total *of,
			enum scost_measure measure)
{
	const char *name = scost_measure_info(measure)->name;
	struct json_object *item;

	if (!of->lines_without)
		return 0;
	item = add_object(to, name, json_object_new_object);
	if (!item || add_number(item, "jobs", of->jobs_without))
		return -1;
	return add_number(item, "lines", of->lines_without);
}

static int add_sum(struct json_object *to, const struct scost_sum *sum)
{
	struct json_object *left_out;

	if (add_number(to, "jobs", sum->jobs) ||
	    add_number(to, "lines", sum->lines))
		return -1;
	for (int i = 0; i < SCOST_MEASURE_COUNT; i++) {
		enum scost_measure measure = (enum scost_measure) i;

		if (add_number(to, scost_measure_info(measure)->key,
			       scost_sum_raw(sum, measure)))
			return -1;
	}
	if (add_number(to, "adjustment_micro", scost_sum_adjustment(sum)))
		return -1;
	left_out = add_object(to, "left_out", json_object_new_object);
	for (int i = 0; left_out && i < SCOST_MEASURE_COUNT; i++)
		if (add_left_out(left_out, &sum->of[i],
				 (enum scost_measure) i))
			return -1;
	return left_out ? 0 : -1;
}

static int add_group(struct json_object *to, const struct scost_report *report,
		     const struct scost_group *group)
{
	for (size_t i = 0; i < report->keys.count; i++)
		if (add_text(to, scost_key_name(report->keys.item[i]),
			     group->value[i]))
			return -1;
	return add_sum(to, &group->sum);
}

static int add_groups(struct json_object *to,
		      const struct scost_report *report)
{
	struct json_object *rows = add_object(to, "rows",
					      json_object_new_array);

	for (size_t i = 0; rows && i < report->group_count; i++) {
		struct json_object *row = json_object_new_object();

		if (!row || json_object_array_add(rows, row)) {
			json_object_put(row);
			return -1;
		}
		if (add_group(row, report, &report->group[i]))
			return -1;
	}
	return rows ? 0 : -1;
}

static int append_text(struct json_object *list, const char *text)
{
	struct json_object *value = json_object_new_string(text);

	if (value && !json_object_array_add(list, value))
		return 0;
	json_object_put(value);
	return -1;
}

static int add_keys(struct json_object *to, const struct scost_report *report)
{
	struct json_object *by = add_object(to, "by", json_object_new_array);

	for (size_t i = 0; by && i < report->keys.count; i++)
		if (append_text(by, scost_key_name(report->keys.item[i])))
			return -1;
	return by ? 0 : -1;
}

/* Only where what nobody had is in it. */
static int add_notes(struct json_object *to, const struct fh_strlist *notes)
{
	struct json_object *list;

	if (!notes)
		return 0;
	list = add_object(to, "notes", json_object_new_array);
	for (size_t i = 0; list && i < notes->count; i++) {
		char *clean = scost_text_clean(notes->item[i]);
		int rc = clean ? append_text(list, clean) : -1;

		free(clean);
		if (rc)
			return -1;
	}
	return list ? 0 : -1;
}

static int fill(struct json_object *to, const struct scost_report *report)
{
	const struct scost_about *about = report->about;
	struct json_object *total;

	if (add_number(to, "scost_report", REPORT_VERSION) ||
	    add_instant(to, "from", about->from_s) ||
	    add_instant(to, "until", about->until_s) ||
	    add_text(to, "currency", about->currency) ||
	    add_text(to, "timezone", about->timezone) ||
	    add_notes(to, about->notes) || add_keys(to, report) ||
	    add_groups(to, report))
		return -1;
	total = add_object(to, "total", json_object_new_object);
	return total ? add_sum(total, &report->total) : -1;
}

int scost_out_json(FILE *out, const struct scost_report *report,
		   struct fh_error *err)
{
	struct json_object *whole = json_object_new_object();
	const char *text = NULL;

	if (whole && !fill(whole, report))
		text = json_object_to_json_string_ext(
			whole, JSON_C_TO_STRING_PRETTY |
				       JSON_C_TO_STRING_SPACED |
				       JSON_C_TO_STRING_NOSLASHESCAPE);
	if (text)
		fprintf(out, "%s\n", text);
	json_object_put(whole);
	return text ? 0 : fh_err_nomem(err);
}

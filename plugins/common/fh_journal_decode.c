/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a line of the journal: see fh_journal.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fh_journal_value.h"
#include "fh_quote.h"
#include "fh_units.h"

#define DEPTH_MAX 8		/* levels of brackets, with room */

static int new_meters(struct fh_journal_line *line, size_t count,
		      struct fh_error *err)
{
	if (count > FH_JOURNAL_METER_MAX)
		return fh_err(err, "%zu meters are too many: at most %d",
			      count, FH_JOURNAL_METER_MAX);
	line->meter = calloc(count + 1, sizeof(*line->meter));
	return line->meter ? 0 : fh_err_nomem(err);
}

static FH_JOURNAL_GET(get_counts)
{
	struct fh_journal_line *line = dst;
	int64_t count[FH_JOURNAL_COUNT_VALUES];

	if (!json_object_is_type(value, json_type_object))
		return fh_journal_wrong(name, "an object", err);
	if (new_meters(line, (size_t) json_object_object_length(value), err))
		return -1;
	json_object_object_foreach(value, key, item) {
		struct fh_journal_meter *meter =
			&line->meter[line->meter_count++];

		if (strlen(key) > FH_JOURNAL_NAME_MAX)
			return fh_err(err, "a meter's name is longer than %d "
				      "bytes", FH_JOURNAL_NAME_MAX);
		strcpy(meter->name, key);
		if (fh_journal_get_list(item, meter->name, count,
			      FH_JOURNAL_COUNT_VALUES, err))
			return -1;
		for (size_t i = 0; i < FH_JOURNAL_COUNT_VALUES; i++)
			*fh_journal_count_at(meter, i) = count[i];
	}
	return 0;
}

static int read_share(struct json_object *item, struct fh_journal_share *share,
		      struct fh_error *err)
{
	int64_t number[2 + FH_ENERGY_PARTS];

	if (fh_journal_get_list(item, "a job's share", number, 2 + FH_ENERGY_PARTS, err))
		return -1;
	if (number[0] < 0 || number[0] > UINT32_MAX)
		return fh_journal_wrong("a share's job", "a number of 32 bits", err);
	share->job_id = (uint32_t) number[0];
	share->start_s = number[1];
	memcpy(share->energy.uj, number + 2, sizeof(share->energy.uj));
	return 0;
}

static FH_JOURNAL_GET(get_shares)
{
	struct fh_journal_line *line = dst;
	size_t count;

	if (!json_object_is_type(value, json_type_array))
		return fh_journal_wrong(name, "a list", err);
	count = json_object_array_length(value);
	if (count > FH_JOURNAL_JOB_MAX)
		return fh_err(err, "%zu jobs are too many: at most %d", count,
			      FH_JOURNAL_JOB_MAX);
	line->share = calloc(count + 1, sizeof(*line->share));
	if (!line->share)
		return fh_err_nomem(err);
	for (; line->share_count < count; line->share_count++)
		if (read_share(json_object_array_get_idx(value,
							 line->share_count),
			       &line->share[line->share_count], err))
			return -1;
	return 0;
}

static fh_journal_get get_meters;

static const struct {
	fh_journal_get *get;
	bool optional;
} get_form[FH_JOURNAL_FORMS] = {
	[FH_JOURNAL_AT] = { fh_journal_get_at, false },
	[FH_JOURNAL_NUMBER] = { fh_journal_get_number, false },
	[FH_JOURNAL_ID] = { fh_journal_get_id, false },
	[FH_JOURNAL_MAYBE] = { fh_journal_get_number, true },
	[FH_JOURNAL_FLAG] = { fh_journal_get_bool, true },
	[FH_JOURNAL_BOOL] = { fh_journal_get_bool, false },
	[FH_JOURNAL_TEXT] = { fh_journal_get_text, false },
	[FH_JOURNAL_LABEL] = { fh_journal_get_text, true },
	[FH_JOURNAL_BOOT] = { fh_journal_get_boot, false },
	[FH_JOURNAL_SOURCE] = { fh_journal_get_source, false },
	[FH_JOURNAL_PART] = { fh_journal_get_part, false },
	[FH_JOURNAL_ENERGY] = { fh_journal_get_energy, false },
	[FH_JOURNAL_METERS] = { get_meters, false },
	[FH_JOURNAL_COUNTS] = { get_counts, false },
	[FH_JOURNAL_SHARES] = { get_shares, false },
};

/* The values of a line or of a meter. */
static int get_keys(struct json_object *object,
		    const struct fh_journal_key *key, size_t count,
		    unsigned kind, void *base, struct fh_error *err)
{
	struct json_object *value;

	for (size_t i = 0; i < count; i++) {
		char *dst = (char *) base + key[i].offset;

		if (!(key[i].kinds & 1u << kind))
			continue;
		if (key[i].form == FH_JOURNAL_MAYBE)
			*(int64_t *) dst = FH_UNKNOWN;
		if (!json_object_object_get_ex(object, key[i].name, &value)) {
			if (get_form[key[i].form].optional)
				continue;
			return fh_err(err, "\"%s\" is missing", key[i].name);
		}
		if (get_form[key[i].form].get(value, key[i].name, dst, err))
			return -1;
	}
	return 0;
}

static FH_JOURNAL_GET(get_meters)
{
	struct fh_journal_line *line = dst;
	size_t count;

	if (!json_object_is_type(value, json_type_array))
		return fh_journal_wrong(name, "a list", err);
	count = json_object_array_length(value);
	if (new_meters(line, count, err))
		return -1;
	while (line->meter_count < count) {
		struct json_object *item =
			json_object_array_get_idx(value, line->meter_count);
		struct fh_journal_meter *meter =
			&line->meter[line->meter_count++];

		if (!json_object_is_type(item, json_type_object))
			return fh_journal_wrong("a meter", "an object", err);
		if (get_keys(item, fh_journal_meter_key,
			     fh_journal_meter_key_count, FH_JOURNAL_START,
			     meter, err))
			return -1;
	}
	return 0;
}

static int get_kind(struct json_object *object, struct fh_journal_line *line,
		    struct fh_error *err)
{
	char text[FH_JOURNAL_NAME_MAX + 1];
	struct json_object *value;
	struct fh_quoted shown;

	if (!json_object_object_get_ex(object, "kind", &value))
		return fh_err(err, "\"kind\" is missing");
	if (fh_journal_get_text(value, "kind", text, err))
		return -1;
	for (unsigned i = 0; fh_journal_kind_name(i); i++) {
		if (strcmp(fh_journal_kind_name(i), text))
			continue;
		line->kind = i;
		return 0;
	}
	return fh_err(err, "\"%s\" is no kind of a line of this version",
		      fh_quote(text, &shown));
}

/* What stands in every line: before the rest, which depends on it. */
static int get_head(struct json_object *object, struct fh_journal_line *line,
		    struct fh_error *err)
{
	struct json_object *value;
	int64_t version;

	if (!json_object_object_get_ex(object, "v", &value))
		return fh_err(err, "it is no line of an energy journal: "
			      "\"v\" is missing");
	if (fh_journal_get_number(value, "v", &version, err))
		return -1;
	if (version != FH_JOURNAL_VERSION)
		return fh_err(err, "its version is %" PRId64 ": this Freehold "
			      "reads %d", version, FH_JOURNAL_VERSION);
	if (!json_object_object_get_ex(object, "n", &value))
		return fh_err(err, "\"n\" is missing");
	if (fh_journal_get_number(value, "n", &line->number, err))
		return -1;
	return get_kind(object, line, err);
}

/* json-c drops what stands twice and rounds what is too large. */
static int compare_text(const struct fh_journal_line *line, const char *text,
			size_t len, struct fh_error *err)
{
	char *again = fh_journal_encode(line, err);
	size_t same = 0;

	if (!again)
		return -1;
	while (same < len && again[same] == text[same])
		same++;
	if (same < len || strcmp(again + same, "\n")) {
		free(again);
		return fh_err(err, "byte %zu is not what a journal has there",
			      same + 1);
	}
	free(again);
	return 0;
}

/* What json-c says of the text.  Returns 0, or -1 with err set. */
static int judge_parse(struct json_tokener *tokener,
		       enum json_tokener_error error,
		       struct json_object *object, struct fh_error *err)
{
	if (error == json_tokener_continue)
		return fh_err(err, "it ends in the middle");
	if (error != json_tokener_success)
		return fh_err(err, "byte %zu: %s",
			      json_tokener_get_parse_end(tokener) + 1,
			      json_tokener_error_desc(error));
	if (!json_object_is_type(object, json_type_object))
		return fh_err(err, "it is not an object");
	return 0;
}

/* The text as an object, or NULL with err set. */
static struct json_object *parse(const char *text, size_t len,
				 struct fh_error *err)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);
	struct json_object *object;

	if (!tokener) {
		fh_err_nomem(err);
		return NULL;
	}
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT |
			       JSON_TOKENER_VALIDATE_UTF8);
	object = json_tokener_parse_ex(tokener, text, (int) len);
	if (judge_parse(tokener, json_tokener_get_error(tokener), object,
			err)) {
		json_object_put(object);
		object = NULL;
	}
	json_tokener_free(tokener);
	return object;
}

int fh_journal_decode(const char *text, size_t len,
		      struct fh_journal_line *ret, struct fh_error *err)
{
	struct fh_journal_line line = { 0 };
	struct json_object *object;
	int rc = -1;

	if (len > FH_JOURNAL_LINE_MAX)
		return fh_err(err, "it has %zu bytes: at most %u", len,
			      FH_JOURNAL_LINE_MAX);
	if (len && text[len - 1] == '\n')
		len--;
	object = parse(text, len, err);
	if (!object)
		return -1;
	if (get_head(object, &line, err) ||
	    get_keys(object, fh_journal_key, fh_journal_key_count, line.kind,
		     &line, err) ||
	    compare_text(&line, text, len, err))
		goto out;
	*ret = line;
	memset(&line, 0, sizeof(line));
	rc = 0;
out:
	fh_journal_clear(&line);
	json_object_put(object);
	return rc;
}

void fh_journal_clear(struct fh_journal_line *line)
{
	if (!line)
		return;
	free(line->meter);
	free(line->share);
	memset(line, 0, sizeof(*line));
}

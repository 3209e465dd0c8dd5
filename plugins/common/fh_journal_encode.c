/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing a line of the journal: see fh_journal.h. */
#include <inttypes.h>
#include <json-c/printbuf.h>
#include <stdlib.h>
#include <string.h>

#include "fh_journal_key.h"
#include "fh_units.h"

/* Each appends ,"key":value, or nothing; a result below 0: no memory. */
typedef int put_value(struct printbuf *to, const char *name,
		      const void *value);

static int put_number(struct printbuf *to, const char *name,
		      const void *value)
{
	return sprintbuf(to, ",\"%s\":%" PRId64, name,
			 *(const int64_t *) value);
}

static int put_maybe(struct printbuf *to, const char *name, const void *value)
{
	return *(const int64_t *) value == FH_UNKNOWN ?
		       0 : put_number(to, name, value);
}

static int put_at(struct printbuf *to, const char *name, const void *value)
{
	const struct fh_journal_line *line = value;

	return put_number(to, name, &line->from_ms);
}

static int put_id(struct printbuf *to, const char *name, const void *value)
{
	return sprintbuf(to, ",\"%s\":%" PRIu32, name,
			 *(const uint32_t *) value);
}

static int put_bool(struct printbuf *to, const char *name, const void *value)
{
	return sprintbuf(to, ",\"%s\":%s", name,
			 *(const bool *) value ? "true" : "false");
}

static int put_flag(struct printbuf *to, const char *name, const void *value)
{
	return *(const bool *) value ? put_bool(to, name, value) : 0;
}

/* No text of a valid line needs an escape. */
static int put_text(struct printbuf *to, const char *name, const void *value)
{
	return sprintbuf(to, ",\"%s\":\"%s\"", name, (const char *) value);
}

static int put_label(struct printbuf *to, const char *name, const void *value)
{
	return *(const char *) value ? put_text(to, name, value) : 0;
}

static int put_source(struct printbuf *to, const char *name,
		      const void *value)
{
	char text[64];

	return put_text(to, name,
			fh_energy_source_format(*(const unsigned *) value,
						text, sizeof(text)));
}

static int put_part(struct printbuf *to, const char *name, const void *value)
{
	const struct fh_journal_meter *meter = value;

	return put_text(to, name, meter->is_node ?
				  FH_JOURNAL_NODE :
				  fh_energy_part_name(meter->part));
}

/* A list of numbers; FH_UNKNOWN is null. */
static int put_list(struct printbuf *to, const int64_t *value, size_t count)
{
	const char *before = "[";

	for (size_t i = 0; i < count; i++, before = ",") {
		int rc = value[i] == FH_UNKNOWN ?
				 sprintbuf(to, "%snull", before) :
				 sprintbuf(to, "%s%" PRId64, before, value[i]);

		if (rc < 0)
			return -1;
	}
	return sprintbuf(to, "]");
}

static int put_energy(struct printbuf *to, const char *name,
		      const void *value)
{
	const struct fh_energy *energy = value;

	if (sprintbuf(to, ",\"%s\":", name) < 0)
		return -1;
	return put_list(to, energy->uj, FH_ENERGY_PARTS);
}

static int put_counts(struct printbuf *to, const char *name,
		      const void *value)
{
	const struct fh_journal_line *line = value;
	int64_t count[FH_JOURNAL_COUNT_VALUES];

	if (sprintbuf(to, ",\"%s\":{", name) < 0)
		return -1;
	for (size_t i = 0; i < line->meter_count; i++) {
		for (size_t j = 0; j < FH_JOURNAL_COUNT_VALUES; j++)
			count[j] = *fh_journal_count_at(&line->meter[i], j);
		if (sprintbuf(to, "%s\"%s\":", i ? "," : "",
			      line->meter[i].name) < 0 ||
		    put_list(to, count, FH_JOURNAL_COUNT_VALUES) < 0)
			return -1;
	}
	return sprintbuf(to, "}");
}

static int put_shares(struct printbuf *to, const char *name,
		      const void *value)
{
	const struct fh_journal_line *line = value;
	int64_t number[2 + FH_ENERGY_PARTS];

	if (sprintbuf(to, ",\"%s\":[", name) < 0)
		return -1;
	for (size_t i = 0; i < line->share_count; i++) {
		const struct fh_journal_share *share = &line->share[i];

		number[0] = share->job_id;
		number[1] = share->start_s;
		memcpy(number + 2, share->energy.uj, sizeof(share->energy.uj));
		if ((i && sprintbuf(to, ",") < 0) ||
		    put_list(to, number, 2 + FH_ENERGY_PARTS) < 0)
			return -1;
	}
	return sprintbuf(to, "]");
}

static put_value put_meters;

static put_value *const put_form[FH_JOURNAL_FORMS] = {
	[FH_JOURNAL_AT] = put_at,
	[FH_JOURNAL_NUMBER] = put_number,
	[FH_JOURNAL_ID] = put_id,
	[FH_JOURNAL_MAYBE] = put_maybe,
	[FH_JOURNAL_FLAG] = put_flag,
	[FH_JOURNAL_BOOL] = put_bool,
	[FH_JOURNAL_TEXT] = put_text,
	[FH_JOURNAL_LABEL] = put_label,
	[FH_JOURNAL_BOOT] = put_text,
	[FH_JOURNAL_SOURCE] = put_source,
	[FH_JOURNAL_PART] = put_part,
	[FH_JOURNAL_ENERGY] = put_energy,
	[FH_JOURNAL_METERS] = put_meters,
	[FH_JOURNAL_COUNTS] = put_counts,
	[FH_JOURNAL_SHARES] = put_shares,
};

/* The values of a line or of a meter. */
static int put_keys(struct printbuf *to, const struct fh_journal_key *key,
		    size_t count, unsigned kind, const void *base)
{
	for (size_t i = 0; i < count; i++)
		if (key[i].kinds & 1u << kind &&
		    put_form[key[i].form](to, key[i].name,
					  (const char *) base +
					  key[i].offset) < 0)
			return -1;
	return 0;
}

static int put_meter(struct printbuf *to, const struct fh_journal_meter *meter)
{
	size_t first = (size_t) to->bpos;

	if (put_keys(to, fh_journal_meter_key, fh_journal_meter_key_count,
		     FH_JOURNAL_START, meter))
		return -1;
	to->buf[first] = '{';	/* in the first comma's place */
	return sprintbuf(to, "}");
}

static int put_meters(struct printbuf *to, const char *name,
		      const void *value)
{
	const struct fh_journal_line *line = value;

	if (sprintbuf(to, ",\"%s\":[", name) < 0)
		return -1;
	for (size_t i = 0; i < line->meter_count; i++)
		if ((i && sprintbuf(to, ",") < 0) ||
		    put_meter(to, &line->meter[i]) < 0)
			return -1;
	return sprintbuf(to, "]");
}

static int put_line(struct printbuf *to, const struct fh_journal_line *line)
{
	if (sprintbuf(to, "{\"v\":%d,\"n\":%" PRId64 ",\"kind\":\"%s\"",
		      FH_JOURNAL_VERSION, line->number,
		      fh_journal_kind_name(line->kind)) < 0 ||
	    put_keys(to, fh_journal_key, fh_journal_key_count, line->kind,
		     line))
		return -1;
	return sprintbuf(to, "}\n");
}

char *fh_journal_encode(const struct fh_journal_line *line,
			struct fh_error *err)
{
	struct printbuf *to;
	char *text = NULL;

	if (fh_journal_valid(line, err))
		return NULL;
	to = printbuf_new();
	if (!to || put_line(to, line) < 0)
		fh_err_nomem(err);
	else if ((size_t) to->bpos > FH_JOURNAL_LINE_MAX)
		fh_err(err, "a journal's line of %d bytes is too long: at "
		       "most %u", to->bpos, FH_JOURNAL_LINE_MAX);
	else if (!(text = strdup(to->buf)))
		fh_err_nomem(err);
	printbuf_free(to);
	return text;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a report can group lines by: see key.h. */
#include "fh_config.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "contribs/scost/key.h"
#include "plugins/common/fh_period.h"
#include "plugins/common/fh_quote.h"
#include "plugins/common/fh_suggest.h"
#include "plugins/common/fh_whole.h"

#define WORD_MAX 31		/* a longer word is no key */

/* Where the value of a key comes from. */
enum key_from {
	FROM_TEXT,		/* the text at that place of the line */
	FROM_DAY,		/* the period that its day lies in */
	FROM_WEEK,
	FROM_MONTH,
	FROM_USE,		/* jobs, or what nobody had */
};

#define TEXT(member) FROM_TEXT, offsetof(struct scost_line, member)

static const struct {
	const char *name;
	const char *title;
	enum key_from from;
	size_t text;
} keys[SCOST_KEY_COUNT] = {
	[SCOST_KEY_ACCEL] = { "accel", "Accel", TEXT(accel) },
	[SCOST_KEY_ACCOUNT] = { "account", "Account", TEXT(account) },
	[SCOST_KEY_CLUSTER] = { "cluster", "Cluster", TEXT(cluster) },
	[SCOST_KEY_DATA_CLASS] = { "dataclass", "DataClass",
				   TEXT(data_class) },
	[SCOST_KEY_DAY] = { "day", "Day", FROM_DAY, 0 },
	[SCOST_KEY_MONTH] = { "month", "Month", FROM_MONTH, 0 },
	[SCOST_KEY_PARTITION] = { "partition", "Partition", TEXT(partition) },
	[SCOST_KEY_QOS] = { "qos", "QOS", TEXT(qos) },
	[SCOST_KEY_SITE] = { "site", "Site", TEXT(site) },
	[SCOST_KEY_STATE] = { "state", "State", TEXT(state) },
	[SCOST_KEY_TENANCY] = { "tenancy", "Tenancy", TEXT(tenancy) },
	[SCOST_KEY_USE] = { "use", "Use", FROM_USE, 0 },
	[SCOST_KEY_USER] = { "user", "User", TEXT(user) },
	[SCOST_KEY_WCKEY] = { "wckey", "WCKey", TEXT(wckey) },
	[SCOST_KEY_WEEK] = { "week", "Week", FROM_WEEK, 0 },
	[SCOST_KEY_ZONE] = { "zone", "Zone", TEXT(zone) },
};

const char *scost_key_name(enum scost_key key)
{
	return keys[key].name;
}

const char *scost_key_title(enum scost_key key)
{
	return keys[key].title;
}

static int find(const char *word, enum scost_key *ret)
{
	for (int i = 0; i < SCOST_KEY_COUNT; i++) {
		if (strcasecmp(word, keys[i].name))
			continue;
		*ret = (enum scost_key) i;
		return 0;
	}
	return -1;
}

static int refuse(const char *word, struct fh_error *err)
{
	const char *names[SCOST_KEY_COUNT];
	struct fh_quoted quoted;
	const char *near;

	for (int i = 0; i < SCOST_KEY_COUNT; i++)
		names[i] = keys[i].name;
	near = fh_suggest(word, names, SCOST_KEY_COUNT);
	return fh_err(err, "--by doesn't know \"%s\"%s%s%s; see --help",
		      fh_quote(word, &quoted),
		      near ? "; did you mean \"" : "", near ? near : "",
		      near ? "\"?" : "");
}

static int add(struct scost_keys *keys_so_far, const char *word,
	       struct fh_error *err)
{
	enum scost_key key;

	if (find(word, &key))
		return refuse(word, err);
	for (size_t i = 0; i < keys_so_far->count; i++)
		if (keys_so_far->item[i] == key)
			return fh_err(err, "--by has \"%s\" twice; each key "
				      "can be given once", keys[key].name);
	keys_so_far->item[keys_so_far->count++] = key;
	return 0;
}

int scost_keys_parse(const char *text, struct scost_keys *ret,
		     struct fh_error *err)
{
	struct scost_keys got = { .count = 0 };
	char word[WORD_MAX + 1];

	for (;;) {
		size_t len = strcspn(text, ",");

		snprintf(word, sizeof(word), "%.*s",
			 (int) (len < WORD_MAX ? len : WORD_MAX), text);
		if (add(&got, word, err))
			return -1;
		if (!text[len])
			break;
		text += len + 1;
	}
	*ret = got;
	return 0;
}

static const char *period_text(enum fh_period_kind kind, int64_t at_s,
			       const struct fh_tz *tz,
			       char buf[SCOST_KEY_DATE_MAX])
{
	struct fh_period period;

	fh_period_at(tz, kind, at_s, &period);
	if (kind == FH_PERIOD_MONTH)
		snprintf(buf, SCOST_KEY_DATE_MAX, "%04u-%02u",
			 (unsigned) period.first.year % 10000,
			 (unsigned) period.first.month % 100);
	else
		snprintf(buf, SCOST_KEY_DATE_MAX, "%04u-%02u-%02u",
			 (unsigned) period.first.year % 10000,
			 (unsigned) period.first.month % 100,
			 (unsigned) period.first.day % 100);
	return buf;
}

static const char *line_text(const struct scost_line *line, size_t at)
{
	const char *text;

	memcpy(&text, (const char *) line + at, sizeof(text));
	return text ? text : "";
}

const char *scost_key_value(enum scost_key key, const struct scost_line *line,
			    const struct fh_tz *tz,
			    char buf[SCOST_KEY_DATE_MAX])
{
	switch (keys[key].from) {
	case FROM_DAY:
		return period_text(FH_PERIOD_DAY, line->day_s, tz, buf);
	case FROM_WEEK:
		return period_text(FH_PERIOD_WEEK, line->day_s, tz, buf);
	case FROM_MONTH:
		return period_text(FH_PERIOD_MONTH, line->day_s, tz, buf);
	case FROM_USE:
		return line->use ? line->use : fh_use_name(FH_USE_JOBS);
	case FROM_TEXT:
		break;
	}
	return line_text(line, keys[key].text);
}

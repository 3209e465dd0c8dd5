/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a report can group lines by: --by account,month. */
#ifndef SCOST_KEY_H
#define SCOST_KEY_H

#include "contribs/scost/line.h"
#include "plugins/common/fh_error.h"
#include "plugins/common/fh_tz.h"

enum scost_key {
	SCOST_KEY_ACCEL,
	SCOST_KEY_ACCOUNT,
	SCOST_KEY_CLUSTER,
	SCOST_KEY_DATA_CLASS,
	SCOST_KEY_DAY,
	SCOST_KEY_MONTH,
	SCOST_KEY_PARTITION,
	SCOST_KEY_QOS,
	SCOST_KEY_SITE,
	SCOST_KEY_STATE,
	SCOST_KEY_TENANCY,
	SCOST_KEY_USE,
	SCOST_KEY_USER,
	SCOST_KEY_WCKEY,
	SCOST_KEY_WEEK,
	SCOST_KEY_ZONE,
	SCOST_KEY_COUNT
};

struct scost_keys {
	enum scost_key item[SCOST_KEY_COUNT];
	size_t count;
};

/*
 * "account,accel"; any case, each key once.
 * Returns 0, or -1 with err set (an unknown key with a did-you-mean, one
 * given twice, none at all) and ret as it was.
 */
int scost_keys_parse(const char *text, struct scost_keys *ret,
		     struct fh_error *err);

/* As written in --by, as a JSON member and as a label: "dataclass". */
const char *scost_key_name(enum scost_key key);

/* Of its column: "DataClass". */
const char *scost_key_title(enum scost_key key);

#define SCOST_KEY_DATE_MAX 11	/* "2026-10-31" */

/*
 * The line's value: one of its own texts ("" where it has none), or a date
 * written to buf: a day, the Monday of a week, "2026-10" for a month.
 * tz:  of the bill.
 */
const char *scost_key_value(enum scost_key key, const struct scost_line *line,
			    const struct fh_tz *tz,
			    char buf[SCOST_KEY_DATE_MAX]);

#endif

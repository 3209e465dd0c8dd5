/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The days a report is about: whole ones of the bill's time zone. */
#ifndef SCOST_DAYS_H
#define SCOST_DAYS_H

#include <stdint.h>

#include "plugins/common/fh_error.h"
#include "plugins/common/fh_tz.h"

struct scost_days {
	int64_t from_s;
	int64_t until_s;	/* exclusive */
};

/* For times that are neither a day nor a month: 0, or -1 with err set. */
typedef int scost_days_other(const char *text, int64_t *ret_s,
			       struct fh_error *err);

/* As the user wrote them; NULL = not given. */
struct scost_days_wish {
	const char *start;	/* "2026-10-31", "2026-10", or other */
	const char *end;	/* likewise; not in it */
	const char *month;	/* "2026-10" instead of both */
	scost_days_other *other;	/* its times are taken to whole days,
					 * from_s back and until_s on */
	int64_t now_s;
};

/*
 * Without a start, from now_s' month on; without an end, to now_s' day.
 * Returns 0, or -1 with err set.
 */
int scost_days_make(const struct fh_tz *tz,
		      const struct scost_days_wish *wish,
		      struct scost_days *ret, struct fh_error *err);

#endif

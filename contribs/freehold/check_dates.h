/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Days of the policy that are near or past. */
#ifndef FREEHOLD_CHECK_DATES_H
#define FREEHOLD_CHECK_DATES_H

#include <stdint.h>

#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_line.h"

#define CHECK_NEAR_DAYS 30

struct check_dates {
	struct fh_line reviews;		/* of classes */
	struct fh_line ends;	/* of classes, transfers, attestations, ... */
	struct fh_line exceptions;	/* in force or to come */
};

/* List what is past, or within CHECK_NEAR_DAYS of now_s (UTC). */
void check_dates_list(const struct fh_conf *conf, int64_t now_s,
		      struct check_dates *ret);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a time zone is made of: for fh_tz.c and fh_tz_read.c alone. */
#ifndef FH_TZ_DATA_H
#define FH_TZ_DATA_H

#include "fh_digest.h"
#include "fh_tz.h"

struct fh_tz_step {
	int64_t at_s;
	int32_t offset_s;	/* from at_s on */
};

struct fh_tz {
	char digest[FH_DIGEST_HEX + 1];
	int32_t first_s;	/* offset before the first step */
	size_t count;
	int64_t rule_from_s;	/* the rule holds from here; FH_FOREVER when
				 * there is none */
	struct fh_tz_rule rule;
	struct fh_tz_step step[];	/* ascending; each changes the offset */
};

#endif

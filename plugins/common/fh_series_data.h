/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a series is made of: for fh_series.c and fh_series_read.c alone. */
#ifndef FH_SERIES_DATA_H
#define FH_SERIES_DATA_H

#include "fh_digest.h"
#include "fh_series.h"

struct fh_series {
	char digest[FH_DIGEST_HEX + 1];
	int64_t from_s;
	int64_t step_s;
	size_t count;		/* 1 or more */
	int64_t value[];	/* millionths */
};

#endif

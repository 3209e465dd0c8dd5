/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Division of wide integers: see fh_wide.h. */
#include "fh_wide.h"

int fh_wide_divide(fh_wide num, fh_wide den, int64_t *ret)
{
	fh_wide quotient = num / den;
	fh_wide rest = num % den;
	fh_wide distance = rest < 0 ? -rest : rest;

	/* C divides towards zero, so rounding moves away from it. */
	if (distance > den - distance ||
	    (distance == den - distance && quotient % 2))
		quotient += rest < 0 ? -1 : 1;
	if (quotient > INT64_MAX || quotient < INT64_MIN)
		return -1;
	*ret = (int64_t) quotient;
	return 0;
}

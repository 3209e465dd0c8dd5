/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dividing a whole number so that the parts add up to it. */
#ifndef SCOST_SPLIT_H
#define SCOST_SPLIT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Divide total in proportion to count weights; what does not divide goes to
 * the largest remainders, the first of equal ones first.
 * total:   0 or more; FH_UNKNOWN makes every part FH_UNKNOWN.
 * weight:  0 or more each, not all 0; their sum fits 31 bits.
 * ret:     count parts.
 */
void scost_split(int64_t total, const int64_t *weight, size_t count,
		 int64_t *ret);

#endif

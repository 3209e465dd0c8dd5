/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole numbers divided so that the parts add up to the whole, exactly. */
#ifndef FH_SPLIT_H
#define FH_SPLIT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Divide total by weight: part i is the difference of total x (weights up to
 * and with i) / (all weights), rounded down, to that of the one before.
 * total:     0 or more.
 * weight:    count of them, 0 or more, their sum at most INT64_MAX.
 * ret_part:  count entries; all 0 when no weight is above 0.
 * Returns what was divided: total, or 0 when no weight is above 0.
 */
int64_t fh_split(int64_t total, const int64_t *weight, size_t count,
		 int64_t *ret_part);

#endif

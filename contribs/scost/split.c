/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Largest remainders: see split.h. */
#include "fh_config.h"

#include "contribs/scost/split.h"
#include "plugins/common/fh_units.h"

/* total = whole * sum + rest, so that nothing is larger than 64 bits. */
struct division {
	int64_t whole, rest, sum;
};

static int64_t floor_part(const struct division *by, int64_t weight)
{
	return by->whole * weight + by->rest * weight / by->sum;
}

static int64_t remainder_of(const struct division *by, int64_t weight)
{
	return by->rest * weight % by->sum;
}

/* The index of the largest remainder that has no extra unit yet. */
static size_t next_larger(const struct division *by, const int64_t *weight,
			  size_t count, const int64_t *part)
{
	size_t best = count;

	for (size_t i = 0; i < count; i++) {
		if (part[i] != floor_part(by, weight[i]))
			continue;
		if (best == count || remainder_of(by, weight[i]) >
					     remainder_of(by, weight[best]))
			best = i;
	}
	return best;
}

void scost_split(int64_t total, const int64_t *weight, size_t count,
		 int64_t *ret)
{
	struct division by = { 0 };
	int64_t left = total;

	for (size_t i = 0; i < count; i++)
		by.sum += weight[i];
	by.whole = total / by.sum;
	by.rest = total % by.sum;
	for (size_t i = 0; i < count; i++) {
		ret[i] = total == FH_UNKNOWN ? FH_UNKNOWN :
					       floor_part(&by, weight[i]);
		left -= ret[i];
	}
	if (total == FH_UNKNOWN)
		return;
	for (; left > 0; left--)
		ret[next_larger(&by, weight, count, ret)]++;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Division without a remainder: see fh_split.h. */
#include "fh_split.h"
#include "fh_wide.h"

int64_t fh_split(int64_t total, const int64_t *weight, size_t count,
		 int64_t *ret_part)
{
	fh_wide all = 0, up_to = 0;
	int64_t given = 0;

	for (size_t i = 0; i < count; i++)
		all += weight[i];
	for (size_t i = 0; i < count; i++) {
		int64_t before = given;

		up_to += weight[i];
		if (weight[i])
			given = (int64_t) (total * up_to / all);
		ret_part[i] = given - before;
	}
	return given;
}

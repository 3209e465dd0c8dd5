/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The size of a job array: see fh_array.h. */
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>

#include "fh_array.h"

/* Slurm's own bound on an index (MAX_ARRAY_SIZE) is lower. */
#define INDEX_MAX 10000000

/* Read a number and step over it.  Returns whether there was a sane one. */
static bool read_number(const char **at, int64_t *ret)
{
	const char *p = *at;
	int64_t n = 0;

	if (!isdigit((unsigned char) *p))
		return false;
	for (; isdigit((unsigned char) *p); p++) {
		n = n * 10 + (*p - '0');
		if (n > INDEX_MAX)
			return false;
	}
	*at = p;
	*ret = n;
	return true;
}

/* Read "A", "A-B" or "A-B:STEP".  Returns its tasks, or -1. */
static int64_t read_item(const char **at)
{
	int64_t first, last, step = 1;

	if (!read_number(at, &first))
		return -1;
	if (**at != '-')
		return 1;
	++*at;
	if (!read_number(at, &last) || last < first)
		return -1;
	if (**at == ':') {
		++*at;
		if (!read_number(at, &step) || !step)
			return -1;
	}
	return (last - first) / step + 1;
}

int64_t fh_array_records(const char *inx)
{
	int64_t records = 0, item;

	if (!inx)
		return 1;
	while (true) {
		item = read_item(&inx);
		if (item < 0 || records + item > INDEX_MAX)
			return 1;
		records += item;
		if (*inx != ',')
			break;
		inx++;
	}
	/* "%N" only limits how many run at a time. */
	return !*inx || *inx == '%' ? records : 1;
}

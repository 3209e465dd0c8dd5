/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many tasks --array asks for. */
#ifndef FH_ARRAY_H
#define FH_ARRAY_H

#include <stdint.h>

/*
 * inx:  "0-9", "1,3,5-11:2%4"; NULL = no array.
 * Returns the number of tasks; 1 without an array and for a text that Slurm
 * will refuse.  Items that overlap are counted twice.
 */
int64_t fh_array_records(const char *inx);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Division of wide integers with one rounding, for the core's own files:
 * money and energy are summed in 128 bits and rounded once.
 */
#ifndef FH_WIDE_H
#define FH_WIDE_H

#include <stdint.h>

__extension__ typedef __int128 fh_wide;

/*
 * num / den, rounded half to even; den > 0.
 * Returns 0, or -1 when the result does not fit 64 bits (ret untouched).
 */
int fh_wide_divide(fh_wide num, fh_wide den, int64_t *ret);

#endif

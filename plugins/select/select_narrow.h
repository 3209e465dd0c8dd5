/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Running jobs that a new configuration, or a day that has come, no longer
 * allows where they run: a thread looks at them and does what their class
 * says.
 */
#ifndef SELECT_NARROW_H
#define SELECT_NARROW_H

#include <stdint.h>

/* Have the running jobs looked at soon.  Never blocks; any thread. */
void fh_select_narrow_soon(void);

/* The same at an instant (UTC), or earlier. */
void fh_select_narrow_at(int64_t at_s);

#endif

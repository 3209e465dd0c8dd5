/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The power that flows whatever is done: given, or learned. */
#ifndef FH_IDLE_H
#define FH_IDLE_H

#include "plugins/energy/fh_state.h"

/*
 * The part of uj, counted in ns, that flows anyway.
 * given_uw:  what it is known to be, or FH_UNKNOWN: the lowest power there
 *            was over 10 s or more; all of it as long as there was none.
 */
int64_t fh_idle_part(struct fh_idle *idle, int64_t given_uw, int64_t uj,
		     int64_t ns);

#endif

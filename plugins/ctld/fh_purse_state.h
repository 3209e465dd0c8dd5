/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of fh_purse: the one state. */
#ifndef FH_PURSE_STATE_H
#define FH_PURSE_STATE_H

#include <pthread.h>

#include "fh_purse.h"

#define FH_PURSE_ACCOUNT_MAX 63

/* What an account took in a month (spent), or in a minute (settled). */
struct fh_purse_sum {
	char account[FH_PURSE_ACCOUNT_MAX + 1];
	int64_t at_s;		/* the month's or minute's begin */
	int64_t micro;
};

struct fh_purse_list {
	struct fh_purse_sum *item;
	size_t count;
};

extern struct fh_purse_state {
	pthread_mutex_t lock;
	struct fh_purse purse;		/* of the last sweep, with what was
					 * added since */
	struct fh_purse_list spent;
	int64_t as_of_s;		/* of spent; FH_UNKNOWN */
	struct fh_purse_list settled;	/* later than as_of_s */
	bool changed;
} fh_purse_state;

#endif

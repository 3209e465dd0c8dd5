/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Can slurmctld's audit be written? */
#ifndef FREEHOLD_CHECK_AUDIT_H
#define FREEHOLD_CHECK_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/common/fh_audit_shared.h"

struct check_audit {
	bool known;		/* the rest is filled in */
	struct fh_audit_status status;
	int64_t silent_s;	/* since the writer's last success */
	int64_t free_kib;	/* where the log is */
};

/*
 * Look at the audit of this host's slurmctld.
 * store:  of bundles.
 * now_s:  UTC.
 * why:    set unless ret->known.
 */
void check_audit_find(const char *store, int64_t now_s,
		      struct check_audit *ret, struct fh_error *why);

#endif

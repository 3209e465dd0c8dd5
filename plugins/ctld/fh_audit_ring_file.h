/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The mapped file of the ring, and what a process knows of it. */
#ifndef FH_AUDIT_RING_FILE_H
#define FH_AUDIT_RING_FILE_H

#include "fh_audit_ring.h"
#include "plugins/common/fh_audit_shared.h"

struct fh_audit_ring {
	struct fh_audit_shared *shared;
	uint64_t mapped;	/* bytes */
	int fd;			/* holds the lock */
	int64_t last;		/* number of the last record added */
	struct fh_audit_place start;	/* of what is not drained */
};

#endif

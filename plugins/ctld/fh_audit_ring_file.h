/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The mapped file of the ring, and what a process knows of it. */
#ifndef FH_AUDIT_RING_FILE_H
#define FH_AUDIT_RING_FILE_H

#include <stdatomic.h>

#include "fh_audit_ring.h"

/* Bytes of records only grow in number; their place is that modulo size. */
struct fh_audit_shared {
	char magic[8];
	uint32_t version;
	uint32_t pad;
	uint64_t size;		/* of data */
	_Atomic uint64_t head;	/* bytes added */
	_Atomic uint64_t tail;	/* bytes written to the log */
	_Atomic uint64_t lost;	/* records that had no room */
	char data[];
};

struct fh_audit_ring {
	struct fh_audit_shared *shared;
	uint64_t mapped;	/* bytes */
	int fd;			/* holds the lock */
	int64_t last;		/* number of the last record added */
	struct fh_audit_place start;	/* of what is not drained */
};

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The audit's ring as it lies in its file: slurmctld maps it, and freehold
 * check reads its head.
 */
#ifndef FH_AUDIT_SHARED_H
#define FH_AUDIT_SHARED_H

#include <stdatomic.h>
#include <stdint.h>

#include "fh_error.h"

#define FH_AUDIT_RING_VERSION 2
#define FH_AUDIT_RING_MAGIC "fhaudit"

/* Bytes of records only grow in number; their place is that modulo size. */
struct fh_audit_shared {
	char magic[8];
	uint32_t version;
	uint32_t pad;
	uint64_t size;		/* of data */
	_Atomic uint64_t head;	/* bytes added */
	_Atomic uint64_t tail;	/* bytes that the log has */
	_Atomic uint64_t lost;	/* records that had no room */
	_Atomic int64_t written;	/* the last decision the disk has */
	_Atomic int64_t beat_s;	/* the writer's last success, UTC */
	char data[];
};

/* From here on jobs under a data class wait. */
#define FH_AUDIT_FULL_PERCENT 75
#define FH_AUDIT_STALE_S 10

/*
 * Where the ring of a log is.
 * ring_dir:  NULL = FH_AUDIT_RING_DIR.
 * Returns a malloc'ed path for the caller to free, or NULL with err set.
 */
char *fh_audit_ring_path(const char *ring_dir, const char *log_dir,
			 const char *host, struct fh_error *err);

/* What a ring's head says. */
struct fh_audit_status {
	unsigned level_percent;
	int64_t lost, written, beat_s;
};

/* Returns 0, or -1 with err set (not there, not readable, no ring). */
int fh_audit_status_read(const char *path, struct fh_audit_status *ret,
			 struct fh_error *err);

/*
 * The name of this controller's log.
 * host:  of the host; changed so that it fits a file's name.
 */
void fh_audit_host_name(char *host);

#endif

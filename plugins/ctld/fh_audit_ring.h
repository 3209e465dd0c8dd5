/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ring: records of the audit in a file that is mapped, so that they
 * outlive the process.  Made to be in memory (/dev/shm): then a killed
 * process loses nothing, and a host that crashes what was not yet written to
 * the log.  Its pages are there from the start, so that nobody who adds waits
 * for a disk.
 *
 * A record counts once head is behind it: a process that dies before has not
 * recorded it, one that dies after has.  Each carries its number and a sum of
 * its bytes, for a file system that kept only a part of the pages.
 *
 * One process at a time has it open; its threads take turns by a lock of the
 * caller's: one for whoever adds, and one for whoever drains.
 */
#ifndef FH_AUDIT_RING_H
#define FH_AUDIT_RING_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/common/fh_error.h"

struct fh_audit_ring;

/*
 * Open the file, or make it.  A ring that still holds records is kept with
 * the size that it has.
 * size:      bytes for records.
 * decision:  number of the last record in the log.
 * Returns the ring (to fh_audit_ring_close()), or NULL with err set: another
 * process has it open, somebody else may write it, no room for it.
 */
struct fh_audit_ring *fh_audit_ring_open(const char *path, uint64_t size,
					 int64_t decision,
					 struct fh_error *err);
/* The file stays.  NULL is allowed. */
void fh_audit_ring_close(struct fh_audit_ring *ring);

/*
 * Add a record.
 * len:  at most FH_AUDIT_TEXT_MAX.
 * Returns its number, or -1 when there is no room; that is counted.
 */
int64_t fh_audit_ring_add(struct fh_audit_ring *ring, const char *text,
			  uint32_t len);

/* Number of the last record that was added, in this process or before. */
int64_t fh_audit_ring_last(const struct fh_audit_ring *ring);

bool fh_audit_ring_is_empty(const struct fh_audit_ring *ring);

/* Percent of it that is in use. */
unsigned fh_audit_ring_level(const struct fh_audit_ring *ring);

/* How many had no room, since the ring was made. */
int64_t fh_audit_ring_lost(const struct fh_audit_ring *ring);
/* Count records that were lost elsewhere. */
void fh_audit_ring_lose(struct fh_audit_ring *ring, int64_t count);

#define FH_AUDIT_ANY ((int64_t) -1)

/* A place in the ring, for draining. */
struct fh_audit_place {
	uint64_t at;
	int64_t decision;	/* of the record before it, or FH_AUDIT_ANY */
};

/* Where the undrained records begin. */
struct fh_audit_place fh_audit_ring_start(const struct fh_audit_ring *ring);

enum fh_audit_got {
	FH_AUDIT_GOT,
	FH_AUDIT_EMPTY,
	FH_AUDIT_TORN,		/* what follows can't be read */
};

/*
 * The record at place, which moves behind it.
 * buf:           FH_AUDIT_TEXT_MAX bytes.
 * ret_decision:  its number.
 */
enum fh_audit_got fh_audit_ring_get(const struct fh_audit_ring *ring,
				    struct fh_audit_place *place, char *buf,
				    uint32_t *ret_len, int64_t *ret_decision);

/* What stands before place is on the disk: make room. */
void fh_audit_ring_drop(struct fh_audit_ring *ring,
			const struct fh_audit_place *place);

/* The last decision that is on the disk.  Any thread. */
int64_t fh_audit_ring_written(const struct fh_audit_ring *ring);

/* The writer has done its work, for who looks from outside. */
void fh_audit_ring_beat(struct fh_audit_ring *ring, int64_t now_s);

#endif

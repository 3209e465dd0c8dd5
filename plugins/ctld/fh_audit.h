/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * slurmctld's audit: every decision is a record in a ring of shared memory
 * before the call returns, and a moment later a line of a file.  The ring
 * outlives the process: what a kill -9 leaves in it, the next start writes.
 *
 * To record a decision from anywhere in slurmctld:
 *
 *	struct fh_audit_record record;
 *
 *	fh_audit_begin(&record, FH_AUDIT_REJECTED);
 *	record.uid = desc->user_id;
 *	record.digest = conf->digest;
 *	record.why = err.text;
 *	fh_audit_add(&record);
 *
 * Any thread; some microseconds, without I/O and without waiting for any.
 */
#ifndef FH_AUDIT_H
#define FH_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/common/fh_audit_record.h"
#include "plugins/common/fh_error.h"

/* Where a job keeps which record its start is, as "HOST,DECISION". */
#define FH_AUDIT_VARIABLE "FREEHOLD_AUDIT"
#define FH_AUDIT_MARK_MAX 160

/*
 * Begin, or begin again when slurmctld becomes the active controller again:
 * what the ring holds is written, and a line quotes the chains of the other
 * controllers.  Reads files, so only at start.  Where the log is comes from
 * the configuration in force.  When it can't be opened now, its thread tries
 * on.
 * Returns 0, or -1 with err set.
 */
int fh_audit_open(struct fh_error *err);

/*
 * Put a record into the ring.  Its instant is filled in unless it is given;
 * its texts are copied.
 * Returns 0, or -1 when there is no room, or no ring: it is then counted, and
 * the log will say how many were lost.
 */
int fh_audit_add(const struct fh_audit_record *record);

/*
 * As fh_audit_add().
 * ret_mark:  what the job is to keep under FH_AUDIT_VARIABLE; "" on failure.
 */
int fh_audit_add_marked(const struct fh_audit_record *record,
			char ret_mark[FH_AUDIT_MARK_MAX]);

/*
 * May jobs under a data class start: is there room, and did the writer
 * answer lately?  Cheap; any thread.
 * Returns true, or false with why set to a sentence for the user.
 */
bool fh_audit_ready(struct fh_error *why);

/* Has the disk the log up to the decision?  Any thread. */
bool fh_audit_is_written(int64_t decision);

/*
 * Was the log opened since the last call?  Then every job that runs is to be
 * looked at with fh_audit_has().  Cheap.
 */
bool fh_audit_was_opened(void);

/* Is the record of a running job's start in a log?  mark may be NULL. */
bool fh_audit_has(const char *mark);

#endif

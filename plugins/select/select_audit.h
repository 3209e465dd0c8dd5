/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the select plugin tells the audit. */
#ifndef SELECT_AUDIT_H
#define SELECT_AUDIT_H

#include "select_place.h"

#include "plugins/ctld/fh_start.h"

/* Open the audit, at start; a fault is logged. */
void fh_select_audit_open(void);

/*
 * Record every running job whose start is in no log, once after the audit
 * was opened.  Cheap when there is nothing to do.
 */
void fh_select_audit_recover(void);

/*
 * Record that the job starts.
 * terms:  the job's, or NULL.
 * Returns 0, or -1 with err set: a job under a data class that can't be
 * recorded must not start.
 */
int fh_select_audit_placed(job_record_t *job, const char *terms,
			   const struct fh_view *view,
			   const struct fh_start *start,
			   const struct fh_result *result,
			   struct fh_error *err);

/* A job gives its nodes back. */
void fh_select_audit_ended(const job_record_t *job);

/* A job is held since its terms allow no place. */
void fh_select_audit_stranded(const job_record_t *job, const char *why);

/* Another configuration is in force. */
void fh_select_audit_reconfigured(void);

/* When a job that waits for the audit is looked at again. */
#define SELECT_AUDIT_RETRY_S 10

/*
 * Must the job wait since its start could not be recorded?  Then the reason
 * is in its AdminComment.
 * Only for a job under a data class: others wait for no audit.
 */
bool fh_select_audit_blocks(job_record_t *job);

#endif

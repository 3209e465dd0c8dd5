/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What job_submit tells the audit: see job_submit_audit.h. */
#include "job_submit_audit.h"

#include "fh_audit_job.h"
#include "fh_ctld.h"

static void add(struct fh_audit_record *record, const struct job_audit *what)
{
	struct fh_audit_texts texts = { .zones = NULL };
	const struct fh_conf *conf = fh_ctld_hold();

	record->uid = what->uid;
	record->by_uid = what->by_uid;
	record->account = what->account;
	record->partition = what->partition;
	record->why = what->why;
	record->digest = conf->digest;
	fh_audit_set_terms(record, what->terms, &texts);
	fh_audit_add(record);
	fh_audit_texts_clear(&texts);
	fh_ctld_release(conf);
}

void job_audit_submit(const struct job_audit *what)
{
	struct fh_audit_record record;

	if (!what->why && !what->terms)
		return;
	fh_audit_begin(&record, what->why ? FH_AUDIT_REJECTED :
					    FH_AUDIT_SUBMITTED);
	add(&record, what);
}

void job_audit_update(const struct job_audit *what, const job_record_t *job)
{
	struct fh_audit_record record;

	if (!what->why && !what->terms)
		return;
	fh_audit_begin(&record, what->why ? FH_AUDIT_REJECTED :
					    FH_AUDIT_UPDATED);
	record.job_id = job->job_id;
	record.array_job_id = job->array_job_id;
	if (job->array_job_id && job->array_task_id != NO_VAL)
		record.array_task = job->array_task_id;
	add(&record, what);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What job_submit tells the audit: see job_submit_audit.h. */
#include "job_submit_audit.h"

#include <string.h>

#include "src/common/read_config.h"
#include "src/common/xmalloc.h"

#include "fh_audit_denied.h"
#include "fh_audit_job.h"
#include "fh_ctld.h"
#include "fh_slurm_hold.h"

static void add(struct fh_audit_record *record, const struct job_audit *what)
{
	struct fh_audit_texts texts = { .zones = NULL };
	const struct fh_conf *active = fh_ctld_hold();

	record->uid = what->uid;
	record->by_uid = what->by_uid;
	record->account = what->account;
	record->partition = what->partition;
	record->why = what->why;
	record->digest = active->digest;
	fh_audit_set_terms(record, what->terms, &texts);
	fh_audit_add(record);
	fh_audit_texts_clear(&texts);
	fh_ctld_release(active);
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

static void set_job(struct fh_audit_record *record, const job_record_t *job)
{
	record->job_id = job->job_id;
	record->array_job_id = job->array_job_id;
	if (job->array_job_id && job->array_task_id != NO_VAL)
		record->array_task = job->array_task_id;
}

void job_audit_update(const struct job_audit *what, const job_record_t *job)
{
	struct fh_audit_record record;

	if (!what->why && !what->terms)
		return;
	fh_audit_begin(&record, what->why ? FH_AUDIT_REJECTED :
					    FH_AUDIT_UPDATED);
	set_job(&record, job);
	add(&record, what);
}

/* "NODE SENTENCE" */
static void add_denial(const job_record_t *job, char *told)
{
	char *why = strchr(told, ' ');
	struct job_audit what = {
		.account = job->account,
		.partition = job->partition,
		.terms = fh_slurm_job_get(job, FH_TERMS_VARIABLE),
		.uid = job->user_id,
	};
	struct fh_audit_record record;

	fh_audit_begin(&record, FH_AUDIT_DENIED);
	set_job(&record, job);
	record.restart = job->restart_cnt;
	if (why) {
		*why++ = '\0';
		record.nodes = told;
	}
	what.why = why;
	add(&record, &what);
}

bool job_audit_takes(job_desc_msg_t *update, const job_record_t *job,
		     uint32_t uid)
{
	size_t len = strlen(FH_AUDIT_DENIED_PREFIX);

	if (!update->admin_comment ||
	    strncmp(update->admin_comment, FH_AUDIT_DENIED_PREFIX, len) ||
	    (uid && uid != slurm_conf.slurm_user_id))
		return false;
	add_denial(job, update->admin_comment + len);
	xfree(update->admin_comment);
	return true;
}

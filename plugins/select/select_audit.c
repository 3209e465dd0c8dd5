/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the select plugin tells the audit: see select_audit.h. */
#include "select_audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "src/common/slurm_protocol_defs.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"

#include "fh_slurm.h"

#include "plugins/common/fh_judge.h"
#include "plugins/common/fh_terms.h"
#include "plugins/ctld/fh_audit_job.h"
#include "plugins/ctld/fh_ctld.h"

void fh_select_audit_open(void)
{
	struct fh_error err = { "" };

	if (fh_audit_open(&err))
		fh_slurm_error("audit: %s; jobs under a data class wait until "
			       "it can be written", err.text);
}

/* Whose job it is, and which. */
static void begin(struct fh_audit_record *record, enum fh_audit_kind kind,
		  const job_record_t *job)
{
	fh_audit_begin(record, kind);
	record->job_id = job->job_id;
	record->array_job_id = job->array_job_id;
	if (job->array_job_id && job->array_task_id != NO_VAL)
		record->array_task = job->array_task_id;
	record->restart = job->restart_cnt;
	record->uid = job->user_id;
	record->account = job->account;
	record->partition = job->partition;
}

/* Add a record of the job's start, and have the job remember which it is. */
static int add_start(job_record_t *job, const struct fh_audit_record *record)
{
	char mark[FH_AUDIT_MARK_MAX];
	int rc = fh_audit_add_marked(record, mark);

	fh_slurm_job_set(job, FH_AUDIT_VARIABLE, mark);
	return rc;
}

/*
 * A class in observe mode, or an exception, lets the job into a zone that its
 * terms would not allow: say so, and what would have denied it.
 */
static void add_exception(const struct fh_audit_record *placed,
			  const struct fh_view *view,
			  const struct fh_verdict *verdict, const char *zone)
{
	struct fh_verdict passed = fh_judge_passed(verdict);
	struct fh_audit_record record = *placed;
	char rule[256], why[640];

	fh_judge_explain(view->conf, &view->decision->terms, &passed, rule,
			 sizeof(rule));
	if (verdict->glass)
		snprintf(why, sizeof(why), "exception %s, approved by %.120s, "
			 "lets it into zone %s: %s", verdict->glass->name,
			 verdict->glass->approved_by, zone, rule);
	else
		snprintf(why, sizeof(why), "its class only observes, and lets "
			 "it into zone %s: %s", zone, rule);
	record.kind = verdict->glass ? FH_AUDIT_BREAK_GLASS :
				       FH_AUDIT_OBSERVED;
	record.why = why;
	record.terms = NULL;	/* as its start has them */
	fh_audit_add(&record);
}

static void add_exceptions(const struct fh_audit_record *placed,
			   const struct fh_view *view, const bool *used)
{
	const struct fh_zones *zones = &view->conf->zones;

	for (size_t i = 0; i < zones->zone_count; i++) {
		struct fh_verdict verdict;

		if (!used[i])
			continue;
		verdict = fh_judge(view->conf, &view->decision->terms, (int) i,
				   view->now_s);
		if (verdict.observed || verdict.glass)
			add_exception(placed, view, &verdict,
				      zones->zone[i].name);
	}
}

int fh_select_audit_placed(job_record_t *job, const char *terms,
			   const struct fh_view *view,
			   const struct fh_start *start,
			   const struct fh_result *result,
			   struct fh_error *err)
{
	struct fh_audit_texts texts = { .zones = NULL };
	struct fh_audit_record record;
	int rc = -1;

	begin(&record, FH_AUDIT_PLACED, job);
	record.started_s = job->start_time;
	record.nodes = job->job_resrcs ? job->job_resrcs->nodes : NULL;
	fh_audit_set_terms(&record, terms, &texts);
	record.site = result->site;
	if (!fh_audit_set_place(&record, view->conf, start, &texts))
		rc = add_start(job, &record);
	if (!rc && view->decision)
		add_exceptions(&record, view, start->used);
	if (rc && view->decision && fh_terms_regulated(&view->decision->terms))
		fh_err(err, "its start can't be recorded: the audit has no "
		       "room");
	else
		rc = 0;
	fh_audit_texts_clear(&texts);
	return rc;
}

/* Under the configuration of now: by which it started is not known. */
static void recover(job_record_t *job, void *arg)
{
	struct fh_start start = { .gres = job->tres_per_node };
	struct fh_audit_texts texts = { .zones = NULL };
	struct fh_audit_record record;
	const struct fh_view *view = arg;
	bool *used;

	if (fh_audit_has(fh_slurm_job_get(job, FH_AUDIT_VARIABLE)))
		return;
	begin(&record, FH_AUDIT_RECOVERED, job);
	record.started_s = job->start_time;
	record.nodes = job->nodes;
	fh_audit_set_terms(&record, fh_slurm_job_get(job, FH_TERMS_VARIABLE),
			   &texts);
	start.used = used = xcalloc(view->zones->count + 1, sizeof(*used));
	start.outside = fh_slurm_zones_of(view->zones, job->node_bitmap, used);
	if (!fh_audit_set_place(&record, view->conf, &start, &texts))
		(void) add_start(job, &record);
	xfree(used);
	fh_audit_texts_clear(&texts);
}

void fh_select_audit_recover(void)
{
	struct fh_view view;

	if (!fh_audit_was_opened() || fh_view_open(NULL, NULL, &view))
		return;
	fh_slurm_job_each_running(recover, &view);
	fh_view_close(&view);
}

static const char *end_state(const job_record_t *job)
{
	if (job->job_state & JOB_REQUEUE)
		return "REQUEUED";
	if (job->job_state & JOB_RESIZING)
		return "RESIZING";
	return job_state_string(job->job_state & JOB_STATE_BASE);
}

void fh_select_audit_ended(const job_record_t *job)
{
	struct fh_audit_texts texts = { .zones = NULL };
	struct fh_audit_record record;
	char exit_code[32];

	begin(&record, FH_AUDIT_ENDED, job);
	fh_audit_set_terms(&record, fh_slurm_job_get(job, FH_TERMS_VARIABLE),
			   &texts);
	record.terms = NULL;	/* as its start has them */
	record.started_s = job->start_time;
	record.nodes = job->nodes;
	record.state = end_state(job);
	snprintf(exit_code, sizeof(exit_code), "%d:%d",
		 WEXITSTATUS(job->exit_code),
		 WIFSIGNALED(job->exit_code) ? WTERMSIG(job->exit_code) : 0);
	record.exit_code = exit_code;
	fh_audit_add(&record);
	fh_audit_texts_clear(&texts);
}

void fh_select_audit_stranded(const job_record_t *job, const char *why)
{
	struct fh_audit_texts texts = { .zones = NULL };
	const struct fh_conf *active = fh_ctld_hold();
	struct fh_audit_record record;

	begin(&record, FH_AUDIT_STRANDED, job);
	fh_audit_set_terms(&record, fh_slurm_job_get(job, FH_TERMS_VARIABLE),
			   &texts);
	record.digest = active->digest;
	record.why = why;
	fh_audit_add(&record);
	fh_ctld_release(active);
	fh_audit_texts_clear(&texts);
}

void fh_select_audit_reconfigured(void)
{
	const struct fh_conf *active = fh_ctld_hold();
	struct fh_audit_record record;

	fh_audit_begin(&record, FH_AUDIT_RECONFIGURED);
	record.digest = active->digest;
	fh_audit_add(&record);
	fh_ctld_release(active);
}

/* In the AdminComment: slurmctld's own reason is BeginTime. */
static void show_why(job_record_t *job, const char *why)
{
	char *text = fh_start_wait_note(job->admin_comment, why);

	if (!text)
		return;
	xfree(job->admin_comment);
	job->admin_comment = xstrdup(text);
	free(text);
}

bool fh_select_audit_blocks(job_record_t *job)
{
	struct fh_error why;

	if (fh_audit_ready(&why))
		return false;
	show_why(job, why.text);
	return true;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A job starts: what it got is written down before it runs. */
#include "select_place.h"

#include <stdlib.h>

#include "src/common/xmalloc.h"
#include "src/common/xstring.h"

#include "fh_slurm.h"
#include "select_audit.h"
#include "select_budget.h"
#include "select_narrow.h"
#include "select_view.h"

#include "plugins/ctld/fh_start.h"

static int set_result(job_record_t *job, const struct fh_result *result,
		      struct fh_error *err)
{
	char *text = fh_result_encode(result, err);

	if (!text)
		return -1;
	fh_slurm_job_set(job, FH_RESULT_VARIABLE, text);
	free(text);
	return 0;
}

/* The comment is for people: a job runs without it when memory is short. */
static void set_comment(job_record_t *job, const struct fh_view *view,
			const struct fh_start *start,
			const struct fh_result *result)
{
	char *text = fh_start_note(job->admin_comment, view->conf,
				   view->decision, start, result);

	if (!text)
		return;
	xfree(job->admin_comment);
	job->admin_comment = xstrdup(text);
	free(text);
}

/* text:  the job's terms, or NULL. */
static int write_down(job_record_t *job, const char *text,
		      const struct fh_view *view,
		      const struct fh_start *start, struct fh_error *err)
{
	struct fh_result result = { 0 };
	int rc = -1;

	if (fh_start_result(view->conf, view->decision, start, &result, err))
		return -1;
	if (set_result(job, &result, err))
		goto out;
	if (view->decision)
		set_comment(job, view, start, &result);
	/* The --gres list that was counted at submit is another one. */
	if (result.accel)
		job_set_req_tres(job, false);
	fh_slurm_job_forget(job);
	rc = fh_select_audit_placed(job, text, view, start, &result, err);
out:
	fh_result_clear(&result);
	return rc;
}

/* slurmctld tries such a job again and again: one line for it. */
static void log_refusal(const job_record_t *job, const struct fh_error *err)
{
	static uint32_t last_job_id;

	if (job->job_id == last_job_id)
		return;
	last_job_id = job->job_id;
	fh_slurm_error("JobId=%u is not started: %s", job->job_id, err->text);
}

int fh_select_begin(job_record_t *job)
{
	const char *text = fh_slurm_job_get(job, FH_TERMS_VARIABLE);
	struct fh_error err = { "out of memory" };
	struct fh_start start = {
		.job_id = job->job_id,
		.restart = job->restart_cnt,
		.gres = job->tres_per_node,
	};
	struct fh_view view;
	bool *used;
	int rc;

	if (fh_view_open(job, text, &view)) {
		log_refusal(job, &err);
		return SLURM_ERROR;
	}
	used = xcalloc(view.zones->count + 1, sizeof(*used));
	start.used = used;
	start.outside = fh_slurm_zones_of(view.zones, job->node_bitmap, used);
	rc = write_down(job, text, &view, &start, &err);
	/* What allows it now may lapse while it runs. */
	if (!rc && view.decision)
		fh_select_narrow_at(view.decision->until_s);
	if (rc)
		log_refusal(job, &err);
	else
		fh_select_budget_commit(job, &view, used);
	xfree(used);
	fh_view_close(&view);
	return rc ? SLURM_ERROR : SLURM_SUCCESS;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running jobs that are no longer allowed: see select_narrow.h. */
#include "select_narrow.h"

#include "select_view.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "src/common/xmalloc.h"
#include "src/common/xstring.h"

#include "fh_slurm.h"
#include "fh_slurm_end.h"
#include "select_audit.h"

#include "plugins/common/fh_terms.h"
#include "plugins/common/fh_units.h"
#include "plugins/ctld/fh_narrow.h"
#include "plugins/ctld/fh_start.h"
#include "plugins/ctld/fh_thread.h"

/* Under which configuration the job was last found to be stranded. */
#define STRANDED_VARIABLE "FREEHOLD_STRANDED"

#define WHY_MAX 400

static struct {
	pthread_mutex_t lock;
	pthread_cond_t sooner;	/* at_s became nearer */
	int64_t at_s;		/* of the next look */
	bool started;
} timer = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.sooner = PTHREAD_COND_INITIALIZER,
	.at_s = FH_FOREVER,
};

/* What is to be done about a job. */
struct finding {
	bool narrowed;
	bool told;		/* it was found before, and left */
	enum fh_on_narrow action;
	char why[WHY_MAX];
	int64_t until_s;	/* look again then */
};

/* Was the job found under this configuration?  From now on it was. */
static bool was_told(job_record_t *job, const struct fh_view *view)
{
	const char *under = fh_slurm_job_get(job, STRANDED_VARIABLE);

	if (under && !strcmp(under, view->conf->digest))
		return true;
	fh_slurm_job_set(job, STRANDED_VARIABLE, view->conf->digest);
	return false;
}

static struct finding look_at(job_record_t *job, const char *terms)
{
	struct finding finding = { .until_s = FH_FOREVER };
	struct fh_view view;
	bool *used, outside;

	if (fh_view_open(job, terms, &view))
		return finding;
	used = xcalloc(view.zones->count + 1, sizeof(*used));
	outside = fh_slurm_zones_of(view.zones, job->node_bitmap, used);
	finding.until_s = view.decision->until_s;
	finding.action = fh_narrow_action(view.conf, view.decision);
	finding.narrowed = fh_narrow_is(view.conf, view.decision, used, outside,
					finding.why, sizeof(finding.why));
	if (finding.narrowed)
		finding.told = was_told(job, &view);
	xfree(used);
	fh_view_close(&view);
	return finding;
}

/* In the AdminComment, which accounting keeps. */
static void tell(job_record_t *job, const char *why)
{
	char *text = fh_start_narrow_note(job->admin_comment, why);

	if (!text)
		return;
	xfree(job->admin_comment);
	job->admin_comment = xstrdup(text);
	last_job_update = time(NULL);
	free(text);
}

static void act(job_record_t *job, const struct finding *finding)
{
	uint32_t job_id = job->job_id;
	const char *done = "left";

	if (finding->action == FH_NARROW_LEAVE && finding->told)
		return;
	tell(job, finding->why);
	fh_select_audit_stranded(job, finding->why);
	if (finding->action != FH_NARROW_LEAVE)
		done = fh_slurm_job_end(job,
					finding->action == FH_NARROW_REQUEUE,
					finding->why);
	fh_slurm_info("JobId=%u is %s: %s", job_id, done, finding->why);
}

/* Returns when to look again. */
static int64_t look_at_all(void)
{
	int64_t next_s = FH_FOREVER;
	struct finding finding;
	job_record_t *job;
	const char *terms;
	uint32_t *id;
	size_t count;

	count = fh_slurm_running_with(FH_TERMS_VARIABLE, &id);
	for (size_t i = 0; i < count; i++) {
		job = find_job_record(id[i]);
		/* A component may have gone with its leader. */
		if (!job || !job->node_bitmap ||
		    (!IS_JOB_RUNNING(job) && !IS_JOB_SUSPENDED(job)) ||
		    !(terms = fh_slurm_job_get(job, FH_TERMS_VARIABLE)))
			continue;
		finding = look_at(job, terms);
		if (finding.until_s < next_s)
			next_s = finding.until_s;
		if (finding.narrowed)
			act(job, &finding);
	}
	xfree(id);
	return next_s;
}

/* Wait until the instant has come, and take it out. */
static void wait_for_turn(void)
{
	struct timespec until = { 0 };

	pthread_mutex_lock(&timer.lock);
	while (timer.at_s > fh_slurm_now_s()) {
		until.tv_sec = timer.at_s;
		if (timer.at_s == FH_FOREVER)
			pthread_cond_wait(&timer.sooner, &timer.lock);
		else
			pthread_cond_timedwait(&timer.sooner, &timer.lock,
					       &until);
	}
	timer.at_s = FH_FOREVER;
	pthread_mutex_unlock(&timer.lock);
}

static void *run(void *unused)
{
	int64_t next_s = FH_FOREVER;

	(void) unused;
	for (;;) {
		wait_for_turn();
		fh_slurm_jobs_lock();
		if (!fh_slurm_is_ending())
			next_s = look_at_all();
		fh_slurm_jobs_unlock();
		fh_select_narrow_at(next_s);
	}
	return NULL;
}

void fh_select_narrow_at(int64_t at_s)
{
	int rc = 0;

	if (at_s == FH_FOREVER)
		return;
	pthread_mutex_lock(&timer.lock);
	if (at_s < timer.at_s) {
		timer.at_s = at_s;
		pthread_cond_signal(&timer.sooner);
	}
	if (!timer.started) {
		rc = fh_thread_start(run);
		timer.started = !rc;
	}
	pthread_mutex_unlock(&timer.lock);
	if (rc)
		fh_slurm_error("couldn't start the thread that looks after "
			       "running jobs: %s", strerror(rc));
}

void fh_select_narrow_soon(void)
{
	fh_select_narrow_at(0);
}

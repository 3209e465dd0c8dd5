/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Budgets at start and end of jobs: see select_budget.h. */
#include "select_budget.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "src/common/bitstring.h"

#include "fh_slurm.h"
#include "fh_slurm_account.h"
#include "fh_slurm_end.h"
#include "fh_slurm_fleet.h"
#include "fh_slurm_plan.h"
#include "select_place.h"

#include "plugins/common/fh_file.h"
#include "plugins/common/fh_units.h"
#include "plugins/ctld/fh_bound.h"
#include "plugins/ctld/fh_ctld.h"
#include "plugins/ctld/fh_gres.h"
#include "plugins/ctld/fh_purse.h"
#include "plugins/ctld/fh_thread.h"

#define HOUR_S 3600
#define MINUTE_S 60
#define LOOK_EVERY_S 5		/* at the file, and at what has changed */
#define SWEEP_EVERY_S 60
#define STATE_MAX_BYTES (16u << 20)

static struct {
	pthread_mutex_t lock;
	bool waits;		/* a job waits for money */
	bool started;
} budget = { .lock = PTHREAD_MUTEX_INITIALIZER };

void fh_select_budget_waits(void)
{
	pthread_mutex_lock(&budget.lock);
	budget.waits = true;
	pthread_mutex_unlock(&budget.lock);
}

/* Does a job wait?  It will say so again. */
static bool take_waits(void)
{
	bool was;

	pthread_mutex_lock(&budget.lock);
	was = budget.waits;
	budget.waits = false;
	pthread_mutex_unlock(&budget.lock);
	return was;
}

int64_t fh_select_budget_left(const struct fh_conf *active, uint64_t budgets,
			      size_t *ret)
{
	size_t other = 0;
	int64_t reject_micro, defer_micro;

	reject_micro = fh_purse_left(active, budgets, FH_BUDGET_REJECT, false,
				     ret);
	defer_micro = fh_purse_left(active, budgets, FH_BUDGET_DEFER, false,
				    &other);
	if (defer_micro >= reject_micro)
		return reject_micro;
	*ret = other;
	return defer_micro;
}

uint64_t fh_select_budgets(const struct fh_conf *active,
			   const job_record_t *job)
{
	return fh_slurm_budgets(&active->policy, job->account);
}

/* In slurmctld's directory, so that both controllers see it; malloc'ed. */
static char *path_of(const char *name)
{
	char *path;

	if (asprintf(&path, "%s/freehold/%s", fh_slurm_state_dir(), name) < 0)
		return NULL;
	return path;
}

/*
 * The sweep
 */
struct sweep {
	const struct fh_conf *conf;
	struct fh_purse purse;
	bool running;
};

static int64_t records_of(const job_record_t *job)
{
	return job->array_recs && job->array_task_id == NO_VAL &&
	       job->array_recs->task_cnt > 1 ? job->array_recs->task_cnt : 1;
}

/* A time limit that was raised since the bound was made raises it. */
static int64_t stretched(const job_record_t *job, int64_t micro,
			 int64_t seconds)
{
	int64_t limit_s = (int64_t) job->time_limit * MINUTE_S, more_micro;

	if (job->time_limit == INFINITE || job->time_limit == NO_VAL ||
	    limit_s <= seconds ||
	    fh_units_muldiv(micro, limit_s, seconds, &more_micro))
		return micro;
	return more_micro;
}

static void add_job(job_record_t *job, void *arg)
{
	const char *text = fh_slurm_job_get(job, FH_BOUND_VARIABLE);
	struct sweep *sweep = arg;
	int64_t micro, seconds;

	if (fh_purse_parse_bound(text, &micro, &seconds))
		return;
	if (sweep->running)
		micro = stretched(job, micro, seconds);
	else if (__builtin_mul_overflow(micro, records_of(job), &micro))
		micro = INT64_MAX;
	fh_purse_add(&sweep->purse, fh_select_budgets(sweep->conf, job),
		     micro, sweep->running);
}

/* Under slurmctld's locks.  Returns whether there is more than before. */
static bool sweep_jobs(const struct fh_conf *active)
{
	struct sweep *sweep = calloc(1, sizeof(*sweep));
	bool more;

	if (!sweep)
		return false;
	sweep->conf = active;
	fh_purse_begin(active, fh_slurm_now_s(), fh_slurm_budgets,
		       &sweep->purse);
	fh_slurm_job_each_pending(add_job, sweep);
	sweep->running = true;
	fh_slurm_job_each_running(add_job, sweep);
	more = fh_purse_put(&sweep->purse);
	free(sweep);
	return more;
}

/* Only the thread, and the first refresh before there is one. */
static bool read_spent(void)
{
	static struct fh_error last;
	struct fh_error err = { "" };
	char *path = path_of("spent.json");
	int rc = path ? fh_purse_read_spent(path, &err) : 0;

	free(path);
	if (rc < 0 && strcmp(err.text, last.text))
		fh_slurm_error("%s; budgets keep what was spent before",
			       err.text);
	last = err;
	return rc > 0;
}

static void read_state(void)
{
	char *path = path_of("budgets.json"), *text;
	size_t len;

	if (path && !fh_file_read(path, STATE_MAX_BYTES, &text, &len, NULL)) {
		fh_purse_read_settled(text);
		free(text);
	}
	free(path);
}

static void make_dir(void)
{
	char *path = path_of("");

	if (path)
		fh_file_mkdirs(path, 0755, NULL);
	free(path);
}

static void write_state(const struct fh_conf *active)
{
	char *path = path_of("budgets.json");
	char *text = fh_purse_write(active, fh_slurm_now_s());
	struct fh_error err;

	if (path && text &&
	    fh_file_replace(path, text, strlen(text), 0644, &err))
		fh_slurm_verbose("%s", err.text);
	free(text);
	free(path);
}

/* No later than the first period ends. */
static int64_t next_sweep_s(const struct fh_conf *active)
{
	int64_t next_s = fh_slurm_now_s() + SWEEP_EVERY_S;

	for (size_t i = 0; i < active->policy.budget_count; i++) {
		int64_t until_s = fh_purse_until(active, i);

		if (until_s < next_s)
			next_s = until_s;
	}
	return next_s;
}

/*
 * The configuration is held under the locks, as it is replaced under them:
 * sums of the one before would be none.  Returns when to come again.
 */
static int64_t sweep_and_recall(void)
{
	const struct fh_conf *active;
	int64_t next_s;
	bool ended;

	fh_slurm_jobs_lock();
	active = fh_ctld_hold();
	ended = fh_slurm_is_ending();
	if (!ended && sweep_jobs(active) && take_waits())
		fh_select_recall_all();
	fh_slurm_jobs_unlock();
	if (!ended)
		write_state(active);
	next_s = next_sweep_s(active);
	fh_ctld_release(active);
	return next_s;
}

/* Are there budgets by now? */
static bool has_budgets(void)
{
	const struct fh_conf *active = fh_ctld_hold();
	bool has = active->policy.budget_count > 0;

	fh_ctld_release(active);
	return has;
}

static void *run(void *unused)
{
	int64_t next_s = 0;

	(void) unused;
	make_dir();
	for (;;) {
		if (has_budgets()) {
			/* Each is asked, as asking resets it. */
			bool spent = read_spent();
			bool changed = fh_purse_has_changed();

			if (spent || changed || fh_slurm_now_s() >= next_s)
				next_s = sweep_and_recall();
		}
		sleep(LOOK_EVERY_S);
	}
	return NULL;
}

void fh_select_budget_refresh(void)
{
	const struct fh_conf *active = fh_ctld_hold();

	if (active->policy.budget_count) {
		if (!budget.started) {
			read_spent();
			read_state();
		}
		sweep_jobs(active);
		if (!budget.started)
			budget.started = !fh_thread_start(run);
	}
	fh_ctld_release(active);
}

/*
 * Start and end
 */

/* What the job holds, in place of what it asked for. */
static struct fh_plan held_by(const job_record_t *job,
			      const struct fh_view *view)
{
	const job_resources_t *held = job->job_resrcs;
	struct fh_alternative accel;
	struct fh_plan plan;
	int64_t mib = 0;

	fh_slurm_plan_job(job, false, view->now_s, &plan);
	plan.fleet = fh_slurm_fleet(view->conf, view->generation, view->now_s,
				    job->partition);
	plan.nodes = bit_set_count(job->node_bitmap);
	if (!fh_gres_accel(job->tres_per_node, &accel)) {
		plan.own = accel;
		plan.own.count *= (uint32_t) plan.nodes;
	}
	if (!held)
		return plan;
	plan.cores = held->ncpus;
	for (uint32_t i = 0; held->memory_allocated && i < held->nhosts; i++)
		mib += (int64_t) held->memory_allocated[i];
	if (mib)
		plan.memory_mib = mib;
	plan.memory_per_accel_mib = 0;
	return plan;
}

/*
 * The bound of what the job got, in place of the one it was accepted with.
 * Without a price that one stays.
 */
static void renew_bound(job_record_t *job, const struct fh_view *view,
			const bool *used)
{
	static const struct fh_terms no_terms;
	const struct fh_candidate anywhere = { FH_NO_ALTERNATIVE, -1, -1 };
	struct fh_plan plan = held_by(job, view);
	struct fh_cost cost;
	char text[FH_BOUND_SIZE];

	fh_estimate_candidate(view->conf, &no_terms, &anywhere, used, &plan,
			      &cost);
	if (cost.total_micro < 0)
		return;
	snprintf(text, sizeof(text), "%" PRId64 ",%" PRId64, cost.total_micro,
		 fh_estimate_is_hourly(&plan) ? (int64_t) HOUR_S :
						plan.limit_s);
	fh_slurm_job_set(job, FH_BOUND_VARIABLE, text);
}

static int64_t bound_of(const job_record_t *job, int64_t *ret_s)
{
	int64_t micro;

	if (fh_purse_parse_bound(fh_slurm_job_get(job, FH_BOUND_VARIABLE),
				 &micro, ret_s))
		return 0;
	return micro;
}

void fh_select_budget_commit(job_record_t *job, const struct fh_view *view,
			     const bool *used)
{
	uint64_t budgets = fh_select_budgets(view->conf, job);
	int64_t seconds;

	if (!budgets)
		return;
	fh_purse_commit(view->conf, budgets, -bound_of(job, &seconds), false);
	renew_bound(job, view, used);
	fh_purse_commit(view->conf, budgets, bound_of(job, &seconds), true);
}

void fh_select_budget_settle(const job_record_t *job)
{
	int64_t now_s = fh_slurm_now_s(), seconds, micro, ran_s;

	micro = bound_of(job, &seconds);
	/* One that changes its size goes on, and keeps its bound. */
	if (!micro || !job->account || !job->start_time ||
	    job->job_state & JOB_RESIZING)
		return;
	ran_s = now_s - job->start_time;
	if (ran_s >= 0 && !fh_units_muldiv(micro, ran_s, seconds, &micro))
		fh_purse_settle(job->account, now_s, micro);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hold, deferral and the guard: see fh_slurm_select.h. */
#include "fh_slurm_select.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/common/list.h"
#include "src/common/log.h"
#include "src/common/read_config.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"

#include "fh_slurm.h"

/* "UNTIL,BEFORE": the begin time we set and the one the job had. */
#define DEFERRED_VARIABLE "FREEHOLD_DEFERRED"

/* In front of every reason of ours; a hold is known by it. */
#define REASON_PREFIX "freehold: "

#define BUILT_FOR "Freehold's select plugin was built for another Slurm: "

void fh_slurm_job_guard(const job_record_t *job)
{
	static bool good;

	if (good)
		return;
	if (xsize((void *) job) != sizeof(*job) || job->magic != JOB_MAGIC)
		fatal(BUILT_FOR "a job record has %zu bytes in slurmctld and %zu in the plugin",
		      xsize((void *) job), sizeof(*job));
	if (!job->details)
		return;
	if (xsize(job->details) != sizeof(*job->details) ||
	    job->details->magic != DETAILS_MAGIC)
		fatal(BUILT_FOR "job details have %zu bytes in slurmctld and %zu in the plugin",
		      xsize(job->details), sizeof(*job->details));
	good = true;
}

static struct fh_slurm_env env_of(const job_record_t *job)
{
	return (struct fh_slurm_env) {
		.entry = job->spank_job_env,
		.size = job->spank_job_env_size,
	};
}

static void put_env(job_record_t *job, const struct fh_slurm_env *env)
{
	job->spank_job_env = env->entry;
	job->spank_job_env_size = env->size;
}

const char *fh_slurm_job_get(const job_record_t *job, const char *name)
{
	struct fh_slurm_env env = env_of(job);

	return fh_slurm_env_get(&env, name);
}

void fh_slurm_job_set(job_record_t *job, const char *name, const char *value)
{
	struct fh_slurm_env env = env_of(job);

	fh_slurm_env_set(&env, name, value);
	put_env(job, &env);
}

bool fh_slurm_job_is_new(const job_record_t *job)
{
	/* Both are set when the record is made; every scheduler sets the
	 * former again before its first look. */
	return job->last_sched_eval <= job->details->submit_time &&
	       !job->restart_cnt;
}

int64_t fh_slurm_job_rested_s(const job_record_t *job)
{
	int memory_s = 1200;	/* slurmd's longest default */

	if (!job->restart_cnt)
		return 0;
	slurm_cred_ctx_get(slurmctld_config.cred_ctx,
			   SLURM_CRED_OPT_EXPIRY_WINDOW, &memory_s);
	return job->details->submit_time + memory_s + 1;
}

bool fh_slurm_job_hold(job_record_t *job, const char *why,
		       bool owner_may_release)
{
	enum job_state_reason kind = owner_may_release ? WAIT_HELD_USER :
							 WAIT_HELD;
	bool was_held = !job->priority && job->state_reason == kind;
	char *text = xstrdup_printf(REASON_PREFIX "%s", why);

	job->priority = 0;
	job->state_reason = kind;
	was_held = was_held && !xstrcmp(job->state_desc, text);
	xfree(job->state_desc);
	job->state_desc = text;
	if (!was_held)
		last_job_update = time(NULL);
	return !was_held;
}

struct deferral {
	int64_t until_s, before_s;
};

/* The deferral that is in force: the begin time is still the one we set. */
static bool read_deferral(const job_record_t *job, struct deferral *ret)
{
	const char *text = fh_slurm_job_get(job, DEFERRED_VARIABLE);

	return text &&
	       sscanf(text, "%" SCNd64 ",%" SCNd64, &ret->until_s,
		      &ret->before_s) == 2 &&
	       ret->until_s == job->details->begin_time;
}

static bool is_deferral(const char *entry)
{
	return !strncmp(entry, DEFERRED_VARIABLE "=",
			sizeof(DEFERRED_VARIABLE));
}

void fh_slurm_job_forget(job_record_t *job)
{
	struct fh_slurm_env env;

	if (!fh_slurm_job_get(job, DEFERRED_VARIABLE))
		return;
	env = env_of(job);
	fh_slurm_env_remove(&env, is_deferral);
	put_env(job, &env);
}

bool fh_slurm_job_defer(job_record_t *job, int64_t until_s)
{
	struct deferral deferral;
	char text[64];

	if (job->details->begin_time >= until_s)
		return false;
	if (!read_deferral(job, &deferral))
		deferral.before_s = job->details->begin_time;
	snprintf(text, sizeof(text), "%" PRId64 ",%" PRId64, until_s,
		 deferral.before_s);
	fh_slurm_job_set(job, DEFERRED_VARIABLE, text);
	job->details->begin_time = until_s;
	last_job_update = time(NULL);
	return true;
}

static bool is_our_hold(const job_record_t *job)
{
	return !job->priority &&
	       (job->state_reason == WAIT_HELD ||
		job->state_reason == WAIT_HELD_USER) &&
	       !xstrncmp(job->state_desc, REASON_PREFIX,
			 sizeof(REASON_PREFIX) - 1);
}

void fh_slurm_job_recall(job_record_t *job)
{
	struct deferral deferral;

	if (read_deferral(job, &deferral)) {
		job->details->begin_time = deferral.before_s;
		last_job_update = time(NULL);
	}
	fh_slurm_job_forget(job);

	if (is_our_hold(job)) {
		xfree(job->state_desc);
		job->state_reason = WAIT_NO_REASON;
		set_job_prio(job);
		last_job_update = time(NULL);
	}
}

struct visit {
	void (*visit)(job_record_t *job, void *arg);
	void *arg;
};

static int visit_pending(void *x, void *arg)
{
	struct visit *visit = arg;
	job_record_t *job = x;

	if (IS_JOB_PENDING(job) && job->details)
		visit->visit(job, visit->arg);
	return 0;
}

void fh_slurm_job_each_pending(void (*visit)(job_record_t *job, void *arg),
			       void *arg)
{
	struct visit each = { .visit = visit, .arg = arg };

	if (job_list)
		list_for_each(job_list, visit_pending, &each);
}

bool fh_slurm_spares_deferred(void)
{
	static const char key[] = "bf_min_age_reserve=";
	const char *at = xstrcasestr(slurm_conf.sched_params, key);

	/* As slurmctld reads it: 0 is off. */
	return at && atoi(at + sizeof(key) - 1) > 0;
}

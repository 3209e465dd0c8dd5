/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hold and deferral: see fh_slurm_hold.h. */
#include "fh_slurm_hold.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "src/common/xmalloc.h"
#include "src/common/xstring.h"

#include "fh_slurm.h"

/* "UNTIL,BEFORE": the begin time we set and the one the job had. */
#define DEFERRED_VARIABLE "FREEHOLD_DEFERRED"

/* In front of every reason of ours; a hold is known by it. */
#define REASON_PREFIX "freehold: "

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

/* slurmctld keeps a plugin's sentence beside WAIT_HELD alone. */
bool fh_slurm_job_hold(job_record_t *job, const char *why)
{
	bool was_held = !job->priority && job->state_reason == WAIT_HELD;
	char *text = xstrdup_printf(REASON_PREFIX "%s", why);

	job->priority = 0;
	job->state_reason = WAIT_HELD;
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
	return !job->priority && job->state_reason == WAIT_HELD &&
	       !xstrncmp(job->state_desc, REASON_PREFIX,
			 sizeof(REASON_PREFIX) - 1);
}

void fh_slurm_job_hand_over(job_record_t *job)
{
	if (!is_our_hold(job))
		return;
	/* slurmctld makes it an administrator's when one holds. */
	job->state_reason = WAIT_HELD_USER;
	xfree(job->state_desc);
	last_job_update = time(NULL);
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
		/* As slurmctld releases: else its priority would not age. */
		job->direct_set_prio = 0;
		set_job_prio(job);
		last_job_update = time(NULL);
	}
}

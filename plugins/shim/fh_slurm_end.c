/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ending jobs that run: see fh_slurm_end.h. */
#include "fh_slurm_end.h"

#include <signal.h>

#include "src/common/list.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"
#include "src/slurmctld/locks.h"
#include "src/slurmctld/srun_comm.h"

#include "fh_slurm.h"

/* Only slurmctld has these; in other programs they are NULL. */
#pragma weak find_job_record
#pragma weak het_job_signal
#pragma weak job_requeue
#pragma weak job_signal
#pragma weak lock_slurmctld
#pragma weak srun_user_message
#pragma weak unlock_slurmctld

static const slurmctld_lock_t locks = {
	.conf = READ_LOCK,
	.job = WRITE_LOCK,
	.node = WRITE_LOCK,
	.part = READ_LOCK,
	.fed = READ_LOCK,
};

void fh_slurm_jobs_lock(void)
{
	lock_slurmctld(locks);
}

void fh_slurm_jobs_unlock(void)
{
	unlock_slurmctld(locks);
}

bool fh_slurm_is_ending(void)
{
	return slurmctld_config.shutdown_time;
}

struct collection {
	const char *variable;
	uint32_t *id;
	size_t count, room;
};

static int collect(void *x, void *arg)
{
	struct collection *all = arg;
	const job_record_t *job = x;

	if ((!IS_JOB_RUNNING(job) && !IS_JOB_SUSPENDED(job)) ||
	    !job->node_bitmap || !fh_slurm_job_get(job, all->variable))
		return 0;
	if (all->count == all->room) {
		all->room = 2 * all->room + 64;
		xrecalloc(all->id, all->room, sizeof(*all->id));
	}
	all->id[all->count++] = job->job_id;
	return 0;
}

size_t fh_slurm_running_with(const char *variable, uint32_t **ret)
{
	struct collection all = { .variable = variable };

	if (job_list)
		list_for_each(job_list, collect, &all);
	*ret = all.id;
	return all.count;
}

/* A het job is ended as a whole, by its leader. */
static job_record_t *leader_of(job_record_t *job)
{
	job_record_t *leader = job->het_job_id ?
				       find_job_record(job->het_job_id) : NULL;

	return leader ? leader : job;
}

const char *fh_slurm_job_end(job_record_t *job, bool requeue, const char *why)
{
	job_record_t *leader = leader_of(job);
	char *text = xstrdup_printf("freehold: %s\n", why);
	int rc;

	(void) srun_user_message(job, text);
	xfree(text);
	if (requeue && job_requeue(0, leader->job_id, NULL, false, 0) ==
		       SLURM_SUCCESS)
		return "requeued";
	rc = leader->het_job_list ?
		     het_job_signal(leader, SIGKILL, 0, 0, false) :
		     job_signal(job, SIGKILL, 0, 0, false);
	return rc == SLURM_SUCCESS ? "cancelled" : "left";
}

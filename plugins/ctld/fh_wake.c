/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The timer behind fh_ctld_wake_at(): one thread that asks for a scheduler
 * pass when a deferred job's begin time has come.
 */
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "fh_ctld.h"
#include "fh_slurm.h"
#include "fh_thread.h"

/*
 * So many different instants are kept, the nearest ones.  A job whose instant
 * is dropped waits for slurmctld's periodic pass (sched_interval) instead.
 */
#define INSTANT_MAX 64

static struct {
	pthread_mutex_t lock;
	pthread_cond_t sooner;	/* at_s[0] became nearer */
	int64_t at_s[INSTANT_MAX];	/* rising */
	size_t count;
	bool started;
} timer = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.sooner = PTHREAD_COND_INITIALIZER,
};

/*
 * Insert at_s, dropping the latest when there is no room.
 * Returns whether it is the nearest one now.
 */
static bool insert(int64_t at_s)
{
	size_t i = 0, moved;

	while (i < timer.count && timer.at_s[i] < at_s)
		i++;
	if (i == INSTANT_MAX || (i < timer.count && timer.at_s[i] == at_s))
		return false;
	if (timer.count < INSTANT_MAX)
		timer.count++;
	moved = timer.count - 1 - i;
	memmove(timer.at_s + i + 1, timer.at_s + i,
		moved * sizeof(timer.at_s[0]));
	timer.at_s[i] = at_s;
	return i == 0;
}

/* Take out all instants that have come.  Returns whether there was one. */
static bool take_due(int64_t now_s)
{
	size_t due = 0;

	while (due < timer.count && timer.at_s[due] <= now_s)
		due++;
	timer.count -= due;
	memmove(timer.at_s, timer.at_s + due,
		timer.count * sizeof(timer.at_s[0]));
	return due > 0;
}

/*
 * Wait for the nearest instant or a nearer one.  The condition waits on the
 * system's clock, so a clock that is set forward wakes it, too.
 */
static void wait_nearest(void)
{
	struct timespec until = { 0 };

	if (!timer.count) {
		pthread_cond_wait(&timer.sooner, &timer.lock);
		return;
	}
	until.tv_sec = timer.at_s[0];
	pthread_cond_timedwait(&timer.sooner, &timer.lock, &until);
}

static void *run_timer(void *unused)
{
	(void) unused;
	pthread_mutex_lock(&timer.lock);
	while (true) {
		if (!take_due(fh_slurm_now_s())) {
			wait_nearest();
			continue;
		}
		pthread_mutex_unlock(&timer.lock);
		fh_slurm_schedule();
		pthread_mutex_lock(&timer.lock);
	}
	return NULL;
}

void fh_ctld_wake_at(int64_t at_s)
{
	int rc = 0;

	pthread_mutex_lock(&timer.lock);
	if (insert(at_s))
		pthread_cond_signal(&timer.sooner);
	/* Not from init(): slurmctld may still fork into the background. */
	if (!timer.started) {
		rc = fh_thread_start(run_timer);
		timer.started = !rc;
	}
	pthread_mutex_unlock(&timer.lock);
	if (rc)
		fh_slurm_error("couldn't start the wake-up thread: %s",
			       strerror(rc));
}

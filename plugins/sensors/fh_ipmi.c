/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The whole node's power as its management controller tells it.  The
 * controller may take seconds to answer, so a thread asks it and keeps the
 * last answer; reading the meter takes that.
 */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fh_ipmi_calls.h"
#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define PERIOD_S 1
#define LAG_S 2			/* controllers average over a second or so */
#define STALE_S 10		/* an answer that old is none */

struct asker {
	struct fh_ipmi *ipmi;	/* the thread's while it runs */
	pthread_t thread;
	pthread_mutex_t lock;	/* of what is below */
	pthread_cond_t stopping;
	bool stop;
	bool answered;
	int64_t power_uw;
	int64_t at_ns;		/* CLOCK_MONOTONIC */
};

static struct timespec now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time;
}

static int64_t now_ns(void)
{
	struct timespec time = now();

	return time.tv_sec * FH_NS_PER_S + time.tv_nsec;
}

/* Keep the answer; one that failed leaves the last one to grow stale. */
static void keep(struct asker *asker, int64_t power_uw)
{
	pthread_mutex_lock(&asker->lock);
	asker->power_uw = power_uw;
	asker->at_ns = now_ns();
	asker->answered = true;
	pthread_mutex_unlock(&asker->lock);
}

/* Until the next question is due.  Returns whether to stop instead. */
static bool wait_for_period(struct asker *asker)
{
	struct timespec until = now();
	bool stop;
	int rc = 0;

	until.tv_sec += PERIOD_S;
	pthread_mutex_lock(&asker->lock);
	while (!asker->stop && !rc)
		rc = pthread_cond_timedwait(&asker->stopping, &asker->lock,
					    &until);
	stop = asker->stop;
	pthread_mutex_unlock(&asker->lock);
	return stop;
}

static void *ask(void *data)
{
	struct asker *asker = data;

	do {
		int64_t power_uw;

		if (!fh_ipmi_read(asker->ipmi, &power_uw))
			keep(asker, power_uw);
	} while (!wait_for_period(asker));
	return NULL;
}

/* Signals are for the threads of the daemon around us. */
static int start_thread(struct asker *asker)
{
	sigset_t all, before;
	int rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&asker->thread, NULL, ask, asker);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rc;
}

static int init_lock(struct asker *asker)
{
	pthread_condattr_t attr;
	int rc;

	if (pthread_condattr_init(&attr))
		return -1;
	(void) pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	rc = pthread_cond_init(&asker->stopping, &attr);
	pthread_condattr_destroy(&attr);
	if (rc)
		return -1;
	if (!pthread_mutex_init(&asker->lock, NULL))
		return 0;
	pthread_cond_destroy(&asker->stopping);
	return -1;
}

static void destroy_lock(struct asker *asker)
{
	pthread_mutex_destroy(&asker->lock);
	pthread_cond_destroy(&asker->stopping);
}

/* Owns ipmi, also when it fails. */
static struct asker *start(struct fh_ipmi *ipmi, struct fh_error *err)
{
	struct asker *asker = calloc(1, sizeof(*asker));
	int rc;

	if (!asker || init_lock(asker)) {
		fh_ipmi_close(ipmi);
		free(asker);
		fh_err_nomem(err);
		return NULL;
	}
	asker->ipmi = ipmi;
	rc = start_thread(asker);
	if (!rc)
		return asker;
	fh_err(err, "IPMI: cannot start a thread: %s", strerror(rc));
	destroy_lock(asker);
	fh_ipmi_close(ipmi);
	free(asker);
	return NULL;
}

static void read_meter(struct fh_sensor *meter, bool in_use,
		       struct fh_counter_reading *ret)
{
	struct asker *asker = meter->data;

	(void) in_use;
	ret->epoch = 0;
	pthread_mutex_lock(&asker->lock);
	ret->ok = asker->answered &&
		  now_ns() - asker->at_ns < STALE_S * FH_NS_PER_S;
	ret->value = asker->power_uw;
	pthread_mutex_unlock(&asker->lock);
}

/* Waits for the answer to a question that was asked. */
static void close_meter(struct fh_sensor *meter)
{
	struct asker *asker = meter->data;

	if (!asker)
		return;
	pthread_mutex_lock(&asker->lock);
	asker->stop = true;
	pthread_cond_signal(&asker->stopping);
	pthread_mutex_unlock(&asker->lock);
	pthread_join(asker->thread, NULL);
	destroy_lock(asker);
	fh_ipmi_close(asker->ipmi);
	free(asker);
	meter->data = NULL;
}

/* The first answer is waited for: many controllers cannot tell power. */
static int find(const struct fh_sensor_env *env, struct fh_sensors *ret,
		struct fh_error *err)
{
	struct fh_sensor *meter;
	struct fh_ipmi *ipmi;
	int64_t power_uw;

	if (fh_ipmi_open(env->root, &ipmi, err))
		return -1;
	if (!ipmi)
		return 0;
	if (fh_ipmi_read(ipmi, &power_uw)) {
		fh_ipmi_close(ipmi);
		return fh_err(err, "IPMI: the controller tells no power "
			      "(DCMI Get Power Reading)");
	}
	meter = fh_sensors_add(ret, &fh_ipmi_ops, FH_SENSOR_NODE, -1, err);
	if (!meter) {
		fh_ipmi_close(ipmi);
		return -1;
	}
	strcpy(meter->name, "bmc");
	meter->limits.is_power = true;
	meter->limits.lag_ns = LAG_S * FH_NS_PER_S;
	meter->data = start(ipmi, err);
	return meter->data ? 0 : -1;
}

const struct fh_sensor_ops fh_ipmi_ops = {
	.name = "ipmi",
	.find = find,
	.read = read_meter,
	.close = close_meter,
};

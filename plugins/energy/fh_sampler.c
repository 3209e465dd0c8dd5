/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sampler's thread: see fh_sampler.h. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_ledger.h"
#include "plugins/energy/fh_metering.h"
#include "plugins/energy/fh_proc.h"
#include "plugins/energy/fh_sampler.h"
#include "plugins/energy/fh_tick.h"

#define NS_PER_S INT64_C(1000000000)
#define JOURNAL_NS (60 * NS_PER_S)	/* a line every so often */
#define RETRY_NS (60 * NS_PER_S)	/* meters that can't be opened */
#define LOCK_NS (NS_PER_S / 4)
#define STOP_S 5			/* a sample takes milliseconds */
/* However often the bell is rung: 50 samples a second at most. */
#define REST_NS (NS_PER_S / 50)

struct fh_sampler {
	struct fh_node *node;
	struct fh_tick tick;
	struct fh_ledger ledger;
	char path[PATH_MAX];	/* of the shared memory */
	uint32_t rung;		/* the bell, as last seen */
	int64_t written_ns;	/* the journal was then */
	int64_t retry_ns;	/* meters are opened again then; 0: well */
	pthread_t thread;
	_Atomic bool stop;
	_Atomic int64_t power_uw, energy_uj, at_ms;
};

/* Sleep, or until the bell is rung. */
static void rest(struct fh_sampler *sampler, int64_t ns)
{
	if (!atomic_load(&sampler->stop))
		(void) fh_shm_wait_bell(sampler->node->shm, &sampler->rung,
					ns);
}

static void say_meters(const struct fh_node *node)
{
	const struct fh_state *state = node->state;
	char text[512] = "";
	size_t len = 0;

	for (uint32_t i = 0; i < state->meter_count && len < sizeof(text); i++)
		len += (size_t) snprintf(text + len, sizeof(text) - len,
					 "%s%s (%s)", i ? ", " : "",
					 state->meter[i].name,
					 state->meter[i].sensor);
	fh_node_info(node, "%u meters%s%s%s", state->meter_count,
		     state->simulated ? ", simulated" : "", *text ? ": " : "",
		     text);
}

/* What was counted so far goes with the meters that counted it. */
static void adopt_meters(struct fh_sampler *sampler)
{
	fh_ledger_write(&sampler->ledger, sampler->node);
	fh_metering_adopt(sampler->node);
	sampler->node->state->start_due = true;
	say_meters(sampler->node);
}

/* Meters whose driver comes later are tried again, and said so once. */
static void open_meters(struct fh_sampler *sampler)
{
	struct fh_error err = { "" };
	bool first = !sampler->retry_ns;

	sampler->retry_ns = 0;
	if (fh_node_open_meters(sampler->node, &err)) {
		if (first)
			fh_node_error(sampler->node, "%s", err.text);
		sampler->retry_ns = fh_proc_now_ns() + RETRY_NS;
	}
	if (first || !sampler->retry_ns)
		adopt_meters(sampler);
}

static void publish(struct fh_sampler *sampler)
{
	const struct fh_state *state = sampler->node->state;

	atomic_store(&sampler->power_uw, state->metered.power_uw);
	atomic_store(&sampler->energy_uj,
		     fh_energy_total(&state->metered.total));
	atomic_store(&sampler->at_ms, state->at_ms);
}

/* A sample, and the journal's lines that are due with it. */
static void sample(struct fh_sampler *sampler)
{
	struct fh_node *node = sampler->node;
	int64_t now_ns = fh_proc_now_ns();
	bool gap = fh_tick_is_gap(node, now_ns), due;

	if (gap)
		fh_ledger_write(&sampler->ledger, node);
	node->state->gap |= gap;
	due = fh_tick(node, &sampler->tick, now_ns, fh_proc_now_ms());
	publish(sampler);
	if (!due && !gap && !node->state->start_due &&
	    now_ns - sampler->written_ns < JOURNAL_NS)
		return;
	fh_ledger_write(&sampler->ledger, node);
	sampler->written_ns = now_ns;
}

/* Returns the lock's descriptor, or -1 when the sampler is to stop. */
static int wait_for_lock(struct fh_sampler *sampler)
{
	bool said = false;

	while (!atomic_load(&sampler->stop)) {
		struct fh_error err;
		int fd = fh_shm_lock(sampler->path, &err);

		if (fd >= 0)
			return fd;
		if (*err.text && !said)
			fh_node_error(sampler->node, "%s", err.text);
		said = true;
		rest(sampler, LOCK_NS);
	}
	return -1;
}

static void run(struct fh_sampler *sampler)
{
	int64_t period_ns = sampler->node->period_ns;
	int64_t next_ns = fh_proc_now_ns();

	fh_node_begin(sampler->node);
	open_meters(sampler);
	while (!atomic_load(&sampler->stop)) {
		int64_t now_ns;

		if (sampler->retry_ns && next_ns >= sampler->retry_ns)
			open_meters(sampler);
		sample(sampler);
		(void) usleep(REST_NS / 1000);
		now_ns = fh_proc_now_ns();
		while (next_ns <= now_ns)
			next_ns += period_ns;
		rest(sampler, next_ns - now_ns);
	}
	sample(sampler);
	fh_ledger_write(&sampler->ledger, sampler->node);
}

static void *sampler_main(void *arg)
{
	struct fh_sampler *sampler = arg;
	int lock;

	(void) pthread_setname_np(pthread_self(), "fh_sampler");
	lock = wait_for_lock(sampler);
	if (lock < 0)
		return NULL;
	run(sampler);
	(void) close(lock);
	return NULL;
}

/* Signals are the daemon's. */
static int start_thread(struct fh_sampler *sampler)
{
	sigset_t all, before;
	int rc;

	(void) sigfillset(&all);
	(void) pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&sampler->thread, NULL, sampler_main, sampler);
	(void) pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rc;
}

static void sampler_free(struct fh_sampler *sampler)
{
	fh_node_free(sampler->node);
	free(sampler);
}

struct fh_sampler *fh_sampler_start(const struct fh_node_conf *conf,
				    struct fh_error *err)
{
	struct fh_sampler *sampler = calloc(1, sizeof(*sampler));
	int rc;

	if (!sampler) {
		fh_err_nomem(err);
		return NULL;
	}
	atomic_store(&sampler->power_uw, FH_UNKNOWN);
	fh_node_path(conf->run_dir, conf->node, sampler->path,
		     sizeof(sampler->path));
	sampler->node = fh_node_new(conf, err);
	if (!sampler->node || fh_ledger_init(&sampler->ledger, conf->node,
					     conf->journal_dir, err))
		goto failed;
	rc = start_thread(sampler);
	if (!rc)
		return sampler;
	fh_err(err, "no thread for the sampler: %s", strerror(rc));
failed:
	sampler_free(sampler);
	return NULL;
}

void fh_sampler_read(struct fh_sampler *sampler,
		     struct fh_sampler_reading *ret)
{
	ret->power_uw = atomic_load(&sampler->power_uw);
	ret->energy_uj = atomic_load(&sampler->energy_uj);
	ret->at_ms = atomic_load(&sampler->at_ms);
}

int fh_sampler_stop(struct fh_sampler *sampler)
{
	struct timespec until;

	atomic_store(&sampler->stop, true);
	(void) fh_shm_ring(sampler->node->shm);
	(void) clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += STOP_S;
	if (pthread_timedjoin_np(sampler->thread, NULL, &until)) {
		(void) pthread_detach(sampler->thread);
		return -1;
	}
	sampler_free(sampler);
	return 0;
}

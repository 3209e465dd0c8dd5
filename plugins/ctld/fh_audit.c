/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The audit of this slurmctld: see fh_audit.h. */
#include <inttypes.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fh_audit.h"
#include "fh_audit_writer.h"
#include "fh_ctld.h"
#include "fh_slurm.h"
#include "fh_thread.h"
#include "plugins/common/fh_audit_shared.h"
#include "plugins/common/fh_units.h"

#define MIB (1 << 20)
#define DAY_S 86400
#define NAP_MS 1000		/* between looks when nothing comes */

/*
 * opening guards the writer until it is open; lock guards the ring's end and
 * is held for the copy of one record.  Nothing waits for the thread.
 */
static struct {
	pthread_mutex_t opening, lock;
	struct fh_audit_writer writer;
	struct fh_audit_ring *ring;	/* the writer's, once it is open */
	char host[FH_AUDIT_HOST_MAX];
	char text[FH_AUDIT_TEXT_MAX];	/* of the record being added */
	int64_t lost;			/* before there was a ring */
	int64_t first;			/* last record when it was opened */
	bool started;
	atomic_bool opened;		/* and nobody looked at the jobs yet */
	_Atomic int64_t answered_ms;	/* the writer's last success */
	sem_t work;
	atomic_bool asleep;		/* waits for work */
} audit = {
	.opening = PTHREAD_MUTEX_INITIALIZER,
	.lock = PTHREAD_MUTEX_INITIALIZER,
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Of the controller, fit for a file's name. */
static int find_host(char ret[FH_AUDIT_HOST_MAX], struct fh_error *err)
{
	if (gethostname(ret, FH_AUDIT_HOST_MAX))
		return fh_err(err, "the name of this host is longer than %d "
			      "bytes", FH_AUDIT_HOST_MAX - 1);
	fh_audit_host_name(ret);
	return 0;
}

static int find_paths(const struct fh_audit_settings *settings,
		      struct fh_audit_paths *ret, struct fh_error *err)
{
	if (settings->directory)
		ret->log_dir = strdup(settings->directory);
	else if (asprintf(&ret->log_dir, "%s/freehold/audit",
			  fh_slurm_state_dir()) < 0)
		ret->log_dir = NULL;
	if (!ret->log_dir)
		return fh_err_nomem(err);
	ret->ring = fh_audit_ring_path(settings->ring_directory, ret->log_dir,
				       audit.host, err);
	ret->ring_size = (uint64_t) settings->ring_mib * MIB;
	ret->cluster = fh_slurm_cluster();
	ret->host = audit.host;
	return ret->ring ? 0 : -1;
}

/* The ring is there: let everybody add to it. */
static void publish(void)
{
	pthread_mutex_lock(&audit.lock);
	audit.ring = audit.writer.ring;
	fh_audit_ring_lose(audit.ring, audit.lost);
	audit.lost = 0;
	audit.first = fh_audit_ring_last(audit.ring);
	pthread_mutex_unlock(&audit.lock);
	atomic_store(&audit.answered_ms, now_ms());
	atomic_store(&audit.opened, true);
}

/* Under audit.opening. */
static int open_now(struct fh_error *err)
{
	const struct fh_conf *conf = fh_ctld_hold();
	const struct fh_audit_settings *settings = &conf->policy.audit;
	struct fh_audit_paths paths = { 0 };
	int rc;

	audit.writer.limits = (struct fh_audit_limits) {
		.rotate_bytes = (int64_t) settings->rotate_mib * MIB,
		.rotate_s = (int64_t) settings->rotate_days * DAY_S,
	};
	rc = find_host(audit.host, err) || find_paths(settings, &paths, err) ||
	     fh_audit_writer_open(&audit.writer, &paths, fh_slurm_now_s(),
				  err) ? -1 : 0;
	fh_ctld_release(conf);
	free(paths.ring);
	free(paths.log_dir);
	if (!rc)
		publish();
	return rc;
}

/* A fault that stays is logged once. */
static void report(int rc, const struct fh_error *err)
{
	static struct fh_error last;

	if (!rc && *last.text)
		fh_slurm_info("the audit is written again");
	else if (rc && strcmp(err->text, last.text))
		fh_slurm_error("audit: %s; jobs under a data class wait until "
			       "it can be written", err->text);
	last = *err;
}

static int work_once(void)
{
	struct fh_error err = { "" };
	int rc = 0;

	if (!audit.writer.ring) {
		pthread_mutex_lock(&audit.opening);
		rc = open_now(&err);
		pthread_mutex_unlock(&audit.opening);
	}
	if (!rc)
		rc = fh_audit_writer_drain(&audit.writer, fh_slurm_now_s(),
					   &err);
	if (!rc) {
		atomic_store(&audit.answered_ms, now_ms());
		fh_audit_ring_beat(audit.writer.ring, fh_slurm_now_s());
	}
	report(rc, &err);
	return rc;
}

/* Until something is added, or NAP_MS after failure or when nothing is. */
static void wait_for_work(bool failed)
{
	int64_t until_ms = now_ms() + NAP_MS;
	struct timespec until = { .tv_sec = until_ms / 1000,
				  .tv_nsec = until_ms % 1000 * 1000000 };

	atomic_store(&audit.asleep, !failed);
	if (failed || fh_audit_ring_is_empty(audit.writer.ring))
		(void) sem_clockwait(&audit.work, CLOCK_MONOTONIC, &until);
	atomic_store(&audit.asleep, false);
}

static void *run_writer(void *unused)
{
	(void) unused;
	while (true)
		wait_for_work(work_once());
	return NULL;
}

/* Under audit.opening. */
static int start_thread(struct fh_error *err)
{
	int rc;

	if (audit.started)
		return 0;
	(void) sem_init(&audit.work, 0, 0);
	rc = fh_thread_start(run_writer);
	if (rc)
		return fh_err(err, "couldn't start the audit's thread: %s",
			      strerror(rc));
	audit.started = true;
	return 0;
}

int fh_audit_open(struct fh_error *err)
{
	int rc = 0;

	pthread_mutex_lock(&audit.opening);
	if (audit.ring) {
		atomic_store(&audit.writer.greet, true);
		publish();
	} else {
		rc = open_now(err);
	}
	if (start_thread(rc ? NULL : err))
		rc = -1;
	pthread_mutex_unlock(&audit.opening);
	return rc;
}

/* Returns the record's number, or -1.  Under audit.lock. */
static int64_t add(const struct fh_audit_record *record)
{
	struct fh_audit_record dated = *record;
	struct fh_error err;
	int64_t number = -1;
	size_t len;

	if (dated.at_s == FH_UNKNOWN)
		dated.at_s = fh_slurm_now_s();
	if (!fh_audit_encode(&dated, audit.text, &len, &err) && audit.ring)
		number = fh_audit_ring_add(audit.ring, audit.text,
					   (uint32_t) len);
	else if (audit.ring)
		fh_audit_ring_lose(audit.ring, 1);
	else
		audit.lost++;
	return number;
}

static void wake_writer(void)
{
	if (atomic_exchange(&audit.asleep, false))
		(void) sem_post(&audit.work);
}

int fh_audit_add_marked(const struct fh_audit_record *record,
			char ret_mark[FH_AUDIT_MARK_MAX])
{
	int64_t number;

	pthread_mutex_lock(&audit.lock);
	number = add(record);
	pthread_mutex_unlock(&audit.lock);
	*ret_mark = '\0';
	if (number < 0)
		return -1;
	wake_writer();
	snprintf(ret_mark, FH_AUDIT_MARK_MAX, "%s,%" PRId64, audit.host,
		 number);
	return 0;
}

int fh_audit_add(const struct fh_audit_record *record)
{
	char mark[FH_AUDIT_MARK_MAX];

	return fh_audit_add_marked(record, mark);
}

bool fh_audit_ready(struct fh_error *why)
{
	struct fh_audit_ring *ring;
	unsigned level = 0;

	pthread_mutex_lock(&audit.lock);
	if ((ring = audit.ring))
		level = fh_audit_ring_level(ring);
	pthread_mutex_unlock(&audit.lock);
	if (!ring)
		fh_err(why, "the audit is not open");
	else if (now_ms() - atomic_load(&audit.answered_ms) >
		 FH_AUDIT_STALE_S * 1000)
		fh_err(why, "the writer of the audit is stuck");
	else if (level >= FH_AUDIT_FULL_PERCENT)
		fh_err(why, "the ring of the audit is full");
	else
		return true;
	return false;
}

bool fh_audit_is_written(int64_t decision)
{
	struct fh_audit_ring *ring;

	pthread_mutex_lock(&audit.lock);
	ring = audit.ring;
	pthread_mutex_unlock(&audit.lock);
	return ring && fh_audit_ring_written(ring) >= decision;
}

bool fh_audit_was_opened(void)
{
	return atomic_load(&audit.opened) &&
	       atomic_exchange(&audit.opened, false);
}

/* The last decision in another controller's log; the last answer is kept. */
static int64_t last_of(const char *host)
{
	static struct {
		char host[FH_AUDIT_HOST_MAX];
		int64_t asked_ms, decision;
	} last;
	struct fh_audit_end end;

	if (!strcmp(last.host, host) && now_ms() - last.asked_ms < NAP_MS)
		return last.decision;
	last.decision = fh_audit_end_of(audit.writer.log.dir, host, &end) ?
				-1 : end.decision;
	snprintf(last.host, sizeof(last.host), "%s", host);
	last.asked_ms = now_ms();
	return last.decision;
}

bool fh_audit_has(const char *mark)
{
	char host[FH_AUDIT_HOST_MAX];
	const char *comma = mark ? strrchr(mark, ',') : NULL;
	int64_t number;

	if (!comma || (size_t) (comma - mark) >= sizeof(host) ||
	    fh_units_parse_count(comma + 1, 1, INT64_MAX, &number, NULL))
		return false;
	snprintf(host, sizeof(host), "%.*s", (int) (comma - mark), mark);
	if (!strcmp(host, audit.host))
		return number <= audit.first;
	return number <= last_of(host);
}

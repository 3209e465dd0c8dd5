/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bringing the ledger up to date: see ledger_sync.h. */
#include "fh_config.h"

#include <stdlib.h>

#include "contribs/scost/ledger_cursor.h"
#include "contribs/scost/ledger_fetch.h"
#include "contribs/scost/ledger_run.h"
#include "contribs/scost/ledger_sync.h"
#include "plugins/common/fh_period.h"
#include "plugins/common/fh_units.h"

/* Records come late by seconds; by days where slurmdbd was down. */
#define AGAIN_S (2 * 3600)
#define WIDE_S (7 * 86400)
#define WIDE_EVERY_S 86400

#define NAMED_MAX 500	/* jobs in one question */

struct progress {
	const struct scost_sync *sync;
	struct scost_store store;
	struct scost_cursor cursor;
	struct scost_trouble trouble;
	int64_t begin_s;
};

/* Before the first rate card nothing has a price. */
static int64_t first_s(const struct fh_conf *conf)
{
	return conf->rates.card_count ? conf->rates.card[0].from_s : 0;
}

/* Where to begin, and whether that is a wide one. */
static int64_t choose_begin(const struct scost_sync *sync,
			    struct scost_cursor *cursor)
{
	bool wide = sync->now_s - cursor->wide_s >= WIDE_EVERY_S;
	int64_t begin_s;

	if (cursor->at_s == FH_UNKNOWN) {
		cursor->wide_s = sync->now_s;
		cursor->at_s = 0;
		begin_s = first_s(sync->conf);
	} else {
		begin_s = cursor->at_s - (wide ? WIDE_S : AGAIN_S);
		if (wide)
			cursor->wide_s = sync->now_s;
	}
	if (sync->since_s != FH_UNKNOWN &&
	    (!cursor->at_s || sync->since_s < begin_s))
		begin_s = sync->since_s;
	return begin_s < 1 ? 1 : begin_s;
}

static int read_proofs(struct progress *progress,
		       const struct scost_jobs *jobs,
		       struct scost_proof **ret, struct fh_error *err)
{
	const struct scost_sync *sync = progress->sync;

	*ret = NULL;
	if (!sync->proof_dir)
		return 0;
	*ret = calloc(jobs->count + 1, sizeof(**ret));
	if (!*ret)
		return fh_err_nomem(err);
	return scost_proof_read(sync->proof_dir, jobs, *ret,
				&progress->trouble, err);
}

/* Jobs as one transaction, with the cursor where there is one. */
static int put_jobs(struct progress *progress, const struct scost_jobs *jobs,
		    const struct scost_cursor *cursor, struct fh_error *err)
{
	const struct scost_sync *sync = progress->sync;
	struct scost_proof *proof;
	int rc = read_proofs(progress, jobs, &proof, err);

	if (!rc)
		rc = scost_ledger_begin(sync->ledger, err);
	for (size_t i = 0; !rc && i < jobs->count; i++)
		rc = scost_run_put(&progress->store, sync->conf,
				   sync->cluster, &jobs->item[i],
				   proof ? &proof[i] : NULL, err);
	if (!rc && cursor)
		rc = scost_cursor_write(sync->ledger, sync->cluster, cursor,
					err);
	if (!rc)
		rc = scost_ledger_commit(sync->ledger, err);
	if (rc)
		scost_ledger_rollback(sync->ledger);
	free(proof);
	return rc;
}

static void tell(const struct progress *progress, int64_t at_s)
{
	const struct scost_sync *sync = progress->sync;

	if (sync->progress)
		sync->progress(sync->progress_arg, progress->begin_s, at_s,
			       sync->now_s, progress->store.runs);
}

/* The cursor's day of a wide reading counts once all of it was read. */
static int put_window(struct progress *progress, const struct scost_jobs *jobs,
		      int64_t until_s, int64_t end_s, struct fh_error *err)
{
	struct scost_cursor cursor = { until_s, 0 };

	if (until_s == end_s)
		cursor.wide_s = progress->cursor.wide_s;
	if (put_jobs(progress, jobs, &cursor, err))
		return -1;
	tell(progress, until_s);
	return 0;
}

/* The second now is not over: what ends in it is read again. */
static int sync_ended(struct progress *progress, struct fh_error *err)
{
	const struct scost_sync *sync = progress->sync;
	int64_t end_s = sync->now_s + 1, until_s;
	struct scost_ahead ahead;
	struct scost_jobs jobs;
	int rc;

	scost_ahead_begin(&ahead, sync->source, progress->begin_s, end_s);
	while ((rc = scost_ahead_next(&ahead, &jobs, &until_s, err)) > 0) {
		rc = put_window(progress, &jobs, until_s, end_s, err);
		scost_jobs_clear(&jobs);
		if (rc)
			break;
	}
	scost_ahead_end(&ahead);
	return rc;
}

static int sync_running(struct progress *progress, struct fh_error *err)
{
	const struct scost_source *source = progress->sync->source;
	struct scost_jobs jobs;
	int rc;

	if (source->running(source->arg, progress->sync->now_s, &jobs, err))
		return -1;
	rc = put_jobs(progress, &jobs, NULL, err);
	scost_jobs_clear(&jobs);
	return rc;
}

/*
 * What ran and is no longer running has ended, longer ago than was read.
 * Those that slurmdbd no longer has stay as they are.
 */
static int sync_unseen(struct progress *progress, struct fh_error *err)
{
	const struct scost_sync *sync = progress->sync;
	const struct scost_source *source = sync->source;
	uint32_t raw_id[NAMED_MAX];
	struct scost_jobs jobs;
	int64_t after = -1;
	size_t count;
	int rc;

	for (;;) {
		if (scost_cursor_unseen(sync->ledger, sync->cluster,
					sync->now_s, after, raw_id, NAMED_MAX,
					&count, err))
			return -1;
		if (!count)
			return 0;
		if (source->named(source->arg, raw_id, count, &jobs, err))
			return -1;
		rc = put_jobs(progress, &jobs, NULL, err);
		scost_jobs_clear(&jobs);
		if (rc)
			return -1;
		after = raw_id[count - 1];
	}
}

static int64_t billing_day(const struct fh_conf *conf, int64_t at_s)
{
	struct fh_period day;

	fh_period_at(conf->rates.tz, FH_PERIOD_DAY, at_s, &day);
	return day.from_s;
}

static int bind_ledger(const struct scost_sync *sync, struct fh_error *err)
{
	if (scost_ledger_begin(sync->ledger, err))
		return -1;
	if (!scost_ledger_bind(sync->ledger, sync->conf->rates.currency,
			       sync->conf->rates.billing_timezone, err) &&
	    !scost_ledger_commit(sync->ledger, err))
		return 0;
	scost_ledger_rollback(sync->ledger);
	return -1;
}

int scost_sync_cluster(const struct scost_sync *sync,
		       struct scost_sync_result *ret, struct fh_error *err)
{
	struct progress progress = {
		.sync = sync,
		.store = {
			.ledger = sync->ledger,
			.now_s = sync->now_s,
			.book_day_s = billing_day(sync->conf, sync->now_s),
		},
	};
	int rc;

	*ret = (struct scost_sync_result){ 0 };
	if (bind_ledger(sync, err) ||
	    scost_cursor_read(sync->ledger, sync->cluster, &progress.cursor,
			      err))
		return -1;
	progress.begin_s = choose_begin(sync, &progress.cursor);
	rc = sync_ended(&progress, err);
	if (!rc)
		rc = sync_running(&progress, err);
	if (!rc)
		rc = sync_unseen(&progress, err);
	*ret = (struct scost_sync_result){
		.runs = progress.store.runs,
		.changed = progress.store.changed,
		.corrections = progress.store.corrections,
		.trouble = progress.trouble,
	};
	return rc;
}

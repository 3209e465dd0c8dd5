/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the ring to the log: see fh_audit_writer.h. */
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "fh_audit_writer.h"

#define HEAD_PERIOD_S 60

int fh_audit_writer_open(struct fh_audit_writer *writer,
			 const struct fh_audit_paths *paths, int64_t now_s,
			 struct fh_error *err)
{
	if (fh_audit_log_open(paths->log_dir, paths->cluster, paths->host,
			      now_s, &writer->log, err))
		goto fail;
	writer->ring = fh_audit_ring_open(paths->ring, paths->ring_size,
					  writer->log.decision, err);
	if (!writer->ring)
		goto fail;
	atomic_store(&writer->greet, true);
	return 0;
fail:
	fh_audit_log_close(&writer->log);
	return -1;
}

void fh_audit_writer_close(struct fh_audit_writer *writer)
{
	fh_audit_ring_close(writer->ring);
	writer->ring = NULL;
	fh_audit_log_close(&writer->log);
}

/* Say how many records had no room, when there are more of them. */
static int tell_lost(struct fh_audit_writer *writer, int64_t now_s,
		     struct fh_error *err)
{
	int64_t lost = fh_audit_ring_lost(writer->ring);
	struct fh_audit_record record;

	if (lost == writer->lost_told)
		return 0;
	fh_audit_begin(&record, FH_AUDIT_LOST);
	record.count = lost;
	if (fh_audit_log_note(&writer->log, &record, now_s, err) ||
	    fh_audit_log_flush(&writer->log, err))
		return -1;
	writer->lost_told = lost;
	return 0;
}

static int greet(struct fh_audit_writer *writer, int64_t now_s,
		 struct fh_error *err)
{
	if (!atomic_load(&writer->greet))
		return 0;
	if (fh_audit_log_opened(&writer->log, now_s, err) ||
	    fh_audit_log_flush(&writer->log, err))
		return -1;
	atomic_store(&writer->greet, false);
	return 0;
}

/*
 * Move records to the log's buffer until it or the ring is done.
 * Returns 1 when the ring holds more, 0 when not, -1 with err set.
 */
static int move(struct fh_audit_writer *writer, struct fh_audit_place *place,
		char *text, struct fh_error *err)
{
	enum fh_audit_got got;
	int64_t decision;
	uint32_t len;

	while (!fh_audit_log_is_full(&writer->log)) {
		got = fh_audit_ring_get(writer->ring, place, text, &len,
					&decision);
		if (got == FH_AUDIT_EMPTY)
			return 0;
		if (got == FH_AUDIT_TORN)
			return fh_err(err, "the audit's ring is damaged "
				      "behind decision %lld; it is mended at "
				      "the next start",
				      (long long) place->decision);
		if (fh_audit_log_add(&writer->log, text, len, decision, err))
			return -1;
	}
	return 1;
}

/* Only what the disk has is taken out of the ring. */
static int drain(struct fh_audit_writer *writer, char *text,
		 struct fh_error *err)
{
	int more;

	do {
		struct fh_audit_place place =
			fh_audit_ring_start(writer->ring);

		more = move(writer, &place, text, err);
		if (fh_audit_log_flush(&writer->log, more < 0 ? NULL : err))
			return -1;
		fh_audit_ring_drop(writer->ring, &place);
	} while (more > 0);
	return more;
}

static bool is_time_to_rotate(const struct fh_audit_writer *writer,
			      int64_t now_s)
{
	const struct fh_audit_log *log = &writer->log;

	return log->size >= writer->limits.rotate_bytes ||
	       (log->size && now_s - log->opened_s >= writer->limits.rotate_s);
}

/* Out of reach of whoever can write the log: see freehold(8). */
static void send_head(struct fh_audit_writer *writer, int64_t now_s)
{
	const struct fh_audit_log *log = &writer->log;
	char head[FH_CHAIN_HEAD_SIZE];

	if (now_s - writer->head_s < HEAD_PERIOD_S ||
	    log->chain.lines == writer->head_lines)
		return;
	syslog(LOG_AUTHPRIV | LOG_NOTICE, "freehold audit %s: head %s %s",
	       log->cluster, log->host, fh_chain_head(&log->chain, head));
	writer->head_s = now_s;
	writer->head_lines = log->chain.lines;
}

int fh_audit_writer_drain(struct fh_audit_writer *writer, int64_t now_s,
			  struct fh_error *err)
{
	char *text = malloc(FH_AUDIT_TEXT_MAX);
	int rc;

	if (!text)
		return fh_err_nomem(err);
	rc = greet(writer, now_s, err) || drain(writer, text, err) ||
	     tell_lost(writer, now_s, err) ? -1 : 0;
	free(text);
	if (rc)
		return -1;
	send_head(writer, now_s);
	if (is_time_to_rotate(writer, now_s))
		return fh_audit_log_rotate(&writer->log, now_s, err);
	return 0;
}

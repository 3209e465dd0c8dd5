/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The log's files: see fh_audit_log.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fh_audit_log_file.h"
#include "plugins/common/fh_file.h"

/* Written at a time: many records, or one of the largest. */
#define BUFFER_SIZE (256u << 10)

#define FILE_MODE (S_IRUSR | S_IWUSR | S_IRGRP)
#define DIR_MODE (S_IRWXU | S_IRGRP | S_IXGRP)

static int fail(const char *path, struct fh_error *err)
{
	return fh_err(err, "%s: %s", path, strerror(errno));
}

int fh_audit_log_open_file(struct fh_audit_log *log, struct fh_error *err)
{
	int fd = open(log->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		      FILE_MODE);

	if (fd < 0)
		return fail(log->path, err);
	if (log->fd >= 0)
		(void) close(log->fd);
	log->fd = fd;
	return 0;
}

int fh_audit_log_sync_dir(const struct fh_audit_log *log, struct fh_error *err)
{
	int fd = open(log->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd < 0 || fsync(fd) ? fail(log->dir, err) : 0;

	if (fd >= 0)
		(void) close(fd);
	return rc;
}

/*
 * Go to the file's end.  One without a line carries on the newest older file:
 * slurmctld died when it had just moved that away.
 */
static int resume(struct fh_audit_log *log, struct fh_error *err)
{
	struct fh_audit_end end;
	struct fh_audit_first first;

	if (fh_audit_end_find(log->fd, log->path, &end, err))
		return -1;
	if (ftruncate(log->fd, end.size))
		return fail(log->path, err);
	log->size = end.size;
	if (!end.chain.lines && fh_audit_log_newest(log, &end, err))
		return -1;
	if (!end.chain.lines)
		return 0;
	log->chain = log->synced = end.chain;
	log->decision = log->synced_decision = end.decision;
	if (log->size && !fh_audit_log_first(log->fd, log->path, &first, err))
		log->opened_s = first.at_s;
	return 0;
}

static int set_names(struct fh_audit_log *log, const char *dir,
		     const char *cluster, const char *host,
		     struct fh_error *err)
{
	log->dir = strdup(dir);
	log->cluster = strdup(cluster);
	log->host = strdup(host);
	log->buf = malloc(BUFFER_SIZE);
	log->room = BUFFER_SIZE;
	if (asprintf(&log->path, "%s/%s.jsonl", dir, host) < 0)
		log->path = NULL;
	if (!log->dir || !log->cluster || !log->host || !log->buf ||
	    !log->path)
		return fh_err_nomem(err);
	return 0;
}

int fh_audit_log_open(const char *dir, const char *cluster, const char *host,
		      int64_t now_s, struct fh_audit_log *ret,
		      struct fh_error *err)
{
	memset(ret, 0, sizeof(*ret));
	ret->fd = -1;
	ret->opened_s = now_s;
	if (set_names(ret, dir, cluster, host, err) ||
	    fh_audit_chain_begin(&ret->chain, cluster, host, err) ||
	    fh_file_mkdirs(dir, DIR_MODE, err) ||
	    fh_audit_log_open_file(ret, err))
		return -1;
	ret->synced = ret->chain;
	return resume(ret, err) || fh_audit_log_sync_dir(ret, err) ? -1 : 0;
}

void fh_audit_log_close(struct fh_audit_log *log)
{
	if (log->fd >= 0)
		(void) close(log->fd);
	free(log->dir);
	free(log->path);
	free(log->cluster);
	free(log->host);
	free(log->buf);
	memset(log, 0, sizeof(*log));
	log->fd = -1;
}

bool fh_audit_log_is_full(const struct fh_audit_log *log)
{
	return log->room - log->used < FH_AUDIT_LINE_MAX;
}

int fh_audit_log_add(struct fh_audit_log *log, const char *text, size_t len,
		     int64_t decision, struct fh_error *err)
{
	size_t line_len;

	if (fh_audit_log_is_full(log))
		return fh_err(err, "%s: too much at a time", log->path);
	if (fh_audit_chain(&log->chain, decision, text, len,
			   log->buf + log->used, &line_len, err))
		return -1;
	log->used += line_len;
	log->decision = decision;
	return 0;
}

int fh_audit_log_note(struct fh_audit_log *log, struct fh_audit_record *record,
		      int64_t now_s, struct fh_error *err)
{
	char *text = malloc(FH_AUDIT_TEXT_MAX);
	size_t len;
	int rc = -1;

	if (!text)
		return fh_err_nomem(err);
	record->at_s = now_s;
	if (!fh_audit_encode(record, text, &len, err))
		rc = fh_audit_log_add(log, text, len, log->decision, err);
	free(text);
	return rc;
}

int fh_audit_log_opened(struct fh_audit_log *log, int64_t now_s,
			struct fh_error *err)
{
	char heads[FH_AUDIT_HEADS_MAX], previous[FH_CHAIN_HEAD_SIZE];
	struct fh_audit_record record;

	fh_audit_begin(&record, FH_AUDIT_OPENED);
	record.version = FH_AUDIT_VERSION;
	record.cluster = log->cluster;
	record.host = log->host;
	record.previous = fh_chain_head(&log->chain, previous);
	fh_audit_heads(log->dir, log->host, heads);
	record.heads = *heads ? heads : NULL;
	return fh_audit_log_note(log, &record, now_s, err);
}

static int write_all(int fd, const char *buf, size_t len, int64_t offset)
{
	while (len) {
		ssize_t n = pwrite(fd, buf, len, offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		buf += n;
		offset += n;
		len -= (size_t) n;
	}
	return 0;
}

/* Nothing that was added counts. */
static void take_back(struct fh_audit_log *log)
{
	(void) ftruncate(log->fd, log->size);
	log->used = 0;
	log->chain = log->synced;
	log->decision = log->synced_decision;
}

int fh_audit_log_flush(struct fh_audit_log *log, struct fh_error *err)
{
	if (!log->used)
		return 0;
	if (write_all(log->fd, log->buf, log->used, log->size) ||
	    fdatasync(log->fd)) {
		fail(log->path, err);
		take_back(log);
		return -1;
	}
	log->size += (int64_t) log->used;
	log->used = 0;
	log->synced = log->chain;
	log->synced_decision = log->decision;
	return 0;
}

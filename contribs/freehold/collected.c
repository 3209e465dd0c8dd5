/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was collected from a node: see collected.h. */
#define _GNU_SOURCE /* asprintf, memrchr */
#include "fh_config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "contribs/freehold/collected.h"
#include "plugins/common/fh_file.h"

#define MS_PER_S 1000

static int fail(struct fh_error *err, const char *doing, const char *path)
{
	return fh_err(err, "couldn't %s %s: %s", doing, path, strerror(errno));
}

static char *month_path(const struct collected *collected, const char *month,
			struct fh_error *err)
{
	char *path;

	if (asprintf(&path, "%s/%s/%s.jsonl", collected->dir, month,
		     collected->node) < 0) {
		fh_err_nomem(err);
		return NULL;
	}
	return path;
}

static int take_lock(struct collected *collected, struct fh_error *err)
{
	char *path;
	int rc = 0;

	if (asprintf(&path, "%s/.%s.lock", collected->dir,
		     collected->node) < 0)
		return fh_err_nomem(err);
	collected->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (collected->lock < 0)
		rc = fail(err, "open", path);
	else if (flock(collected->lock, LOCK_EX | LOCK_NB))
		rc = errno == EWOULDBLOCK ?
			     fh_err(err, "another freehold energy collect is "
				    "at work on node %s in %s",
				    collected->node, collected->dir) :
			     fail(err, "lock", path);
	free(path);
	return rc;
}

/*
 * The last line of a file, without half a one behind it.
 * text:     FH_JOURNAL_LINE_MAX + 1 bytes.
 * ret_len:  of the line with its newline; 0: there is none.
 */
static int read_last(int fd, const char *path, char *text, size_t *ret_len,
		     struct fh_error *err)
{
	off_t size = lseek(fd, 0, SEEK_END);
	off_t from = size > FH_JOURNAL_LINE_MAX ? size - FH_JOURNAL_LINE_MAX :
						  0;
	ssize_t got = pread(fd, text, FH_JOURNAL_LINE_MAX, from);
	char *end, *before;

	if (size < 0 || got != size - from)
		return fail(err, "read", path);
	end = memrchr(text, '\n', (size_t) got);
	if (!end && from)
		return fh_err(err, "%s ends in no line of a journal", path);
	end = end ? end + 1 : text;
	if (end != text + got && ftruncate(fd, from + (end - text)))
		return fail(err, "cut half a line off", path);
	before = end > text ? memrchr(text, '\n', (size_t) (end - text - 1)) :
			      NULL;
	before = before ? before + 1 : text;
	*ret_len = (size_t) (end - before);
	memmove(text, before, *ret_len);
	return 0;
}

/* Keep the last line of a month. */
static int keep_last(struct collected *collected, const char *path,
		     const char *text, size_t len, struct fh_error *err)
{
	struct fh_journal_line *last =
		realloc(collected->last,
			(collected->last_count + 1) * sizeof(*last));
	struct fh_error why;

	if (!last)
		return fh_err_nomem(err);
	collected->last = last;
	last += collected->last_count;
	memset(last, 0, sizeof(*last));
	if (fh_journal_decode(text, len, last, &why))
		return fh_err(err, "%s: its last line is damaged: %s", path,
			      why.text);
	collected->last_count++;
	if (last->number > collected->number)
		collected->number = last->number;
	return 0;
}

/* A month without the node is no error. */
static int look_at(struct collected *collected, const char *month, char *text,
		   struct fh_error *err)
{
	char *path = month_path(collected, month, err);
	int rc = -1, fd = -1;
	size_t len = 0;

	if (!path)
		return -1;
	fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 && errno == ENOENT)
		rc = 0;
	else if (fd < 0)
		fail(err, "open", path);
	else if (!read_last(fd, path, text, &len, err))
		rc = len ? keep_last(collected, path, text, len, err) : 0;
	if (fd >= 0)
		close(fd);
	free(path);
	return rc;
}

/* "2026-01" */
static bool is_month(const char *name)
{
	return strlen(name) == 7 && name[4] == '-' &&
	       strspn(name, "0123456789") == 4 &&
	       strspn(name + 5, "0123456789") == 2;
}

static int look_at_all(struct collected *collected, struct fh_error *err)
{
	char *text = malloc(FH_JOURNAL_LINE_MAX + 1);
	DIR *dir = opendir(collected->dir);
	struct dirent *entry;
	int rc = 0;

	if (!dir)
		rc = fail(err, "open", collected->dir);
	else if (!text)
		rc = fh_err_nomem(err);
	while (!rc && (entry = readdir(dir)))
		if (is_month(entry->d_name))
			rc = look_at(collected, entry->d_name, text, err);
	if (dir)
		closedir(dir);
	free(text);
	return rc;
}

int collected_open(const char *dir, const char *node, struct collected *ret,
		   struct fh_error *err)
{
	*ret = (struct collected) {
		.dir = dir, .node = node, .lock = -1, .fd = -1,
	};
	if (fh_file_mkdirs(dir, 0755, err) || take_lock(ret, err) ||
	    look_at_all(ret, err)) {
		(void) collected_close(ret, NULL);
		return -1;
	}
	return 0;
}

bool collected_is_last(const struct collected *collected,
		       const struct fh_journal_line *line)
{
	for (size_t i = 0; i < collected->last_count; i++) {
		const struct fh_journal_line *last = &collected->last[i];

		if (last->number == line->number &&
		    last->job_id == line->job_id &&
		    last->from_ms == line->from_ms &&
		    last->to_ms == line->to_ms)
			return true;
	}
	return false;
}

/* What was written is on disk before anything else is. */
static int close_file(struct collected *collected, struct fh_error *err)
{
	int fd = collected->fd;
	int rc = 0;

	collected->fd = -1;
	if (fd < 0)
		return 0;
	if (fsync(fd))
		rc = fail(err, "write to disk: month", collected->month);
	if (close(fd) && !rc)
		rc = fail(err, "close: month", collected->month);
	return rc;
}

static int sync_directory(const char *path, struct fh_error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd < 0 || fsync(fd) ? fail(err, "write to disk", path) : 0;

	if (fd >= 0)
		close(fd);
	return rc;
}

/* The month's file, and that it is there, on disk. */
static int open_month(struct collected *collected, const char *month,
		      struct fh_error *err)
{
	char *path = month_path(collected, month, err);
	char *dir = path ? strndup(path, strlen(collected->dir) + 1 +
					 strlen(month)) : NULL;
	int rc = -1;

	if (!dir) {
		fh_err_nomem(err);
		goto out;
	}
	if (fh_file_mkdirs(dir, 0755, err))
		goto out;
	collected->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC |
			     O_NOFOLLOW, 0644);
	if (collected->fd < 0) {
		fail(err, "open", path);
		goto out;
	}
	snprintf(collected->month, sizeof(collected->month), "%s", month);
	if (sync_directory(dir, err) || sync_directory(collected->dir, err))
		goto out;
	rc = 0;
out:
	free(dir);
	free(path);
	return rc;
}

/* A line, or nothing of it. */
static int append(const struct collected *collected, const char *text,
		  struct fh_error *err)
{
	off_t size = lseek(collected->fd, 0, SEEK_END);
	size_t len = strlen(text);
	ssize_t put = size < 0 ? -1 : write(collected->fd, text, len);

	if (put == (ssize_t) len)
		return 0;
	if (put >= 0)
		errno = ENOSPC;
	fail(err, "append to month", collected->month);
	if (put > 0 && ftruncate(collected->fd, size))
		return fail(err, "cut half a line off month",
			    collected->month);
	return -1;
}

int collected_add(struct collected *collected,
		  const struct fh_journal_line *line, struct fh_error *err)
{
	time_t end_s = (time_t) (line->to_ms / MS_PER_S);
	char month[sizeof(collected->month)];
	struct fh_journal_line named = *line;
	struct tm day;
	char *text;
	int rc = -1;

	if (!gmtime_r(&end_s, &day) ||
	    strftime(month, sizeof(month), "%Y-%m", &day) != 7)
		return fh_err(err, "job %u ends in no month of this calendar",
			      line->job_id);
	snprintf(named.node, sizeof(named.node), "%s", collected->node);
	text = fh_journal_encode(&named, err);
	if (!text)
		return -1;
	if (collected->fd >= 0 && strcmp(month, collected->month) &&
	    close_file(collected, err))
		goto out;
	if (collected->fd >= 0 || !open_month(collected, month, err))
		rc = append(collected, text, err);
out:
	free(text);
	return rc;
}

int collected_close(struct collected *collected, struct fh_error *err)
{
	int rc = close_file(collected, err);

	for (size_t i = 0; i < collected->last_count; i++)
		fh_journal_clear(&collected->last[i]);
	free(collected->last);
	if (collected->lock >= 0)
		close(collected->lock);
	memset(collected, 0, sizeof(*collected));
	collected->lock = -1;
	collected->fd = -1;
	return rc;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The log's older files: see fh_audit_log.h. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fh_audit_log_file.h"
#include "plugins/common/fh_units.h"

int fh_audit_log_first(int fd, const char *path, struct fh_audit_first *ret,
		       struct fh_error *err)
{
	struct fh_audit_line line;
	char *buf = malloc(FH_AUDIT_LINE_MAX), *end;
	ssize_t len;
	int rc = -1;

	if (!buf)
		return fh_err_nomem(err);
	len = pread(fd, buf, FH_AUDIT_LINE_MAX, 0);
	end = len > 0 ? memchr(buf, '\n', (size_t) len) : NULL;
	if (!end) {
		fh_err(err, "%s: it has no first line", path);
	} else if (!fh_audit_decode(buf, (size_t) (end - buf), &line, err)) {
		ret->line = line.line;
		ret->at_s = line.record.at_s;
		fh_audit_line_clear(&line);
		rc = 0;
	}
	free(buf);
	return rc;
}

/* The number behind "HOST.jsonl." of an older file, or FH_UNKNOWN. */
static int64_t older_number(const struct fh_audit_log *log, const char *entry)
{
	const char *name = strrchr(log->path, '/') + 1;
	size_t len = strlen(name);
	int64_t number = FH_UNKNOWN;

	if (!strncmp(entry, name, len) && entry[len] == '.')
		(void) fh_units_parse_count(entry + len + 1, 1, INT64_MAX,
					    &number, NULL);
	return number;
}

/* Returns FH_UNKNOWN when there is no older file. */
static int64_t newest_number(const struct fh_audit_log *log)
{
	int64_t number, newest = FH_UNKNOWN;
	DIR *dir = opendir(log->dir);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		number = older_number(log, entry->d_name);
		if (number > newest)
			newest = number;
	}
	if (dir)
		(void) closedir(dir);
	return newest;
}

static char *older_path(const struct fh_audit_log *log, int64_t number,
			struct fh_error *err)
{
	char *path;

	if (asprintf(&path, "%s.%" PRId64, log->path, number) >= 0)
		return path;
	fh_err_nomem(err);
	return NULL;
}

int fh_audit_log_newest(const struct fh_audit_log *log,
			struct fh_audit_end *ret, struct fh_error *err)
{
	int64_t number = newest_number(log);
	char *path;
	int fd, rc;

	if (number == FH_UNKNOWN)
		return 0;
	if (!(path = older_path(log, number, err)))
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	rc = fd < 0 ? fh_err(err, "%s: %s", path, strerror(errno)) :
	     fh_audit_end_find(fd, path, ret, err);
	if (fd >= 0)
		(void) close(fd);
	free(path);
	return rc;
}

/* Move the file away and open another; back when that fails. */
static int change_file(struct fh_audit_log *log, const char *older,
		       struct fh_error *err)
{
	if (!access(older, F_OK))
		return fh_err(err, "%s: it is there already", older);
	if (rename(log->path, older))
		return fh_err(err, "%s: %s", older, strerror(errno));
	if (!fh_audit_log_open_file(log, err))
		return 0;
	(void) rename(older, log->path);
	return -1;
}

int fh_audit_log_rotate(struct fh_audit_log *log, int64_t now_s,
			struct fh_error *err)
{
	struct fh_audit_first first;
	char *older;
	int rc;

	if (fh_audit_log_first(log->fd, log->path, &first, err) ||
	    !(older = older_path(log, first.line, err)))
		return -1;
	rc = change_file(log, older, err);
	free(older);
	if (rc)
		return -1;
	log->size = 0;
	log->opened_s = now_s;
	if (fh_audit_log_opened(log, now_s, err) ||
	    fh_audit_log_flush(log, err))
		return -1;
	return fh_audit_log_sync_dir(log, err);
}

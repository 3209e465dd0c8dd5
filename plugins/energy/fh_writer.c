/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The journal's files: see fh_writer.h. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugins/common/fh_journal.h"
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_writer.h"

/* The number of a line, which len counts without its newline. */
static int number_of(const char *path, const char *text, size_t len,
		     int64_t *ret, struct fh_error *err)
{
	struct fh_journal_line line = { 0 };
	struct fh_error why;

	if (fh_journal_decode(text, len, &line, &why))
		return fh_err(err, "%s: not a journal's line: %s", path,
			      why.text);
	*ret = line.number;
	fh_journal_clear(&line);
	return 0;
}

static int read_at(int fd, const char *path, char *buf, size_t size,
		   int64_t offset, size_t *ret_len, struct fh_error *err)
{
	ssize_t n = pread(fd, buf, size, offset);

	if (n < 0)
		return fh_err(err, "%s: %s", path, strerror(errno));
	*ret_len = (size_t) n;
	return 0;
}

/* The last size bytes, where the last whole line and a torn one fit. */
static int look_at_end(int fd, const char *path, char *buf, size_t size,
		       int64_t *ret_size, int64_t *ret_number,
		       struct fh_error *err)
{
	int64_t from = *ret_size > (int64_t) size ?
			       *ret_size - (int64_t) size : 0;
	char *end, *begin;
	size_t len = 0;

	if (read_at(fd, path, buf, size, from, &len, err))
		return -1;
	end = memrchr(buf, '\n', len);
	if (!end && from)
		return fh_err(err, "%s: its last line is too long", path);
	*ret_size = end ? from + (end + 1 - buf) : 0;
	if (!end)
		return 0;
	begin = memrchr(buf, '\n', (size_t) (end - buf));
	begin = begin ? begin + 1 : buf;
	return number_of(path, begin, (size_t) (end - begin), ret_number, err);
}

int fh_writer_look(const char *path, int64_t *ret_size, int64_t *ret_number,
		   struct fh_error *err)
{
	size_t size = 2 * FH_JOURNAL_LINE_MAX;
	int fd = open(path, O_RDWR | O_CLOEXEC);
	char *buf = NULL;
	struct stat st;
	int rc = -1;

	*ret_size = *ret_number = 0;
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0 || fstat(fd, &st)) {
		fh_err(err, "%s: %s", path, strerror(errno));
		goto out;
	}
	buf = malloc(size);
	if (!buf) {
		fh_err_nomem(err);
		goto out;
	}
	*ret_size = st.st_size;
	if (look_at_end(fd, path, buf, size, ret_size, ret_number, err))
		goto out;
	if (*ret_size < st.st_size && ftruncate(fd, *ret_size))
		fh_err(err, "%s: %s", path, strerror(errno));
	else
		rc = 0;
out:
	free(buf);
	if (fd >= 0)
		(void) close(fd);
	return rc;
}

/* Whole or not at all. */
static int write_at(int fd, const char *text, size_t len, int64_t offset)
{
	ssize_t n = pwrite(fd, text, len, offset);

	if (n == (ssize_t) len)
		return 0;
	if (n >= 0)
		errno = ENOSPC;
	return -1;
}

int fh_writer_append(const char *path, int64_t offset, const char *text,
		     size_t len, struct fh_error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC,
		      S_IRUSR | S_IWUSR | S_IRGRP);
	struct stat st;

	if (fd < 0)
		return fh_err(err, "%s: %s", path, strerror(errno));
	if (fstat(fd, &st))
		goto failed;
	if (st.st_size < offset)
		offset = st.st_size;
	if (st.st_size > offset && ftruncate(fd, offset))
		goto failed;
	if (write_at(fd, text, len, offset)) {
		int why = errno;

		(void) ftruncate(fd, offset);
		errno = why;
		goto failed;
	}
	/* What close reports may have been written all the same. */
	if (close(fd))
		return fh_err(err, "%s: %s", path, strerror(errno));
	return 0;
failed:
	fh_err(err, "%s: %s", path, strerror(errno));
	(void) close(fd);
	return -1;
}

/* The number of the file's first line. */
static int first_number(const char *path, int64_t *ret, struct fh_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *buf = malloc(FH_JOURNAL_LINE_MAX);
	char *end = NULL;
	size_t len = 0;
	int rc = -1;

	if (fd < 0 || !buf) {
		fh_err(err, "%s: %s", path, strerror(errno));
		goto out;
	}
	if (read_at(fd, path, buf, FH_JOURNAL_LINE_MAX, 0, &len, err))
		goto out;
	end = memchr(buf, '\n', len);
	if (end)
		rc = number_of(path, buf, (size_t) (end - buf), ret, err);
	else
		fh_err(err, "%s: its first line has no end", path);
out:
	free(buf);
	if (fd >= 0)
		(void) close(fd);
	return rc;
}

/* The number behind "<name>." of an older file, or FH_UNKNOWN. */
static int64_t older_number(const char *entry, const char *name)
{
	size_t len = strlen(name);
	int64_t number = FH_UNKNOWN;

	if (!strncmp(entry, name, len) && entry[len] == '.')
		(void) fh_units_parse_count(entry + len + 1, 0, INT64_MAX,
					    &number, NULL);
	return number;
}

/* Find the oldest of the older files; returns how many there are. */
static int find_oldest(const char *path, int64_t *ret_oldest)
{
	const char *name = strrchr(path, '/');
	char dir_path[PATH_MAX];
	struct dirent *entry;
	int count = 0;
	DIR *dir;

	if (!name)
		return 0;
	(void) snprintf(dir_path, sizeof(dir_path), "%.*s",
			(int) (name - path), path);
	dir = opendir(*dir_path ? dir_path : "/");
	if (!dir)
		return 0;
	while ((entry = readdir(dir))) {
		int64_t number = older_number(entry->d_name, name + 1);

		if (number == FH_UNKNOWN)
			continue;
		if (!count++ || number < *ret_oldest)
			*ret_oldest = number;
	}
	(void) closedir(dir);
	return count;
}

static void older_path(const char *path, int64_t number, char *buf,
		       size_t size)
{
	(void) snprintf(buf, size, "%s.%" PRId64, path, number);
}

int fh_writer_rotate(const char *path, struct fh_error *err)
{
	char older[PATH_MAX];
	int64_t number;

	if (first_number(path, &number, err))
		return -1;
	older_path(path, number, older, sizeof(older));
	if (rename(path, older))
		return fh_err(err, "%s: %s", older, strerror(errno));
	while (find_oldest(path, &number) > FH_WRITER_FILES - 1) {
		older_path(path, number, older, sizeof(older));
		if (unlink(older))
			return fh_err(err, "%s: %s", older, strerror(errno));
	}
	return 0;
}

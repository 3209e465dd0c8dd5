/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole small files: see fh_file.h. */
#define _GNU_SOURCE		/* mkostemp() */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fh_file.h"

/* As fh_err(), with the file's name in front and errno's text behind. */
static int fail(struct fh_error *err, const char *path, const char *doing)
{
	return fh_err(err, "%s: cannot %s: %s", path, doing, strerror(errno));
}

static int fail_with(struct fh_error *err, const char *path, int code,
		     const char *text)
{
	errno = code;
	return fh_err(err, "%s: %s", path, text);
}

/* For the way out of a failure: errno stays what made it fail. */
static void close_quietly(int fd)
{
	int saved = errno;

	if (fd >= 0)
		close(fd);
	errno = saved;
}

static int too_large(struct fh_error *err, const char *path, size_t max)
{
	errno = EFBIG;
	return fh_err(err, "%s: larger than %zu bytes", path, max);
}

/* Read to the end; one byte more than max is tried, to see that it ends. */
static int read_all(int fd, const char *path, size_t max, char *text,
		    size_t size, size_t *ret_len, struct fh_error *err)
{
	size_t len = 0;

	while (len < size) {
		ssize_t got = read(fd, text + len, size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(err, path, "read");
		if (!got)
			break;
		len += (size_t) got;
	}
	if (len > max)
		return too_large(err, path, max);
	*ret_len = len;
	return 0;
}

static int read_open(int fd, const char *path, size_t max, char **ret_text,
		     size_t *ret_len, struct fh_error *err)
{
	struct stat st;
	size_t size;
	char *text;

	if (fstat(fd, &st))
		return fail(err, path, "read");
	if (!S_ISREG(st.st_mode))
		return fail_with(err, path, EINVAL, "not a regular file");
	if (st.st_size < 0 || (uintmax_t) st.st_size > max)
		return too_large(err, path, max);
	/* A file that grows meanwhile is read as far as this. */
	size = (size_t) st.st_size + 1;
	text = malloc(size + 1);
	if (!text)
		return fh_err_nomem(err);
	if (read_all(fd, path, max, text, size, ret_len, err)) {
		free(text);
		return -1;
	}
	text[*ret_len] = '\0';
	*ret_text = text;
	return 0;
}

int fh_file_read(const char *path, size_t max, char **ret_text,
		 size_t *ret_len, struct fh_error *err)
{
	/* O_NONBLOCK: a FIFO in a file's place must not stop the caller. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int rc;

	if (fd < 0)
		return fail(err, path, "open");
	rc = read_open(fd, path, max, ret_text, ret_len, err);
	close_quietly(fd);
	return rc;
}

static int write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t put = write(fd, text, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		text += put;
		len -= (size_t) put;
	}
	return 0;
}

/* Make the rename itself last. */
static int sync_directory(const char *path, struct fh_error *err)
{
	const char *slash = strrchr(path, '/');
	char dir[PATH_MAX] = ".";
	int fd, rc;

	if (slash == path)
		strcpy(dir, "/");
	else if (slash)
		snprintf(dir, sizeof(dir), "%.*s", (int) (slash - path), path);
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fail(err, dir, "open");
	rc = fsync(fd) ? fail(err, dir, "write to disk") : 0;
	close_quietly(fd);
	return rc;
}

/* Fill the temporary file and put it in path's place. */
static int finish(int fd, const char *temporary, const char *path,
		  const char *text, size_t len, mode_t mode,
		  struct fh_error *err)
{
	if (write_all(fd, text, len))
		return fail(err, temporary, "write");
	if (fchmod(fd, mode))
		return fail(err, temporary, "set its mode");
	if (fsync(fd))
		return fail(err, temporary, "write to disk");
	if (rename(temporary, path))
		return fail(err, path, "replace");
	return 0;
}

int fh_file_replace(const char *path, const char *text, size_t len,
		    mode_t mode, struct fh_error *err)
{
	char temporary[PATH_MAX];
	int fd, saved;

	if ((size_t) snprintf(temporary, sizeof(temporary), "%s.XXXXXX",
			      path) >= sizeof(temporary))
		return fail_with(err, path, ENAMETOOLONG, "name too long");
	/* Opens with O_EXCL: a link planted there is never followed. */
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return fail(err, temporary, "create");
	if (finish(fd, temporary, path, text, len, mode, err)) {
		saved = errno;
		unlink(temporary);
		errno = saved;
		close_quietly(fd);
		return -1;
	}
	close(fd);
	return sync_directory(path, err);
}

static int make_one(const char *path, mode_t mode, struct fh_error *err)
{
	struct stat st;

	if (!mkdir(path, mode))
		return 0;
	if (errno != EEXIST)
		return fail(err, path, "create the directory");
	if (stat(path, &st))
		return fail(err, path, "look up");
	if (!S_ISDIR(st.st_mode))
		return fail_with(err, path, ENOTDIR, "not a directory");
	return 0;
}

int fh_file_mkdirs(const char *path, mode_t mode, struct fh_error *err)
{
	char part[PATH_MAX];
	size_t len = strlen(path);

	if (!len || len >= sizeof(part))
		return fail_with(err, path, ENAMETOOLONG,
				 "not a name of a directory");
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (make_one(part, mode, err))
			return -1;
	}
	return 0;
}

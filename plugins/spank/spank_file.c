/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that a decision about a job may rest on. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "spank_file.h"

static int refuse(const char *path, const char *why, struct fh_error *err)
{
	errno = EPERM;
	return fh_err(err, "%s: %s", path, why);
}

static int check(int fd, const char *path, size_t max, size_t *ret_size,
		 struct fh_error *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return fh_err(err, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return refuse(path, "not a regular file", err);
	if (st.st_uid != geteuid())
		return refuse(path, "not owned by the user of slurmd", err);
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return refuse(path, "others may write it", err);
	if ((size_t) st.st_size > max)
		return refuse(path, "too large", err);
	*ret_size = (size_t) st.st_size;
	return 0;
}

/* Up to size bytes: a file that shrinks meanwhile gives fewer. */
static int read_all(int fd, const char *path, char *text, size_t size,
		    size_t *ret_len, struct fh_error *err)
{
	size_t len = 0;

	while (len < size) {
		ssize_t n = read(fd, text + len, size - len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fh_err(err, "%s: %s", path, strerror(errno));
		if (n == 0)
			break;
		len += (size_t) n;
	}
	text[len] = '\0';
	*ret_len = len;
	return 0;
}

int fh_spank_file_read(const char *path, size_t max, char **ret_text,
		       size_t *ret_len, struct fh_error *err)
{
	char *text = NULL;
	size_t size = 0, len = 0;
	int rc = -1;
	int fd;

	/* O_NONBLOCK: a pipe that somebody left there must not stop us. */
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return fh_err(err, "%s: %s", path,
			      errno == ELOOP ? "is a symbolic link"
					     : strerror(errno));
	if (check(fd, path, max, &size, err) < 0)
		goto out;
	text = malloc(size + 1);
	if (!text) {
		fh_err_nomem(err);
		goto out;
	}
	if (read_all(fd, path, text, size, &len, err) < 0)
		goto out;
	*ret_text = text;
	*ret_len = len;
	text = NULL;
	rc = 0;
out:
	free(text);
	close(fd);
	return rc;
}

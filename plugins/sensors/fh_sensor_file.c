/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values in small files: see fh_sensor_file.h. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "fh_sensor_file.h"

#define NUMBER_MAX 32		/* bytes of a number with its newline */

static int name_file(char *path, const char *root, const char *fmt,
		     va_list args) __attribute__((format(printf, 3, 0)));

static int name_file(char *path, const char *root, const char *fmt,
		     va_list args)
{
	int len = snprintf(path, PATH_MAX, "%s/", root);
	int more;

	if (len < 0 || len >= PATH_MAX)
		return -1;
	more = vsnprintf(path + len, (size_t) (PATH_MAX - len), fmt, args);
	return more < 0 || more >= PATH_MAX - len ? -1 : 0;
}

/* O_NONBLOCK: a FIFO in a file's place must not stop the caller. */
static int open_file(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

static ssize_t read_all(int fd, char *buf, size_t size)
{
	size_t len = 0;

	while (len < size) {
		ssize_t got = pread(fd, buf + len, size - len, (off_t) len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (!got)
			break;
		len += (size_t) got;
	}
	if (len == size) {
		errno = EFBIG;
		return -1;
	}
	buf[len] = '\0';
	return (ssize_t) len;
}

/* Open it anew; it stays open where it cannot become another file. */
static ssize_t open_and_read(struct fh_sensor_file *file, char *buf,
			     size_t size)
{
	int fd = open_file(file->path);
	struct statfs fs;
	struct stat st;
	ssize_t len;

	if (fd < 0)
		return -1;
	len = read_all(fd, buf, size);
	file->epoch = 0;
	if (len >= 0 && !fstatfs(fd, &fs) && fs.f_type == SYSFS_MAGIC &&
	    !fstat(fd, &st)) {
		file->epoch = (int64_t) st.st_ino;
		file->fd = fd;
		return len;
	}
	close(fd);
	return len;
}

ssize_t fh_sensor_file_read(struct fh_sensor_file *file, char *buf,
			    size_t size)
{
	if (file->fd >= 0) {
		ssize_t len = read_all(file->fd, buf, size);

		if (len >= 0)
			return len;
		fh_sensor_file_close(file);
	}
	return open_and_read(file, buf, size);
}

int fh_sensor_file_open(struct fh_sensor_file *file, struct fh_error *err,
			const char *root, const char *fmt, ...)
{
	char buf[FH_SENSOR_FILE_MAX];
	va_list args;
	int rc;

	file->fd = -1;
	file->epoch = 0;
	va_start(args, fmt);
	rc = name_file(file->path, root, fmt, args);
	va_end(args);
	if (rc) {
		errno = ENAMETOOLONG;
		return fh_err(err, "%s: the name is too long", root);
	}
	if (fh_sensor_file_read(file, buf, sizeof(buf)) < 0)
		return fh_err(err, "%s: cannot read: %s", file->path,
			      strerror(errno));
	return 0;
}

void fh_sensor_file_close(struct fh_sensor_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	file->fd = -1;
}

bool fh_sensor_exists(const char *root, const char *fmt, ...)
{
	char path[PATH_MAX];
	va_list args;
	int rc;

	va_start(args, fmt);
	rc = name_file(path, root, fmt, args);
	va_end(args);
	return !rc && !access(path, F_OK);
}

int fh_sensor_digits(const char **text, const char *ends, int64_t *ret)
{
	const char *at = *text;
	int64_t value = 0;

	if (*at < '0' || *at > '9')
		return -1;
	for (; *at >= '0' && *at <= '9'; at++)
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, *at - '0', &value))
			return -1;
	if (*at && !strchr(ends, *at))
		return -1;
	*text = at;
	*ret = value;
	return 0;
}

static int parse_number(const char *text, int64_t *ret)
{
	int64_t value;

	if (fh_sensor_digits(&text, "\n", &value) ||
	    strcmp(text, *text ? "\n" : ""))
		return -1;
	*ret = value;
	return 0;
}

int fh_sensor_file_number(struct fh_sensor_file *file, int64_t *ret)
{
	char buf[NUMBER_MAX];

	if (fh_sensor_file_read(file, buf, sizeof(buf)) < 0)
		return -1;
	return parse_number(buf, ret);
}

static int read_text(const char *root, char *buf, size_t size, const char *fmt,
		     va_list args) __attribute__((format(printf, 4, 0)));

static int read_text(const char *root, char *buf, size_t size, const char *fmt,
		     va_list args)
{
	char path[PATH_MAX];
	ssize_t len;
	int fd;

	if (name_file(path, root, fmt, args))
		return -1;
	fd = open_file(path);
	if (fd < 0)
		return -1;
	len = read_all(fd, buf, size);
	close(fd);
	if (len > 0 && buf[len - 1] == '\n')
		buf[len - 1] = '\0';
	return len < 0 ? -1 : 0;
}

int fh_sensor_text(const char *root, char *buf, size_t size, const char *fmt,
		   ...)
{
	va_list args;
	int rc;

	va_start(args, fmt);
	rc = read_text(root, buf, size, fmt, args);
	va_end(args);
	return rc;
}

int fh_sensor_number(const char *root, int64_t *ret, const char *fmt, ...)
{
	char buf[NUMBER_MAX];
	va_list args;
	int rc;

	va_start(args, fmt);
	rc = read_text(root, buf, sizeof(buf), fmt, args);
	va_end(args);
	return rc ? -1 : parse_number(buf, ret);
}

static int keep_entries(struct dirent **entry, int count, const char *prefix,
			struct fh_strlist *ret, struct fh_error *err)
{
	for (int i = 0; i < count; i++)
		if (!strncmp(entry[i]->d_name, prefix, strlen(prefix)) &&
		    entry[i]->d_name[0] != '.' &&
		    fh_strlist_add(ret, entry[i]->d_name))
			return fh_err_nomem(err);
	return 0;
}

int fh_sensor_entries(const char *root, const char *dir, const char *prefix,
		      struct fh_strlist *ret, struct fh_error *err)
{
	struct dirent **entry = NULL;
	char path[PATH_MAX];
	int count, rc;

	if ((size_t) snprintf(path, sizeof(path), "%s/%s", root, dir) >=
	    sizeof(path))
		return fh_err(err, "%s: the name is too long", root);
	count = scandir(path, &entry, NULL, versionsort);
	if (count < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (count < 0)
		return fh_err(err, "%s: cannot list: %s", path,
			      strerror(errno));
	rc = keep_entries(entry, count, prefix, ret, err);
	for (int i = 0; i < count; i++)
		free(entry[i]);
	free(entry);
	if (rc)
		fh_strlist_clear(ret);
	return rc;
}

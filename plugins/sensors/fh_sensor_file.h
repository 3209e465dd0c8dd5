/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small files below a root that hold one value, read again and again. */
#ifndef FH_SENSOR_FILE_H
#define FH_SENSOR_FILE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "fh_error.h"
#include "fh_strlist.h"

#define FH_SENSOR_FILE_MAX 4096		/* bytes read of a file */

/*
 * A file that is kept open where it stays the same one (sysfs: until its
 * driver goes); elsewhere it may be replaced by another at any time and is
 * opened for every reading.
 */
struct fh_sensor_file {
	char path[PATH_MAX];
	int fd;			/* -1: not open */
	int64_t epoch;		/* on sysfs another number once the driver
				 * was loaded anew; else 0 */
};

/*
 * Name the file root/path and see that it can be read.
 * fmt:  its path below root, as for printf.
 * Returns 0, or -1 with errno and err set.
 */
int fh_sensor_file_open(struct fh_sensor_file *file, struct fh_error *err,
			const char *root, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Read the file from its start.
 * buf:  at most size - 1 bytes and a NUL.
 * Returns the bytes read, or -1 (longer counts as unreadable).
 */
ssize_t fh_sensor_file_read(struct fh_sensor_file *file, char *buf,
			    size_t size);

/*
 * A file that holds one whole number and a newline.
 * Returns 0, or -1: not read, not a number, too large.
 */
int fh_sensor_file_number(struct fh_sensor_file *file, int64_t *ret);

void fh_sensor_file_close(struct fh_sensor_file *file);

/* Is there such a file, readable or not? */
bool fh_sensor_exists(const char *root, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * The same once, for what is only looked at when meters are found.
 * Text loses its trailing newline.  Return 0, or -1.
 */
int fh_sensor_text(const char *root, char *buf, size_t size, const char *fmt,
		   ...) __attribute__((format(printf, 4, 5)));
int fh_sensor_number(const char *root, int64_t *ret, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Digits to a number that a byte of ends follows, or the text's end.
 * text:  moved behind the digits.
 * Returns 0, or -1 (no digit, above INT64_MAX, another byte behind).
 */
int fh_sensor_digits(const char **text, const char *ends, int64_t *ret);

/*
 * Entries of the directory root/dir whose names begin with prefix, "card2"
 * before "card10".
 * ret:  empty before.  No such directory is no entries.
 * Returns 0, or -1 with err set.
 */
int fh_sensor_entries(const char *root, const char *dir, const char *prefix,
		      struct fh_strlist *ret, struct fh_error *err);

#endif

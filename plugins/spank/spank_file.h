/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that a decision about a job may rest on: made by the daemon's own
 * user (root) and out of everybody else's reach.
 */
#ifndef SPANK_FILE_H
#define SPANK_FILE_H

#include <stddef.h>

#include "fh_error.h"

/*
 * Read a whole file.
 * path:      a regular file, no symbolic link, owned by the caller's
 *            effective user, writable by nobody else.
 * max:       largest size in bytes.
 * ret_text:  malloc'ed, NUL-terminated.
 * Returns 0, or -1 with errno and err set: ENOENT = there is no such file.
 */
int fh_spank_file_read(const char *path, size_t max, char **ret_text,
		       size_t *ret_len, struct fh_error *err);

#endif

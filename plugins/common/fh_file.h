/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole small files, read and replaced so that nobody sees a half. */
#ifndef FH_FILE_H
#define FH_FILE_H

#include <stddef.h>
#include <sys/types.h>

#include "fh_error.h"

/*
 * Read a regular file of at most max bytes.
 * ret_text:  malloc'ed, terminated by a NUL that len does not count.
 * Returns 0, or -1 with errno and err set (EFBIG when larger).
 */
int fh_file_read(const char *path, size_t max, char **ret_text,
		 size_t *ret_len, struct fh_error *err);

/*
 * Replace path by text: a temporary file beside it (O_EXCL), written,
 * fsync'ed, renamed, and the directory fsync'ed.
 * Returns 0, or -1 with errno and err set; path is then as it was, unless
 * it was the directory's fsync that failed.
 */
int fh_file_replace(const char *path, const char *text, size_t len,
		    mode_t mode, struct fh_error *err);

/* mkdir -p with mode for each new part.  Returns 0, or -1 with err set. */
int fh_file_mkdirs(const char *path, mode_t mode, struct fh_error *err);

#endif

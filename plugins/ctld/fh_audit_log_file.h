/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of fh_audit_log.h among themselves. */
#ifndef FH_AUDIT_LOG_FILE_H
#define FH_AUDIT_LOG_FILE_H

#include "fh_audit_log.h"

/* Open log->path in the place of what log->fd is.  0, or -1 with err. */
int fh_audit_log_open_file(struct fh_audit_log *log, struct fh_error *err);

/* A file that was made or moved is there after a crash as well. */
int fh_audit_log_sync_dir(const struct fh_audit_log *log,
			  struct fh_error *err);

/* What a file's first line tells. */
struct fh_audit_first {
	int64_t line;
	int64_t at_s;
};

int fh_audit_log_first(int fd, const char *path, struct fh_audit_first *ret,
		       struct fh_error *err);

/*
 * The end of the newest of the older files.
 * ret:  as it was when there is none.
 */
int fh_audit_log_newest(const struct fh_audit_log *log,
			struct fh_audit_end *ret, struct fh_error *err);

#endif

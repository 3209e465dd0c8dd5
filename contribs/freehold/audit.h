/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold audit: its subcommands, which read their own options, and the
 * files that they read.
 */
#ifndef FREEHOLD_AUDIT_H
#define FREEHOLD_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugins/common/fh_audit_record.h"
#include "plugins/common/fh_error.h"

int audit_verify(int argc, char **argv);
int audit_report(int argc, char **argv);

/* One file of a log. */
struct audit_file {
	char *path;
	int64_t first;		/* its first line; FH_FOREVER: the newest */
};

/* One controller's log, oldest file first. */
struct audit_host {
	char *name;
	struct audit_file *file;
	size_t count;
};

struct audit_hosts {
	struct audit_host *host;	/* by name */
	size_t count;
};

/*
 * The logs in a directory.
 * Returns 0, or -1 with err set (none, not readable).
 */
int audit_hosts_find(const char *dir, struct audit_hosts *ret,
		     struct fh_error *err);
void audit_hosts_clear(struct audit_hosts *hosts);

/* Where a line stands. */
struct audit_place {
	const char *path;
	unsigned long line;	/* of the file, from 1 */
};

/*
 * Called for each line of a log in order; a line that can't be read has line
 * NULL and why set.  Returns 0 to go on, -1 to end.
 */
typedef int audit_visit(const struct audit_place *place,
			const struct fh_audit_line *line, const char *why,
			void *arg);

/*
 * Read a log.  A last line without an end, which is being written, is left
 * out.
 * Returns 0 (also when visit ended it), or -1 with err set.
 */
int audit_read(const struct audit_host *host, audit_visit *visit, void *arg,
	       struct fh_error *err);

/*
 * Where the log is: what was typed, what the active bundle says, or below
 * the store of bundles.
 * typed:  or NULL.
 * store:  of bundles.
 * Returns a malloc'ed path for the caller to free, or NULL with err set.
 */
char *audit_dir(const char *typed, const char *store, struct fh_error *err);

#endif

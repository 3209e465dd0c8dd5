/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The log's files: DIR/HOST.jsonl, and the older ones as
 * DIR/HOST.jsonl.<number of the first line>.  Only its writer writes them, and
 * nothing removes them.
 */
#ifndef FH_AUDIT_LOG_H
#define FH_AUDIT_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/common/fh_audit_record.h"

#define FH_AUDIT_HOST_MAX 128
#define FH_AUDIT_HEADS_MAX 2048

struct fh_audit_log {
	char *dir, *path;
	char *cluster, *host;
	int fd;
	struct fh_chain chain, synced;	/* with buf; of what the disk has */
	int64_t decision, synced_decision;	/* the last one, likewise */
	int64_t size;		/* bytes the disk has */
	int64_t opened_s;	/* when the file began, UTC */
	char *buf;		/* lines not yet written */
	size_t used, room;
};

/*
 * Open the file, or begin one.  A torn line at its end, which a crash leaves,
 * is cut off: its record is still in the ring.
 * now_s:  UTC.
 * ret:    to fh_audit_log_close(), also after a failure.
 * Returns 0, or -1 with err set (unreadable; its last line is none of a log).
 */
int fh_audit_log_open(const char *dir, const char *cluster, const char *host,
		      int64_t now_s, struct fh_audit_log *ret,
		      struct fh_error *err);
void fh_audit_log_close(struct fh_audit_log *log);

/*
 * Put a record's text behind the others, in memory.
 * Returns 0, or -1 with err set.
 */
int fh_audit_log_add(struct fh_audit_log *log, const char *text, size_t len,
		     int64_t decision, struct fh_error *err);

/* The same for a record of the log's own; its instant is now_s. */
int fh_audit_log_note(struct fh_audit_log *log, struct fh_audit_record *record,
		      int64_t now_s, struct fh_error *err);

/* The line "opened", with the heads of the other controllers' chains. */
int fh_audit_log_opened(struct fh_audit_log *log, int64_t now_s,
			struct fh_error *err);

/* Is so much in memory that it is to be written first? */
bool fh_audit_log_is_full(const struct fh_audit_log *log);

/*
 * Write what was added, and wait until the disk has it.
 * Returns 0, or -1 with err set: then nothing of it is in the file, chain and
 * decision are as before, and it is to be added again.
 */
int fh_audit_log_flush(struct fh_audit_log *log, struct fh_error *err);

/*
 * Begin another file, which carries the chain on.  Nothing is unwritten.
 * Returns 0, or -1 with err set.
 */
int fh_audit_log_rotate(struct fh_audit_log *log, int64_t now_s,
			struct fh_error *err);

/* The end of a chain, as its last whole line tells it. */
struct fh_audit_end {
	struct fh_chain chain;
	int64_t decision;
	int64_t size;		/* of the file, up to there */
};

/*
 * Find it in an open file.
 * Returns 0 (an empty file: lines is 0), or -1 with err set.
 */
int fh_audit_end_find(int fd, const char *path, struct fh_audit_end *ret,
		      struct fh_error *err);

/*
 * The end of another controller's chain.
 * host:  its name.
 * Returns 0, or -1: there is none that can be read.
 */
int fh_audit_end_of(const char *dir, const char *host,
		    struct fh_audit_end *ret);

/*
 * The heads of all chains in dir but that of host, as in a record.
 * Those that can't be read, or have no room, are left out.
 */
void fh_audit_heads(const char *dir, const char *host,
		    char ret[FH_AUDIT_HEADS_MAX]);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the ring to the log: what the audit's thread does, again and again.
 * Only that thread uses it once it is opened.
 */
#ifndef FH_AUDIT_WRITER_H
#define FH_AUDIT_WRITER_H

#include <stdatomic.h>

#include "fh_audit_log.h"
#include "fh_audit_ring.h"

struct fh_audit_limits {
	int64_t rotate_bytes;
	int64_t rotate_s;
};

struct fh_audit_writer {
	struct fh_audit_log log;
	struct fh_audit_ring *ring;	/* NULL: not open */
	struct fh_audit_limits limits;
	int64_t lost_told;	/* of the ring's lost records */
	int64_t head_s;		/* when the head went to syslog */
	int64_t head_lines;	/* and how many lines it had */
	atomic_bool greet;	/* write a line "opened" */
};

/* Where log and ring are, and under what name. */
struct fh_audit_paths {
	char *log_dir, *ring;
	uint64_t ring_size;
	const char *cluster, *host;
};

/*
 * Open log and ring.
 * ret:  not open before.
 * Returns 0, or -1 with err set and nothing open.
 */
int fh_audit_writer_open(struct fh_audit_writer *writer,
			 const struct fh_audit_paths *paths, int64_t now_s,
			 struct fh_error *err);
void fh_audit_writer_close(struct fh_audit_writer *writer);

/*
 * Write all that the ring holds, rotate when it is time, and send the head to
 * syslog once a minute.
 * Returns 0, or -1 with err set: what is not written stays in the ring.
 */
int fh_audit_writer_drain(struct fh_audit_writer *writer, int64_t now_s,
			  struct fh_error *err);

#endif

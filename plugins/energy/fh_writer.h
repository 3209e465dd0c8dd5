/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The journal's files: DIR/<node>.jsonl, and the older ones as
 * DIR/<node>.jsonl.<number of the first line>.  A file is closed between
 * writes, so that it may be moved away at any time.
 */
#ifndef FH_WRITER_H
#define FH_WRITER_H

#include <stddef.h>
#include <stdint.h>

#include "plugins/common/fh_error.h"

#define FH_WRITER_FILE_MAX (8 << 20)	/* bytes: then a new one begins */
#define FH_WRITER_FILES 8		/* kept, the newest included */

/*
 * What the file holds: its size, and the number of its last line.  A torn
 * line at its end, which a crash leaves, is cut off.  No file: 0 and 0.
 * Returns 0, or -1 with err set (unreadable; its last line is none of a
 * journal).
 */
int fh_writer_look(const char *path, int64_t *ret_size, int64_t *ret_number,
		   struct fh_error *err);

/*
 * Write text at offset, the end; what stands there or behind is a write that
 * was not finished, and replaced.  A file shorter than that is appended to.
 * Returns 0, or -1 with err set and nothing written.
 */
int fh_writer_append(const char *path, int64_t offset, const char *text,
		     size_t len, struct fh_error *err);

/*
 * Move the file aside and remove the oldest ones.
 * Returns 0, or -1 with err set.
 */
int fh_writer_rotate(const char *path, struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the sampler's state has to say, as lines of the journal. */
#ifndef FH_LINES_H
#define FH_LINES_H

#include <json-c/printbuf.h>

#include "plugins/energy/fh_node.h"

/*
 * Append all the lines there are to write: the meters when that is due, what
 * was counted since the last line, the jobs that are due.
 * number:  of the last line; becomes that of the last one appended.
 * Returns 0, or -1 with err set.
 */
int fh_lines_put(const struct fh_node *node, struct printbuf *to,
		 int64_t *number, struct fh_error *err);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file of job lines that were collected from a node's energy journal. */
#ifndef SCOST_COLLECTED_H
#define SCOST_COLLECTED_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/common/fh_error.h"
#include "plugins/common/fh_journal.h"

/* What could not be read, for one warning at the end. */
struct scost_trouble {
	int64_t lines;		/* damaged, and skipped */
	int64_t files;		/* not readable, or not to their end */
	struct fh_error first;	/* names file and cause */
};

/* Who reads, and what of it. */
struct scost_reader {
	bool (*wants)(uint32_t job_id, void *arg);
	void (*take)(const struct fh_journal_line *line, void *arg);
	void *arg;
};

/*
 * Hand every line of a job that the reader wants to it.  A file that is not
 * there has no lines; a last line without its end is still being written.
 * trouble:  what goes wrong is added to it.
 */
void scost_collected_read(const char *path, const struct scost_reader *reader,
			  struct scost_trouble *trouble);

#endif

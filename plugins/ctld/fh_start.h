/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is written down when a job starts: the resolved terms for the node,
 * and the object under "freehold" in the job's AdminComment for people and
 * accounting.
 */
#ifndef FH_START_H
#define FH_START_H

#include <stdbool.h>
#include <stdint.h>

#include "fh_decide.h"
#include "plugins/common/fh_result.h"

/* Bytes of the object under "freehold", at most. */
#define FH_START_NOTE_MAX 1024

struct fh_start {
	uint32_t job_id;
	uint32_t restart;	/* Slurm's restart count */
	const char *gres;	/* the job's --gres list, or NULL */
	const bool *used;	/* per zone: it lends the job a node */
	bool outside;		/* a node of the job is in no zone */
};

/*
 * The resolved terms.  Also the last check: a job on a node that its terms do
 * not allow has none.
 * decision:  NULL = the job has no terms: nothing is restricted.
 * ret:       empty before; to fh_result_clear.
 * Returns 0, or -1 with err set: the job must not start.
 */
int fh_start_result(const struct fh_conf *conf,
		    const struct fh_decision *decision,
		    const struct fh_start *start, struct fh_result *ret,
		    struct fh_error *err);

/*
 * The new AdminComment of a job that runs where its terms no longer allow: as
 * it was, with the sentence why under "narrowed".  As fh_start_note().
 */
char *fh_start_narrow_note(const char *existing, const char *why);

/*
 * The new AdminComment: a JSON object whose key "freehold" says what the job
 * got.  Other keys are kept; a text that is no JSON object is kept under
 * "comment", without quotes and backslashes.
 * existing:  the AdminComment so far, or NULL.
 * Returns the text, malloc'ed, for the caller to free; NULL without memory.
 */
char *fh_start_note(const char *existing, const struct fh_conf *conf,
		    const struct fh_decision *decision,
		    const struct fh_start *start,
		    const struct fh_result *result);

/*
 * The new AdminComment of a job that is kept waiting: as above, with only the
 * sentence why under "freehold".
 */
char *fh_start_wait_note(const char *existing, const char *why);

#endif

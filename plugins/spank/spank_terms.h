/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terms of the jobs on this node, one file each:
 *
 *   DIR/<node>.<job id>    0600, in a directory 0700, both root's
 *
 * The text is what slurmctld put into the job's SPANK environment (see
 * fh_result.h), or FH_SPANK_NONE for a job without terms: a job whose file is
 * missing is therefore one whose terms are unknown.
 *
 *   DIR/<node>.<job id>.ended    the same after the job's epilog
 *
 * slurmd skips the prolog of a job that it still remembers (cred_expire,
 * 120 s by default).  It meets one when slurmctld is killed before it saved
 * that it started the job: it ends that run and starts the job again, here
 * at once.  Its terms are then those of the run before, which this node must
 * still fit.
 */
#ifndef SPANK_TERMS_H
#define SPANK_TERMS_H

#include <stdint.h>

#include "fh_error.h"

#define FH_SPANK_NONE "none"

/*
 * Make sure that the directory is there and nobody else's; its parents are
 * made with 0755.
 * Returns 1 when it was made just now, 0 when it was there, -1 with err set:
 * cannot be made, is a link, belongs to another user, or others have rights.
 */
int fh_spank_terms_prepare(const char *dir, struct fh_error *err);

/* Write one job's terms; those of an earlier run are replaced at once. */
int fh_spank_terms_write(const char *dir, const char *node, uint32_t job_id,
			 const char *text, struct fh_error *err);

/*
 * Read one job's terms; those of its last run here when it has no others.
 * ret_text:  malloc'ed, without the final newline.
 * Returns 0, or -1 with errno and err set; ENOENT = there are none.
 */
int fh_spank_terms_read(const char *dir, const char *node, uint32_t job_id,
			char **ret_text, struct fh_error *err);

/*
 * One job has ended.  Its terms are kept as long as slurmd may remember it;
 * those of jobs that ended long ago are removed.
 * now_s:  UTC.
 * Returns 0, also when the job has no terms; -1 with err set.
 */
int fh_spank_terms_end(const char *dir, const char *node, uint32_t job_id,
		       int64_t now_s, struct fh_error *err);

#endif

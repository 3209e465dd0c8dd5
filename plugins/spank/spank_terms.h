/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terms of the jobs on this node, one file each:
 *
 *   DIR/<node>.<job id>    0600, in a directory 0700, both root's
 *
 * The text is what slurmctld put into the job's SPANK environment (see
 * fh_result.h), or FH_SPANK_NONE for a job without terms: a job whose file is
 * missing is therefore one whose terms are unknown.
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

/* Write one job's terms; a file of the same name is replaced at once. */
int fh_spank_terms_write(const char *dir, const char *node, uint32_t job_id,
			 const char *text, struct fh_error *err);

/*
 * Read one job's terms.
 * ret_text:  malloc'ed, without the final newline.
 * Returns 0, or -1 with errno and err set; ENOENT = there are none.
 */
int fh_spank_terms_read(const char *dir, const char *node, uint32_t job_id,
			char **ret_text, struct fh_error *err);

/* Remove one job's terms.  0 also when there are none; -1 with err set. */
int fh_spank_terms_remove(const char *dir, const char *node, uint32_t job_id,
			  struct fh_error *err);

#endif

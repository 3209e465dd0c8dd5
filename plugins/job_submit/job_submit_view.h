/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A job description as the neutral struct fh_submission.  Includers have
 * included Slurm's slurmctld.h.
 */
#ifndef JOB_SUBMIT_VIEW_H
#define JOB_SUBMIT_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/ctld/fh_submit.h"

/*
 * Convert.  Only in slurmctld, with a read lock on partitions.
 * ret:  its texts stay those of desc; the account is left alone.
 */
void job_view_fill(const job_desc_msg_t *desc, int64_t now_s,
		   struct fh_submission *ret);

/*
 * What the job will ask for when the update is through.
 * own_gres:  the job's gres are select's choice, not the user's: left out.
 * ret:       a shallow copy: every pointer is update's or job's.
 */
void job_view_merge(const job_desc_msg_t *update, const job_record_t *job,
		    bool own_gres, job_desc_msg_t *ret);

#endif

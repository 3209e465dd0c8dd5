/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What job_submit tells the audit: what it decided about a request. */
#ifndef JOB_SUBMIT_AUDIT_H
#define JOB_SUBMIT_AUDIT_H

#include "src/common/slurm_xlator.h"

#include <stdbool.h>

#include "src/slurmctld/slurmctld.h"

struct job_audit {
	const char *account, *partition;	/* asked for, or NULL */
	const char *terms;	/* given to it; NULL = none */
	const char *why;	/* the refusal; NULL = accepted */
	uint32_t uid;		/* whose job */
	uint32_t by_uid;	/* who asked */
};

/* A submission.  One that is accepted without terms is not recorded. */
void job_audit_submit(const struct job_audit *what);

/* An update of a pending job, likewise. */
void job_audit_update(const struct job_audit *what, const job_record_t *job);

/*
 * Does root's update tell that a node denied a task of the job?  Then it is
 * recorded, and taken out of the update.
 */
bool job_audit_takes(job_desc_msg_t *update, const job_record_t *job,
		     uint32_t uid);

#endif

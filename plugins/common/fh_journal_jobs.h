/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The jobs of a journal, and what their shares come to so far. */
#ifndef FH_JOURNAL_JOBS_H
#define FH_JOURNAL_JOBS_H

#include "fh_journal.h"
#include "fh_wide.h"

struct fh_journal_job {
	uint32_t job_id;
	int64_t start_s;
	int64_t line;		/* number of the last line with a share */
	bool ended;		/* its own line was there */
	fh_wide uj[FH_ENERGY_PARTS];
};

struct fh_journal_jobs;

/* Returns NULL without memory. */
struct fh_journal_jobs *fh_journal_jobs_new(void);

/* The job, added when it is new; NULL without memory. */
struct fh_journal_job *fh_journal_jobs_at(struct fh_journal_jobs *jobs,
					  uint32_t job_id, int64_t start_s);

void fh_journal_jobs_free(struct fh_journal_jobs *jobs);

#endif

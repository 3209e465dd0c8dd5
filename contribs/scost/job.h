/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A job as slurmdbd records it, without any Slurm type: all that pricing and
 * printing know.
 */
#ifndef SCOST_JOB_H
#define SCOST_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "contribs/scost/tres.h"

struct scost_job {
	char *id;		/* as sacct's JobID: "17", "17_3", "17+1" */
	uint32_t raw_id;	/* as its JobIDRaw: array tasks have their own */
	int64_t db_index;	/* of this run in slurmdbd; 0: not known */
	char *name;		/* these are NULL where slurmdbd has nothing */
	char *user;
	char *account;
	char *partition;
	char *cluster;
	char *qos;		/* only when asked for */
	char *wckey;
	char *state;		/* "CANCELLED by 1000" */
	char *nodes;		/* bracket form; NULL: has not started */
	char *admin_comment;
	int64_t submit_s;
	int64_t start_s;	/* FH_UNKNOWN: has not started */
	int64_t end_s;		/* FH_UNKNOWN: has not ended */
	int64_t elapsed_s;	/* until now or the end, without suspension */
	int64_t suspended_s;
	int64_t reservation;	/* its id; 0: in none */
	int64_t limit_s;	/* FH_FOREVER; FH_UNKNOWN: the partition's */
	struct scost_tres tres;
	uint32_t order[3];	/* array id, task, job: order among equals */
};

struct scost_jobs {
	struct scost_job *item;
	size_t count;
};

#define SCOST_STATE_MAX 32

/* "CANCELLED by 1000" without who; fills and returns buf. */
char *scost_job_state(const struct scost_job *job, char buf[SCOST_STATE_MAX]);

/* Drop those that keep() does not want. */
void scost_jobs_keep(struct scost_jobs *jobs,
		     bool (*keep)(const struct scost_job *job,
				  const void *ctx), const void *ctx);

void scost_jobs_clear(struct scost_jobs *jobs);

#endif

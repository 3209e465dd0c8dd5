/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The accounts of a node's jobs, where slurmctld tells them. */
#ifndef FREEHOLD_ACCOUNTS_H
#define FREEHOLD_ACCOUNTS_H

#include <stddef.h>
#include <stdint.h>

#include "plugins/energy/fh_live.h"

struct account_of_job {
	uint32_t job_id;
	const char *name;
};

/* Zero-initialised is empty. */
struct accounts {
	char *text;		/* slurmctld's answer, cut into names */
	struct account_of_job *job;	/* sorted */
	size_t count;
	int64_t next_ms;	/* not to be asked again before */
};

/* Ask again when there is a new job, but not all the time. */
void accounts_refresh(struct accounts *accounts, const struct fh_live *live);

/* A job's account, or "uid 1000" in buf where it isn't known. */
const char *accounts_name(const struct accounts *accounts,
			  const struct fh_live_job *job, char *buf,
			  size_t size);

void accounts_clear(struct accounts *accounts);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* slurmdbd as a ledger's source, in memory. */
#ifndef FAKE_JOBS_H
#define FAKE_JOBS_H

#include <stdatomic.h>

#include "contribs/scost/ledger_source.h"

/* A row, what tests change of it. */
struct fake_row {
	int64_t db_index;
	uint32_t raw_id;
	const char *account;
	const char *state;
	const char *type;	/* of accelerator */
	int64_t gpus;
	int64_t start_s;
	int64_t end_s;		/* FH_UNKNOWN: runs */
	int64_t energy_uj;
};

struct fake_jobs {
	struct fake_row *row;
	size_t count;
	int64_t now_s;		/* what runs has run until then */
	atomic_int windows;	/* asked for so far, two at a time */
};

struct scost_source fake_jobs_source(struct fake_jobs *jobs);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which runs were seen, per group of a report: a run has a line for every
 * day and zone, and is one job all the same.
 */
#ifndef SCOST_RUNS_H
#define SCOST_RUNS_H

#include <stddef.h>
#include <stdint.h>

struct scost_run {
	uint32_t group;		/* of the report */
	uint32_t cluster;	/* number of its name, the caller's */
	int64_t db_index;
	uint32_t marks;		/* 0: the place is free */
};

/* Zero-initialised is empty and valid. */
struct scost_runs {
	struct scost_run *place;	/* size of them, a power of two */
	size_t size;
	size_t count;
};

/*
 * Set marks of a run.
 * run:  marks not 0.
 * Returns the marks it did not have before (0 = none), or -1 (no memory).
 */
int64_t scost_runs_mark(struct scost_runs *runs, const struct scost_run *run);

void scost_runs_clear(struct scost_runs *runs);

#endif

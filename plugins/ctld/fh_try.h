/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The loop over a job's candidates, best first: which one the job gets.  It
 * knows the rules and no Slurm type; struct fh_try_ops does the work.
 *
 * Run now: the first candidate that fits and that the accounting limits
 * admit.  Only when none fits is preemption allowed, again from the first on:
 * nobody is preempted while another candidate is idle.
 * Will run: the candidate with the earliest start, ties to the better one; a
 * start now ends the search.
 * Test only: the first that could ever fit.
 *
 * A candidate that fits and that only the limits speak against is not taken.
 * When there is nothing else it is, so that slurmctld's own check of the
 * limits refuses the job with its true reason and without making the jobs
 * behind it wait.
 */
#ifndef FH_TRY_H
#define FH_TRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fh_try_mode {
	FH_TRY_RUN_NOW,
	FH_TRY_TEST_ONLY,
	FH_TRY_WILL_RUN,
};

struct fh_try_ops {
	/*
	 * Put candidate i into the job and ask whether it fits.
	 * ret_start_s:  when it would start; only for FH_TRY_WILL_RUN.
	 * Returns whether it fits; if not, the job is as it was found.
	 */
	bool (*test)(void *ctx, size_t i, bool preempt, int64_t *ret_start_s);
	/* Do the limits admit the candidate that was tested last? */
	bool (*limits_admit)(void *ctx);
	/* Remember the answer to the last test, instead of an older one. */
	void (*keep)(void *ctx);
	/* Put the job back to how it was found. */
	void (*undo)(void *ctx);
	/* Leave the candidate that was tested last in the job. */
	void (*commit)(void *ctx);
	/* Give the answer that was kept. */
	void (*answer)(void *ctx);
};

struct fh_try {
	enum fh_try_mode mode;
	size_t count;		/* candidates */
	bool may_preempt;	/* there are jobs that could be preempted */
	int64_t now_s;
};

#define FH_TRY_NONE (-1)

/*
 * Returns the index of the candidate taken, or FH_TRY_NONE: the job is then
 * as it was found.
 */
int fh_try(const struct fh_try *plan, const struct fh_try_ops *ops, void *ctx);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Windows of time over slurmdbd's jobs, so that memory is bounded: the next
 * is as long as the density of one before allows.  How many rows a window
 * holds is known only when they are there, so they grow slowly and shrink at
 * once.
 */
#ifndef SCOST_LEDGER_WINDOW_H
#define SCOST_LEDGER_WINDOW_H

#include <stdint.h>

#define SCOST_WINDOW_ROWS 10000		/* aimed at */

struct scost_window {
	int64_t from_s;
	int64_t until_s;	/* exclusive */
	int64_t end_s;		/* of the last window */
	int64_t length_s;
};

/* The first window of [from_s, end_s); empty when that is. */
void scost_window_begin(struct scost_window *window, int64_t from_s,
			int64_t end_s);

/* Move to the one behind it; from_s is end_s behind the last. */
void scost_window_next(struct scost_window *window);

/* A window of that length had so many rows: those to come go by it. */
void scost_window_learn(struct scost_window *window, int64_t length_s,
			int64_t rows);

#endif

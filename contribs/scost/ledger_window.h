/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Windows of time over slurmdbd's jobs, so that memory is bounded: the next
 * is as long as the last ones' density allows.  How many rows a window holds
 * is known only when they are there, so one grows slowly and shrinks at once.
 */
#ifndef SCOST_LEDGER_WINDOW_H
#define SCOST_LEDGER_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#define SCOST_WINDOW_ROWS 20000		/* aimed at */

struct scost_window {
	int64_t from_s;
	int64_t until_s;	/* exclusive */
	int64_t end_s;		/* of the last window */
	int64_t length_s;
};

/* The first window of [from_s, end_s); empty when that is. */
void scost_window_begin(struct scost_window *window, int64_t from_s,
			int64_t end_s);

/* The one behind it, which had that many rows.  Returns false at the end. */
bool scost_window_next(struct scost_window *window, int64_t rows);

#endif

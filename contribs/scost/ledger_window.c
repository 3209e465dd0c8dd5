/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows of time: see ledger_window.h. */
#include "contribs/scost/ledger_window.h"

#define FIRST_S 3600
#define MIN_S 60
#define MAX_S (2 * 86400)

static void set_end(struct scost_window *window)
{
	window->until_s = window->end_s - window->from_s > window->length_s ?
				  window->from_s + window->length_s :
				  window->end_s;
}

void scost_window_begin(struct scost_window *window, int64_t from_s,
			int64_t end_s)
{
	*window = (struct scost_window){
		.from_s = from_s,
		.end_s = end_s > from_s ? end_s : from_s,
		.length_s = FIRST_S,
	};
	set_end(window);
}

void scost_window_next(struct scost_window *window)
{
	window->from_s = window->until_s;
	set_end(window);
}

void scost_window_learn(struct scost_window *window, int64_t length_s,
			int64_t rows)
{
	if (rows > SCOST_WINDOW_ROWS)
		length_s = length_s * SCOST_WINDOW_ROWS / rows;
	else if (rows < SCOST_WINDOW_ROWS / 8)
		length_s *= 4;
	else if (rows < SCOST_WINDOW_ROWS / 2)
		length_s *= 2;
	if (length_s < MIN_S)
		length_s = MIN_S;
	if (length_s > MAX_S)
		length_s = MAX_S;
	window->length_s = length_s;
	set_end(window);
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A progress bar on a terminal. */
#ifndef SCOST_BAR_H
#define SCOST_BAR_H

#include <stdint.h>
#include <stdio.h>

/*
 * Draw it over the last one: "sync tx [####    ]  52%  123456 runs".  Nothing
 * where out is no terminal.
 */
void scost_bar_draw(FILE *out, const char *what, int64_t done, int64_t total,
		    int64_t count, const char *unit);

/* Wipe it. */
void scost_bar_clear(FILE *out);

#endif

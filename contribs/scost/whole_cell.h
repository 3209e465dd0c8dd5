/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells of a struct scost_whole; for whole*.c alone. */
#ifndef SCOST_WHOLE_CELL_H
#define SCOST_WHOLE_CELL_H

#include "contribs/scost/whole.h"

/* Index of a cell; zone may be FH_NO_ZONE. */
size_t scost_whole_at(const struct scost_whole *whole, size_t piece, int zone,
		      size_t thing);
size_t scost_whole_cells(const struct scost_whole *whole);

/*
 * Things: the catalogue's types, cores, memory, then all that is in no
 * catalogue (a job of several types, one without a type).
 */
size_t scost_whole_type(const struct scost_whole *whole, const char *type);
size_t scost_whole_cores(const struct scost_whole *whole);

/* As fh_whole_begin() takes it; not for the last. */
int scost_whole_thing(const struct scost_whole *whole, size_t thing);

/* Add what the nodes had until then. */
void scost_whole_capacity(struct scost_whole *whole, int64_t now_s);

#endif

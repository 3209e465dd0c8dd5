/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines out of the ledger, for a report: of all its clusters unless some are
 * named, of the user who asks unless that is root or others are named.
 */
#ifndef SCOST_BOOKED_H
#define SCOST_BOOKED_H

#include "contribs/scost/source.h"

/*
 * As scost_source_read(), from a ledger.
 * path:      "": $FREEHOLD_LEDGER, else the configured place.
 * one_by_one:  every line of its own; else those of a day that agree in all
 *            texts are one, with the runs that began.
 * Returns 0, or -1 with err set: no ledger, its currency or time zone are
 * not source's, jobs are chosen by what it doesn't have.
 */
int scost_booked_read(const struct scost_source *source, const char *path,
		      bool one_by_one, scost_line_fn *fn, void *ctx,
		      struct fh_error *err);

#endif

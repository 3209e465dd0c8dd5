/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a priced job to the lines of its bill. */
#ifndef SCOST_LINES_H
#define SCOST_LINES_H

#include "contribs/scost/job.h"
#include "contribs/scost/line.h"
#include "contribs/scost/price.h"

/*
 * Hand every line of a job to fn: one per zone and billing day, of days in
 * conf->rates.tz, or in UTC without one (SCOST_GAP_TIMEZONE says so).  A job
 * that took no time has one line per zone; one that has not started, none.
 *
 * A line is the difference of what the job has come to by its end and by its
 * begin, each rounded as a whole.  So the lines add up, exactly, to the
 * bill's cost, footprint and accelerator seconds and to its energy.  The
 * time is that of scost_price(): elapsed_s from the start on, so that
 * suspension, of which only the length is known, shortens its end.
 * conf:  NULL: lines without a cost, in one zone, the note's.
 * bill:  of scost_price() with the same conf; energy.proof, where there is
 *        one, is set.
 * Returns 0, or -1 with err set (by fn).
 */
int scost_lines(const struct fh_conf *conf, const struct scost_job *job,
		const struct scost_bill *bill, scost_line_fn *fn, void *ctx,
		struct fh_error *err);

#endif

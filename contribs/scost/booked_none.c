/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines out of the ledger, in a build without SQLite: see booked.h. */
#include "fh_config.h"

#include "contribs/scost/booked.h"

int scost_booked_read(const struct scost_source *source, const char *path,
		      bool one_by_one, scost_line_fn *fn, void *ctx,
		      struct fh_error *err)
{
	(void) source;
	(void) path;
	(void) one_by_one;
	(void) fn;
	(void) ctx;
	return fh_err(err, "--ledger needs the ledger, and this scost was "
		      "built without it");
}

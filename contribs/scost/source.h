/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines straight from slurmdbd. */
#ifndef SCOST_SOURCE_H
#define SCOST_SOURCE_H

#include "contribs/scost/args.h"
#include "contribs/scost/line.h"
#include "contribs/scost/days.h"
#include "plugins/common/fh_conf.h"

struct scost_source {
	const struct scost_args *args;	/* which jobs; not its times */
	struct scost_days days;	/* lines of these days */
	const struct fh_conf *conf;	/* NULL: nothing has a price */
	const char *currency;		/* of the report; "" */
	const char *timezone;
	bool with_qos;			/* one more request */
	bool with_proof;		/* read where energy comes from */
};

/*
 * Hand every line to fn.  All jobs of the window are in memory at once.
 * Returns 0, or -1 with err set.
 */
int scost_source_read(const struct scost_source *source, scost_line_fn *fn,
		      void *ctx, struct fh_error *err);

/* scost_days_other: what Slurm's own commands take, "now-7days". */
scost_days_other scost_source_time;

#endif

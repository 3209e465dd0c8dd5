/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What nobody had: see idle.h. */
#include "fh_config.h"

#include <string.h>
#include <time.h>

#include "contribs/scost/idle.h"
#include "contribs/scost/nodes_slurm.h"

int scost_idle_begin(struct scost_idle *ret, const struct fh_conf *conf,
		     const struct fh_cut_piece *period, struct fh_error *err)
{
	memset(ret, 0, sizeof(*ret));
	if (scost_nodes_read(period, &ret->nodes, err) ||
	    scost_nodes_note(&ret->nodes, err, "energy that nodes drew while "
			     "nobody had them is not in it: slurmdbd doesn't "
			     "have it"))
		return -1;
	return scost_whole_begin(&ret->whole, conf, &ret->nodes, period, err);
}

int scost_idle_add(const struct scost_line *line, void *ctx,
		   struct fh_error *err)
{
	struct scost_idle *idle = ctx;

	if (scost_spread_add(line, &idle->spread, err))
		return -1;
	return scost_whole_add(line, &idle->whole, err);
}

int scost_idle_write(struct scost_idle *idle, bool spread, scost_line_fn *fn,
		     void *ctx, struct fh_error *err)
{
	if (!spread)
		return scost_whole_write(&idle->whole, time(NULL), fn, ctx,
					 err);
	idle->spread.fn = fn;
	idle->spread.ctx = ctx;
	return scost_whole_write(&idle->whole, time(NULL), scost_spread_line,
				 &idle->spread, err);
}

void scost_idle_clear(struct scost_idle *idle)
{
	scost_spread_clear(&idle->spread);
	scost_whole_clear(&idle->whole);
	scost_nodes_clear(&idle->nodes);
}

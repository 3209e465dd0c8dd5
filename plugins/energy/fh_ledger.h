/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the sampler's state to the journal: what was counted since the last
 * line, and the jobs that have ended.  Every line is written once, whenever
 * the sampler dies: the state says that lines are being written from some
 * place on before they are, and the next sampler writes the same again there.
 */
#ifndef FH_LEDGER_H
#define FH_LEDGER_H

#include "plugins/energy/fh_node.h"

struct fh_ledger {
	char path[PATH_MAX];
	bool open;		/* its last line is known */
	bool failing;		/* said so already */
};

/*
 * dir:  of the journal; made with the first line.
 * Returns 0, or -1 with err set (the path is too long).
 */
int fh_ledger_init(struct fh_ledger *ledger, const char *node,
		   const char *dir, struct fh_error *err);

/*
 * Write all there is to say; the state is committed before and after.  The
 * first call finishes what another sampler was writing when it died.
 * Where it can't be written (a full disk), that is logged once, and the next
 * call says it all.
 */
void fh_ledger_write(struct fh_ledger *ledger, struct fh_node *node);

#endif

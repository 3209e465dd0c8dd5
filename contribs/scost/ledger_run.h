/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a job of slurmdbd to a run of the ledger. */
#ifndef SCOST_LEDGER_RUN_H
#define SCOST_LEDGER_RUN_H

#include "contribs/scost/job.h"
#include "contribs/scost/ledger_store.h"
#include "contribs/scost/proof.h"
#include "plugins/common/fh_conf.h"

/*
 * Put a job's run into the ledger, priced where it is new or other than the
 * ledger knows it: another row, configuration or proof of its energy.
 * proof:  NULL: none was looked for.
 * Returns 0, or -1 with err set.
 */
int scost_run_put(struct scost_store *store, const struct fh_conf *conf,
		  const char *cluster, const struct scost_job *job,
		  const struct scost_proof *proof, struct fh_error *err);

#endif

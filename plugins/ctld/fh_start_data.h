/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The datasets of a job that starts; only fh_start.c needs it. */
#ifndef FH_START_DATA_H
#define FH_START_DATA_H

#include "plugins/common/fh_result.h"
#include "plugins/common/fh_terms.h"

/*
 * Which datasets the job has, and whose paths are kept from it.
 * terms:  NULL = the job has none, and so no dataset.
 * Returns 0, or -1 with err set: the job must not start.
 */
int fh_start_fill_data(const struct fh_conf *conf,
		       const struct fh_terms *terms, struct fh_result *ret,
		       struct fh_error *err);

#endif

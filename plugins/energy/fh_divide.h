/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One interval's energy, divided and added to the sampler's state. */
#ifndef FH_DIVIDE_H
#define FH_DIVIDE_H

#include "plugins/energy/fh_metering.h"
#include "plugins/energy/fh_usage.h"

/*
 * Divide what the meters counted among the jobs and the node's accounts.
 * Returns 0, or -1 with err set; then all of it is in the account of what is
 * not attributed, so that nothing is lost.
 */
int fh_divide(struct fh_node *node, const struct fh_metering *metering,
	      struct fh_usage *usage, struct fh_error *err);

#endif

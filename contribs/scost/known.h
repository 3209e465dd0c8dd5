/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clusters that slurmdbd knows. */
#ifndef SCOST_KNOWN_H
#define SCOST_KNOWN_H

#include <slurm/slurm.h>

#include "plugins/common/fh_error.h"

/*
 * Is every name of the list a cluster's?  slurmdbd has no jobs of one that is
 * not, and says no more.  Returns 0, or -1 with err set.
 */
int scost_known_clusters(void *db, List names, struct fh_error *err);

#endif

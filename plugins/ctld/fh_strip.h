/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which environment entries of a submission are slurmctld's own names.  A
 * client can put any text into both of a job's environments, and Slurm adds
 * or takes away prefixes on the way, so names are compared without them:
 * SPANK_, SLURM_SPANK_, in any order and number.
 */
#ifndef FH_STRIP_H
#define FH_STRIP_H

#include <stdbool.h>

/*
 * For the job's own environment: terms, result, or one of our options as
 * Slurm would deliver it to slurmstepd.  The options' own variables
 * (FREEHOLD_ZONE, ...) are the user's there.
 * entry:  "NAME=value" or "NAME".
 */
bool fh_strip_is_forged(const char *entry);

/*
 * For the SPANK job environment, where every FREEHOLD_ name is slurmctld's
 * to set: as above, or any such name.
 */
bool fh_strip_is_ours(const char *entry);

#endif

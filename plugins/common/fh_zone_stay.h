/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of fh_zone: the sorted list of who is in which zone when. */
#ifndef FH_ZONE_STAY_H
#define FH_ZONE_STAY_H

#include "fh_reader.h"
#include "fh_zone.h"

/*
 * Build zones->stay from the members of all zones.  A node in two zones, or
 * twice in one, at the same time is a mistake.
 * reader:  stands at the object of zones.
 */
void fh_zone_stays_build(struct fh_reader *reader, struct fh_zones *zones);

#endif

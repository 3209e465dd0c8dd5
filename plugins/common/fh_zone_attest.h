/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of fh_zone: what is said of zones besides who is in them. */
#ifndef FH_ZONE_ATTEST_H
#define FH_ZONE_ATTEST_H

#include "fh_reader.h"
#include "fh_zone.h"

FH_READER_VALUE(fh_zone_read_attestations);	/* struct fh_zone */
FH_READER_VALUE(fh_zone_read_overseers);	/* struct fh_zones */

#endif

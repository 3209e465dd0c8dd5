/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a job's --gres list as slurmctld keeps it:
 * "gres:gpu:h100:4,gres:tpu:1".  An --accel job's accelerator is its entry
 * for gpu; whatever else is there is the job's own and stays.
 */
#ifndef FH_GRES_H
#define FH_GRES_H

#include <stdbool.h>
#include <stdint.h>

#include "plugins/common/fh_request.h"

/* Has the list an entry for gpu?  gres may be NULL. */
bool fh_gres_has_gpu(const char *gres);

/*
 * The list without its entries for gpu, and with one for the alternative.
 * gres:         NULL = empty.
 * alternative:  NULL = none is added.
 * ret:          malloc'ed, for the caller to free; NULL for an empty list.
 * Returns 0, or -1 without memory.
 */
int fh_gres_with(const char *gres, const struct fh_alternative *alternative,
		 char **ret);

/*
 * The next entry for gpu with type and count, of a job's list or a node's
 * ("gpu:h100:4(S:0-1),nvme:1").
 * pos:  where to look; moves behind the entry.
 * Returns false when there is none.
 */
bool fh_gres_next_accel(const char **pos, struct fh_alternative *ret);

/*
 * The alternative that the list's entry for gpu names with type and count.
 * Returns 0, or -1 when there is none.
 */
int fh_gres_accel(const char *gres, struct fh_alternative *ret);

#endif
